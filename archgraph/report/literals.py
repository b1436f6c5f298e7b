"""String literals looked up: in: the rows of strings.csv and a question; out: the answer as text or plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from archgraph.model.results.strings import StringUse

Answer = Mapping[str, object]
_SUGGESTED, _PLACES = 5, 3


def search(uses: Sequence[StringUse], text: str, limit: int) -> Answer:
    """The values that contain a text, in any case."""
    wanted = text.lower()
    return listed([use for use in uses if wanted in use.value.lower()], limit)


def listed(uses: Sequence[StringUse], limit: int) -> Answer:
    """The values in order."""
    shown = [{"value": use.value, "category": use.category, "places": _places(use)} for use in uses[: limit or None]]
    return {"values": len(uses), "shown": shown}


def validate(uses: Sequence[StringUse], text: str) -> Answer:
    """Whether a value stands somewhere exactly so; if not, those that are near."""
    found = next((use for use in uses if use.value == text), None)
    near = [] if found else get_close_matches(text, [use.value for use in uses], _SUGGESTED, 0.7)
    return {
        "value": text,
        "valid": bool(found),
        "category": found.category if found else "",
        "places": _places(found) if found else [],
        "near": near,
    }


def stats(uses: Iterable[StringUse]) -> Answer:
    """How many values and places each category has."""
    places: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for use in uses:
        places[use.category] += use.count
        values[use.category] += 1
    return {name: {"values": values[name], "places": places[name]} for name in sorted(values)}


def _places(use: StringUse) -> list[str]:
    return [f"{path}:{line}" for path, line in use.places]


def as_text(answer: Answer) -> str:
    """The answer for reading; control characters and line breaks of values are escaped."""
    return "\n".join(_lines(answer)) + "\n"


def _lines(answer: Answer) -> list[str]:
    shown = answer.get("shown")
    if isinstance(shown, list):
        rest = f", the first {len(shown)} of them" if len(shown) != answer["values"] else ""
        found = "1 value" if answer["values"] == 1 else f"{answer['values']} values"
        return [f"{found}{rest}", *(_line(item) for item in shown)]
    if "valid" in answer:
        return _verdict(answer)
    return [f"{name:16}{counts['values']:>9} values{counts['places']:>9} places" for name, counts in answer.items()]  # type: ignore[index]


def _line(item: Mapping[str, object]) -> str:
    places = item["places"]
    assert isinstance(places, list)
    more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return f"{item['value']!a}  {item['category']}  {', '.join(places[:_PLACES])}{more}"


def _verdict(answer: Answer) -> list[str]:
    if answer["valid"]:
        return [f"valid: {_line(answer)}"]
    near = answer["near"]
    assert isinstance(near, list)
    return [f"not found: {answer['value']!a}", *(f"  near: {value!a}" for value in near)]
