"""legacy-without-sunset: legacy code beside its successor, and deprecations, without a date."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.words import last_name, lower_words
from archgraph.model.results.findings import Severity
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.source import Zone

_CODE = frozenset({"file", "class", "function"})
_PASSING = frozenset({"temp", "tmp"})
_NOUNS = _PASSING | {"copy", "backup", "bak", "original", "orig", "fixed"}


def _check(evidence: Evidence) -> Iterator[Draft]:
    dated = {item.path for item in evidence.legacy if item.sunset}
    for item in evidence.legacy:
        if item.sunset or item.path in dated or item.zone not in (Zone.PRODUCTION, Zone.TOOLING):
            continue
        if item.kind == "deprecation" or (item.kind in _CODE and item.twin and not _is_another_thing(item)):
            yield Draft(
                path=item.path,
                line=item.line,
                symbol=item.name,
                message=f"{_subject(item)} without a date for its end.",
                evidence=""
                if item.callers is None
                else f"{item.callers} {'module imports' if item.callers == 1 else 'modules import'} it",
                confidence=0.9 if item.kind == "deprecation" else 0.7,
            )


def _is_another_thing(item: LegacyItem) -> bool:
    """Whether the word by which two names differ may be a verb or a thing as well: `tag_copy` copies, `TempCart` is not kept."""
    name, twin = (frozenset(lower_words(last_name(each))) for each in (item.name, item.twin))
    nouns = _NOUNS if item.kind == "function" else _PASSING
    return bool(name - twin) and name - twin <= nouns


def _subject(item: LegacyItem) -> str:
    if item.kind == "deprecation":
        return f"{item.name} announces a deprecation"
    return f"The {item.kind} {item.name} stands beside {item.twin}"


RULE = Rule(
    name="legacy-without-sunset",
    severity=Severity.INFO,
    summary="Legacy code stands beside its successor, or is deprecated, without a date for its end.",
    why="Without a date both stay: every change is made twice, or once in the wrong place.",
    fix="Say when it goes (`sunset: 2030-01-31` in its docstring or a comment), or remove it now.",
    check=_check,
    examples=(
        Example(
            "Two implementations side by side",
            {"shop.py": "def total(cart):\n    return sum(cart)\n\n\ndef total_legacy(cart):\n    return len(cart)\n"},
            (("shop.py", 5),),
        ),
        Example(
            "A date is given",
            {"shop.py": "def total(cart): ...\n\n\ndef total_legacy(cart): ...  # sunset: 2030-01-31\n"},
        ),
        Example(
            "Verbs and things",
            {
                "shop.py": "def tag(x): ...\n\n\ndef tag_copy(x): ...\n\n\ndef create(x): ...\n\n\ndef create_backup(x): ...\n"
                "\n\nclass Cart: ...\n\n\nclass TempCart: ...\n"
            },
        ),
        Example("A name that only contains the word", {"shop.py": "def old_price_of(cart):\n    return 1\n"}),
    ),
)
