"""Comments and docstring lines that say something about legacy, and the comments that suppress findings.

What stands after a `#` is searched for words first; only where one of them stands there is it asked whether that is a comment.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.comments import comments, suspects
from archgraph.extract.context import Context
from archgraph.extract.expressions import MAX_TEXT
from archgraph.model.facts.outline import Status
from archgraph.model.facts.scopes import Scope
from archgraph.model.facts.texts import Marker
from archgraph.model.sunset import date_in, may_tell, sunset_in

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

_HASHED = re.compile(r"#[^\n]*")
_SUPPRESSION = re.compile(r"(?:^|\s)#\s*archgraph:\s*ignore(?:\[([^\]]*)\])?[\s:,-]*(.*?)(?=\s+#|$)")
"""Also behind or before what is for other tools: `# noqa  # archgraph: ignore[rule] reason  # type: ignore`."""


class _Markers:
    """Lines with comments that may say something, and the strings in which they may stand; all else is asked in the end."""

    __slots__ = ("_context", "_hashes", "_suspects", "_years", "is_deaf")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._hashes: list[tuple[int, int]] = []
        """Lines (first, last) of strings that hold a `#`."""
        self._suspects: list[tuple[int, str]] = []
        self._years: dict[int, str] = {}
        """Lines after a `#` that may hold a date: the line before may say of what."""
        whole = "\n".join(_HASHED.findall(context.parsed.text))
        if "archgraph:" in whole or _has_word(whole) or may_tell(whole):
            for line, text in suspects(context.parsed.text):
                if "20" in text:
                    self._years[line] = text
                if _says_something(text):
                    self._suspects.append((line, text))
        self.is_deaf = not self._suspects

    def on_fstring(self, node: ast.JoinedStr) -> None:
        for value in node.values:
            if type(value) is ast.Constant and "#" in value.value:  # type: ignore[operator]
                self._hashes.append((node.lineno, node.end_lineno or node.lineno))

    def facts(self) -> Fields:
        docstrings, strings = self._context.docstrings, self._context.strings
        if self._suspects:
            hashed = [node for node, _ in (*docstrings, *strings) if "#" in node.value]  # type: ignore[operator]
            self._hashes += [(node.lineno, node.end_lineno or node.lineno) for node in hashed]
        markers = [*_in_docstrings([(str(node.value), node.lineno, scope) for node, scope in docstrings])]
        suppressions = []
        for line, text in self._comments():
            below = self._years.get(line + 1, "")
            markers += _markers(text, "comment", line, innermost(self._context.scopes, line), below.lstrip("# "))
            found = _SUPPRESSION.search(text)
            if found:
                rules = ",".join([rule.strip() for rule in (found[1] or "").split(",")])
                suppressions.append((line, rules, found[2].strip()[:MAX_TEXT]))
        in_order = sorted(markers, key=lambda marker: (marker.line, marker.source))
        return {"markers": tuple(in_order), "suppressions": tuple(suppressions)}

    def _comments(self) -> Iterator[tuple[int, str]]:
        """(line, text) of the comments that may say something."""
        if not self._suspects:
            return
        parsed = self._context.parsed
        is_whole = parsed.status is Status.PARSED and 'b"' not in parsed.text and "b'" not in parsed.text
        if is_whole and not any(first <= line <= last for line, _ in self._suspects for first, last in self._hashes):
            yield from self._suspects
        else:  # bytes are not heard of, and a broken file's strings may be lost
            yield from [comment for comment in comments(parsed.text) if _says_something(comment[1])]


def _says_something(text: str) -> bool:
    if "archgraph:" in text or (_has_word(text) and _MARKER.search(text) is not None):
        return True
    return "20" in text and sunset_in(text) != ""


def _in_docstrings(docstrings: Sequence[tuple[str, int, int]]) -> Iterator[Marker]:
    whole = "\n".join([text for text, _, _ in docstrings])
    if not _has_word(whole) and not may_tell(whole):
        return
    for text, first, scope in docstrings:
        if _has_word(text) or may_tell(text):
            lines = text.split("\n")
            for offset, line in enumerate(lines):
                if _has_word(line) or "20" in line:
                    below = lines[offset + 1].strip() if offset + 1 < len(lines) else ""
                    yield from _markers(line, "docstring", first + offset, scope, below)


def _has_word(text: str) -> bool:
    lowered = text.lower()
    for word in _WORDS:  # noqa: SIM110  a generator costs more than the search
        if word in lowered:
            return True
    return False


def _markers(line: str, source: str, number: int, scope: int, below: str) -> Iterator[Marker]:
    """The markers of one line, one of each kind; a date that only the line `below` gives is taken along."""
    kinds = [found.lastgroup or "" for found in _MARKER.finditer(line)]
    if not kinds:
        kinds = ["sunset"] if "20" in line and sunset_in(line) else []
    elif "20" in below and not date_in(line) and sunset_in(f"{line} {below}") and not sunset_in(below):
        line = f"{line.strip()} {below}"
    for kind in dict.fromkeys("remove" if kind == "to_remove" else kind for kind in kinds):
        yield Marker(kind, line.strip()[:MAX_TEXT], source, number, scope)


def innermost(scopes: Sequence[Scope], line: int) -> int:
    """The index of the innermost scope that a line stands in; scopes are in source order."""
    index = bisect_right(scopes, line, key=lambda scope: scope.start_line) - 1
    while index > 0 and scopes[index].end_line < line:
        index = scopes[index].parent
    return max(index, 0)


COLLECTOR = Collector(_Markers, {ast.JoinedStr: _Markers.on_fstring}, deaf_to=(ast.JoinedStr,))
