"""Where code stands: files, modules and their place in the repository."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Row(msgspec.Struct, frozen=True, gc=False):
    """A resolved record: immutable, compared by value, one per row of a table where its fields are the columns."""


class FileKind(StrEnum):
    """What a file is for."""

    SOURCE = "source"
    TEST = "test"
    SCRIPT = "script"
    NOTEBOOK = "notebook"


class Zone(StrEnum):
    """On which side of the production line a file stands."""

    PRODUCTION = "production"
    TEST = "test"
    TESTINFRA = "testinfra"
    TOOLING = "tooling"


class SourceFile(Row, frozen=True):
    """A Python file to be read, before it is read. `path` is relative to PATH, with `/`."""

    path: str
    module: str
    root: str
    """The folder that module names start from, relative to PATH ("." for PATH itself, ".." when PATH is a package)."""
    service: str
    kind: FileKind
    zone: Zone
    is_package: bool


def claim(path: str) -> tuple[bool, bool, int, str]:
    """The order in which files claim a dotted name: a package before a module, a module before what cannot be imported (a
    notebook), what stands nearer to PATH before what lies deeper (`build/lib` holds copies)."""
    name = path.rpartition("/")[2]
    return name != "__init__.py", not name.endswith(".py"), path.count("/"), path


class Problem(Row, frozen=True):
    """Something that could not be done with a file or a place in it: a row of errors.csv."""

    path: str
    line: int | None
    stage: str
    message: str


class DatedLine(Row, frozen=True):
    """A line of a file that is no code (TOML, YAML, INI, JSON) that says when something goes: `name` is what, or the line itself
    when it is prose; `sunset` is an ISO date."""

    path: str
    line: int
    name: str
    sunset: str
    zone: Zone = Zone.PRODUCTION


class VariableLine(Row, frozen=True):
    """A line of a file that is no code (.env, compose, Dockerfile) that declares an environment variable, or uses one
    (`${NAME}`): `how` is declare or use."""

    path: str
    line: int
    name: str
    how: str


class NamedLine(Row, frozen=True):
    """A line of a project file that names what is run or loaded without an import: an entry point, a hook. `name` is dotted, of
    a module or of something in it."""

    path: str
    line: int
    name: str


class Listing(Row, frozen=True):
    """The Python files below PATH, before they are read: `paths` sorted, relative to PATH with `/`; problems; sentences for
    the reader; how many .pyi files were counted and not read; the git commit ("" without git)."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    stubs: int
    git: str = ""
    package: str = ""
    """The dotted name of PATH when PATH is itself a package's folder, else ""."""
    root: str = ""
    """The absolute folder that `paths` are relative to: PATH, or the folder of the one file that PATH names."""
    projects: tuple[str, ...] = ()
    """Folders that hold a project file (pyproject.toml, setup.cfg, setup.py), relative to PATH; "." is PATH itself."""
    roots: tuple[str, ...] = ()
    """Source roots that project files declare, and `src` folders beside them, relative to PATH."""
    dated: tuple[DatedLine, ...] = ()
    """What data files below PATH say about the end of things, by path and line."""
    variables: tuple[VariableLine, ...] = ()
    """Environment variables in files below PATH that are no code, by path and line."""
    compiled: tuple[str, ...] = ()
    """Where compiled modules and stubs stand, as paths without their suffixes, sorted: imports of them find something."""
    named: tuple[NamedLine, ...] = ()
    """What project files name to be run or loaded, by path and line."""


class Inventory(Row, frozen=True):
    """What discovery found: files sorted by path, problems, and what a reader must know (sentences)."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    stubs: int
    """How many .pyi files were counted and not read."""
    namespaces: tuple[str, ...] = ()
    """Dotted names of folders that hold Python below them but no `__init__` of their own."""
    dated: tuple[DatedLine, ...] = ()
    variables: tuple[VariableLine, ...] = ()
    compiled: tuple[str, ...] = ()
