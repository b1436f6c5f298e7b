"""type-defined-twice: data classes, enums and protocols of one name in one service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.codebase import ClassRecord
from archgraph.model.results import Severity
from archgraph.model.source import Zone

_TYPES = frozenset({"data", "enum", "protocol", "settings"})


def _check(evidence: Evidence) -> Iterator[Draft]:
    found: dict[tuple[str, str], list[ClassRecord]] = {}
    for key, record in evidence.codebase.classes.items():
        role = evidence.roles.get(key)
        is_type = role is not None and not role.double and not _TYPES.isdisjoint(role.roles)
        if is_type and record.zone is Zone.PRODUCTION and record.last and record.live and _is_at_top(record):
            found.setdefault((record.service, record.name), []).append(record)
    twice = [records for records in found.values() if len(records) > 1]
    names = {record.name for records in twice for record in records}
    taken = Counter((e.imported, name) for e in evidence.codebase.imports for name in e.names if name in names)
    for records in twice:
        yield from _drafts(records, taken)


def _is_at_top(record: ClassRecord) -> bool:
    return record.class_ == f"{record.module}.{record.name}"


def _drafts(records: list[ClassRecord], taken: Counter[tuple[str, str]]) -> Iterator[Draft]:
    """One for each but the first: that with the most importers."""
    importers = {record.key: taken[record.module, record.name] for record in records}
    first, *others = sorted(records, key=lambda record: (-importers[record.key], record.key))
    for record in others:
        yield Draft(
            path=record.path,
            line=record.line,
            end_line=record.end_line,
            symbol=record.class_,
            message=f"{record.name} is defined in {first.module}, too.",
            evidence=f"{len(records)} definitions; {first.path}:{first.line} has {importers[first.key]} importing statements,"
            f" this one {importers[record.key]}",
            confidence=0.7,
            fix=f"Import {first.class_}, or give this one a name of its own.",
        )


_ONE = "from dataclasses import dataclass\n\n@dataclass\nclass Order:\n    total: int\n"

RULE = Rule(
    name="type-defined-twice",
    severity=Severity.INFO,
    summary="A data type has two definitions of one name in one service.",
    why="A value of the one is no value of the other; which one a function means depends on its file's imports, and a new field"
    " is added to one of them.",
    fix="Keep one definition and import it.",
    check=_check,
    examples=(
        Example(
            "Two data classes, of which one is imported",
            {
                "shop/__init__.py": "",
                "shop/a.py": _ONE,
                "shop/b.py": _ONE,
                "shop/c.py": "from shop.b import Order\n",
            },
            (("shop/a.py", 4),),
        ),
        Example(
            "Two services, and a class that is no type",
            {
                "shop/__init__.py": "",
                "bank/__init__.py": "",
                "shop/a.py": _ONE,
                "bank/a.py": _ONE,
                "shop/b.py": "class Order:\n    def pay(self): ...\n",
            },
        ),
    ),
    limits="TypeScript is not read. Plain classes are not judged: namesakes of Managers are those of manager-same-name.",
)
