"""Test classes: in: a class, out: whether pytest or unittest collects it.

pytest collects the `Test*` classes without `__init__` of test files (its "Conventions for Python test discovery").
"""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict
from archgraph.analyses.words import last_name
from archgraph.model.results.mro import Ancestor
from archgraph.model.source import Zone

_CASES = frozenset(
    {
        "TestCase",
        "IsolatedAsyncioTestCase",
        "AsyncTestCase",
        "SimpleTestCase",
        "TransactionTestCase",
        "LiveServerTestCase",
        "TestBase",
    }
)


def _judge(subject: Subject) -> Verdict | None:
    case = subject.ancestor_named(_CASES)
    if case:
        return Verdict(f"descends from {case}")
    is_named_so, is_production = subject.record.name.startswith("Test"), subject.record.zone is Zone.PRODUCTION
    if is_production and not is_named_so:
        return None
    tests = [scope.name.startswith("test") for _, scope in subject.methods].count(True)
    if is_named_so:
        return _named_test(subject, tests)
    if tests >= 2 and 2 * tests >= len(subject.methods):
        return Verdict(f"{tests} of its {len(subject.methods)} methods are tests", 0.9)
    return None


def _named_test(subject: Subject, tests: int) -> Verdict | None:
    if tests and subject.record.zone is not Zone.PRODUCTION:
        return Verdict(f"named Test… with {tests} test methods")
    if not _is_test_file(subject.record.path):
        return None
    if any(_is_test_class(ancestor) for ancestor in subject.ancestors):
        return Verdict("named Test… in a test file, descends from a test class")
    if (
        any(scope.name in ("__init__", "__new__") for _, scope in subject.methods)
        or subject.decorators
        or subject.bases
    ):
        return None
    return Verdict("named Test… in a test file, without __init__", 0.9)


def _is_test_file(path: str) -> bool:
    name = last_name(path.rpartition("/")[2].removesuffix(".py"))
    return name.startswith("test_") or name.endswith("_test")


def _is_test_class(ancestor: Ancestor) -> bool:
    name = last_name(ancestor.name)
    return name.startswith("Test") or name.endswith(("TestCase", "Tests", "TestBase"))


ROLE = Classifier("pytest", Standing.OWN, _judge)
