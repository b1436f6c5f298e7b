"""Path patterns in the spelling of .gitignore; in: patterns, out: a function that says whether a path matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from archgraph.errors import ConfigurationError
from archgraph.model.settings import PathRule


def matcher(patterns: Iterable[str], setting: str) -> Callable[[str], bool]:
    """Whether a path (relative to PATH, `/` at the end of a folder) matches; later patterns win, `!` takes back.

    Raises ConfigurationError, naming `setting`, for a pattern that means nothing.
    """
    cleaned = [pattern.removeprefix("./") for pattern in patterns]
    if not cleaned:
        return _never
    from pathspec import GitIgnoreSpec  # costs 20 ms, which a run without patterns saves

    try:
        return GitIgnoreSpec.from_lines(cleaned).match_file
    except ValueError as error:
        raise ConfigurationError(
            setting, f"holds a pattern that cannot be read: {error}.", "See gitignore(5)."
        ) from None


def first_match(rules: tuple[PathRule, ...], setting: str) -> Callable[[str], str | None]:
    """The value of the first rule whose pattern matches a path, None when none does."""
    if not rules:
        return _nothing
    compiled = [(matcher((rule.pattern,), setting), rule.value) for rule in rules]
    return lambda path: next((value for matches, value in compiled if matches(path)), None)


def _never(path: str) -> bool:
    return False


def _nothing(path: str) -> None:
    return None
