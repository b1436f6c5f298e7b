"""Takes text in which a triple quote is missing and gives text of the same lines in which the most plausible one is there.

The most plausible reading is found by dynamic programming over the lines (Viterbi): a line that reads like prose costs where
it would be code, one that reads like code costs where it would be inside a string, and so does every quote that is put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archgraph.extract.recovery.masking import TOKEN, UNCLOSED, mask


class _State(NamedTuple):
    """What the end of a line is in: code ("") or a string in these quotes, whose first line has this indentation; `is_value`
    for one that cannot be a closing quote misread: `x = \"\"\"`."""

    quote: str = ""
    indent: int = 0
    is_value: bool = False


_CODE = _State()
_QUOTES = ('"""', "'''")

_FAULT = 6.0
_LIKELY_FAULT = 3.0
"""The cost of a quote put in, and that where two quotes of it still stand."""
_MISFIT = 3.0
"""The cost of a triple quote with a word right before (opening) or behind it (closing), and of one put in before a line that
is indented deeper than the string: what follows a docstring never is."""
_CODE_IN_STRING = 0.6
_EXAMPLE = 0.1
"""The cost of a line of code in a string, and that of one that is indented deeper than the string: examples are."""
_OTHER_QUOTES = 1.0
"""The cost of triple quotes of the other kind in a string."""
_HOPELESS = 3 * _FAULT
"""A way that is dearer than another by this is not followed any more."""
_DEFINITION_IN_STRING = 5.9
_IMPORT_IN_STRING = 1.5
"""The costs of a definition and of an import in a string that they are no deeper than."""

_NEAR = 40
"""Characters before a quote that are looked at."""

_KEYWORDS = (
    "and|as|assert|async|await|break|case|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda"
    "|match|nonlocal|not|or|pass|print|raise|return|try|type|while|with|yield"
)
_PROSE = re.compile(
    rf"(?<![\w.\"])(?!(?:{_KEYWORDS})\b)[A-Za-z]\w*[ \t]+(?!(?:{_KEYWORDS})\b)[A-Za-z]\w*|[A-Za-z][.?!]$"
)
_STATEMENT = re.compile(
    r"""[ \t]*(?:
        (?:async[ \t]+)?def[ ]\w+\( | class[ ]\w+[:(] | @\w+
      | import[ ][\w.]+(?:[ ]as[ ]\w+)?$ | from[ ][\w.]+[ ]import[ ]
      | return\b(?![ ]\w+[ ]\w) | (?:if|elif|for|while|with|except)\b.*:$ | (?:else|try|finally):$
      | [\w.\[\]'"]+[ ]=[ ] | self\. | [\w.]+\(.*\)$
    )""",
    re.VERBOSE,
)
"""A line that reads like code."""
_IMPORT = re.compile(r"[ \t]*(?:import[ ][\w.]+(?:[ ]as[ ]\w+)?$|from[ ][\w.]+[ ]import[ ])")
_DEFINITION = re.compile(r"[ \t]*(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(|class[ \t]+\w+[ \t]*(?:\(.*\))?:)")
_BEFORE = re.compile(
    r"(?:^|[^\w\"')\]]|\b(?:return|in|is|and|or|not|if|else|yield|assert|raise|print))[ \t]*[bBfFrRuU]{0,2}$"
)
_BEHIND = re.compile(r"[ \t]*(?!(?:if|else|for|in|is|and|or|not|as|async)\b)[\w\"']")
_OPENER = re.compile(r"[=(\[{,+%:][ \t]*[bBfFrRuU]{0,2}$|\breturn[ \t]+[bBfFrRuU]{0,2}$")


class _Step(NamedTuple):
    """The best way to a state at the end of a line: its cost, the state before the line, and the one that the line
    itself leads to (another one than the step's own where a quote is put in)."""

    cost: float
    before: _State
    natural: _State


def mend_triples(text: str) -> str:
    """The text with the triple quotes put in that the most plausible reading needs."""
    lines = ["", *text.split("\n")]  # the first line too has one before it
    steps = _read(lines)
    last = steps[-1]
    state = min(last, key=lambda each: last[each].cost + (_FAULT if each.quote else 0))
    if state.quote:
        _close(lines, len(lines) - 1, state)
    for row in range(len(lines) - 1, -1, -1):
        step = steps[row][state]
        if step.natural != state:
            if state.quote:
                _open(lines, row + 1, state)
            if step.natural.quote:
                _close(lines, row, step.natural)
        state = step.before
    return "\n".join(lines[1:])


def goes_on(text: str) -> bool:
    """Whether the line behind `text` begins inside an expression."""
    return text.rstrip().endswith(("(", "[", "{", ",", "=", "+", "%", "\\"))


