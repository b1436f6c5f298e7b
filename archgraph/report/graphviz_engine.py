"""The program of the layout's child process: in: DOT texts on stdin; out: where everything goes, as lines of JSON.

It is run as a file, not imported, and uses nothing but pygraphviz, which brings Graphviz in its wheel. Input: a JSON
array of texts. Output: Graphviz's json0 of each, as `dot -Tjson0` would print them, flushed at once, so that what is
finished is not lost when the parent's patience ends.

The wheel's module also wants what draws text, and that wants GLib of the system, which small images of Linux do not have;
places are worked out without any of it, so where the module does not load, Graphviz's own libraries beside it are asked.
"""

from __future__ import annotations

import ctypes
import json
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

LayOut = Callable[[str], bytes]
"""Gives Graphviz's json0 of one graph; nothing when it refuses."""


def main() -> None:
    """Lay out one text after the other."""
    lay_out = engine()
    for text in json.load(sys.stdin.buffer):
        sys.stdout.buffer.write(lay_out(text))
        sys.stdout.buffer.flush()


def engine() -> LayOut:
    """pygraphviz, or the libraries in its wheel; ImportError when neither loads."""
    try:
        return _module()
    except ImportError as error:
        try:
            return libraries()
        except (OSError, ValueError, PackageNotFoundError):
            raise error from None


def _module() -> LayOut:
    from pygraphviz import graphviz

    context = graphviz.gvContextWithBuiltins()

    def lay_out(text: str) -> bytes:
        with tempfile.TemporaryFile() as file:  # it reads from files only
            file.write(text.encode())
            file.seek(0)
            graph = graphviz.agread(file, None)
        if graphviz.gvLayout(context, graph, b"dot"):
            return b""
        error, rendered = graphviz.gvRenderData(context, graph, b"json0")
        graphviz.gvFreeLayout(context, graph)
        graphviz.agclose(graph)
        return b"" if error else bytes(rendered)

    return lay_out


def libraries() -> LayOut:
    """The libraries that a wheel for Linux holds, without those that draw; OSError or ValueError when they are not there."""
    folder = Path(str(distribution("pygraphviz").locate_file("pygraphviz.libs")))
    cgraph, gvc, core, layout = [
        _library(folder, name) for name in ("cgraph", "gvc", "gvplugin_core", "gvplugin_dot_layout")
    ]
    cgraph.agmemread.restype = gvc.gvContextPlugins.restype = ctypes.c_void_p
    context = ctypes.c_void_p(gvc.gvContextPlugins(None, 0))
    for plugin, symbol in ((core, "gvplugin_core_LTX_library"), (layout, "gvplugin_dot_layout_LTX_library")):
        gvc.gvAddLibrary(context, ctypes.byref(ctypes.c_char.in_dll(plugin, symbol)))

    def lay_out(text: str) -> bytes:
        graph = ctypes.c_void_p(cgraph.agmemread(text.encode()))
        if not graph or gvc.gvLayout(context, graph, b"dot"):
            return b""
        rendered, size = ctypes.c_void_p(), ctypes.c_size_t()
        error = gvc.gvRenderData(context, graph, b"json0", ctypes.byref(rendered), ctypes.byref(size))
        found = b"" if error or not rendered else ctypes.string_at(rendered, size.value)
        gvc.gvFreeRenderData(rendered)
        gvc.gvFreeLayout(context, graph)
        cgraph.agclose(graph)
        return found

    return lay_out


def _library(folder: Path, name: str) -> ctypes.CDLL:
    (path,) = folder.glob(f"lib{name}-*.so*")
    return ctypes.CDLL(str(path))


if __name__ == "__main__":
    main()
