"""The errors a user can meet: each names the file or setting, says what is wrong and what to do."""

from __future__ import annotations


class ArchgraphError(Exception):
    """Something archgraph cannot do; `subject` is the file or setting, `problem` and `remedy` are sentences."""

    def __init__(self, subject: str, problem: str, remedy: str = "") -> None:
        super().__init__(subject, problem, remedy)
        self.subject = subject
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.subject}: {self.problem}"
        return f"{text} {self.remedy}" if self.remedy else text


class ConfigurationError(ArchgraphError):
    """A setting that is unknown, of the wrong type or contradicts another."""


class InputError(ArchgraphError):
    """A PATH that cannot be read or holds no Python."""


class OutputError(ArchgraphError):
    """An OUT that cannot be written."""
