"""Takes text in which a triple quote is missing and gives text of the same lines in which the most plausible one is there.

The most plausible reading is found by dynamic programming over the lines (Viterbi): a line that reads like prose costs where
it would be code, one that reads like code costs where it would be inside a string, and so does every quote that is put in.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archgraph.extract.recovery.masking import TOKEN, UNCLOSED, mask

_CODE, _STRINGS = "", ('"""', "'''", '="""', "='''")
"""States at the end of a line: code, or in a string; with "=" in one that cannot be a closing quote misread: `x = \"\"\"`."""

_FAULT = 6.0
_LIKELY_FAULT = 3.5
"""The cost of a quote put in, and that where two quotes of it still stand."""
_MISFIT = 3.0
"""The cost of a triple quote with a word right before (opening) or behind it (closing)."""
_CODE_IN_STRING = 0.6

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
_BEFORE = re.compile(
    r"(?:^|[^\w\"')\]]|\b(?:return|in|is|and|or|not|if|else|yield|assert|raise|print))[ \t]*[bBfFrRuU]{0,2}$"
)
_BEHIND = re.compile(r"[ \t]*(?!(?:if|else|for|in|is|and|or|not|as|async)\b)[\w\"']")
_OPENER = re.compile(r"[=(\[{,+%:][ \t]*[bBfFrRuU]{0,2}$|\breturn[ \t]+[bBfFrRuU]{0,2}$")


class _Step(NamedTuple):
    """The best way to a state at the end of a line: its cost, the state before the line, and the one that the line
    itself leads to (another one than the step's own where a quote is put in)."""

    cost: float
    before: str
    natural: str


def mend_triples(text: str) -> str:
    """The text with the triple quotes put in that the most plausible reading needs."""
    lines = text.split("\n")
    steps = _read(lines)
    last = steps[-1]
    state = min(last, key=lambda each: last[each].cost + (_FAULT if each else 0))
    if state:
        _close(lines, len(lines) - 1, state)
    for row in range(len(lines) - 1, -1, -1):
        step = steps[row][state]
        if step.natural != state:
            if state and row + 1 < len(lines):
                _open(lines, row + 1, state)
            if step.natural:
                _close(lines, row, step.natural)
        state = step.before
    return "\n".join(lines)


def _read(lines: list[str]) -> list[dict[str, _Step]]:
    """For each line the best way to each state at its end."""
    costs = {_CODE: 0.0}
    steps: list[dict[str, _Step]] = []
    for row, line in enumerate(lines):
        best: dict[str, _Step] = {}
        for before, cost in costs.items():
            natural, added = _line(line, before)
            _keep(best, natural, _Step(cost + added, before, natural))
        _put_in(best, line, lines[row + 1] if row + 1 < len(lines) else "")
        steps.append(best)
        costs = {state: step.cost for state, step in best.items()}
    return steps


def _put_in(best: dict[str, _Step], line: str, following: str) -> None:
    """Adds the ways on which a quote is put in behind `line` or before the one that follows."""
    for natural, step in list(best.items()):
        if step.natural != natural:
            continue
        if natural:
            likely = _is_pair(line.rstrip()[-3:], natural[-2:])
            _keep(best, _CODE, step._replace(cost=step.cost + (_LIKELY_FAULT if likely else _FAULT)))
        else:
            for state in _STRINGS[:2]:
                likely = _is_pair(following.lstrip()[:3], state[:2])
                _keep(best, state, step._replace(cost=step.cost + (_LIKELY_FAULT if likely else _FAULT)))


def _is_pair(characters: str, pair: str) -> bool:
    """Whether two quotes stand there, and not three."""
    return pair in characters and characters != pair + pair[0]


def _keep(best: dict[str, _Step], state: str, step: _Step) -> None:
    if state not in best or step.cost < best[state].cost:
        best[state] = step


def _line(line: str, state: str) -> tuple[str, float]:
    """The state after a line that begins in `state`, and what reading it so costs."""
    if '"""' not in line and "'''" not in line:
        if state:
            return state, _CODE_IN_STRING if state[0] != "=" and _STATEMENT.match(line) else 0.0
        return state, _prose(line)
    cost, position = 0.0, 0
    if state:
        end = _end(line, state[-3:])
        if end < 0:
            return state, 0.0
        cost, position = _MISFIT * bool(_BEHIND.match(line, end)), end
    for match in TOKEN.finditer(line, position):
        token = match.group()
        if token[:3] in _STRINGS:
            before = line[max(position, match.start() - _NEAR) : match.start()]
            cost += 0.0 if _BEFORE.search(before) else _MISFIT
            if len(token) == 3:
                return ("=" if _OPENER.search(before) else "") + token, cost
            cost += _MISFIT * bool(_BEHIND.match(line, match.end()))
    return _CODE, cost


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


def _open(lines: list[str], row: int, state: str) -> None:
    body = lines[row].lstrip()
    lines[row] = lines[row][: len(lines[row]) - len(body)] + state[-3:] + body


def _close(lines: list[str], row: int, state: str) -> None:
    gap = " " if lines[row].endswith((state[-1], "\\")) else ""
    lines[row] += gap + state[-3:]
