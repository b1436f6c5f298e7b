"""Laws of the baseline and the ratchet, for any findings."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archgraph.errors import InputError
from archgraph.gate.baseline import Baseline, known_of, read_baseline, write_baseline
from archgraph.gate.permissions import widened
from archgraph.gate.ratchet import Sight, renewed, weigh
from archgraph.model.identity import identity
from archgraph.model.results.findings import Finding, Severity

TEXT = st.sampled_from(["", "x", "a.b.C", "line 12", "=1", "\\", '"', "ü", "\ud800", "\n"])
WORDS = st.tuples(st.sampled_from(["r1", "r2"]), st.sampled_from(["a.py", "b.py", "c.py"]), TEXT, TEXT)

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = st.lists(WORDS, max_size=8)


def findings(words: list[tuple[str, str, str, str]]) -> list[Finding]:
    seen: Counter[str] = Counter()
    made = []
    for number, (rule, path, symbol, message) in enumerate(words):
        id_ = identity(rule, path, symbol, message)
        seen[id_] += 1
        name = id_ if seen[id_] == 1 else f"{id_}-{seen[id_]}"
        made.append(Finding(name, rule, Severity.ERROR, path, number, None, symbol, message, "", 1.0, "", "", "", ""))
    return made


def baseline(found: list[Finding]) -> Baseline:
    known = tuple(known_of(found).values())
    counts: Counter[str] = Counter()
    for entry in known:
        counts[entry.rule] += entry.count
    return Baseline(rules=dict(counts), findings=known)


ALL = Sight(frozenset({"a.py", "b.py", "c.py"}), frozenset(), frozenset())


def every(rule: str) -> bool:
    return True


@LAW
@given(MANY)
def test_what_is_written_is_read_back_the_same(words: list[tuple[str, str, str, str]]) -> None:
    text = write_baseline(baseline(findings(words)))
    assert text.isascii()
    assert write_baseline(read_baseline(text.encode(), "file")) == text


@LAW
@given(MANY)
def test_what_was_agreed_is_not_new(words: list[tuple[str, str, str, str]]) -> None:
    found = findings(words)
    weighed = weigh(found, baseline(found), ALL, every)
    assert (weighed.new, weighed.fixed, weighed.kept) == ((), (), ())


@LAW
@given(MANY, MANY)
def test_a_baseline_that_only_shrinks_never_holds_more_of_anything(
    old: list[tuple[str, str, str, str]], new: list[tuple[str, str, str, str]]
) -> None:
    agreed = baseline(findings(old))
    weighed = weigh(findings(new), agreed, ALL, every)
    before = {entry.id: entry.count for entry in agreed.findings}
    after = {entry.id: entry.count for entry in renewed(weighed, False)}
    assert all(count <= before.get(id_, 0) for id_, count in after.items())


@LAW
@given(MANY, MANY)
def test_every_finding_is_either_new_or_covered_by_one_that_was_agreed(
    old: list[tuple[str, str, str, str]], new: list[tuple[str, str, str, str]]
) -> None:
    found = findings(new)
    weighed = weigh(found, baseline(findings(old)), ALL, every)
    assert len(weighed.new) + len(weighed.known) + len(weighed.moved) == len(found)
    assert len(weighed.known) + len(weighed.moved) <= len(old)


@LAW
@given(MANY)
def test_nothing_is_fixed_by_breaking_files(words: list[tuple[str, str, str, str]]) -> None:
    agreed = baseline(findings(words))
    broken = Sight(ALL.read, ALL.read, frozenset())
    weighed = weigh([], agreed, broken, every)
    assert weighed.fixed == ()
    assert {entry.id: entry.count for entry in renewed(weighed, False)} == {e.id: e.count for e in agreed.findings}


@LAW
@given(st.binary(max_size=200))
@example(b"}")
def test_bytes_that_are_no_baseline_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(InputError):
        read_baseline(b"{" + data, "file")


def test_a_move_is_followed_only_when_the_old_file_is_no_more() -> None:
    agreed = baseline(findings([("r1", "a.py", "a.f", "a.f reads X.")]))
    moved = findings([("r1", "d.py", "d.f", "d.f reads X.")])
    gone = Sight(frozenset({"d.py"}), frozenset(), frozenset())
    assert weigh(moved, agreed, gone, every).moved == tuple(moved)
    still = Sight(frozenset({"a.py", "d.py"}), frozenset(), frozenset())
    assert weigh(moved, agreed, still, every).new == tuple(moved)


@pytest.mark.parametrize(
    ("old", "new", "is_wider"),
    [
        ("accept shop.* (rules all; until ever)", "accept shop.cart (rules all; until ever)", False),
        ("accept shop.cart (rules all; until ever)", "accept shop.* (rules all; until ever)", True),
        ("accept shop.* (rules a; until ever)", "accept shop.cart (rules all; until ever)", True),
        ("environment-allowed shop.*", "exclude shop.x", True),
        ("mro depth (up to 9)", "mro depth (up to 10)", True),
    ],
)
def test_a_permission_is_wider_unless_an_agreed_pattern_covers_it(old: str, new: str, is_wider: bool) -> None:
    assert bool(widened([new], [old])) == is_wider
