"""The gate against those who would rather not fix: each test is one trick, tried on a real tree with the real command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from archgraph.cli.check import command
from archgraph.errors import ArchgraphError
from tests.builders import tree

READ = 'import os\n\n\ndef {name}():\n    return os.environ["{key}"]\n'
WORLD = {
    "shop/__init__.py": "",
    "shop/cart.py": READ.format(name="price", key="PRICE"),
    "shop/user.py": "import shop.gone\n",
}


class Said(NamedTuple):
    code: int
    text: str


@pytest.fixture(autouse=True)
def _not_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


def check(code: Path, *arguments: str) -> Said:
    given = [str(code), "--no-cache", "--jobs", "1", "--today", "2026-01-31", *arguments]
    done = CliRunner().invoke(command, given, standalone_mode=False)
    if isinstance(done.exception, ArchgraphError):
        return Said(2, str(done.exception))
    if done.exception:
        raise done.exception
    return Said(done.return_value, done.output)


def agreed(tmp_path: Path, files: dict[str, str] | None = None) -> Path:
    """A tree whose violations are all in its baseline."""
    code = tree(tmp_path / "code", WORLD | (files or {}))
    assert check(code, "--update-baseline", "--reason", "the state at the start").code == 0
    return code


def baseline(code: Path) -> dict[str, object]:
    return dict(json.loads((code / ".archgraph-baseline.json").read_text()))


def counts(code: Path) -> dict[str, int]:
    return {rule: number for rule, number in baseline(code)["rules"].items() if number}  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------------- the ratchet


def test_without_a_baseline_every_violation_fails(tmp_path: Path) -> None:
    said = check(tree(tmp_path / "code", WORLD))
    assert said.code == 1
    assert "shop/cart.py:5: warning environment-access" in said.text


def test_what_was_agreed_passes(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    assert check(code) == Said(0, "No new violations in 3 files.\n2 known violations in the baseline.\n")


def test_exchanging_one_violation_for_another_fails(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/cart.py": READ.format(name="price", key="TAX")})
    said = check(code)
    assert said.code == 1
    assert "TAX" in said.text


def test_one_more_of_the_same_violation_fails(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/cart.py": WORLD["shop/cart.py"] + '    os.environ["PRICE"]\n'})
    assert check(code).code == 1


COPY = """\
def total(cart, taxes):
    result = 0
    for line in cart:
        if line.amount > 1:
            result += line.price * line.amount
        else:
            result += line.price
    for tax in taxes:
        result += result * tax.rate / 100
    return round(result, 2)
"""


def test_one_more_copy_of_a_known_clone_fails(tmp_path: Path) -> None:
    code = agreed(tmp_path, {"shop/one.py": COPY, "shop/two.py": COPY})
    assert counts(code)["duplicate-code"] == 2
    tree(code, {"shop/three.py": COPY})
    said = check(code)
    assert said.code == 1
    assert "1 new violation in 1 file." in said.text


def test_code_that_moves_within_its_file_stays_agreed(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/cart.py": "# a comment\n\n\n" + WORLD["shop/cart.py"]})
    assert check(code).code == 0


def test_a_file_that_is_renamed_stays_agreed_and_one_that_is_copied_does_not(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    (code / "shop/cart.py").rename(code / "shop/basket.py")
    assert check(code).code == 0
    tree(code, {"shop/cart.py": WORLD["shop/cart.py"]})
    assert check(code).code == 1


def test_a_violation_that_is_out_of_sight_because_its_file_broke_stays(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/cart.py": 'def broken(:\n    """unfinished\n' + "(" * 40})
    said = check(code, "--ignore", "syntax-error")
    assert "1 known violation of files that are broken or no longer read: taken as still there." in said.text
    assert "fixed" not in said.text
    check(code, "--update-baseline")
    assert counts(code)["environment-access"] == 1
    assert check(code).code == 1, "the broken file is itself a violation"


