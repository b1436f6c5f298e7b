"""Names that say old or new."""

from __future__ import annotations

import pytest

from archgraph.analyses.ageing.names import is_legacy_folder, twin_names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("total_legacy", (True, ("total",))),
        ("LegacyCart", (True, ("Cart",))),
        ("CartV2", (False, ("Cart",))),
        ("_total_old", (True, ("_total",))),
        ("database_backup", (False, ("database",))),
        ("new_user", (False, ())),
        ("user_new", (False, ("user",))),
        ("total", (False, ())),
        ("legacy", (False, ())),
        ("cart_totals", (False, ())),
    ],
)
def test_a_telling_word_at_an_end_names_the_twin(name: str, expected: tuple[bool, tuple[str, ...]]) -> None:
    assert twin_names(name) == expected


@pytest.mark.parametrize(
    ("folder", "is_legacy"),
    [
        ("legacy", True),
        ("_archive", True),
        ("agents_backup_20250904", True),
        ("cart-old", True),
        ("backup_service", False),
        ("gold", False),
        ("older", False),
    ],
)
def test_a_folder_is_legacy_by_its_whole_name_or_its_ending(folder: str, is_legacy: bool) -> None:
    assert is_legacy_folder(folder) is is_legacy
