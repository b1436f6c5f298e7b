"""Waves: what touches a common file is never done side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate
from archgraph.plan.steps.waves import conflicts, least, teams, waves


def _candidate(number: int, files: tuple[str, ...], after: tuple[int, ...] = ()) -> Candidate:
    names = tuple(f"p-{each}" for each in after)
    return Candidate(f"p-{number}", "family", "shop", ClassKey("a.A", "a.py", 1), (), (), files, names)


FILES = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=4), max_size=14)


def _candidates(files: list[frozenset[str]]) -> list[Candidate]:
    return [_candidate(number, tuple(sorted(each)), (number - 3,) * (number > 3)) for number, each in enumerate(files)]


@given(FILES)
def test_no_two_of_a_wave_share_a_file(files: list[frozenset[str]]) -> None:
    candidates = _candidates(files)
    given_waves = waves(candidates)
    for name, others in conflicts(candidates).items():
        assert given_waves[name] not in {given_waves[other] for other in others}


@given(FILES)
def test_what_comes_after_is_in_a_later_wave(files: list[frozenset[str]]) -> None:
    candidates = _candidates(files)
    given_waves = waves(candidates)
    for candidate in candidates:
        assert all(given_waves[before] < given_waves[candidate.candidate] for before in candidate.after)


@given(FILES)
def test_the_bound_is_never_above_the_number_of_waves(files: list[frozenset[str]]) -> None:
    candidates = _candidates(files)
    assert least(candidates) <= max(waves(candidates).values(), default=0)


@given(FILES, st.integers(1, 5))
def test_every_candidate_has_one_team_of_those_there_are(files: list[frozenset[str]], count: int) -> None:
    candidates = _candidates(files)
    given_teams = teams(candidates, count)
    assert set(given_teams) == {candidate.candidate for candidate in candidates}
    assert set(given_teams.values()) <= set(range(1, count + 1))


def test_three_that_share_one_file_need_three_waves() -> None:
    candidates = [_candidate(number, ("core.py", f"{number}.py")) for number in range(3)]
    assert least(candidates) == 3
    assert sorted(waves(candidates).values()) == [1, 2, 3]
