"""module-name-clash: two files of one root that claim the same dotted name."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.source import FileKind


def _check(evidence: Evidence) -> Iterator[Draft]:
    claims: dict[tuple[str, str], list[str]] = {}
    for path, module in evidence.codebase.modules.items():
        if (
            module.kind is FileKind.NOTEBOOK
        ):  # nothing imports it: it may be called like the module that it is a copy of
            continue
        claims.setdefault((module.root, module.module), []).append(path)
    for (_, name), paths in claims.items():
        winner = evidence.codebase.by_name.get(name, "")
        for path in paths if len(paths) > 1 else ():
            if path != winner:
                yield Draft(
                    path=path,
                    line=1,
                    symbol=name,
                    message=f"{path} and {winner} are both {name}; {winner} is the one that is imported.",
                    evidence=", ".join(sorted(paths)),
                )


RULE = Rule(
    name="module-name-clash",
    severity=Severity.ERROR,
    summary="Two files claim the same dotted module name.",
    why="Python imports one of them; the other is dead code that looks alive, and its classes are never used.",
    fix="Merge the two files, or rename one.",
    check=_check,
    examples=(
        Example(
            "A module beside a package of its name",
            {"shop/__init__.py": "", "shop/cart.py": "a = 1\n", "shop/cart/__init__.py": "a = 2\n"},
            (("shop/cart.py", 1),),
        ),
        Example(
            "A notebook beside the module that it is kept as",
            {"nb/trial.py": "a = 1\n", "nb/trial.ipynb": '{"cells": []}'},
        ),
        Example(
            "The same name in two packages",
            {"shop/__init__.py": "", "shop/cart.py": "", "store/__init__.py": "", "store/cart.py": ""},
        ),
    ),
)