def test_a_violation_whose_file_git_was_told_to_ignore_stays(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    said = check(code, "--exclude", "shop/cart.py")
    assert "fixed" not in said.text
    assert said.code == 1, "the exclusion is a permission that nobody agreed to"


def test_a_file_that_is_deleted_is_fixed(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    (code / "shop/cart.py").unlink()
    said = check(code)
    assert said.code == 0
    assert "1 known violation fixed" in said.text


# ------------------------------------------------------------------------------------------- permissions and targets


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'environment-allowed = ["shop.*"]'),
        ('environment-allowed = ["shop.settings"]', 'environment-allowed = ["shop.*"]'),
        ("", '[[accept]]\nmembers = ["shop.*"]\nreason = "later"'),
        (
            '[[accept]]\nmembers = ["shop.cart.price"]\nreason = "a"',
            '[[accept]]\nmembers = ["shop.*"]\nreason = "a"',
        ),
        (
            '[[accept]]\nmembers = ["shop.cart.price"]\nreason = "a"\nuntil = 2026-06-30',
            '[[accept]]\nmembers = ["shop.cart.price"]\nreason = "a"',
        ),
        ("", 'exclude = ["shop/user.py"]'),
        ("", 'ignore = ["environment-*"]'),
        ("", 'select = ["phantom-import"]'),
        ("", '[[zones]]\npattern = "shop/"\nvalue = "test"'),
        ("[mro]\ndepth = 5", "[mro]\ndepth = 50"),
        ("[targets]\nphantom-imports = 5", "[targets]\nphantom-imports = 50"),
        ("[targets]\nphantom-imports = 5", ""),
    ],
)
def test_a_configuration_that_lets_pass_more_than_was_agreed_fails(tmp_path: Path, before: str, after: str) -> None:
    code = agreed(tmp_path, {"archgraph.toml": before})
    assert check(code).code == 0
    tree(code, {"archgraph.toml": after})
    said = check(code)
    assert said.code == 1
    assert "gate-widened" in said.text


def test_a_narrower_exception_needs_no_agreement(tmp_path: Path) -> None:
    code = agreed(tmp_path, {"archgraph.toml": 'environment-allowed = ["shop.*"]'})
    tree(code, {"archgraph.toml": 'environment-allowed = ["shop.cart"]'})
    assert check(code).code == 0


def test_an_expired_exception_fails(tmp_path: Path) -> None:
    entry = '[[accept]]\nmembers = ["shop.cart.*"]\nreason = "until the move"\nuntil = 2026-01-31\n'
    code = agreed(tmp_path, {"archgraph.toml": entry})
    assert check(code).code == 0
    late = check(code, "--today", "2026-02-01")
    assert late.code == 1
    assert "environment-access" in late.text
    assert "expired-exception" in late.text


def test_a_missed_target_fails_without_a_baseline_and_may_only_get_better_with_one(tmp_path: Path) -> None:
    code = tree(tmp_path / "code", {**WORLD, "archgraph.toml": "[targets]\nphantom-imports = 0\n"})
    assert "phantom-imports is 1, the target is 0" in check(code, "--select", "syntax-error").text
    assert check(code, "--update-baseline", "--reason", "start").code == 0
    assert check(code).code == 0
    tree(code, {"shop/more.py": "import shop.missing\n"})
    assert "gate-target: phantom-imports is 2, the target is 0, 1 was agreed." in check(code).text


def test_a_checkpoint_decides_when_it_is_asked_for(tmp_path: Path) -> None:
    code = agreed(tmp_path, {"archgraph.toml": "[targets.beta]\nphantom-imports = 0\ndue = 2026-03-01\n"})
    assert "beta (due 2026-03-01): no-go, because phantom-imports is 1, the target is 0" in check(code).text
    assert check(code).code == 0
    assert check(code, "--checkpoint", "beta").code == 1
    assert check(code, "--checkpoint", "gamma").code == 2


# ----------------------------------------------------------------------------------------------- who writes the file


