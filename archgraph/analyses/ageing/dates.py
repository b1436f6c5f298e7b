"""Sunset dates and remarks: in: a module's comments, docstrings, data, constants and strings; out: rows of legacy.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import Module
from archgraph.model.expr import Call, Expr, Literal, text_of
from archgraph.model.facts.texts import Marker, Texts
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.source import DatedLine, Zone
from archgraph.model.sunset import date_in, is_moment, is_sunset_key, plain_sunset_in, sunset_in

_LONGEST = 200
_LONGEST_DATE = 40
"""Characters of a constant that is a date, with a time and a zone at most."""
_MARKERS = frozenset({"legacy", "deprecated", "sunset", "remove", "backward_compatibility"})


class _Telling(dict[str, bool]):
    """Name → whether it is that of a date on which something goes: nearly all names stand in many files, and all are asked."""

    def __missing__(self, name: str) -> bool:
        self[name] = found = is_sunset_key(name.rpartition(".")[2])
        return found


_TELLING = _Telling()


def in_comments(module: Module, section: Texts) -> Iterator[LegacyItem]:
    """Markers in comments and docstrings; those with a date are sunsets."""
    for marker in section.markers:
        in_tests = marker.kind == "sunset" and module.zone is Zone.TEST
        sunset = plain_sunset_in(marker.text) if in_tests else sunset_in(marker.text)
        if sunset or marker.kind in _MARKERS:
            kind = "sunset" if sunset else "marker"
            yield _item(module, kind, marker.text, marker.line, sunset, symbol_of(module, marker.scope))


def in_data(module: Module, dated: Iterable[Marker]) -> Iterator[LegacyItem]:
    """Dates in dictionaries, calls, decorators and messages, by the name of what they are said of."""
    for marker in dated:
        name, _, date = marker.text.rpartition(": ")
        if marker.source == "data" and is_moment(name):
            continue
        subject = name if marker.source == "data" else symbol_of(module, marker.scope)
        yield _item(module, "sunset", name, marker.line, date[-10:], subject)


def in_constants(module: Module) -> Iterator[LegacyItem]:
    """Constants such as SUNSET_DATE."""
    for binding in module.outline.bindings:
        if not _TELLING[binding.name] or not _may_be_date(binding.value):
            continue
        sunset = _date_of(binding.value)
        if sunset:
            around = symbol_of(module, binding.scope)
            yield _item(module, "sunset", f"{around}.{binding.name}", binding.line, sunset, around)


def in_strings(module: Module, section: Texts, told: Iterable[LegacyItem]) -> Iterator[LegacyItem]:
    """Other texts of one line that say when something goes, outside tests; unless that was `told` on one of their lines."""
    if module.zone is Zone.TEST:
        return
    said = {(item.sunset, item.line - above) for item in told if item.sunset for above in range(12)}
    for text in section.strings:
        if "20" in text.value and len(text.value) > _LONGEST_DATE // 2 and "\n" not in text.value:
            sunset = plain_sunset_in(text.value)
            if sunset and (sunset, text.line) not in said:
                yield _item(module, "sunset", text.value, text.line, sunset, symbol_of(module, text.scope))


def in_files(lines: Iterable[DatedLine]) -> Iterator[LegacyItem]:
    """What files that are no code say."""
    for line in lines:
        yield LegacyItem("sunset", line.name, line.path, line.line, "", line.sunset, None, line.zone, line.name)


def _may_be_date(value: Expr) -> bool:
    """Cheap, because all constants are asked."""
    if isinstance(value, Literal):
        return isinstance(value.value, str) and len(value.value) <= _LONGEST_DATE
    return isinstance(value, Call)


def _date_of(value: Expr) -> str:
    return date_in(str(value.value) if isinstance(value, Literal) else text_of(value))


def _item(module: Module, kind: str, name: str, line: int, sunset: str, subject: str) -> LegacyItem:
    return LegacyItem(
        kind, name[:_LONGEST], module.path, line, "", sunset, None, module.zone, subject.removesuffix(".__init__")
    )
