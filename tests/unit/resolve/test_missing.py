"""Names that modules do not have: what is certain, and what a call may have made."""

from __future__ import annotations

from pathlib import Path

from archgraph.model.codebase import MissingName
from archgraph.model.facts.outline import ImportKind
from archgraph.resolve.missing import missing_names
from tests.worlds import codebase


def missing(root: Path, source: str, **files: str) -> list[str]:
    """What use.py imports in vain, as `module.name`."""
    sources = {f"{name}.py": text for name, text in files.items()}
    return [f"{each.module}.{each.name}" for each in missing_names(codebase(root, {**sources, "use.py": source}))]


def test_names_that_a_module_does_not_have_are_found(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/mod.py": "class Name: pass\n",
        "pkg/sub.py": "",
        "use.py": "from pkg.mod import Name, Gone\nfrom pkg import sub, lost\nfrom json import nonsense\n",
    }
    assert missing_names(codebase(tmp_path, files)) == (
        MissingName("use", "pkg.mod", "Gone", ImportKind.RUNTIME, "use.py", 1),
        MissingName("use", "pkg", "lost", ImportKind.RUNTIME, "use.py", 2),
    )


def test_names_that_a_call_may_make_are_not_missing(tmp_path: Path) -> None:
    assert missing(tmp_path, "from made import A", made="exec('A = 1')\n") == []
    assert missing(tmp_path, "from made import A", made="globals()['A'] = 1\n") == []
    assert missing(tmp_path, "from made import A", made="B = 1\n") == ["made.A"]


def test_names_that_a_module_gets_by_setattr_are_not_missing(tmp_path: Path) -> None:
    own = "import sys\ndef make(name):\n    setattr(sys.modules[__name__], name, 1)\nmake('A')\n"
    assert missing(tmp_path, "from made import A", made=own) == []
    hook = "import made\nclass Registry:\n    def hook(self, cls):\n        setattr(made, cls.name(), cls)\n"
    assert missing(tmp_path, "from made import A", made="", hooks=hook) == []
    other = hook.replace("made", "else_").replace("self, cls", "self, other").replace("(else_", "(other")
    assert missing(tmp_path, "from made import A", made="", hooks=other, else_="") == ["made.A"]
    assert missing(
        tmp_path, "from made import A", made="class B:\n    def set(self, n):\n        setattr(self, n, 1)\n"
    ) == ["made.A"]


def test_a_name_that_another_module_gives_is_not_missing(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from pkg import kinds\nkinds.Big = int\n",
        "pkg/kinds.py": "",
        "use.py": "from pkg.kinds import Big, Small\n",
    }
    assert [each.name for each in missing_names(codebase(tmp_path, files))] == ["Small"]


def test_a_list_of_names_that_a_function_fills_may_bring_more(tmp_path: Path) -> None:
    filled = "from sums import *\n__all__ = []\ndef more(name):\n    __all__.append(name)\nmore('total')\n"
    sums, middle = "total = 1\n", "from inner import *\n"
    assert missing(tmp_path, "from middle import total", inner=filled, middle=middle, sums=sums) == []
    plain = "from sums import *\n__all__ = []\n"
    assert missing(tmp_path, "from middle import total", inner=plain, middle=middle, sums=sums) == ["middle.total"]


def test_a_compiled_module_of_a_package_is_not_missing(tmp_path: Path) -> None:
    files = {"pkg/__init__.py": "", "pkg/fast.pyx": "", "use.py": "from pkg import fast, slow\n"}
    assert [each.name for each in missing_names(codebase(tmp_path, files))] == ["slow"]
