"""In: an analysis and some of its classes; out: the packages of production code that use them, and who of them uses whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from archgraph.graphs.drawings.classes import box_id
from archgraph.graphs.drawings.words import count, listed, shared_package
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.drawing import Box, Link, Tone
from archgraph.model.source import Zone

GROUP = "users"
"""The frame around the packages."""
_MOST, _FEW = 8, 3
_REST = " · rest"


class Users(NamedTuple):
    """Boxes of packages, and links from them and from the classes themselves to the classes that they use."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


def users_of(analysis: Analysis, keys: Collection[ClassKey], hues: Mapping[str, int]) -> Users:
    """`hues`: the colour of each service."""
    used: dict[str, set[ClassKey]] = {}
    among: dict[tuple[ClassKey, ClassKey], Link] = {}
    for user, target in _uses(analysis, keys):
        if isinstance(user, str):
            used.setdefault(user, set()).add(target)
        else:
            hint = f"{user.class_} uses {target.class_}"
            among[user, target] = Link(box_id(user), box_id(target), Tone.FAINT, hint=hint)
    packages = _packages(used)
    links = [link for name, modules in packages.items() for link in _links(name, modules, used)]
    boxes = tuple(_box(analysis, name, modules, hues) for name, modules in packages.items())
    return Users(boxes, (*(among[pair] for pair in sorted(among)), *links))


def _uses(analysis: Analysis, keys: Collection[ClassKey]) -> Iterator[tuple[str | ClassKey, ClassKey]]:
    """The module, or the one of the classes, that uses a class, for each use in production."""
    by_name = {key.class_: key for key in keys}
    homes = {key.path for key in keys}
    for usage in analysis.usages:
        target = by_name.get(usage.target)
        if target is None or usage.zone is not Zone.PRODUCTION or usage.what in ("patch", "subclass"):
            continue
        holder = next((key for key in keys if f"{usage.symbol}.".startswith(f"{key.class_}.")), None)
        module = analysis.codebase.modules.get(usage.path)
        if holder is not None:
            if holder != target:
                yield holder, target
        elif module is not None and usage.path not in homes:
            yield module.module, target


def _packages(modules: Collection[str]) -> Mapping[str, list[str]]:
    """Modules by the package below the one that all are in; where that makes few, the largest is opened once more."""
    found = _pieces(modules, _MOST)
    if len(found) <= _FEW:
        largest = max(found, key=lambda name: len(found[name]), default="")
        inside = _pieces(found.pop(largest, []), _MOST - len(found))
        found |= inside
    return found


def _pieces(modules: Collection[str], most: int) -> dict[str, list[str]]:
    """The largest packages directly below what the modules share, and one for the rest."""
    shared = shared_package(modules)
    level = len(shared.split(".")) if shared else 0
    found: dict[str, list[str]] = {}
    for module in sorted(modules):
        found.setdefault(".".join(module.split(".")[: level + 1]), []).append(module)
    order = sorted(found, key=lambda name: (-len(found[name]), name))
    shown = order if len(order) <= most else order[: most - 1]
    rest = [module for name in order[len(shown) :] for module in found[name]]
    left = {f"{shared}{_REST}" if shared else _REST: rest} if rest else {}
    return {**{name: found[name] for name in shown}, **left}


def _box(analysis: Analysis, name: str, modules: list[str], hues: Mapping[str, int]) -> Box:
    paths = [path for module in modules if (path := analysis.codebase.by_name.get(module))]
    services = {analysis.codebase.modules[path].service for path in paths}
    package = name.removesuffix(_REST)
    return Box(
        f"{GROUP} {name}",
        "others" if name.endswith(_REST) else name.rpartition(".")[2],
        tuple(text for text in (package, count(len(modules), "module")) if text),
        hue=hues.get(services.pop(), 0) if len(services) == 1 else 0,
        group=GROUP,
        hint=listed(modules),
    )


def _links(name: str, modules: list[str], used: Mapping[str, Collection[ClassKey]]) -> Iterator[Link]:
    for target in sorted({key for module in modules for key in used[module]}):
        users = [module for module in modules if target in used[module]]
        weight = len(users)
        hint = f"{target.class_} is used in {count(weight, 'module')}: {listed(users)}"
        label = str(weight) if weight > 1 else ""
        yield Link(f"{GROUP} {name}", box_id(target), Tone.FAINT, weight, label, hint)
