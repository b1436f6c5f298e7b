"""Critical values looked up in the code: in: those of the configuration and the string literals; out: answers as plain data.

A value is a name (of an environment variable, of a setting), with what may stand for it, such as a domain. Nothing is run: it
is asked whether the code still names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from archgraph.model.results.strings import StringUse
from archgraph.model.settings import CriticalValue

Answer = Mapping[str, object]
_PLACES = 3
_PATTERN = frozenset("*?[")


def show_critical(critical: Iterable[CriticalValue], uses: Sequence[StringUse]) -> Answer:
    """Each critical value with what may stand for it and where the code names it."""
    return {"critical": [_described(value, uses) for value in critical]}


def check_environment(critical: Iterable[CriticalValue], uses: Sequence[StringUse], environment: str) -> Answer:
    """Whether the code names all that an environment needs ("": every one); what it does not name is `missing`."""
    wanted = [value for value in critical if is_needed(value, environment)]
    missing = [text for value in wanted for text in _texts(value) if not _places(text, uses)]
    return {
        "environment": environment or "all",
        "status": "CRITICAL" if missing else "HEALTHY",
        "missing": missing,
        "checked": [_described(value, uses) for value in wanted],
    }


def is_needed(value: CriticalValue, environment: str) -> bool:
    """Whether an environment needs the value."""
    return not environment or not value.environments or environment in value.environments


def warning_for(text: str, critical: Iterable[CriticalValue]) -> str:
    """A sentence when a text is a critical value's name or stands for it, else nothing."""
    for value in critical:
        if text == value.name or any(fnmatchcase(text, pattern) for pattern in value.values):
            why = f": {value.reason}" if value.reason else ""
            return f"CRITICAL, do not change it without those who depend on it ({value.name}{why})"
    return ""


def text_of(answer: Answer) -> str:
    """The answer for reading."""
    rows = answer.get("critical", answer.get("checked"))
    assert isinstance(rows, list)
    lines = [line for row in rows for line in _lines(row)]
    if "status" in answer:
        missing = answer["missing"]
        assert isinstance(missing, list)
        lines += [f"missing: {text!a}" for text in missing]
        return "\n".join([f"{answer['environment']}: {answer['status']}", *lines]) + "\n"
    return "\n".join([f"{len(rows)} critical values", *lines]) + "\n"


def _described(value: CriticalValue, uses: Sequence[StringUse]) -> dict[str, object]:
    return {
        "name": value.name,
        "values": list(value.values),
        "forbidden": list(value.forbidden),
        "environments": list(value.environments),
        "reason": value.reason,
        "places": {text: _places(text, uses) for text in _texts(value)},
    }


def _texts(value: CriticalValue) -> list[str]:
    """The name and the values that are no patterns: what the code has to name."""
    return [value.name, *(text for text in value.values if not _PATTERN & set(text))]


def _places(text: str, uses: Sequence[StringUse]) -> list[str]:
    """Where a literal is the text, or holds it as a whole host, path or name."""
    found = (use for use in uses if use.value == text or _holds(use.value, text))
    return [f"{path}:{line}" for use in found for path, line in use.places]


def _holds(value: str, text: str) -> bool:
    at = value.find(text)
    if at < 0 or "." not in text:
        return False
    end = at + len(text)
    return (at == 0 or not value[at - 1].isalnum()) and (end == len(value) or not value[end].isalnum())


def _lines(row: Mapping[str, object]) -> list[str]:
    places = row["places"]
    assert isinstance(places, dict)
    said = [str(row[key]) for key in ("reason",) if row[key]]
    where = row["environments"]
    assert isinstance(where, list)
    lines = [f"{row['name']}  {', '.join(where) or 'everywhere'}  {' '.join(said)}".rstrip()]
    for text, found in places.items():
        more = f" and {len(found) - _PLACES} more" if len(found) > _PLACES else ""
        lines.append(f"  {text!a}  {', '.join(found[:_PLACES]) or 'nowhere'}{more}")
    return lines
