"""Takes the bytes of one Python file and gives everything it says, in one pass over its syntax tree."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache
from typing import Any

from archgraph.extract.answer import failed
from archgraph.extract.collector import Fields
from archgraph.extract.collectors import bindings, classes, imports, own_namespace, returns
from archgraph.extract.context import Context
from archgraph.extract.crew import Crew
from archgraph.extract.parse import Parsed, parse, parse_skeleton, parse_text
from archgraph.extract.plain import plain
from archgraph.extract.statements import module
from archgraph.model.facts.file import SECTIONS, FileFacts
from archgraph.model.facts.outline import Outline

_OUTLINE = Crew([each.COLLECTOR for each in (bindings, classes, imports, own_namespace, returns)])
"""What an outline is made of; the others are loaded with the first file that is read whole."""


@cache
def everyone() -> Crew:
    """All collectors."""
    from archgraph.extract import collectors
    from archgraph.extract.collector import Collector
    from archgraph.registry import collect

    return Crew(collect(collectors, Collector))


def extract_file(data: bytes, path: str) -> FileFacts:
    """All facts of a file; never raises: what cannot be read is a status with an error. `path` only tells notebooks apart.

    The garbage collector rests meanwhile: trees have no cycles, and it would cost a third of the time.
    """
    return _guarded(lambda: _extract(parse(data, path), everyone()))


def extract_skeleton(data: bytes, path: str) -> FileFacts:
    """The outline of a file without what matters to functions alone (`Outline.unread`), where the rest is sound; else its
    outline: in a quarter of the time."""
    return _guarded(lambda: _extract(_bare(data, path) or parse(data, path), _OUTLINE))


def extract_function(source: str, line: int) -> FileFacts:
    """The outline of a function alone, which begins on that line of its file: `source` is its lines, as they stand there."""
    head = "if 1:\n" if source[:1].isspace() else ""
    return _guarded(lambda: _extract(parse_text("\n" * (line - 1 - len(head[:1])) + head + source), _OUTLINE))


def _bare(data: bytes, path: str) -> Parsed | None:
    return None if path.endswith(".ipynb") else parse_skeleton(data)


def _guarded(read: Callable[[], FileFacts]) -> FileFacts:
    collecting = gc.isenabled()
    gc.disable()
    try:
        return read()
    except (RecursionError, MemoryError) as error:
        return failed(f"{type(error).__name__}: too deep or too large to be read")
    finally:
        if collecting:
            gc.enable()


def _extract(parsed: Parsed, crew: Crew) -> FileFacts:
    context = Context(parsed)
    try:
        return _facts(context, parsed, crew)
    finally:
        context.release()


def _facts(context: Context, parsed: Parsed, crew: Crew) -> FileFacts:
    collecting = crew.start(context)
    module(context, values=crew is not _OUTLINE)
    fields: Fields = {}
    for each in collecting:
        fields.update(each.facts())
    fields["scopes"], fields["branches"] = tuple(context.scopes), tuple(context.branches)
    sections = [kind(*[fields[name] for name in names]) for kind, names in _SECTIONS] if crew is not _OUTLINE else []
    fields["unread"] = tuple(context.unread)
    given = {name: fields[name] for name in _OF_OUTLINE if name in fields}
    outline = _outline(parsed.status, parsed.lines, parsed.error, parsed.error_line, **given)
    return plain(FileFacts(outline, *sections), parsed.text)


_outline: Callable[..., Outline] = Outline
_OF_OUTLINE = Outline.__struct_fields__[4:]
_SECTIONS: list[tuple[Callable[..., Any], tuple[str, ...]]] = [(kind, kind.__struct_fields__) for kind in SECTIONS[1:]]
