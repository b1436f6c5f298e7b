"""Dates in code that say when something goes, each by the line on which it stands.

In data (`"OLD_KEY": {"deprecation_date": "…"}`, `Gone("x", sunset=date(…))`), in decorators, and in messages that are handed
to a call (`warn("… will be removed on …")`).
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import MAX_TEXT, text_of
from archgraph.model.facts.texts import Marker
from archgraph.model.sunset import (
    date_in,
    is_about_old,
    is_sunset_key,
    may_be_sunset_key,
    may_tell,
    plain_sunset_in,
    sunset_in,
    years_in,
)

_LONGEST = 40
"""Characters of a string that is a date and nothing else."""
_LABELS = ("name", "key", "id", "path", "module", "symbol", "feature")
"""Keys under which a record says what it is about."""

_TEXTS = frozenset({ast.JoinedStr, ast.Constant})
_RECORDS = frozenset({ast.Dict, ast.Call})
_DISPLAYS = (ast.List, ast.Tuple, ast.Set)


class _Place(NamedTuple):
    """Under which name a value stands, and whether the names around it say that it is about old things."""

    name: str = ""
    is_old: bool = False


class _Dated:
    """The dates found so far, and the names under which displays and calls stand. What stands on no line that holds a year is
    passed over."""

    __slots__ = ("_context", "_decorators", "_found", "_places", "_years", "is_deaf")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Marker] = []
        self._places: dict[ast.AST, _Place] = {}
        self._decorators: set[ast.AST] = set()
        """What they say is said of the function or class below them."""
        self.is_deaf = not may_tell(context.parsed.text)
        self._years = [] if self.is_deaf else years_in(context.parsed.text)

    def on_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            if type(decorator) is ast.Call and self._may_date(decorator):
                self._decorators.add(decorator)
                if _named(decorator.func).is_old:
                    self._decorated(decorator)

    def on_assign(self, node: ast.Assign) -> None:
        if self._may_date(node):
            self._note(node.value, _named(node.targets[0]))

    def on_annotated(self, node: ast.AnnAssign) -> None:
        if node.value is not None and self._may_date(node):
            self._note(node.value, _named(node.target))

    def on_dict(self, node: ast.Dict) -> None:
        if not self._may_date(node):
            return
        pairs = [
            (key.value, value)
            for key, value in zip(node.keys, node.values, strict=True)
            if type(key) is ast.Constant and type(key.value) is str
        ]
        self._pairs(pairs, self._places.pop(node, _Place()), "")

    def on_call(self, node: ast.Call) -> None:
        if not self._may_date(node) or node in self._decorators:
            return
        keywords = node.keywords
        for part in (*node.args[:3], *[each.value for each in keywords]):
            if type(part) in _TEXTS and "20" in (said := _message(part)):
                day = next((found for line in said.splitlines() if (found := plain_sunset_in(line))), "")
                self._say(day, said, "message", part, self._context.scope)
        called = _named(node.func)
        if not keywords and not called.is_old:
            return
        around = self._places.pop(node, _Place())
        place = _Place(around.name, around.is_old or called.is_old)
        texts = [value for arg in node.args if (value := _text(arg))]
        label = next((text for text in texts if not date_in(text)), "")
        self._pairs([(each.arg, each.value) for each in keywords if each.arg], place, label)
        if called.is_old and label:
            self._dates(((label, arg) for arg in node.args), called.name)

    def facts(self) -> Fields:
        return {"dated": tuple(sorted(set(self._found), key=attrgetter("line", "text")))}

    def _may_date(self, node: ast.expr | ast.stmt) -> bool:
        """Whether a year stands on one of its lines."""
        years = self._years
        position = bisect_left(years, node.lineno)
        return position < len(years) and years[position] <= (node.end_lineno or node.lineno)

    def _pairs(self, pairs: list[tuple[str, ast.expr]], place: _Place, label: str) -> None:
        """The keys of a dictionary, or the keywords of a call."""
        is_old = place.is_old or any(is_about_old(key) for key, _ in pairs)
        said = {key: text for key, value in pairs if key in _LABELS and (text := _text(value))}
        about = next((said[key] for key in _LABELS if key in said), label) or place.name
        for key, value in pairs:
            day = _date(value)
            if not day:
                self._note(value, _Place(key, is_old or is_about_old(key)))
            elif is_sunset_key(key) or (is_old and may_be_sunset_key(key)):
                self._add(about or key, key, day, value)
            elif is_about_old(place.name):
                self._add(key, place.name, day, value)

    def _decorated(self, decorator: ast.Call) -> None:
        keywords = [(each.arg or "", each.value) for each in decorator.keywords]
        for key, value in (*(("", arg) for arg in decorator.args), *keywords):
            text = _message(value)
            day = sunset_in(text) if len(text) > _LONGEST else _date(value)
            if not key or is_sunset_key(key) or may_be_sunset_key(key) or len(text) > _LONGEST:
                self._say(day or sunset_in(text), text or key, "decorator", value, self._context.opened)

    def _say(self, day: str, text: str, source: str, node: ast.expr, scope: int) -> None:
        if day:
            line = self._line_of(day, node)
            self._found.append(Marker("sunset", f"{_short(text)}: {day}", source, line, scope))

    def _line_of(self, day: str, node: ast.expr) -> int:
        """The line of a text over several lines on which the date stands."""
        end = node.end_lineno or node.lineno
        if end > node.lineno:
            lines = self._context.parsed.text.split("\n")[node.lineno - 1 : end]
            return next((number for number, line in enumerate(lines, node.lineno) if date_in(line) == day), node.lineno)
        return node.lineno

    def _note(self, value: ast.expr, place: _Place) -> None:
        """Remember under which name a display or call stands, before it is walked."""
        if type(value) in _RECORDS:
            self._places[value] = place
        elif isinstance(value, _DISPLAYS):
            for item in value.elts:
                self._note(item, place)
            first = _text(value.elts[0]) if value.elts else ""
            if place.is_old and first:
                self._dates(((first, item) for item in value.elts[1:]), place.name)

    def _dates(self, items: Iterable[tuple[str, ast.expr]], key: str) -> None:
        for name, value in items:
            if day := _date(value):
                self._add(name, key, day, value)

    def _add(self, name: str, key: str, day: str, node: ast.expr) -> None:
        text = f"{name}: {key.replace('_', ' ')} {day}"
        self._found.append(Marker("sunset", text, "data", node.lineno, self._context.scope))


def _named(target: ast.expr) -> _Place:
    name = target.id if type(target) is ast.Name else target.attr if type(target) is ast.Attribute else ""
    return _place(name)


@lru_cache(maxsize=2**16)
def _place(name: str) -> _Place:
    return _Place(name, is_about_old(name))


def _message(node: ast.expr) -> str:
    """A string, or the fixed parts of an f-string."""
    if type(node) is ast.JoinedStr:
        return "".join(_text(part) if type(part) is ast.Constant else "…" for part in node.values)
    return _text(node)


def _short(text: str) -> str:
    """The text in one line; of a long one the sentence with the date."""
    sentences = [line for line in text.replace(". ", ".\n").splitlines() if date_in(line)]
    return " ".join((sentences[0] if sentences and len(text) > MAX_TEXT // 2 else text).split())[:MAX_TEXT]


def _text(node: ast.expr) -> str:
    return node.value if type(node) is ast.Constant and type(node.value) is str else ""


def _date(node: ast.expr) -> str:
    """The ISO date that a literal, `date(2026, 1, 31)` or `date.fromisoformat("…")` is; "" for anything else."""
    if type(node) is ast.Call:
        name = _named(node.func).name
        if name in ("date", "datetime"):
            return date_in(f"date({', '.join(_numbers(node.args[:3]))}")
        return _date(node.args[0]) if name in ("fromisoformat", "strptime", "parse") and node.args else ""
    text = _text(node)
    return date_in(text) if 6 < len(text) <= _LONGEST and text[0].isalnum() else ""


def _numbers(nodes: list[ast.expr]) -> Iterator[str]:
    return (text_of(each.value) for each in nodes if type(each) is ast.Constant)


_TABLE: dict[type[ast.AST], Any] = {
    ast.Dict: _Dated.on_dict,
    ast.Call: _Dated.on_call,
    ast.Assign: _Dated.on_assign,
    ast.AnnAssign: _Dated.on_annotated,
    ast.FunctionDef: _Dated.on_definition,
    ast.AsyncFunctionDef: _Dated.on_definition,
    ast.ClassDef: _Dated.on_definition,
}
COLLECTOR = Collector(_Dated, _TABLE, deaf_to=_TABLE)
