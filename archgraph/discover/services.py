"""Service boundaries; in: module names and their roots, out: the service of each file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from archgraph.discover.patterns import first_match
from archgraph.model.settings import Settings


class Services:
    """A file's service is what the configuration says, else its top-level package; a loose file in PATH has none.

    Top-level packages of one name below different roots are different services, named by their folder.
    """

    __slots__ = ("_configured", "_names", "_roots")

    def __init__(self, names: Mapping[str, tuple[str, str]], settings: Settings) -> None:
        self._names = names
        self._configured = first_match(settings.services, "services")
        self._roots: dict[str, set[str]] = defaultdict(set)
        for module, root in names.values():
            self._roots[module.partition(".")[0]].add(root)

    def of(self, path: str) -> str:
        """The service's name, "" for none."""
        configured = self._configured(path)
        if configured is not None:
            return configured
        module, root = self._names[path]
        top = module.partition(".")[0]
        if root == "." and "/" not in path:
            return ""
        return f"{root}/{top}" if root != "." and len(self._roots[top]) > 1 else top