def test_check_itself_writes_nothing(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    (code / "shop/cart.py").unlink()
    before = {path: path.stat().st_mtime_ns for path in code.rglob("*")}
    check(code)
    assert {path: path.stat().st_mtime_ns for path in code.rglob("*")} == before


def test_the_baseline_shrinks_without_a_reason_and_does_not_grow(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/cart.py": READ.format(name="price", key="TAX")})
    said = check(code, "--update-baseline")
    assert said.code == 1
    assert counts(code) == {"phantom-import": 1}


def test_the_baseline_does_not_grow_in_ci_whatever_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/more.py": READ.format(name="more", key="MORE")})
    monkeypatch.setenv("CI", "true")
    said = check(code, "--update-baseline", "--reason", "in a hurry")
    assert said.code == 1
    assert "in CI it only shrinks" in said.text
    assert counts(code) == {"environment-access": 1, "phantom-import": 1}


def test_every_growth_is_written_down_with_its_day_and_reason(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/more.py": READ.format(name="more", key="MORE")})
    assert check(code, "--update-baseline", "--reason", "a new reader").code == 0
    assert baseline(code)["reasons"] == [
        {"date": "2026-01-31", "reason": "the state at the start", "added": 2},
        {"date": "2026-01-31", "reason": "a new reader", "added": 1},
    ]


def test_an_update_of_some_rules_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    (code / "shop/cart.py").unlink()
    check(code, "--select", "phantom-import", "--update-baseline")
    assert counts(code) == {"environment-access": 1, "phantom-import": 1}


def test_growing_some_rules_does_not_take_the_others_out_of_the_gate(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    tree(code, {"shop/more.py": READ.format(name="more", key="MORE")})
    assert check(code, "--select", "environment-*", "--update-baseline", "--reason", "a new reader").code == 0
    tree(code, {"archgraph.toml": 'ignore = ["import-cycle"]'})
    assert "The rule import-cycle is no longer checked." in check(code).text


def test_the_baseline_holds_no_line_numbers_and_one_finding_a_line(tmp_path: Path) -> None:
    code = agreed(tmp_path)
    lines = (code / ".archgraph-baseline.json").read_text().splitlines()
    findings = [line for line in lines if '"id"' in line]
    assert len(findings) == 2
    assert findings == sorted(findings)
    assert not any('"line"' in line for line in lines)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"count": 1', '"count": 9'),
        ("PRICE", "TAX"),
        ('"environment-access": 1', '"environment-access": 2'),
        ('"reasons"', '"raisins"'),
        ('"archgraph_baseline": 1', '"archgraph_baseline": 2'),
        ("{", "<<<<<<< HEAD\n{"),
        ('"permissions": []', '"permissions": 3'),
    ],
)
def test_a_baseline_that_was_edited_by_hand_is_refused(tmp_path: Path, old: str, new: str) -> None:
    code = agreed(tmp_path)
    file = code / ".archgraph-baseline.json"
    file.write_text(file.read_text().replace(old, new, 1))
    said = check(code)
    assert said.code == 2
    assert ".archgraph-baseline.json" in said.text


# ------------------------------------------------------------------------------------------------- calls that are wrong


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--select", "phantom-imports"), "phantom-import?"),
        (("--ignore", "nothing-*"), "nothing-*"),
        (("--baseline", "missing.json"), "missing.json"),
        (("--reason", "why"), "--update-baseline"),
        (("--update-baseline", "--reason", " "), "empty"),
        (("--before", "missing.json"), "missing.json"),
    ],
)
def test_a_call_that_means_nothing_is_not_done(tmp_path: Path, arguments: tuple[str, ...], word: str) -> None:
    said = check(tree(tmp_path / "code", WORLD), *arguments)
    assert said.code == 2
    assert word in said.text


def test_a_file_that_could_not_be_read_leaves_the_verdict_open_unless_that_is_allowed(tmp_path: Path) -> None:
    code = tree(
        tmp_path / "code", {"good.py": "x = 1\n", "large.py": "x = 1\n" * 99, "archgraph.toml": "max-file-bytes = 99"}
    )
    said = check(code)
    assert said.code == 2
    assert "large.py" in said.text
    assert check(code, "--allow-incomplete", "--ignore", "syntax-error").code == 0
    assert check(code, "--update-baseline", "--reason", "start").code == 2


def test_recovered_files_are_counted_and_do_not_stop_the_verdict(tmp_path: Path) -> None:
    said = check(tree(tmp_path / "code", {"a.py": "def f(:\n"}), "--ignore", "syntax-error")
    assert said == Said(0, "No new violations in 1 file.\n1 file with syntax errors, read as far as possible.\n")
