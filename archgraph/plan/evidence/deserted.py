"""Modules that nobody needs: in: a code base and what is imported and named in it; out: files that nothing imports or runs.

What such a file uses is used by nobody. Where most modules of a folder are imported by nobody, they are found by looking there:
plugins, commands and migrations are needed all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import text_of
from archgraph.model.facts.outline import Status
from archgraph.model.source import FileKind, Zone

_STARTS = frozenset(
    {"main", "app", "application", "asgi", "wsgi", "server", "serve", "worker", "cli", "celery", "run", "start"}
)
"""Words of the names of files that are run from outside."""
_MOST = 0.5
"""The part of the modules of a folder that must be imported for one that is not to be left over."""


def deserted(codebase: Codebase, taken: AbstractSet[str], named: AbstractSet[str]) -> frozenset[str]:
    """Files of production that nothing imports, not even a test, that no text names and that are no scripts; `taken`: files that
    anything imports; `named`: files that a text names."""
    sources = [module for module in codebase.modules.values() if _is_source(module)]
    counts = Counter(_folder(module) for module in sources)
    needed = Counter(_folder(module) for module in sources if module.path in taken)
    return frozenset(
        module.path
        for module in sources
        if module.path not in taken
        and module.path not in named
        and needed[_folder(module)] >= _MOST * counts[_folder(module)]
    )


def left_with(
    codebase: Codebase, importers: Mapping[str, AbstractSet[str]], nobodys: AbstractSet[str], named: AbstractSet[str]
) -> frozenset[str]:
    """Those files, and files of production that only such files import, in turn; `importers`: by path who imports it. A file
    that is called as what a server or a command line starts with may be run from outside."""
    left = {path for path in nobodys if not _starts(codebase.modules[path])}
    found = set(left)
    while found:
        found = {
            path
            for path, users in importers.items()
            if path not in left and path not in named and users <= left and _is_source(codebase.modules[path])
        }
        left |= found
    return frozenset(left)


def _starts(module: Module) -> bool:
    """Whether its name, or the condition of a statement, says that it is run."""
    words = module.path.rpartition("/")[2].removesuffix(".py").split("_")
    return not _STARTS.isdisjoint(words) or any("__main__" in text_of(each.test) for each in module.outline.branches)


def _is_source(module: Module) -> bool:
    """Whether it is there to be imported, and was read whole."""
    is_run = f"/{module.path}".endswith("/__main__.py")
    is_whole = module.outline.status is Status.PARSED and not module.is_package and not is_run
    return is_whole and module.kind is FileKind.SOURCE and module.zone is Zone.PRODUCTION


def _folder(module: Module) -> str:
    return module.path.rpartition("/")[0]
