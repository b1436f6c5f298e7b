"""Environment variables one by one."""

from __future__ import annotations

import re

import msgspec

from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import Page
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.variables import variables
from tests.analyses import empty


def access(
    key: str, path: str = "a.py", how: str = "read", default: str = "", zone: Zone = Zone.PRODUCTION
) -> EnvironmentAccess:
    return EnvironmentAccess(path, 1, "get", how, key, default, zone, "direct", "os.environ", "f", "shop", False)


def text(*items: EnvironmentAccess) -> str:
    analysis = msgspec.structs.replace(empty(), environment=items)
    return re.sub(" +", " ", markdown(Page("audits/environment.md", "x", [variables(Edition(analysis))])))


def test_a_variable_shows_its_places_and_its_defaults() -> None:
    shown = text(
        access("PORT", default="'80'"),
        access("PORT", "b.py", default="'8080'"),
        access("MODE", how="write"),
        access("SEED", zone=Zone.TEST),
    )
    assert "2 variables outside tests: 1 read with different defaults, 1 written and never read there." in shown
    assert "| `PORT` | 2 | 2 | 0 | 2 | 1 | `'80'`, `'8080'` |" in shown
    assert "SEED" not in shown


def test_without_any_it_says_so() -> None:
    assert "No variable is named outside tests." in text(access("SEED", zone=Zone.TEST))
