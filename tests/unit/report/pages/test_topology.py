"""Who fills and reads which registry."""

from __future__ import annotations

import re

import msgspec

from archgraph.model.results.registrations import Registration
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import Page
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.topology import topology
from tests.analyses import empty


def use(operation: str, key: str = "", zone: Zone = Zone.PRODUCTION, registry: str = "s.a.JobRegistry") -> Registration:
    does = "overwrite" if operation == "register" else ""
    return Registration(registry, operation, "m", key, "", does, zone, "s/b.py", 7, "s.b.f", registry)


def text(*uses: Registration) -> str:
    analysis = msgspec.structs.replace(empty(), registrations=uses)
    return re.sub(" +", " ", markdown(Page("audits/registries.md", "x", [topology(Edition(analysis))])))


def test_a_registry_shows_who_fills_reads_and_empties_it_and_what_a_second_key_does() -> None:
    uses = (use("register", "run"), use("register", "stop"), use("read"), use("clear"), use("read", zone=Zone.TEST))
    shown = text(*uses, use("register", registry="s.c.OtherRegistry"))
    assert "2 registries in use by production; 1 of them filled and never read there." in shown
    assert "| `a.JobRegistry` | 2 | 1 | 1 | 0 | 1 | overwrite | `run`, `stop` | `s/b.py:7` |" in shown


def test_without_any_it_says_so() -> None:
    assert "No place of production was found" in text(use("read", zone=Zone.TEST))
