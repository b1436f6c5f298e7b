"""Targets and the scorecard: what a bound means, whose it is, and when a checkpoint is a go."""

from __future__ import annotations

import pytest

from archgraph.errors import ConfigurationError
from archgraph.gate.bounds import read_bound
from archgraph.gate.judged import Judged, Measure
from archgraph.gate.scorecard import Decision, decide
from archgraph.gate.targets import loosened, read_targets
from archgraph.model.settings import DEFAULT_TEAMS

FIGURES = ("managers", "registry-roots", "environment-access", "events-required")


def decided(
    targets: dict[str, str],
    now: dict[str, Measure],
    before: dict[str, Measure] | None = None,
    names: dict[str, tuple[str, ...]] | None = None,
) -> tuple[Decision, ...]:
    judged = Judged((), now, (), (), (), names or {})
    return decide(read_targets(targets.items(), FIGURES), judged, before or {}, DEFAULT_TEAMS)


@pytest.mark.parametrize(
    ("text", "value", "before", "holds"),
    [
        ("0", 0, None, True),
        ("3", 2, None, True),
        ("<10", 9, None, True),
        ("<10", 10, None, False),
        ("<= 10", 10, None, True),
        (">=3", 3, None, True),
        (">3", 3, None, False),
        ("=1", 2, None, False),
        ("-50 %", 5, 10, True),
        ("-50%", 6, 10, False),
        ("+10 %", 11, 10, True),
        ("-50 %", 5, None, None),
        ("-100 %", 0, 7, True),
    ],
)
def test_a_bound_holds(text: str, value: int, before: int | None, holds: bool | None) -> None:
    assert read_bound("managers", text).holds(value, before) is holds


@pytest.mark.parametrize("text", ["", "few", "<", "1.5", "-5", "50 %", "10 20", "<10 %"])
def test_a_bound_that_says_nothing_is_an_error(text: str) -> None:
    with pytest.raises(ConfigurationError, match="says nothing"):
        read_bound("managers", text)


def test_a_target_of_a_figure_that_is_none_suggests_the_near_one() -> None:
    with pytest.raises(ConfigurationError, match="Did you mean `managers`"):
        read_targets([("manager", "1")], FIGURES)


def test_targets_are_for_the_whole_a_service_or_a_checkpoint() -> None:
    pairs = [
        ("managers", "<10"),
        ("services.a.b.managers", "2"),
        ("beta.managers", "5"),
        ("beta.services.shop.managers", "1"),
        ("beta.due", "2026-05-01"),
    ]
    plain, beta = read_targets(pairs, FIGURES)
    assert [(target.figure, target.service) for target in plain.targets] == [("managers", ""), ("managers", "a.b")]
    assert (beta.name, beta.due) == ("beta", "2026-05-01")
    assert [(target.figure, target.service) for target in beta.targets] == [("managers", ""), ("managers", "shop")]


def test_a_due_date_that_is_none_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match=r"beta\.due"):
        read_targets([("beta.due", "soon")], FIGURES)


def test_a_service_without_any_has_none() -> None:
    (decision,) = decided({"services.bank.managers": "0"}, {"managers": Measure(4, {"shop": 4})})
    assert decision.go
    assert decision.scores[0].now == 0


def test_a_no_go_says_which_targets_are_missed_and_who_acts() -> None:
    (decision,) = decided(
        {"managers": "<3", "registry-roots": "1"}, {"managers": Measure(4, {}), "registry-roots": Measure(1, {})}
    )
    assert decision.reasons == ("managers is 4, the target is <3",)
    assert [score.team for score in decision.scores] == ["Team 2: Managers", "Team 3: Registries and events"]


def test_a_share_of_an_unknown_state_is_no_go_because_nobody_can_tell() -> None:
    (decision,) = decided({"managers": "-50 %"}, {"managers": Measure(4, {})})
    assert decision.reasons == ("managers: there is no state before to compare with",)


def test_a_share_says_what_it_comes_to() -> None:
    (decision,) = decided({"managers": "-50 %"}, {"managers": Measure(6, {})}, {"managers": Measure(10, {})})
    assert decision.reasons == ("managers is 6, the target is -50 % (at most 5)",)


def test_required_names_are_missing_by_name() -> None:
    (decision,) = decided({"events-required": "paid, sent"}, {}, names={"events-required": ("sent",)})
    assert decision.reasons == ("events-required is 1, the target is paid, sent (missing: paid)",)


@pytest.mark.parametrize(
    ("old", "new", "is_looser"),
    [
        ("<10", "<10", False),
        ("<10", "<8", False),
        ("<10", "=3", False),
        ("<10", "<12", True),
        (">=3", ">=2", True),
        ("-50 %", "-60 %", False),
        ("-50 %", "-40 %", True),
        ("<10", "-90 %", True),
        ("=1", "<=1", True),
    ],
)
def test_a_target_is_looser_when_it_lets_more_pass(old: str, new: str, is_looser: bool) -> None:
    assert bool(loosened([("managers", new)], [("managers", old)])) == is_looser


def test_a_required_name_that_is_dropped_is_looser() -> None:
    assert loosened([("events-required", "a")], [("events-required", "a, b")])
    assert not loosened([("events-required", "a, b, c")], [("events-required", "a, b")])


def test_a_target_of_a_service_that_is_not_there_is_not_met() -> None:
    judged = Judged((), {"managers": Measure(1, {"shop": 1})}, (), (), (), {}, ("bank", "shop"))
    targets = read_targets({"services.bnk.managers": "3", "services.bank.managers": "0"}.items(), FIGURES)
    (decision,) = decide(targets, judged, {}, DEFAULT_TEAMS)
    assert [score.met for score in decision.scores] == [None, True]
    assert decision.reasons == ("managers of bnk: there is no service bnk, there are: bank, shop",)
