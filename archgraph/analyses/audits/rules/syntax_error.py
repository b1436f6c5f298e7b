"""syntax-error: files that do not parse or could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.facts.outline import Status
from archgraph.model.results.findings import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    for path, module in evidence.codebase.modules.items():
        if module.status is Status.PARSED:
            continue
        is_lost = module.status is Status.FAILED
        yield Draft(
            path=path,
            line=module.error_line or 1,
            symbol=module.module,
            message=_message(path, module.error or "reason unknown", is_lost),
            evidence="nothing of it is known" if is_lost else "read as far as its outline allows",
            fix=_UNREAD if is_lost and not module.error_line else "",
        )


def _message(path: str, error: str, is_lost: bool) -> str:
    if is_lost and error.startswith(_SENTENCES):
        return f"{path} {error}."
    return f"{path} {'cannot be read' if is_lost else 'does not parse'}: {error}."


_SENTENCES = ("cannot be read", "has ")
"""How errors begin that are about the file as a whole."""
_UNREAD = "Make it readable (`max-file-bytes` is the limit of size), or leave it out with `exclude`."


RULE = Rule(
    name="syntax-error",
    severity=Severity.ERROR,
    summary="A file does not parse.",
    why="It cannot be imported, its tests do not run, and every report about it is less sure.",
    fix="Repair the file at the line named, or delete it.",
    check=_check,
    examples=(
        Example(
            "An unclosed bracket", {"shop.py": "x = 1\nprices = [1, 2\n\ndef f():\n    return 1\n"}, (("shop.py", 2),)
        ),
        Example("A file that parses", {"shop.py": "prices = [1, 2]\n"}),
    ),
    limits="The grammar is that of the Python that runs archgraph.",
)
