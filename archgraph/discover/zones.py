"""On which side of the production line a file stands, and what it is for; in: paths, module names, spelled names."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from archgraph.discover import zone_words as words
from archgraph.discover.layout import Layout, above, is_init
from archgraph.discover.paths import inherited
from archgraph.discover.patterns import first_match
from archgraph.model.settings import Settings
from archgraph.model.source import FileKind, Zone


class Zones:
    """Zone and kind of the files of one PATH: the first rule of the configuration that matches, else by common names.

    A folder has the zone of the folder around it unless its own name says otherwise; what stands inside a package is
    production until a name is beyond doubt: `numpy.testing` and `django.test` are, `numpy/core/tests` is not. Packages that
    are named like tools (`ansible`, `docker`) are the product where there is no other.
    """

    __slots__ = (
        "_alone",
        "_configured",
        "_folders",
        "_has_packages",
        "_layout",
        "_names",
        "_outer",
        "_spelled",
        "_tested",
    )

    def __init__(
        self,
        layout: Layout,
        outer: str,
        names: Mapping[str, tuple[str, str]],
        spelled: Collection[str],
        settings: Settings,
    ) -> None:
        self._configured = first_match(settings.zones, "zones")
        self._layout = layout
        self._outer = bool(outer)
        self._names = names
        self._spelled = spelled
        tested = {path.rpartition("/")[0] for path in names if words.is_test_file(_stem(path))}
        self._tested = tested.union(*map(above, tested))
        self._folders = {"": Zone.PRODUCTION}
        for part in outer.split(".") if outer else ():
            self._folders[""] = _step(self._folders[""], part, inside=True, tested=False)
        self._alone = False
        self._has_packages = self._holds_production()
        if not self._has_packages and self._is_product():
            self._alone, self._folders = True, {"": self._folders[""]}
            self._has_packages = self._holds_production()

    def zone(self, path: str) -> Zone:
        """The zone of a file."""
        configured = self._configured(path)
        if configured is not None:
            return Zone(configured)
        stem = _stem(path)
        if stem == "conftest":
            return Zone.TESTINFRA
        zone = self._folder(path.rpartition("/")[0])
        if zone is Zone.TEST:
            return self._among_tests(path, stem)
        if zone is Zone.TESTINFRA:
            return Zone.TEST if words.is_test_file(stem) and not self._is_imported(path) else zone
        if words.is_test_file(stem):
            return Zone.TEST
        return Zone.TOOLING if path.endswith(".ipynb") or self._is_program(path, stem) else zone

    def of_data(self, path: str) -> Zone:
        """The zone of a file that is no code: that of its folder."""
        configured = self._configured(path)
        return Zone(configured) if configured is not None else self._folder(path.rpartition("/")[0])

    def kind(self, path: str, zone: Zone) -> FileKind:
        """What the file is for: tooling that nothing imports is a script, whatever else it is."""
        if path.endswith(".ipynb"):
            return FileKind.NOTEBOOK
        if zone is Zone.TEST or _stem(path) == "conftest":
            return FileKind.TEST
        run = zone is Zone.TOOLING and not is_init(path) and not self._is_imported(path)
        return FileKind.SCRIPT if run or path.endswith(".pyw") else FileKind.SOURCE

    def _holds_production(self) -> bool:
        packages = self._layout.init_folders | self._layout.declared
        return any(folder and self._folder(folder) is Zone.PRODUCTION for folder in packages)

    def _is_product(self) -> bool:
        """Whether packages named like tools hold most of the code, and no loose file is an entry point."""
        if any("/" not in path and words.is_entry_point(_stem(path)) for path in self._names):
            return False
        folders = [path.rpartition("/")[0] for path in self._names]
        code = [folder for folder in folders if self._folder(folder) in (Zone.PRODUCTION, Zone.TOOLING)]
        tops = [self._layout.package(folder).rpartition("/")[2] for folder in code]
        return sum(bool(top) and words.is_tool_folder(top) for top in tops) * 2 > len(tops)

    def _folder(self, folder: str) -> Zone:
        return inherited(self._folders, folder, self._inner)

    def _inner(self, around: Zone, folder: str) -> Zone:
        parent, _, name = folder.rpartition("/")
        alone = self._alone and folder in self._layout.init_folders
        inside = alone or parent in self._layout.init_folders or parent in self._layout.declared or self._outer
        return _step(around, name, inside, folder in self._tested)

    def _among_tests(self, path: str, stem: str) -> Zone:
        """A file below a folder of tests: a test, or a helper that tests import."""
        helps = words.is_test_helper(stem.removeprefix("test_"))
        if words.is_test_file(stem):
            return Zone.TESTINFRA if helps and self._is_imported(path) else Zone.TEST
        return Zone.TESTINFRA if (helps or self._is_imported(path)) and not is_init(path) else Zone.TEST

    def _is_program(self, path: str, stem: str) -> bool:
        """A loose file that is run: setup.py, or a script beside the packages that make the product."""
        if self._outer or path.rpartition("/")[0] in self._layout.init_folders:
            return False
        loose = "/" not in path and self._has_packages and not words.is_entry_point(stem)
        return words.is_program(stem) or (loose and not self._is_imported(path))

    def _is_imported(self, path: str) -> bool:
        return self._names[path][0] in self._spelled


def _step(zone: Zone, name: str, inside: bool, tested: bool) -> Zone:
    """The zone of a folder `name` in one of `zone`; `inside` a package; `tested`: test files stand below it."""
    if words.is_test_folder(name):
        return Zone.TEST
    if zone is Zone.TEST:
        return Zone.TESTINFRA if words.is_test_helper(name) or words.is_test_framework(name) else zone
    if zone is Zone.TESTINFRA or words.is_test_framework(name) or (name == "testing" and not inside):
        return Zone.TESTINFRA
    if words.is_doubtful_test_folder(name) and (tested or not inside):
        return Zone.TEST
    is_tooling = words.is_script_folder(name) or (words.is_tool_folder(name) and not inside)
    return Zone.TOOLING if is_tooling else zone


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
