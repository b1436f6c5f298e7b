"""Classes beside a class: in: the members of all families; out: what modules and folders around two of them have in common.

Modules, folders and packages that were made side by side, and modules that are found by looking into their folder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Zone
from archgraph.plan.evidence.reading import Reading

_PLUGINS = 5


class Neighbours:
    """Counts what is called alike around two classes."""

    def __init__(self, reading: Reading, members: frozenset[ClassKey], imported_paths: frozenset[str]) -> None:
        """`imported_paths`: modules that code outside tests imports."""
        self._reading = reading
        self._members = members
        self._imported_paths = imported_paths
        self._plugins: dict[str, bool] = {}

    def counterparts(self, a: ClassKey, b: ClassKey) -> int:
        """How many classes the two folders both have, by name and module; 0 for two that are no counterparts."""
        mine, other = (_place(key) for key in (a, b))
        if mine[1:] != other[1:]:
            return 0
        return len(self._by_folder.get(mine[0], frozenset()) & self._by_folder.get(other[0], frozenset()))

    def siblings(self, a: ClassKey, b: ClassKey) -> int:
        """How many folders of one folder have that class in a module of that name; 0 when the two are not among them."""
        (mine, *rest), (other, *others) = (_place(key) for key in (a, b))
        above = mine.rpartition("/")[0]
        if rest != others or mine == other or above != other.rpartition("/")[0]:
            return 0
        return len(self._folders_with.get((above, rest[0], rest[1]), ()))

    @cached_property
    def _folders_with(self) -> Mapping[tuple[str, str, str], frozenset[str]]:
        found: dict[tuple[str, str, str], set[str]] = {}
        for key in self._members:
            folder, module, name = _place(key)
            found.setdefault((folder.rpartition("/")[0], module, name), set()).add(folder)
        return {place: frozenset(folders) for place, folders in found.items()}

    def namesakes_in(self, folder: str, name: str) -> int:
        """How many modules of a folder have a class of that name."""
        return self._modules_with[folder, name]

    @cached_property
    def _modules_with(self) -> Counter[tuple[str, str]]:
        return Counter((folder, name) for folder, places in self._by_folder.items() for _, name in places)

    def is_plugin(self, key: ClassKey) -> bool:
        """Whether it stands in a folder of modules that are found by looking: five and more with a class below one base of
        the code base each, most of which nothing outside tests imports, the package itself apart."""
        folder = key.path.rpartition("/")[0]
        if folder not in self._plugins:
            self._plugins[folder] = self._is_found_by_looking(folder)
        return self._plugins[folder]

    def _is_found_by_looking(self, folder: str) -> bool:
        below: dict[ClassKey, set[str]] = {}
        for key in self._shipped_in.get(folder, ()):
            for base in self._reading.ancestors(key) & self._reading.codebase.classes.keys():
                below.setdefault(base, set()).add(key.path)
        largest = max(below.values(), key=len, default=set())
        alone = sum(path not in self._imported_paths for path in largest)
        return len(largest) >= _PLUGINS and 2 * alone > len(largest)

    @cached_property
    def _shipped_in(self) -> Mapping[str, tuple[ClassKey, ...]]:
        """The production classes of the modules of each folder."""
        found: dict[str, list[ClassKey]] = {}
        for key, record in self._reading.codebase.classes.items():
            if record.zone is Zone.PRODUCTION and not key.path.endswith("__init__.py"):
                found.setdefault(key.path.rpartition("/")[0], []).append(key)
        return {folder: tuple(keys) for folder, keys in found.items()}

    def namesakes(self, a: ClassKey, b: ClassKey) -> int:
        """How many classes of one name the two modules have."""
        return len(self._by_module.get(a.path, frozenset()) & self._by_module.get(b.path, frozenset()))

    @cached_property
    def _by_module(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for key in self._members:
            found.setdefault(key.path, set()).add(key.class_.rpartition(".")[2])
        return {path: frozenset(names) for path, names in found.items()}

    @cached_property
    def _by_folder(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        found: dict[str, set[tuple[str, str]]] = {}
        for key in self._members:
            folder, *rest = _place(key)
            found.setdefault(folder, set()).add((rest[0], rest[1]))
        return {folder: frozenset(places) for folder, places in found.items()}


def _place(key: ClassKey) -> tuple[str, str, str]:
    """Folder, file and bare name."""
    folder, _, file = key.path.rpartition("/")
    return folder, file, key.class_.rpartition(".")[2]
