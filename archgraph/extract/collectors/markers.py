"""Comments and docstring lines that say something about legacy, and the comments that suppress findings.

A file is searched for words first; only where one of them stands after a `#` is it asked whether that is a comment at all.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.comments import comments, suspects
from archgraph.extract.context import Context
from archgraph.extract.docstrings import Documented, docstring_of
from archgraph.extract.expressions import MAX_TEXT
from archgraph.model.facts import Marker, Scope

_WORDS = ("todo", "fixme", "hack", "xxx", "legacy", "deprecat", "sunset", "remove", "delete", "backward")
"""One of them stands in every marker, in lower case."""

_MARKER = re.compile(
    r"""\b(?:
      (?P<todo>TODO) | (?P<fixme>FIXME) | (?P<hack>HACK) | (?P<xxx>XXX) | (?P<remove>REMOVE)
    | (?i:
        (?P<legacy>legacy)
      | (?P<deprecated>deprecat(?:ed|ion|es?|ing))
      | (?P<sunset>sunset(?:s|ted|ting)?)
      | (?P<backward_compatibility>backwards?[ _-]?compat\w*)
      | (?P<to_remove>(?:to|will|should|can|must)[ ]be[ ](?:removed|deleted)
          | (?:remove|delete)d?\b[^.\n]{0,40}\b(?:after|once|when|until|by|in[ ](?:v?\d|(?:the[ ])?(?:next|future))))
      )
    )\b""",
    re.VERBOSE,
)
"""Words in capitals mark by themselves; a hack or a todo list in small letters is something else."""

_SUPPRESSION = re.compile(r"#\s*archgraph:\s*ignore(?:\[([^\]]*)\])?[\s:,-]*(.*)")


def start(context: Context) -> Listening:
    """Listen to what can have a docstring; comments are looked for in the text."""
    markers: list[Marker] = []

    def on_definition(node: Documented) -> None:
        docstring = docstring_of(node)
        if docstring is None:
            return
        text = str(docstring.value)
        lowered = text.lower()
        if any(word in lowered for word in _WORDS):
            scope = 0 if isinstance(node, ast.Module) else context.opened
            for offset, line in enumerate(text.split("\n")):
                markers.extend(_markers(line, "docstring", docstring.lineno + offset, scope))

    def facts() -> Fields:
        suppressions = []
        for line, text in _interesting_comments(context.parsed.text):
            markers.extend(_markers(text, "comment", line, innermost(context.scopes, line)))
            found = _SUPPRESSION.match(text)
            if found:
                rules = ",".join(rule.strip() for rule in (found[1] or "").split(","))
                suppressions.append((line, rules, found[2].strip()[:MAX_TEXT]))
        in_order = sorted(markers, key=lambda marker: (marker.line, marker.source))
        return {"markers": tuple(in_order), "suppressions": tuple(suppressions)}

    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return Listening(facts, dict.fromkeys(kinds, on_definition))


def _interesting_comments(text: str) -> Iterator[tuple[int, str]]:
    suspected = suspects(text)
    if "archgraph:" in suspected or any(word in suspected for word in _WORDS):
        yield from comments(text)


def _markers(line: str, source: str, number: int, scope: int) -> Iterator[Marker]:
    """The markers of one line, one of each kind."""
    kinds = dict.fromkeys(found.lastgroup or "" for found in _MARKER.finditer(line))
    for kind in dict.fromkeys("remove" if kind == "to_remove" else kind for kind in kinds):
        yield Marker(kind, line.strip()[:MAX_TEXT], source, number, scope)


def innermost(scopes: Sequence[Scope], line: int) -> int:
    """The index of the innermost scope that a line stands in; scopes are in source order."""
    index = bisect_right(scopes, line, key=lambda scope: scope.start_line) - 1
    while index > 0 and scopes[index].end_line < line:
        index = scopes[index].parent
    return max(index, 0)


COLLECTOR = Collector(start)
