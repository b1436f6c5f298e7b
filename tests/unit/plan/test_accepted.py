"""Accept entries that only the consolidation plan heeds, and those that nobody does."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.audits.audit import audit
from archgraph.model.settings import AcceptRule, Settings
from tests.plans import two_managers
from tests.worlds import evidence


@pytest.mark.parametrize(
    ("member", "rules", "told"),
    [
        pytest.param("shop.old_place.*", (), False, id="a class that has a rival"),
        pytest.param("shop/old_place.py", ("consolidation",), False, id="its file, for the plan alone"),
        pytest.param("shop.old_place.*", ("import-cycle",), True, id="meant for another rule"),
        pytest.param("shop.single", ("consolidation",), True, id="no class at all"),
    ],
)
def test_an_entry_that_only_the_plan_heeds_is_not_called_unused(
    tmp_path: Path, member: str, rules: tuple[str, ...], told: bool
) -> None:
    entry = AcceptRule((member,), "the old shop keeps it", rules=rules)
    found = audit(evidence(tmp_path, two_managers(), Settings(accept=(entry,), today="2026-01-31")))
    assert any(finding.rule == "unused-suppression" for finding in found) is told
