"""The state before; in: the summary.json of an earlier audit, out: its figures by service ("": the whole code base)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from archgraph.errors import InputError

Before = Mapping[str, Mapping[str, int]]
"""Figure → service → value; the service "" is the whole code base."""

_REMEDY = "Name the summary.json that `archgraph audit` wrote."


def read_before(file: str) -> Before:
    """The figures, none without a file; InputError when it is no summary."""
    if not file:
        return {}
    try:
        figures = json.loads(Path(file).read_bytes())["figures"]
        return {name: {"": int(figure["value"]), **figure["services"]} for name, figure in figures.items()}
    except OSError as error:
        raise InputError(file, f"cannot be read ({error.strerror}).", _REMEDY) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(file, "is no summary of an audit.", _REMEDY) from None
