"""The list of files that archgraph wrote into OUT: in and out: paths below OUT, kept in OUT/.archgraph-files.

The file may come with a stranger's folder, so it is read with suspicion: only paths that a report can have count.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

_NAME: Final = ".archgraph-files"
_HEADING: Final = "# Files that archgraph wrote here; its next run removes those that it no longer makes."
_OURS: Final = re.compile(
    r"(?:report\.(?:html|md)|summary\.json"
    r"|(?:audits|mro)/[^/\\\0]+\.md|csv/[^/\\\0]+\.csv|graphs/[^/\\\0]+\.\w+)"
)


def read_ledger(out: Path) -> frozenset[str]:
    """The paths that an earlier run wrote; none when there was no run, or the list cannot be read."""
    try:
        lines = (out / _NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(line for line in lines if _OURS.fullmatch(line))


def write_ledger(out: Path, paths: frozenset[str] | set[str]) -> None:
    """Replace the list by `paths`."""
    temporary = out / f"{_NAME}.{os.getpid()}"
    try:
        temporary.write_text("\n".join([_HEADING, *sorted(paths), ""]), encoding="utf-8")
        temporary.replace(out / _NAME)
    finally:
        temporary.unlink(missing_ok=True)
