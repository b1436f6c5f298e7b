"""What stands where in a tree; in: paths and declared roots, out: each folder's package and usual root."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archgraph.discover.paths import inherited
from archgraph.model.source import claim

INIT = "__init__.py"
_BELOW = f"/{INIT}"


class Layout:
    """Folders and modules of a tree; every folder is relative to PATH, "" is PATH itself."""

    __slots__ = ("_packages", "_roots", "boundaries", "declared", "folders", "init_folders", "modules", "places")

    def __init__(self, paths: Collection[str], declared: Iterable[str], projects: Iterable[str]) -> None:
        self.declared = frozenset(declared) - {"", "."}
        self.boundaries = self.declared | frozenset(projects)
        self.folders = {path.rpartition("/")[0] for path in paths}
        self.places = {path: place_of(path) for path in paths}
        self.modules = {self.places[path]: path for path in sorted(paths, key=claim, reverse=True)}
        """Where an import finds a module (`a/b` for a/b.py and a/b/__init__.py) → the file that Python takes."""
        self.init_folders = {path.rpartition("/")[0] for path in self.modules.values() if is_init(path)}
        self._packages: dict[str, str] = {"": ""}
        self._roots: dict[str, str] = {"": ""}

    def package(self, folder: str) -> str:
        """The highest package that the folder belongs to, "" for none.

        A folder without `__init__.py` inside a package is a namespace of it, unless another project begins there.
        """
        return inherited(self._packages, folder, self._package)

    def usual_root(self, folder: str) -> str:
        """The root of the folder's files by default: beside its package, else the nearest declared root, else PATH."""
        package = self.package(folder)
        return package.rpartition("/")[0] if package else inherited(self._roots, folder, self._root)

    def _package(self, around: str, folder: str) -> str:
        if around and self._continues(folder):
            return around
        return folder if folder in self.init_folders else ""

    def _continues(self, folder: str) -> bool:
        """Whether the folder belongs to what its parent belongs to."""
        regular = folder in self.init_folders and folder.rpartition("/")[0] in self.init_folders
        return regular or folder not in self.boundaries

    def _root(self, around: str, folder: str) -> str:
        return folder if folder in self.declared else around


def is_init(path: str) -> bool:
    """Whether the file makes its folder a package."""
    return path.endswith(_BELOW) or path == INIT


def place_of(path: str) -> str:
    """The path without its suffix, and for an `__init__.py` its folder."""
    folder, _, name = path.rpartition("/")
    return folder if name == INIT else path.rpartition(".")[0] or path


def above(folder: str) -> Iterable[str]:
    """The folders around a folder, nearest first, PATH last."""
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def below(root: str, folder: str) -> str:
    """The part of `folder` below `root`, which must hold it."""
    return folder[len(root) + 1 :] if root else folder
