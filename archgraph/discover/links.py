"""Links with the name of a Python file; in: links and the files read anyway, out: the links to read as well."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from archgraph.discover.paths import is_below
from archgraph.model.source import Problem


def worth_reading(root: str, links: Iterable[str], files: Iterable[str], problems: list[Problem]) -> Iterator[str]:
    """Links to a file below `root` that is not read under another name; one that leads out or nowhere is a problem."""
    real_root = os.path.realpath(root)
    read = {os.path.join(real_root, *path.split("/")) for path in files} if links else set()
    for link in sorted(links):
        target = os.path.realpath(os.path.join(root, link))
        if complaint := _complaint(target, real_root):
            problems.append(Problem(link, None, "discover", complaint))
        elif target not in read:
            read.add(target)
            yield link


def _complaint(target: str, real_root: str) -> str:
    if not os.path.exists(target):
        return "The link leads to no file."
    if not is_below(target, real_root):
        return "The link leads to a file outside PATH, which is not read."
    return "" if os.path.isfile(target) else "The link leads to no regular file."
