"""archgraph reads a Python code base without running it and answers questions about its architecture.

    import archgraph

    tables = archgraph.audit("path/to/repository")  # or archgraph.load("output/repository")
    tables.classes, tables.managers, tables.imports_graph(), tables.inheritance_graph()

Importing archgraph is cheap: pandas and the rest are loaded by the two functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archgraph.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from archgraph.frames import Tables

__all__ = ["__version__", "audit", "load"]


def audit(path: str | Path = ".", *, config: str | Path | None = None, **settings: object) -> Tables:
    """Analyse the Python code below `path`; the tables as DataFrames, nothing is written but the cache.

    `config` names a configuration file (default: found beside `path`), `settings` are fields of
    `archgraph.model.settings.Settings` that override it, such as `python=".venv"` or `use_cache=False`.
    Raises `archgraph.errors.ArchgraphError` with a sentence when that cannot be done.
    """
    import os
    from pathlib import Path

    from archgraph.config import load_settings
    from archgraph.frames import tables_of
    from archgraph.pipeline.ground import understand
    from archgraph.pipeline.whole import analyse
    from archgraph.timing import Clock

    root = Path(os.path.realpath(path))
    chosen = load_settings(root, None if config is None else Path(config), settings)
    clock = Clock()
    return tables_of(analyse(understand(root, chosen, clock), clock))


def load(out: str | Path) -> Tables:
    """The tables that `archgraph audit` wrote to the folder `out`, with their types set."""
    from archgraph.frames import load as load_tables

    return load_tables(out)
