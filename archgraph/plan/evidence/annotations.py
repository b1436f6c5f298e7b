"""Types as they are written: in: two annotations; out: whether a value can be of both."""

from __future__ import annotations

import re

_LOWER = re.compile(r"\b(?:Dict|List|Set|Tuple|Type|FrozenSet)\b")
_OPTIONAL = re.compile(r"Optional\[(.*)\]")
_LITERAL = re.compile(r"literal\[[^\]]*\]")
_UNION = re.compile(r"union\[(.*)\]$")
_INSIDE = re.compile(r"\[[^\[\]]*\]")
_NUMBERS = frozenset({"int", "float", "decimal"})


def plain(annotation: str) -> str:
    """The annotation in one spelling: `Optional[int]` and `int | None` are one type."""
    text = annotation.replace('"', "").replace("'", "").replace("typing.", "").replace(" ", "")
    optional = _OPTIONAL.fullmatch(text)
    text = f"{optional[1]}|None" if optional else text
    return _LOWER.sub(lambda found: found[0].lower(), text)


def differ(here: str, there: str) -> bool:
    """Whether two types in one spelling are two; `dict` and `dict[str, int]` are one, told in more or fewer words."""
    return here != there and here.partition("[")[0] != there and there.partition("[")[0] != here


def are_alike(here: str, there: str) -> bool:
    """Whether a value can be of both types; what it holds is left aside."""
    mine, other = (_kinds(each) for each in (here, there))
    return bool(mine & other) or "any" in mine | other or not mine or not other or mine | other <= _NUMBERS


def _kinds(annotation: str) -> frozenset[str]:
    """The types that a value may be of, without those that it holds: `Optional[List[int]]` is a list."""
    text = _LITERAL.sub("str", plain(annotation).lower().removesuffix("|none"))
    text, before = _UNION.sub(r"\1", text.replace(",", "|")), ""
    while text != before:
        text, before = _INSIDE.sub("", text), text
    return frozenset(part.rpartition(".")[2] for part in text.split("|")) - {"none", ""}
