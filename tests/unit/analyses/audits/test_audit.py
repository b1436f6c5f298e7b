"""Ids, teams and suppressions of findings."""

from __future__ import annotations

from pathlib import Path

from archgraph.analyses.audits.audit import audit
from archgraph.model.results.findings import Finding
from archgraph.model.settings import AcceptRule, Settings
from tests.worlds import evidence

PHANTOM = "import shop.gone\n"


def findings(root: Path, source: str, settings: Settings | None = None) -> list[Finding]:
    """The findings in a package of one file."""
    return list(audit(evidence(root, {"shop/__init__.py": "", "shop/cart.py": source}, settings)))


def test_a_finding_keeps_its_id_when_code_above_it_moves(tmp_path: Path) -> None:
    (first,) = findings(tmp_path / "1", PHANTOM)
    (moved,) = findings(tmp_path / "2", "\n\n# a comment\n" + PHANTOM)
    assert first.id == moved.id
    assert first.line != moved.line


def test_equal_findings_have_ids_of_their_own(tmp_path: Path) -> None:
    ids = [finding.id for finding in findings(tmp_path, PHANTOM + PHANTOM)]
    assert len(set(ids)) == 2
    assert ids[1] == ids[0] + "-2"


def test_findings_are_sorted_by_place_and_belong_to_service_and_team(tmp_path: Path) -> None:
    found = findings(tmp_path, "import os\nx = os.environ['A']\nimport shop.gone\n")
    assert [(f.rule, f.line, f.service, f.team) for f in found] == [
        ("environment-access", 2, "shop", "environment"),
        ("phantom-import", 3, "shop", ""),
    ]


def test_a_comment_suppresses_the_rules_it_names_on_its_line(tmp_path: Path) -> None:
    found = findings(tmp_path, "import shop.gone  # archgraph: ignore[phantom-import] made at run time\n" + PHANTOM)
    assert [f.suppressed_by for f in found] == ["comment: made at run time", ""]


def test_all_suppressions_that_match_nothing_are_told_at_once(tmp_path: Path) -> None:
    source = "x = 1  # archgraph: ignore[phantom-import, import-cycle]\ny = 1  # archgraph: ignore[phantom-imports]\n"
    found = findings(tmp_path, source, Settings(accept=(AcceptRule(("shop.nobody",), "gone"),)))
    assert [(f.rule, f.line) for f in found] == [("unused-suppression", line) for line in (0, 1, 1, 2)]
    assert found[-1].message.endswith("there is no rule of this name. Did you mean phantom-import?")


def test_a_suppression_without_a_rules_name_is_told_how_to_be_written(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "x = 1  # archgraph: ignore\n")
    assert found.message == "The suppression names no rule: write `# archgraph: ignore[rule-name] reason`."


def test_an_accept_entry_for_everything_does_not_hide_that_it_is_of_no_use(tmp_path: Path) -> None:
    entries = (AcceptRule(("shop.nobody*",), "gone"), AcceptRule(("shop.old*",), "moved", "2025-01-31"))
    told = findings(tmp_path, PHANTOM, Settings(accept=entries, today="2026-01-01"))
    assert [(f.symbol, f.suppressed_by) for f in told if f.rule == "unused-suppression"] == [
        ("shop.nobody*", ""),
        ("shop.old*", ""),
    ]


def test_an_accept_entry_covers_names_paths_and_rules_until_its_day(tmp_path: Path) -> None:
    def suppressed(number: int, today: str, rule: AcceptRule) -> list[tuple[str, str]]:
        settings = Settings(accept=(rule,), today=today)
        return [(f.rule, f.suppressed_by) for f in findings(tmp_path / str(number), PHANTOM, settings)]

    by_name = AcceptRule(("shop.*",), "moving", "2025-01-31")
    assert suppressed(1, "2025-01-31", by_name) == [("phantom-import", "accepted: moving")]
    assert suppressed(2, "2025-02-01", by_name) == [("expired-exception", ""), ("phantom-import", "")]
    by_path = AcceptRule(("shop/*.py",), "moving", rules=("phantom-*",))
    assert suppressed(3, "2025-01-31", by_path) == [("phantom-import", "accepted: moving")]
    other = AcceptRule(("shop.*",), "moving", rules=("mro-*",))
    assert suppressed(4, "2025-01-31", other) == [("unused-suppression", ""), ("phantom-import", "")]
