"""In: modules, their imports, and how many boxes there may be; out: the box that each module is drawn in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

OWN = "own modules"
REST = "rest"
FEWEST = 6
"""A package is opened when this many of its pieces fit, were there more."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One box: a module, a package with all below it, or a part of a package beside its other boxes.

    `part`: "" for the whole, else OWN (the modules that are directly in the package) or REST (what found no room).
    `inside`: how many imports lead from one of its modules to another, and so are hidden in the box.
    """

    name: str
    modules: tuple[str, ...]
    inside: int = 0
    part: str = ""

    @property
    def id(self) -> str:
        """Unique among the parcels of a drawing."""
        return f"{self.name} · {self.part}" if self.part else self.name


@dataclass(slots=True)
class _Folder:
    """A package while the tree of names is being built."""

    name: str
    loose: list[str] = field(default_factory=list)
    children: dict[str, _Folder] = field(default_factory=dict)
    part: str = ""


@dataclass(slots=True)
class _Squasher:
    """The state of one squashing: parcels that are final, and packages that may still be opened."""

    arcs: Collection[tuple[str, str]]
    limit: int
    final: list[Parcel] = field(default_factory=list)
    open: dict[Parcel, _Folder] = field(default_factory=dict)

    def parcel(self, name: str, modules: Iterable[str], part: str) -> Parcel:
        members = frozenset(modules)
        inside = sum(tail in members and head in members for tail, head in self.arcs) if len(members) > 1 else 0
        return Parcel(name, tuple(sorted(members)), inside, part)

    def put(self, folder: _Folder) -> None:
        """A package with all below it, closed for now."""
        modules = _modules(folder)
        if len(modules) == 1:
            self.final.append(Parcel(modules[0], tuple(modules)))
        else:
            self.open[self.parcel(folder.name, modules, folder.part)] = folder

    def unpack(self, parcel: Parcel) -> None:
        """Put what is inside in the place of a parcel: packages, and what is loose beside them as one; or modules.

        Where they are too many, those that import and are imported most, and one parcel for the rest.
        """
        folder = self.open.pop(parcel)
        if folder.children:
            heap = _Folder(folder.name, folder.loose, part=OWN)
            pieces = [*folder.children.values(), *([heap] if folder.loose else [])]
        else:
            pieces = [_Folder(module, [module]) for module in folder.loose]
        room = self.limit - len(self.final) - len(self.open)
        most = room if folder.children else max(FEWEST, room // 2)  # single modules leave room for other packages
        if len(pieces) > most:
            pieces = self._heaviest(parcel, pieces, most - 1)
        for piece in pieces:
            self.put(piece)

    def _heaviest(self, parcel: Parcel, pieces: list[_Folder], most: int) -> list[_Folder]:
        """The pieces with most imports to and from the others, and the rest as one."""
        home = {module: number for number, piece in enumerate(pieces) for module in _modules(piece)}
        pairs = ((home.get(tail), home.get(head)) for tail, head in self.arcs)
        ends = Counter(end for pair in pairs if None not in pair and pair[0] != pair[1] for end in pair)
        order = sorted(range(len(pieces)), key=lambda number: (-ends[number], pieces[number].name))
        rest = sorted(module for number in order[most:] for module in _modules(pieces[number]))
        self.final.append(self.parcel(parcel.name, rest, REST))
        return [pieces[number] for number in sorted(order[:most])]


def squash(modules: Iterable[str], arcs: Collection[tuple[str, str]], limit: int) -> tuple[Parcel, ...]:
    """At most `limit` parcels (or one per top-level name) that together hold all modules, sorted by name.

    The package that hides most imports is opened first, as long as what is inside fits, and until every box hides less
    than its share. Loose modules that do not all fit get boxes of their own where they import and are imported most.
    """
    names = sorted(set(modules))
    known = frozenset(names)
    state = _Squasher([arc for arc in arcs if arc[0] in known and arc[1] in known], limit)
    for folder in _top_folders(names):
        state.put(folder)
    share = max(1, len(state.arcs) // (2 * limit))
    while (chosen := _next(state, share)) is not None:
        state.unpack(chosen)
    return tuple(sorted([*state.final, *state.open], key=lambda parcel: parcel.id))


def _next(state: _Squasher, share: int) -> Parcel | None:
    """The parcel that hides most among those that fit when opened."""
    room = state.limit - len(state.final) - len(state.open)
    for parcel in sorted(state.open, key=lambda p: (-p.inside, p.id)):
        if parcel.inside < share:
            return None
        folder = state.open[parcel]
        pieces = len(folder.children) + bool(folder.loose) if folder.children else len(folder.loose)
        if min(pieces, FEWEST) - 1 <= room:
            return parcel
    return None


def _top_folders(names: list[str]) -> list[_Folder]:
    """The folders that dotted names make; a module with modules below it is loose in its own folder."""
    packages = {name[:at] for name in names for at, sign in enumerate(name) if sign == "."}
    root = _Folder("")
    for name in names:
        parts = name.split(".")
        folder = root
        for end, part in enumerate(parts if name in packages else parts[:-1], 1):
            folder = folder.children.setdefault(part, _Folder(".".join(parts[:end])))
        folder.loose.append(name)
    return [*root.children.values(), *(_Folder(name, [name]) for name in root.loose)]


def _modules(folder: _Folder) -> list[str]:
    return [*folder.loose, *(name for child in folder.children.values() for name in _modules(child))]
