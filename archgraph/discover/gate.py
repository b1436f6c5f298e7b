"""Which folders are entered; in: a folder's path, out: yes or no, remembered."""

from __future__ import annotations

import os
from collections.abc import Callable

from archgraph.discover.paths import inherited

LEFT_OUT = frozenset({".git", "__pycache__", "node_modules"})
"""Names of folders that hold no code of their own; a virtual environment is known by its pyvenv.cfg, not by a name."""


class Gate:
    """Answers for one PATH; `excluded` tells what the configuration leaves out."""

    __slots__ = ("_answers", "_excluded", "_root")

    def __init__(self, root: str, excluded: Callable[[str], bool]) -> None:
        self._root = root
        self._excluded = excluded
        self._answers = {"": True}

    def enters(self, folder: str) -> bool:
        """Whether files in the folder (relative to PATH, "" for PATH itself) are read."""
        return inherited(self._answers, folder, self._step)

    def keeps(self, path: str) -> bool:
        """Whether the file is read."""
        return self.enters(path.rpartition("/")[0]) and not self._excluded(path)

    def _step(self, around: bool, folder: str) -> bool:
        if not around or folder.rpartition("/")[2] in LEFT_OUT:
            return False
        place = os.path.join(self._root, folder)
        if self._excluded(f"{folder}/") or os.path.islink(place):
            return False
        return not os.path.isfile(os.path.join(place, "pyvenv.cfg"))
