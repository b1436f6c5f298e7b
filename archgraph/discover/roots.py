"""From which folder module names are spelled; in: the layout and the names that imports use, out: each folder's root.

The usual root holds unless the tree's own imports spell its modules from another folder. Each spelled name that leads
to a file votes for the folder it leads there from. Names of the standard library mean that library and do not vote.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from archgraph.discover.layout import Layout, above, below

Votes = Counter[tuple[str, str]]
"""(root, subject) → how many names; the subject moves as a whole: a package, or the loose files of one top folder."""


def choose_roots(layout: Layout, spelled: Iterable[str]) -> dict[str, str]:
    """Every folder that holds files → the root of their names; all relative to PATH, "" for PATH."""
    votes = _count(layout, spelled)
    return {folder: _elect(layout, folder, votes) for folder in layout.folders}


def _count(layout: Layout, spelled: Iterable[str]) -> Votes:
    usual = _usual_names(layout)
    homes = _homes(layout.modules)
    votes: Votes = Counter()
    for name in spelled:  # tens of thousands of names: each costs a few look-ups
        first = name.partition(".")[0]
        if first not in homes or first in sys.stdlib_module_names:
            continue
        place = name.replace(".", "/")
        for root, path in _readings(layout, place, usual, homes[first]):
            votes[root, _subject(layout, root, path.rpartition("/")[0])] += 1
    return votes


def _readings(
    layout: Layout, place: str, usual: dict[str, list[str]], homes: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """(root, file) for each root that a name can be spelled from: the usual ones and PATH before any other folder."""
    files = usual.get(place, ())
    for path in files:
        yield layout.usual_root(path.rpartition("/")[0]), path
    from_top = layout.modules.get(place)
    if from_top and from_top not in files:
        yield "", from_top
    if files or from_top or "/" not in place:  # a bare name from elsewhere is a script's neighbour, not a root
        return
    for home in homes:
        from_home = layout.modules.get(f"{home}/{place}")
        if from_home:
            yield home, from_home


def _elect(layout: Layout, folder: str, votes: Votes) -> str:
    usual = layout.usual_root(folder)
    score = votes[usual, _subject(layout, usual, folder)]
    best = max(_rivals(layout, folder), key=lambda root: (votes[root, _subject(layout, root, folder)], -len(root)))
    challenge = votes[best, _subject(layout, best, folder)]
    if challenge > score or (challenge and challenge == score and not best):
        return best
    package = layout.package(folder)
    if score or not package or not usual:
        return usual
    return _inherited(layout, package, votes)


def _inherited(layout: Layout, package: str, votes: Votes) -> str:
    """The root of a package that nobody imports: that of the loose files around it, when these are imported."""
    around = package.rpartition("/")[0]
    root = _elect(layout, around, votes)
    return root if votes[root, _subject(layout, root, around)] else around


def _rivals(layout: Layout, folder: str) -> list[str]:
    """Folders that the modules of `folder` can be spelled from."""
    package = layout.package(folder)
    rivals = [*above(package or folder)] or [""]
    inside = package or folder
    return [inside, *rivals] if inside in layout.declared else rivals


def _subject(layout: Layout, root: str, folder: str) -> str:
    package = layout.package(folder)
    if package or root in layout.declared:
        return package or root
    return f"{root}/{below(root, folder).partition('/')[0]}"


def _usual_names(layout: Layout) -> dict[str, list[str]]:
    """Modules by their place below the usual root; more than one file can have the same."""
    names: dict[str, list[str]] = defaultdict(list)
    roots = {folder: layout.usual_root(folder) for folder in layout.folders}
    for place, path in layout.modules.items():
        names[below(roots[path.rpartition("/")[0]], place)].append(path)
    return names


def _homes(places: Iterable[str]) -> dict[str, list[str]]:
    """First part of a spelled name → the folders that hold a folder or module of that name."""
    seen: set[str] = set()
    homes: dict[str, list[str]] = defaultdict(list)
    for place in places:
        while place and place not in seen:
            seen.add(place)
            parent, _, name = place.rpartition("/")
            homes[name].append(parent)
            place = parent
    return homes
