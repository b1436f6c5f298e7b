"""What an inventory of MROs is about: in: keys and names, out: the classes by category and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archgraph.model.codebase import ClassKey
from archgraph.model.results.findings import Severity
from archgraph.model.results.mro import MroIssue
from archgraph.report.artefact import Edition
from archgraph.report.lookup import grouped

CATEGORIES = ("agent", "tool", "service")
CORE = ("register", "get", "list", "remove", "has", "clear")
MOST_METHODS = 10


class Wanted(NamedTuple):
    """What the page is about: the classes, methods to tick off, events to trace, and names that mean no class."""

    keys: Sequence[ClassKey]
    title: str
    methods: Sequence[str] = CORE
    events: Sequence[str] = ()
    missing: Sequence[str] = ()


def categories(keys: Sequence[ClassKey]) -> Mapping[str, tuple[ClassKey, ...]]:
    """The classes by what their name says first: agent, tool, service, else other; in this order."""
    found = grouped(keys, category)
    return {name: found[name] for name in (*map(str.title, CATEGORIES), "Other") if found[name]}


def category(key: ClassKey) -> str:
    """Of one class."""
    name = key.class_.rpartition(".")[2].lower()
    return next((word.title() for word in CATEGORIES if word in name), "Other")


def violations(edition: Edition, wanted: Wanted) -> list[MroIssue]:
    """What the checks of inheritance found about these classes, the worst first."""
    chosen = set(wanted.keys)
    found = [issue for issue in edition.analysis.issues if issue.key in chosen and issue.severity is not Severity.INFO]
    return sorted(found, key=lambda issue: (list(Severity).index(issue.severity), issue.key, issue.kind))