def _read(lines: list[str]) -> list[dict[_State, _Step]]:
    """For each line the best way to each state at its end."""
    following = _following(lines)
    costs = {_CODE: 0.0}
    steps: list[dict[_State, _Step]] = []
    for row, line in enumerate(lines):
        best: dict[_State, _Step] = {}
        if '"""' in line or "'''" in line:
            readings = _line(line, costs, row > 0 and goes_on(lines[row - 1]))
        else:
            readings = _plain_line(line, costs)
        for before, (natural, added) in readings:
            _offer(best, natural, costs[before] + added, before, natural)
        _put_in(best, line, following[row])
        steps.append(best)
        least = min(step.cost for step in best.values())
        costs = {state: step.cost for state, step in best.items() if step.cost <= least + _HOPELESS}
    return steps


def _following(lines: list[str]) -> list[str]:
    """For each line the next one that is not blank, "" behind the last."""
    found: list[str] = []
    last = ""
    for line in reversed(lines):
        found.append(last)
        last = line if line.strip() else last
    return found[::-1]


def _put_in(best: dict[_State, _Step], line: str, following: str) -> None:
    """Adds the ways on which a quote is put in behind `line` or before the next one that is not blank, `following`."""
    indent, end, begin = _indent(following), line.rstrip()[-3:], following.lstrip()[:3]
    closing = {quote: _LIKELY_FAULT if _is_pair(end, quote[:2]) else _FAULT for quote in _QUOTES}
    opening = [(_State(quote, indent), _LIKELY_FAULT if _is_pair(begin, quote[:2]) else _FAULT) for quote in _QUOTES]
    for natural, step in list(best.items()):
        if natural.quote:
            fault = closing[natural.quote] + (_MISFIT if not natural.is_value and indent > natural.indent else 0.0)
            _offer(best, _CODE, step.cost + fault, step.before, natural)
        elif following:
            for opened, fault in opening:
                _offer(best, opened, step.cost + fault, step.before, natural)


def _is_pair(characters: str, pair: str) -> bool:
    """Whether two quotes stand there, and not three."""
    return pair in characters and characters != pair + pair[0]


def _offer(best: dict[_State, _Step], state: _State, cost: float, before: _State, natural: _State) -> None:
    """Adds a way to a state where there is none as cheap."""
    if state not in best or cost < best[state].cost:
        best[state] = _Step(cost, before, natural)


_Reading = tuple[_State, tuple[_State, float]]
"""The state before a line, the one after it, and what reading the line so costs."""


def _plain_line(line: str, states: Iterable[_State]) -> Iterator[_Reading]:
    """The readings of a line without triple quotes: it ends as it begins."""
    indent = _indent(line)
    swallowed, example = (_CODE_IN_STRING, _EXAMPLE) if _STATEMENT.match(line) else (0.0, 0.0)
    if _DEFINITION.match(line):
        swallowed = _DEFINITION_IN_STRING
    elif _IMPORT.match(line):
        swallowed = _IMPORT_IN_STRING
    for state in states:
        if not state.quote:
            yield state, (state, _prose(line))
        else:
            yield state, (state, swallowed if indent <= state.indent else example)


def _line(line: str, states: Iterable[_State], is_part: bool) -> Iterator[_Reading]:
    """The readings of a line with triple quotes; `is_part`: what it begins with is part of an expression."""
    for state in states:
        yield state, _quoted_line(line, state, is_part)


def _quoted_line(line: str, state: _State, is_part: bool) -> tuple[_State, float]:
    cost, position = 0.0, 0
    if state.quote:
        end = _end(line, state.quote)
        if end < 0:
            return state, _OTHER_QUOTES
        cost, position = _MISFIT * bool(_BEHIND.match(line, end)), end
    for match in TOKEN.finditer(line, position):
        token = match.group()
        if token[:3] in _QUOTES:
            before = line[max(position, match.start() - _NEAR) : match.start()]
            cost += 0.0 if _BEFORE.search(before) else _MISFIT
            if len(token) == 3:
                is_value = _OPENER.search(before) is not None or (is_part and not before.strip("bBfFrRuU \t"))
                return _State(token, -1 if is_value else _indent(line), is_value), cost
            cost += _MISFIT * bool(_BEHIND.match(line, match.end()))
    return _CODE, cost


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _end(line: str, quote: str) -> int:
    """Offset behind the first `quote` that no backslash escapes, -1 when there is none."""
    match = re.compile(rf"(?:[^\\]|\\.)*?{quote}").match(line)
    return match.end() if match else -1


def _prose(line: str) -> float:
    stripped = line.strip()
    if not stripped or stripped[0] == "#":
        return 0.0
    masked = mask(stripped)
    return 1.0 if UNCLOSED in masked or _PROSE.search(masked.rstrip()) else 0.0


def _open(lines: list[str], row: int, state: _State) -> None:
    while not lines[row].strip():
        row += 1
    body = lines[row].lstrip()
    lines[row] = lines[row][: len(lines[row]) - len(body)] + state.quote + body


def _close(lines: list[str], row: int, state: _State) -> None:
    gap = " " if lines[row].endswith((state.quote[-1], "\\")) else ""
    lines[row] += gap + state.quote
