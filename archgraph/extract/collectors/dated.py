"""Dates in data that say when something goes: `"OLD_KEY": {"deprecation_date": "2026-01-31"}`."""

from __future__ import annotations

import ast
import re
from operator import attrgetter

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.model.facts import Marker

_WORDS = (
    "sunset",
    "deprecat",
    "remov",
    "deadline",
    "eol",
    "end_of_life",
    "retire",
    "phase_out",
    "decommission",
    "drop_",
)
_KEY = re.compile(
    r"(?:\w+_)?(?:sunset|deprecat(?:ion|ed)|remov(?:al|e|ed)|deadline|eol|end_of_life|retire(?:ment|d)?|phase_out"
    r"|decommission(?:ed|ing)?|drop)(?:_(?:date|by|on|at|after|deadline|day|until))?",
    re.IGNORECASE,
)
_DATE = re.compile(r"20\d\d-[01]\d-[0-3]\d(?:[T ].*)?")


class _Dated:
    """The dates found so far, and the keys under which dictionaries stand."""

    __slots__ = ("_context", "_found", "_names", "deaf")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Marker] = []
        self._names: dict[ast.AST, str] = {}
        text = context.parsed.text
        self.deaf = () if "20" in text and any(word in text for word in _WORDS) else (ast.Dict,)

    def on_dict(self, node: ast.Dict) -> None:
        own = self._names.pop(node, "")
        for key, value in zip(node.keys, node.values, strict=True):
            name = key.value if type(key) is ast.Constant else None
            if not isinstance(name, str):
                continue
            if type(value) is ast.Dict:
                self._names[value] = name
            elif _is_date(value) and _KEY.fullmatch(name):
                text = f"{own or name}: {name.replace('_', ' ')} {value.value[:10]}"  # type: ignore[attr-defined]
                self._found.append(Marker("sunset", text, "data", value.lineno, self._context.scope))

    def facts(self) -> Fields:
        return {"dated": tuple(sorted(self._found, key=attrgetter("line")))}


def _is_date(value: ast.expr) -> bool:
    return type(value) is ast.Constant and isinstance(value.value, str) and _DATE.fullmatch(value.value) is not None


COLLECTOR = Collector(_Dated, {ast.Dict: _Dated.on_dict})
