"""type-defined-twice: data classes, enums and protocols of one name in one service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.codebase import ClassRecord
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone

_TYPES = frozenset({"data", "enum", "protocol", "settings"})
_ALIKE = 0.6


def _check(evidence: Evidence) -> Iterator[Draft]:
    found: dict[tuple[str, str], list[ClassRecord]] = {}
    for key, record in evidence.codebase.classes.items():
        role = evidence.roles.get(key)
        is_type = role is not None and not role.double and not _TYPES.isdisjoint(role.roles)
        if is_type and record.zone is Zone.PRODUCTION and record.last and record.live and _is_at_top(record):
            found.setdefault((record.service, record.name), []).append(record)
    twice = [records for records in found.values() if len(records) > 1]
    names = {record.name for records in twice for record in records}
    homes = {record.module for records in twice for record in records}
    edges = (edge for edge in evidence.codebase.imports if edge.imported in homes)
    taken = Counter((edge.imported, name) for edge in edges for name in edge.names if name in names)
    for records in twice:
        first, *others = sorted(records, key=lambda record: (-taken[record.module, record.name], record.key))
        for record in others:
            yield from _draft(evidence, record, first, taken)


def _is_at_top(record: ClassRecord) -> bool:
    return record.class_ == f"{record.module}.{record.name}" and not record.name.startswith("_")


def _draft(
    evidence: Evidence, record: ClassRecord, first: ClassRecord, taken: Counter[tuple[str, str]]
) -> Iterator[Draft]:
    """One for a definition that has most of its fields in common with the most imported one."""
    own, other = _fields(evidence, record), _fields(evidence, first)
    shared = own & other
    if not shared or len(shared) < _ALIKE * len(own | other):
        return
    yield Draft(
        path=record.path,
        line=record.line,
        end_line=record.end_line,
        symbol=record.class_,
        message=f"{record.name} is defined in {first.module}, too.",
        evidence=f"{len(shared)} of its {len(own)} fields are the same; {first.path}:{first.line} has"
        f" {taken[first.module, first.name]} importing statements, this one {taken[record.module, record.name]}",
        confidence=0.8,
        fix=f"Import {first.class_}, or give this one a name of its own.",
    )


def _fields(evidence: Evidence, record: ClassRecord) -> set[str]:
    outline = evidence.codebase.modules[record.path].outline
    return {binding.name for binding in outline.bindings if binding.scope == record.scope}


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
            "Two services, a class that is no type, and another thing of the same name",
            {
                "shop/c.py": _ONE.replace("total", "street"),
                "shop/__init__.py": "",
                "bank/__init__.py": "",
                "shop/a.py": _ONE,
                "bank/a.py": _ONE,
                "shop/b.py": "class Order:\n    def pay(self): ...\n",
            },
        ),
    ),
    limits="Types with less than 60 % of their fields in common are taken for different things. TypeScript is not read. Plain"
    " classes are not judged: namesakes of Managers are those of manager-same-name.",
)
