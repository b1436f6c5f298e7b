"""Takes the bytes of one Python file and gives everything it says, in one pass over its syntax tree."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from archgraph.extract import collectors
from archgraph.extract.answer import failed
from archgraph.extract.collector import Collector, Fields, Interest, Listeners, handlers, hearing
from archgraph.extract.context import Context
from archgraph.extract.parse import Parsed, parse
from archgraph.extract.plain import plain
from archgraph.extract.statements import module
from archgraph.model.expr import Record
from archgraph.model.facts import SECTIONS, FileFacts, Outline
from archgraph.registry import collect

_COLLECTORS = collect(collectors, Collector)
_ENTER = hearing([collector.enter for collector in _COLLECTORS])
_LEAVE = hearing([collector.leave for collector in _COLLECTORS])
_INTEREST = Interest(_COLLECTORS)


def extract_file(data: bytes, path: str) -> FileFacts:
    """All facts of a file; never raises: what cannot be read is a status with an error. `path` only tells notebooks apart.

    The garbage collector rests meanwhile: trees have no cycles, and it would cost a third of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _extract(parse(data, path))
    except (RecursionError, MemoryError) as error:
        return failed(f"{type(error).__name__}: too deep or too large to be read")
    finally:
        if collecting:
            gc.enable()


def _extract(parsed: Parsed) -> FileFacts:
    context = Context(parsed)
    try:
        return _facts(context, parsed)
    finally:
        context.release()


def _facts(context: Context, parsed: Parsed) -> FileFacts:
    collecting = [collector.start(context) for collector in _COLLECTORS]
    context.enter = handlers(_ENTER, collecting)
    context.leave = handlers(_LEAVE, collecting)
    context.interest, context.listeners = _INTEREST, Listeners(_ENTER, collecting)
    module(context)
    fields: Fields = {}
    for each in collecting:
        fields.update(each.facts())
    fields["scopes"], fields["branches"] = tuple(context.scopes), tuple(context.branches)
    sections: list[Any] = [kind(**_of(kind, fields)) for kind in SECTIONS[1:]]
    outline = _outline(parsed.status, parsed.lines, parsed.error, parsed.error_line, **_of(Outline, fields))
    return plain(FileFacts(outline, *sections), parsed.text)


_outline: Callable[..., Outline] = Outline


def _of(section: type[Record], fields: Fields) -> Fields:
    return {name: fields[name] for name in section.__struct_fields__ if name in fields}
