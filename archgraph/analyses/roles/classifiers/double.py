"""Test doubles: in: a class, out: whether it stands in for another (mock, fake, stub, dummy, spy), in whatever zone.

Seen by its name, by its docstring's first words, by descent from a mock, or because it is a hollow class that takes
the name of a production class: in test code, or where an import failed. Term: Meszaros, xUnit Test Patterns.
"""

from __future__ import annotations

import re

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict
from archgraph.analyses.words import head_word, lower_words
from archgraph.model.codebase import ClassRecord
from archgraph.model.expr import text_of
from archgraph.model.facts.scopes import BranchKind
from archgraph.model.source import Zone

_WORDS = frozenset({"mock", "mocked", "fake", "faked", "stub", "stubbed", "dummy", "spy"})
_SAID = _WORDS | {"placeholder"}
_PLURALS = frozenset(word + ending for word in _WORDS for ending in ("", "s"))
_TELLING = ("mock", "fake", "stub", "dummy", "spy", "placeholder")
"""What each of the words has in it: most names and docstrings have none of these."""
_MOCKS = frozenset({"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock", "PropertyMock"})
_RAISED = frozenset({"BaseException"})
_QUALIFIERS = frozenset({"test", "real", "simple", "minimal", "local", "basic", "async", "base", "my", "the"})
_CLAUSE = re.compile(r"[:(\n\u2013\u2014]|\s-\s")
_BOUNDARY = re.compile(
    r"[.;,]|\b(?:for|of|to|that|which|with|without|used|using|in|on|from|when|where|and|is|are|by|as|\w+ing|manages"
    r"|tracks|provides|holds|creates|stores|registers)\b"
)
_DENIAL = re.compile(r"\b(?:no|not|non|never|without|instead of)[\s-]+(?:an?\s+|any\s+)?\w+", re.IGNORECASE)
_HOLLOW_STATEMENTS = 2.0
_IMPORT_ERRORS = ("ImportError", "ModuleNotFoundError", "Exception", "<bare>")


def _judge(subject: Subject) -> Verdict | None:
    mock = subject.ancestor_named(_MOCKS)
    if mock:
        return Verdict(f"descends from {mock}")
    return _by_words(subject) if _tells(subject.record) else _by_place(subject)


def _tells(record: ClassRecord) -> bool:
    """May the name or the docstring have one of the words?"""
    text = f"{record.name} {_sentence(record.docstring)}".lower()
    return any(map(text.count, _TELLING))


def _sentence(docstring: str) -> str:
    return docstring.strip().partition("\n\n")[0].partition(". ")[0]


def _by_words(subject: Subject) -> Verdict | None:
    said, about = _docstring_words(_sentence(subject.record.docstring))
    if said & _SAID:
        return Verdict(f"its docstring says {min(said & _SAID)}")
    if about & _PLURALS and head_word(subject.record.name) in said:
        return None  # a registry or manager *of* mocks, not a mocked one
    return _by_name(subject.record.name) or _by_place(subject)


def _by_place(subject: Subject) -> Verdict | None:
    return _by_import_fallback(subject) or _by_namesake(subject)


def _by_name(name: str) -> Verdict | None:
    meaningful = _meaningful(name)
    if meaningful and {meaningful[0], meaningful[-1]} & _WORDS:
        return Verdict("its name says that it is a double")
    return None


def _docstring_words(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """Of the clauses of a docstring's first sentence: the words before the first preposition or verb, and those after it."""
    sentence = _DENIAL.sub("", sentence.lower())
    said: set[str] = set()
    about: set[str] = set()
    for clause in _CLAUSE.split(sentence):
        match = _BOUNDARY.search(clause)
        cut = match.start() if match else len(clause)
        said.update(re.findall(r"[a-z]+", clause[:cut]))
        about.update(re.findall(r"[a-z]+", clause[cut:]))
    return frozenset(said), frozenset(about)


def _meaningful(name: str) -> tuple[str, ...]:
    parts = lower_words(name)
    while parts and parts[0] in _QUALIFIERS:
        parts = parts[1:]
    return parts


def _by_import_fallback(subject: Subject) -> Verdict | None:
    if subject.ancestor_named(_RAISED):
        return None  # an exception is hollow by nature
    branches = subject.module.outline.branches
    index = subject.module.outline.scopes[subject.record.scope].branch
    while index:
        branch = branches[index]
        if branch.kind is BranchKind.EXCEPT and any(error in text_of(branch.test) for error in _IMPORT_ERRORS):
            return (
                Verdict(f"a hollow replacement where an import fails (line {branch.line})", 0.9)
                if _is_hollow(subject)
                else None
            )
        index = branch.parent
    return None


def _by_namesake(subject: Subject) -> Verdict | None:
    if subject.record.zone not in (Zone.TEST, Zone.TESTINFRA):
        return None
    names = subject.world.production_names
    key = names.get(subject.record.name) or names.get(_without_qualifier(subject.record.name))
    if key is None or any(ancestor.key == key for ancestor in subject.ancestors) or not _is_hollow(subject):
        return None
    return Verdict(f"a hollow namesake of {key.class_} ({key.path}:{key.line}) in test code", 0.8)


def _without_qualifier(name: str) -> str:
    parts = re.match(r"_*(?:Real|Simple|Minimal|Local|Basic)(?=[A-Z])", name)
    return name[parts.end() :] if parts else name.lstrip("_")


def _is_hollow(subject: Subject) -> bool:
    """Whether its methods do next to nothing."""
    inside = {index for index, _ in subject.methods}
    counts = [0 if f.is_stub else f.statements for f in subject.bodies().functions if f.scope in inside]
    return not counts or sum(counts) / len(counts) <= _HOLLOW_STATEMENTS


ROLE = Classifier("double", Standing.DOUBLE, _judge)
