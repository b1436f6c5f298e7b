"""What a candidate is called."""

from __future__ import annotations

from pathlib import Path

from tests.plans import SESSIONS, class_source, decisions, plan


def test_a_candidate_is_called_by_the_name_that_its_classes_have_and_not_by_another_of_the_family(
    tmp_path: Path,
) -> None:
    both = "\n".join(class_source(name, *SESSIONS) for name in ("AlphaSessionManager", "BetaSessionManager"))
    using = "from shop.{0} import AlphaSessionManager, BetaSessionManager\nfound = AlphaSessionManager(), BetaSessionManager()\n"
    files = {
        "shop/__init__.py": "",
        "shop/first.py": both,
        "shop/second.py": both,
        "shop/one.py": using.format("first"),
        "shop/two.py": using.format("first"),
        "shop/three.py": using.format("second"),
    }
    made = plan(tmp_path, files)
    titles = {
        decision.key.class_: candidate.family for candidate in made.candidates for decision in candidate.decisions
    }
    assert decisions(made)["shop.second.BetaSessionManager"].canonical == "shop.first.BetaSessionManager"
    assert titles["shop.second.BetaSessionManager"] == "beta session manager"
    assert titles["shop.second.AlphaSessionManager"] == "alpha session manager"
