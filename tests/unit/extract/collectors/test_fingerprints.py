"""Structural fingerprints."""

from __future__ import annotations

from archgraph.model.facts.fingerprints import Fingerprint
from tests.facts import facts_of

BODY = """
def {name}({a}):
    '''{doc}'''
    {b} = {a}.load("{text}")  # comment
    if {b} > 3:
        return {b}
    return None
"""


def fingerprint(**words: str) -> Fingerprint:
    given = {"name": "f", "a": "a", "b": "b", "text": "x", "doc": "Doc.", **words}
    return facts_of(BODY.format(**given)).fingerprints.prints[0]


def test_layout_comments_docstrings_and_the_own_name_do_not_matter() -> None:
    other = facts_of(
        "def g(a):\n    b = a.load(\n        'x'\n    )\n    if (b > 3): return b\n    return None"
    ).fingerprints
    assert other.prints[0].exact == fingerprint().exact


def test_names_and_constants_matter_to_the_exact_digest_only() -> None:
    for changed in (fingerprint(b="c"), fingerprint(text="y")):
        assert changed.exact != fingerprint().exact
        assert changed.shape == fingerprint().shape


def test_structure_matters_to_both() -> None:
    other = facts_of(
        "def f(a):\n    b = a.load('x', 1)\n    if b > 3:\n        return b\n    return None"
    ).fingerprints.prints[0]
    assert other.shape != fingerprint().shape


def test_small_scopes_have_no_digest() -> None:
    assert all(not each.exact for each in facts_of("def f():\n    return g()\nclass C:\n    x = 1").fingerprints.prints)


def test_statements_and_scope_are_counted() -> None:
    found = fingerprint()
    assert (found.scope, found.statements) == (1, 4)
    assert found.nodes > 10
