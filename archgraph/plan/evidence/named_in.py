"""Names that a file does something with but importing them: in: a code base and a path; out: lines and what names
stand there.

Names in displays of dictionaries and in what no fact holds are missing: that a name is not told is no proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archgraph.model.codebase import Codebase
from archgraph.model.expr import text_of
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.outline import Outline
from archgraph.model.facts.reads import Reads
from archgraph.model.facts.uses import Uses

_NAME = re.compile(r"[^\W\d]\w*")
Used = tuple[int, str]
"""A line and the names that stand there, as text."""


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The names, each part of a dotted one by itself; words of strings are names, too."""
    return frozenset(_NAME.findall(" ".join(texts)))


def standing_in(codebase: Codebase, path: str) -> Iterator[Used]:
    """What calls, reads, annotations, values and bases of a file name; strings in values count, those of `__all__` do not."""
    outline, facts = codebase.modules[path].outline, codebase.facts
    uses, bodies = facts.section(path, Uses), facts.section(path, Bodies)
    for call in uses.calls:
        yield call.line, call.func
        yield from ((call.line, text_of(value)) for value in (*call.args, *(value for _, value in call.keywords)))
    yield from ((each.line, each.name) for each in uses.mentions)
    yield from ((each.line, each.name) for each in facts.section(path, Reads).reads)
    yield from ((each.line, text_of(each.value)) for each in bodies.attributes)
    yield from ((each.line, each.annotation) for each in bodies.attributes)
    for fact in bodies.functions:
        line = outline.scopes[fact.scope].line
        yield line, fact.returns
        yield from ((line, f"{each.annotation} {each.default}") for each in fact.parameters)
    yield from _of_outline(outline)


def _of_outline(outline: Outline) -> Iterator[Used]:
    yield from ((each.line, text_of(each.value)) for each in outline.bindings if each.name != "__all__")
    yield from ((outline.scopes[each.scope].line, text_of(each.value)) for each in outline.returns)
    for fact in outline.classes:
        line = outline.scopes[fact.scope].line
        yield from ((line, text_of(base)) for base in (*fact.bases, *fact.decorators))
