"""The cache of one run: in: settings and the tree that is analysed; out: the cache, opened when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from archgraph.extract.cache import Cache
from archgraph.extract.place import cache_file
from archgraph.extract.shelf import Shelf
from archgraph.model.settings import Settings


class Opened:
    """One cache for all that a run asks it: what went wrong with its file is said once."""

    def __init__(self, settings: Settings, root: Path) -> None:
        """`root`: the tree, which must not bring its cache with it."""
        self._file, self.note = cache_file(settings, root)

    @cached_property
    def cache(self) -> Cache:
        """The cache, in memory alone where there is to be no file; `note` says why when nobody wished so."""
        return Cache(self._file)

    @property
    def shelf(self) -> Shelf:
        """Where stages keep what is dear to compute."""
        return Shelf(self.cache)
