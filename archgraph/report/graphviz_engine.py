"""The program of the layout's child process: in: DOT texts on stdin; out: where everything goes, as lines of JSON.

It is run as a file, not imported, and uses nothing but pygraphviz, which brings Graphviz in its wheel. Input: a JSON
array of texts. Output: Graphviz's json0 of each, as `dot -Tjson0` would print them, flushed at once, so that what is
finished is not lost when the parent's patience ends.
"""

from __future__ import annotations

import json
import sys
import tempfile
from typing import Any


def main() -> None:
    """Lay out one text after the other."""
    from pygraphviz import graphviz

    context = graphviz.gvContextWithBuiltins()
    for text in json.load(sys.stdin.buffer):
        sys.stdout.buffer.write(_laid_out(graphviz, context, text))
        sys.stdout.buffer.flush()


def _laid_out(graphviz: Any, context: Any, text: str) -> bytes:
    """Graphviz's json0 of one graph; nothing when it refuses. It reads from files only, so the text takes that way."""
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        graph = graphviz.agread(file, None)
    if graphviz.gvLayout(context, graph, b"dot"):
        return b""
    error, rendered = graphviz.gvRenderData(context, graph, b"json0")
    graphviz.gvFreeLayout(context, graph)
    graphviz.agclose(graph)
    return b"" if error else bytes(rendered)


if __name__ == "__main__":
    main()
