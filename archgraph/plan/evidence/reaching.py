"""What loading a file loads, as decisions ask it: a question answered elsewhere, and an answer for those who know nothing."""

from __future__ import annotations

from typing import Protocol


class Reaching(Protocol):
    """Answers what loading a file loads."""

    def reaches(self, start: str, goal: str) -> bool:
        """Whether loading the file `start` loads `goal`."""

    def imports(self, importer: str, imported: str) -> bool:
        """Whether one file imports the other directly."""


class Unknown:
    """Nothing is known of what loads what."""

    def reaches(self, _start: str, _goal: str) -> bool:
        """Not that one knew."""
        return False

    def imports(self, _importer: str, _imported: str) -> bool:
        """Not that one knew."""
        return False
