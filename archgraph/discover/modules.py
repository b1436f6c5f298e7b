"""What files are called; in: the listing and the names that the tree's imports use, out: the inventory of modules."""

from __future__ import annotations

import posixpath
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from archgraph.discover.layout import Layout, below, is_init, place_of
from archgraph.discover.outer import outer_name
from archgraph.discover.roots import choose_roots
from archgraph.discover.services import Services
from archgraph.discover.zones import Zones
from archgraph.model.settings import Settings
from archgraph.model.source import Inventory, Listing, Problem, SourceFile, claim


def name_files(listing: Listing, spelled: frozenset[str], settings: Settings) -> Inventory:
    """Module name, root, service, kind and zone of every file; `spelled`: the absolute dotted names of all imports."""
    configured = [_tidy(root) for root in settings.source_roots]
    layout = Layout(listing.paths, (*listing.roots, *configured), listing.projects)
    outer = outer_name(listing, layout.modules, spelled)
    names = dict(_named_from(outer, listing.paths) if outer else _named_inside(layout, listing.paths, spelled))
    zones = Zones(layout, outer, names, spelled, settings)
    services = Services(names, settings)
    files = tuple(_file(path, *names[path], zones, services) for path in sorted(names))
    folders = _folder_names(files, layout.places)
    problems = (*listing.problems, *_clashes(files))
    return Inventory(
        files=files,
        problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.message))),
        notes=(*listing.notes, *_unknown_roots(configured, layout), *_shadows(files, folders)),
        stubs=listing.stubs,
        namespaces=tuple(sorted(folders - {file.module for file in files})),
        dated=tuple(replace(line, zone=zones.of_data(line.path)) for line in listing.dated),
        variables=listing.variables,
        compiled=listing.compiled,
    )


def _named_from(outer: str, paths: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """(path, (module, root)) when PATH itself has the name `outer`: everything below it is spelled from its parent."""
    root = "/".join([".."] * (outer.count(".") + 1))
    for path in paths:
        place = place_of(path)
        yield path, (f"{outer}.{place.replace('/', '.')}" if place else outer, root)


def _named_inside(
    layout: Layout, paths: Iterable[str], spelled: frozenset[str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """(path, (module, root)) for a PATH that is no package, each folder's names from its own root."""
    roots = choose_roots(layout, spelled)
    for path in paths:
        root, place = roots[path.rpartition("/")[0]], layout.places[path]
        if place == root:  # an `__init__.py` in a source root has no name but its folder's
            root = place.rpartition("/")[0]
        yield path, (below(root, place).replace("/", ".") or "__init__", root or ".")


def _file(path: str, module: str, root: str, zones: Zones, services: Services) -> SourceFile:
    zone = zones.zone(path)
    return SourceFile(path, module, root, services.of(path), zones.kind(path, zone), zone, is_init(path))


def _clashes(files: Sequence[SourceFile]) -> Iterator[Problem]:
    """A problem for each file whose name another file claims with more right, as far as Python has an order."""
    owners: dict[str, str] = {}
    times = Counter([file.module for file in files])
    for file in sorted((file for file in files if times[file.module] > 1), key=lambda file: claim(file.path)):
        owner = owners.setdefault(file.module, file.path)
        if owner != file.path:
            yield Problem(file.path, None, "discover", f"{owner} claims the same module name, {file.module}.")


def _shadows(files: Sequence[SourceFile], folders: set[str]) -> Iterator[str]:
    """Modules that can hide others: of the standard library, or those in a folder of the same name (PEP 420)."""
    hiding = [file.path for file in files if file.module in sys.stdlib_module_names]
    if hiding:
        yield f"Modules that can hide a module of the standard library ({len(hiding)}): {_some(hiding)}."
    bare = folders - {file.module for file in files if file.is_package}
    hiding = [file.path for file in files if file.module in bare]
    if hiding:
        yield f"Modules that hide a folder of their name without __init__.py ({len(hiding)}): {_some(hiding)}."


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:5]) + (", …" if len(paths) > 5 else "")


def _unknown_roots(configured: Iterable[str], layout: Layout) -> Iterator[str]:
    for root in configured:
        if root != "." and not any(f"{folder}/".startswith(f"{root}/") for folder in layout.folders):
            yield f"The source root {root} of the configuration holds no Python."


def _folder_names(files: Iterable[SourceFile], places: Mapping[str, str]) -> set[str]:
    """The dotted names of all folders with modules below them; what lies above PATH is not ours to name."""
    found: set[str] = set()
    for file in files:
        name, place = file.module, places[file.path]
        for part in reversed(place.split("/") if place else ()):
            name = name[: -len(part) - 1]
            if not name or name in found:
                break
            found.add(name)
    return found


def _tidy(root: str) -> str:
    """A configured source root in the spelling of the listing's folders."""
    return posixpath.normpath(root.replace("\\", "/").strip("/") or ".")
