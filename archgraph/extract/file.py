"""Takes the bytes of one Python file and gives everything it says, in one pass over its syntax tree."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from archgraph.extract import collectors
from archgraph.extract.answer import failed
from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.crew import Crew
from archgraph.extract.parse import Parsed, parse
from archgraph.extract.plain import plain
from archgraph.extract.statements import module
from archgraph.model.facts import SECTIONS, FileFacts, Outline
from archgraph.registry import collect

_COLLECTORS = collect(collectors, Collector)


_ALL = Crew(_COLLECTORS)
_OUTLINE = Crew([collector for collector in _COLLECTORS if collector.outlines])


def extract_file(data: bytes, path: str) -> FileFacts:
    """All facts of a file; never raises: what cannot be read is a status with an error. `path` only tells notebooks apart.

    The garbage collector rests meanwhile: trees have no cycles, and it would cost a third of the time.
    """
    return _extracted(data, path, _ALL)


def extract_outline(data: bytes, path: str) -> FileFacts:
    """The outline of a file, as `extract_file` gives it but for the suppressions, and nothing else: in half the time."""
    return _extracted(data, path, _OUTLINE)


def _extracted(data: bytes, path: str, crew: Crew) -> FileFacts:
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _extract(parse(data, path), crew)
    except (RecursionError, MemoryError) as error:
        return failed(f"{type(error).__name__}: too deep or too large to be read")
    finally:
        if collecting:
            gc.enable()


def _extract(parsed: Parsed, crew: Crew = _ALL) -> FileFacts:
    context = Context(parsed)
    try:
        return _facts(context, parsed, crew)
    finally:
        context.release()


def _facts(context: Context, parsed: Parsed, crew: Crew) -> FileFacts:
    collecting = crew.start(context)
    module(context, values=crew is _ALL)
    fields: Fields = {}
    for each in collecting:
        fields.update(each.facts())
    fields["scopes"], fields["branches"] = tuple(context.scopes), tuple(context.branches)
    sections = [kind(*[fields[name] for name in names]) for kind, names in _SECTIONS] if crew is _ALL else []
    given = {name: fields[name] for name in _OF_OUTLINE if name in fields}
    outline = _outline(parsed.status, parsed.lines, parsed.error, parsed.error_line, **given)
    return plain(FileFacts(outline, *sections), parsed.text)


_outline: Callable[..., Outline] = Outline
_OF_OUTLINE = Outline.__struct_fields__[4:]
_SECTIONS: list[tuple[Callable[..., Any], tuple[str, ...]]] = [(kind, kind.__struct_fields__) for kind in SECTIONS[1:]]
