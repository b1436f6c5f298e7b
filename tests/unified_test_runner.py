#!/usr/bin/env python3
"""Run the project's own tests by category; whatever else is given goes to pytest.

    python3 tests/unified_test_runner.py --list-categories
    python3 tests/unified_test_runner.py --category unit --category oracle -x -k mro
    python3 tests/unified_test_runner.py --categories graphviz,browser
    python3 tests/unified_test_runner.py --validate

Without a category: all tests. Each category is a run of pytest. Exit code: pytest's, the first that is not 0 (no tests left by
-k or -m count as none failed when another category had some); 2 for a category that does not exist.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5


class Category(NamedTuple):
    """Tests that are run together: where they stand, which marker they have ("" for any), and what they are."""

    folder: str
    marker: str
    what: str

    @property
    def call(self) -> list[str]:
        """pytest's arguments."""
        return [self.folder, *(["-m", self.marker] if self.marker else [])]


CATEGORIES = {
    "unit": Category("tests/unit", "not graphviz", "one module at a time; no Graphviz, no browser"),
    "functional": Category("tests/functional", "not graphviz", "commands and scripts as users call them"),
    "oracle": Category("tests/oracle", "", "Python itself, and other tools, are the judges"),
    "properties": Category("tests/properties", "", "laws, on made-up examples"),
    "graphviz": Category("tests", "graphviz", "the real layout engine"),
    "browser": Category("tests/browser", "browser", "report.html in a real headless Chromium"),
}


def main(arguments: Sequence[str]) -> int:
    """List, validate or run; the exit code."""
    known, others = _parser().parse_known_args(arguments)
    if known.list_categories:
        print("\n".join(f"{name:12}{category.folder:18}{category.what}" for name, category in CATEGORIES.items()))
        return 0
    names = [name for given in (*known.category, *known.categories) for name in given.split(",") if name]
    if unknown := [name for name in names if name not in CATEGORIES]:
        print(f"There is no category {unknown[0]!r}. There are: {', '.join(CATEGORIES)}.", file=sys.stderr)
        return 2
    collecting = ["--collect-only"] if known.validate else []
    calls = [CATEGORIES[name].call for name in dict.fromkeys(names)] or [["tests"]]
    codes = [_pytest([*call, *collecting, *others]) for call in calls]
    failed = [code for code in codes if code not in (0, NO_TESTS)]
    return failed[0] if failed else 0 if 0 in codes else codes[0]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--category", action="append", default=[], metavar="NAME", help="run this one; repeatable")
    parser.add_argument("--categories", action="append", default=[], metavar="NAMES", help="the same, with commas")
    parser.add_argument("--list-categories", action="store_true", help="say which there are")
    parser.add_argument("--validate", action="store_true", help="collect only: fails for files that cannot be read")
    return parser


def _pytest(arguments: list[str]) -> int:
    sys.stdout.flush()
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
