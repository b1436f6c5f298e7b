"""Takes the bytes of a Jupyter notebook and gives the text of its code cells as one Python module.

Formats: nbformat 3 and 4 (https://nbformat.readthedocs.io). What IPython adds to Python (https://ipython.readthedocs.io,
"magics", `!shell`, `help?`) becomes comments, line by line, so that lines stay.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from archgraph.extract.recovery.masking import BREAK, mask
from archgraph.extract.recovery.reading import read

_PYTHON_CELLS = frozenset(("time", "timeit", "capture", "prun"))
"""Cell magics whose cell is Python that runs here."""
_CELL_MAGIC = re.compile(r"\s*%%(\w*)")
_MAGIC = re.compile(r"([ \t]*)(?:[%!?]|[\w.*]+\?{1,2}[ \t]*$)")
_ASSIGNED = re.compile(r"([ \t]*[\w., \t]+=[ \t]*)(?=[%!])")


@dataclass(frozen=True, slots=True)
class Cells:
    """The code of a notebook; `error` says why there is none, "" when it could be read."""

    text: str
    error: str = ""


def read_cells(source: bytes) -> Cells:
    """The code cells in order, each beginning on a line of its own. A notebook in another language is one without code."""
    try:
        notebook = json.loads(source)
    except (ValueError, RecursionError) as error:
        return Cells("", f"no JSON: {error}")
    if not isinstance(notebook, dict) or not ("cells" in notebook or "worksheets" in notebook):
        return Cells("", "no notebook: neither cells nor worksheets")
    if not _is_python(notebook.get("metadata")):
        return Cells("")
    cells = [_python(code) for cell in _cells(notebook) for code in _code(cell)]
    text = "".join(cell if cell.endswith("\n") else f"{cell}\n" for cell in cells)
    return Cells(text.encode("utf-8", "replace").decode("utf-8"))


def _is_python(metadata: object) -> bool:
    """Whether the kernel's language is Python, or is not told."""
    for part, name in (("language_info", "name"), ("kernelspec", "language"), ("kernelspec", "name")):
        language = _get(_get(metadata, part), name)
        if isinstance(language, str) and language:
            return "python" in language.lower()
    return True


def _cells(notebook: object) -> list[object]:
    """All cells: of the notebook (format 4) or of its worksheets (format 3)."""
    sheets = _get(notebook, "worksheets")
    holders = [notebook, *(sheets if isinstance(sheets, list) else [])]
    return [cell for holder in holders if isinstance(cells := _get(holder, "cells"), list) for cell in cells]


def _code(cell: object) -> list[str]:
    """The code of a cell, none for text and for other languages."""
    if _get(cell, "cell_type") != "code" or _get(cell, "language") not in (None, "python"):
        return []
    source = _get(cell, "source", _get(cell, "input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return [source] if isinstance(source, str) and source else []


def _get(mapping: object, key: str, default: object = None) -> object:
    return mapping.get(key, default) if isinstance(mapping, dict) else default


def _python(cell: str) -> str:
    """The cell with comments in place of what is IPython's."""
    if not any(mark in cell for mark in "%!?") or not isinstance(read(cell), Exception):
        return cell
    magic = _CELL_MAGIC.match(cell)
    if magic and magic[1] not in _PYTHON_CELLS:
        return "\n".join(f"# {line}".rstrip() for line in cell.split("\n"))
    return "\n".join(_commented(cell))


def _commented(cell: str) -> list[str]:
    """The lines of a cell, its magics, shell lines and questions as comments; inside strings and brackets there are none.

    An indented one, which may be all that a block has, is a `pass` with a comment.
    """
    lines = cell.split("\n")
    depth, continued = 0, False
    for row, masked in enumerate(mask(cell).replace(BREAK, "\n").split("\n")):
        if continued or (not depth and _MAGIC.match(masked)):
            code = lines[row].lstrip()
            blank = lines[row][: len(lines[row]) - len(code)]
            lines[row] = f"{blank}pass  # {code}" if blank and not continued else f"# {code}"
            continued = code.endswith("\\")
        elif assigned := _ASSIGNED.match(masked):
            lines[row] = f"{assigned[0]}...  # {lines[row][assigned.end() :]}"
        else:
            depth = max(depth + sum(map(masked.count, "([{")) - sum(map(masked.count, ")]}")), 0)
    return lines
