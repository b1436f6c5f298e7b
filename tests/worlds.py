"""Code bases for tests: in: paths and sources; out: the linked code base, by real extraction in this process."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.mro.linearize import linearize
from archgraph.discover.files import list_files
from archgraph.discover.modules import name_files
from archgraph.extract.file import extract_file
from archgraph.graphs.imports import analyse_imports
from archgraph.model.codebase import Codebase
from archgraph.model.environment import Environment
from archgraph.model.expr import Record
from archgraph.model.facts.file import FileFacts
from archgraph.model.facts.outline import Outline
from archgraph.model.settings import Settings
from archgraph.pipeline.ground import spelled_names
from archgraph.pipeline.inquiry import Inquiry
from archgraph.resolve.link import link
from tests.builders import tree

Section = TypeVar("Section", bound=Record)

RUNNING_PYTHON = Environment(sys.version_info[:2], sys.platform, (sysconfig.get_path("stdlib"),), (), "tests")


@dataclass(frozen=True)
class MemoryStore:
    """A FactStore that holds its facts."""

    facts: Mapping[str, FileFacts]

    @property
    def outlines(self) -> dict[str, Outline]:
        """The outline of every file."""
        return {path: facts.outline for path, facts in self.facts.items()}

    def section(self, path: str, kind: type[Section]) -> Section:
        """One section of one file."""
        return getattr(self.facts[path], _FIELDS[kind.__name__])

    def sections(
        self, kind: type[Section], of: Collection[str] | None = None, having: str = ""
    ) -> Iterator[tuple[str, Section]]:
        """One section of all files, or of those with the paths `of`."""
        return ((path, self.section(path, kind)) for path in sorted(self.facts) if of is None or path in of)


_FIELDS = {name.capitalize(): name for name in FileFacts.__struct_fields__}


def codebase(root: Path, files: Mapping[str, str | bytes] | None = None, settings: Settings | None = None) -> Codebase:
    """The code base of the files below `root`, after `files` (path → source) were written there."""
    settings = settings or Settings()
    listing = list_files(tree(root, files or {}), settings)
    store = MemoryStore({path: extract_file((root / path).read_bytes(), path) for path in listing.paths})
    inventory = name_files(listing, spelled_names(store.outlines), settings)
    return link(inventory, store, store.outlines, RUNNING_PYTHON, _load)


def _load(path: Path) -> Outline | None:
    try:
        return extract_file(path.read_bytes(), path.name).outline
    except OSError:
        return None


def evidence(root: Path, files: Mapping[str, str | bytes] | None = None, settings: Settings | None = None) -> Evidence:
    """What rules see of the code base below `root`, from all analyses."""
    base = codebase(root, files, settings)
    return Inquiry(base, settings or Settings(), analyse_imports(base), linearize(base))
