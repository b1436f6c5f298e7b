"""Files and folders that commands are given: in: what was typed; out: a path, never an empty one, and the place that it means."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click


class _Place(click.Path):
    """As click's own, but an empty text, most often that of a variable that is not set, does not mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; the command ends with a sentence for an empty one."""
        if value == "":
            self.fail("an empty name is no file and no folder; `.` is the current one.", param, ctx)
        return super().convert(value, param, ctx)


PLACE = _Place(path_type=Path)
"""The type of arguments and options that name a file or a folder."""


def place_of(path: Path) -> Path:
    """The absolute place that a path means, links followed; of links in a circle, which pathlib refuses, the first one."""
    return Path(os.path.realpath(path))
