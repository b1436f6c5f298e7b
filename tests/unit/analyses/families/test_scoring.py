"""Pairs that cannot be kin are left before all is looked at: that changes no answer."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from archgraph.analyses.families.cards import cards
from archgraph.analyses.families.members import Members
from archgraph.analyses.families.scoring import Judge
from archgraph.analyses.families.weights import Weights
from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.roles.role import classify
from archgraph.model.consolidation import Card
from archgraph.model.settings import Settings
from tests.plans import SESSIONS, class_source
from tests.worlds import codebase

Judged = tuple[Judge, Members, list[tuple[Card, Card]]]

DATACLASS = "from dataclasses import dataclass\n@dataclass\n"
STORE = "from shop.base import Store\n"
WORLD = {
    "shop/__init__.py": "",
    "shop/base.py": "class Store:\n    def open_session(self, key): ...\n    def renew_session(self, key): ...\n",
    "shop/a.py": class_source("SessionManager", *SESSIONS),
    "shop/b.py": class_source("UnifiedSessionManager", *SESSIONS[:2], "report"),
    "shop/c.py": STORE + class_source("SessionStore", "open_session", "update", bases="Store"),
    "shop/d.py": STORE + class_source("CartStore", "renew_session", "update", bases="Store"),
    "shop/e.py": class_source("SessionReport", "draw_session", "print_page"),
    "shop/f.py": f"{DATACLASS}class RequestCounts:\n    requests_total: int\n    failed: int\n    name: str\n",
    "shop/g.py": f"{DATACLASS}class RequestMetrics:\n    total_requests: int\n    failed: int\n    label: str\n",
    "shop/h.py": 'class SessionError(Exception):\n    """A session is gone."""\n',
    "shop/i.py": 'class SessionError(Exception):\n    """A session is gone, and its cart."""\n',
}


@pytest.fixture
def judged(tmp_path: Path) -> Judged:
    """A judge of the world's classes, what compares their members, and all pairs of one kind."""
    base = codebase(tmp_path, WORLD)
    mros = linearize(base)
    known = cards(base, mros, classify(base, mros, Settings()))
    weights = Weights.of(known)
    pairs = [(a, b) for a, b in combinations(known.values(), 2) if a.kind == b.kind]
    return Judge(base, mros, weights, known.values()), Members(weights), pairs


@pytest.mark.parametrize("text", [0.0, 0.3, 0.9])
def test_whoever_has_enough_points_is_found_whatever_is_enough(judged: Judged, text: float) -> None:
    judge, _, pairs = judged
    for a, b in pairs:
        whole = judge.kin(a, b, text)
        assert whole is not None
        for least in (-4.0, 0.0, 1.5, 3.0, 4.0, 6.0, whole.score - 0.01):
            assert judge.kin(a, b, text, None, least) == (whole if whole.score >= least else None)


def test_members_give_no_more_points_than_is_told_beforehand(judged: Judged) -> None:
    _, members, pairs = judged
    for a, b in pairs:
        for asked_for in (frozenset(), frozenset(SESSIONS[:1]), frozenset(SESSIONS)):
            points = sum(value for value, _ in members.points(a, b, asked_for))
            assert points <= members.most(a, b) + 1e-9
