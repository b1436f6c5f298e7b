"""What a file says in words: string literals, and comments and docstrings about legacy."""

from __future__ import annotations

from archgraph.model.expr import Record


class Text(Record, frozen=True):
    """A string literal that is no docstring, not empty and not in an annotation: at most 300 characters of it are kept."""

    value: str
    line: int
    scope: int


class Marker(Record, frozen=True):
    """A comment, docstring line or name that says something about legacy: kind is todo, fixme, hack, xxx, legacy,
    deprecated, sunset, remove, backward_compatibility. `source`: comment, docstring. `text` is the line, stripped."""

    kind: str
    text: str
    source: str
    line: int
    scope: int


class Texts(Record, frozen=True):
    """String literals and markers."""

    strings: tuple[Text, ...] = ()
    markers: tuple[Marker, ...] = ()
    dated: tuple[Marker, ...] = ()
    """Dates in dictionaries that say when something goes: kind sunset, source data, text "name: key date"."""
