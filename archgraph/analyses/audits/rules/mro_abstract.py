"""mro-abstract: classes that leave abstract methods open, and abstract methods that nothing enforces."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    for issue in evidence.issues:
        record = evidence.codebase.classes[issue.key]
        if issue.kind in ("abstract", "abstract_unenforced") and record.zone is Zone.PRODUCTION:
            yield Draft(
                path=issue.key.path,
                line=issue.line,
                symbol=issue.key.class_,
                message=f"{issue.message}.",
                evidence="; ".join(issue.evidence),
                fix="" if issue.kind == "abstract" else "Give the class abc.ABC as a base, or remove the decorators.",
                severity=issue.severity,
            )


RULE = Rule(
    name="mro-abstract",
    severity=Severity.ERROR,
    summary="A class leaves abstract methods open, or declares some that nothing enforces.",
    why="Python refuses to make an instance of a class with an open abstract method; without ABCMeta it makes one that"
    " has no such method, and the mistake shows up at the first call.",
    fix="Implement the methods that are left open, or declare them abstract in the class itself.",
    check=_check,
    examples=(
        Example(
            "A method that is left open",
            {
                "shop.py": "import abc\nclass Store(abc.ABC):\n    @abc.abstractmethod\n    def load(self): ...\n"
                "class Shelf(Store):\n    def name(self): ...\n"
            },
            (("shop.py", 5),),
        ),
        Example(
            "Abstract methods without ABCMeta",
            {"shop.py": "import abc\nclass Store:\n    @abc.abstractmethod\n    def load(self): ...\n"},
            (("shop.py", 4),),
        ),
        Example(
            "A layer between, and a class that implements all",
            {
                "shop.py": "import abc\nclass Store(abc.ABC):\n    @abc.abstractmethod\n    def load(self): ...\n"
                "class Layer(Store):\n    pass\nclass Shelf(Layer):\n    def load(self): ...\n"
            },
        ),
    ),
    limits="Nothing is said where an unknown base could implement the method; classes in tests are left out.",
)
