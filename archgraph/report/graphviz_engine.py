"""The program of the layout's child process: in: DOT texts on stdin; out: where everything goes, as lines of JSON.

It is run as a file, not imported, and uses nothing but pygraphviz, which brings Graphviz in its wheel. Input: a JSON
array of texts. Output: for each the line `{"number": …, "json0": …}`, flushed at once, so that what is finished is not
lost when the parent's patience ends.
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
    for number, text in enumerate(json.load(sys.stdin.buffer)):
        print(json.dumps({"number": number, "json0": _laid_out(graphviz, context, text)}), flush=True)


def _laid_out(graphviz: Any, context: Any, text: str) -> str:
    """Graphviz's json0 of one graph; "" when it refuses. It reads from files only, so the text takes that way."""
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        graph = graphviz.agread(file, None)
    if graphviz.gvLayout(context, graph, b"dot"):
        return ""
    error, rendered = graphviz.gvRenderData(context, graph, b"json0")
    graphviz.gvFreeLayout(context, graph)
    graphviz.agclose(graph)
    return "" if error else bytes(rendered).decode()


if __name__ == "__main__":
    main()
