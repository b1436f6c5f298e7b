"""Bases that are reached on a detour: caches, decorators, lazy modules, hooks, what setuptools makes of distutils."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.model.codebase import Codebase
from archgraph.model.environment import Environment
from archgraph.model.results.mro import Mro, MroStatus
from tests.linked import STDLIB, linked, record

EXECUTED = {
    "a factory that remembers what it made": (
        "class Base: pass\n"
        "def make(name, _made={}):\n"
        "    try:\n        return _made[name]\n    except KeyError:\n        pass\n"
        "    made = type(name, (Base,), {})\n    _made[name] = made\n    return made\n"
        "Made = make('Made')\nclass X(Made): pass"
    ),
    "a factory that looks first": (
        "made = {}\nclass Base: pass\n"
        "def make(key, base):\n"
        "    if key in made:\n        return made[key]\n"
        "    class Made(base): pass\n    made[key] = Made\n    return Made\n"
        "class X(make('a', Base)): pass"
    ),
    "a slice of a string decides": (
        "import sys\nif sys.platform[:4] == 'java':\n    from java.lang import Exception\nclass X(Exception): pass"
    ),
    "the size of a C type decides": (
        "from struct import calcsize as _size\nclass Short: pass\nclass Long: pass\n"
        "if _size('i') == _size('l'):\n    Base = Short\nelse:\n    Base = Long\nclass X(Base): pass"
    ),
    "the metaclass of a C class that is bound nowhere": (
        "from ctypes import Structure\nclass Meta(type(Structure)): pass\nclass X(Structure, metaclass=Meta): pass"
    ),
    "a class decorator that makes a subclass": (
        "import functools\n"
        "def wrapped(cls):\n"
        "    class Wrapper(cls): pass\n    return Wrapper\n"
        "@wrapped\nclass Base: pass\nclass X(Base): pass"
    ),
    "a method of a string decides": (
        "VERSION = '2.14.3'\nOLD = VERSION.startswith('1.')\nclass A: pass\nclass B: pass\n"
        "if OLD:\n    Base = A\nelse:\n    Base = B\nclass X(Base): pass"
    ),
    "a metaclass that counts the bases": (
        "class Meta(type):\n"
        "    def __new__(mcs, name, bases, space):\n"
        "        if len(bases) > 1:\n            return type.__new__(mcs, name, (bases[0],), space)\n"
        "        return type.__new__(mcs, name, bases, space)\n"
        "class A(metaclass=Meta): pass\nclass X(A): pass"
    ),
    "the MRO of the decorated class decides": (
        "class Mixin: pass\n"
        "def mixed(cls):\n"
        "    if Mixin in cls.__mro__:\n        made = cls\n"
        "    else:\n        class made(Mixin, cls): pass\n"
        "    return made\n"
        "@mixed\nclass A: pass\n@mixed\nclass B(A): pass\nclass X(B): pass"
    ),
    "the metaclass that a decorator adds": (
        "def add_metaclass(metaclass):\n"
        "    def wrapper(cls):\n        return metaclass(cls.__name__, cls.__bases__, dict(cls.__dict__))\n    return wrapper\n"
        "class Meta(type): pass\nclass Other: pass\n@add_metaclass(Meta)\nclass A: __slots__ = ()\nclass X(type(A)): pass"
    ),
    "the class of None": "class X:\n    kind = type(None)\nclass Y(X): pass",
}


def real_mro(source: str) -> list[str]:
    space: dict[str, object] = {"__name__": "m"}
    exec(source, space)
    found = space["X"]
    assert isinstance(found, type)
    return [each.__qualname__ for each in found.__mro__]


def mro_of(world: Codebase, name: str) -> Mro:
    return linearize(world)[record(world, name).key]


def spelled(mro: Mro) -> list[str]:
    return [ancestor.name for ancestor in mro.ancestors]


@pytest.mark.parametrize("source", EXECUTED.values(), ids=EXECUTED.keys())
def test_the_mro_is_the_one_that_python_computes(source: str) -> None:
    mro = mro_of(linked({"m.py": source}), "m.X")
    assert mro.status is MroStatus.COMPLETE
    names = [name.removeprefix(ancestor) for name in spelled(mro) for ancestor in [name.rpartition(".")[0] + "."]]
    assert names == [name.rpartition(".")[2] for name in real_mro(source)]


def test_a_statement_whose_decorator_puts_another_class_in_place_says_so() -> None:
    source = "def other(cls):\n    return type(cls.__name__, (dict,), {})\n@other\nclass A: pass\nclass B(A): pass\n"
    world = linked({"m.py": source})
    mro = mro_of(world, "m.A")
    assert (mro.status, spelled(mro)) == (MroStatus.PARTIAL, ["m.A", "builtins.object"])
    assert mro.reason.endswith("with the MRO m.A > builtins.dict > builtins.object")
    below = mro_of(world, "m.B")
    assert (below.status, spelled(below)[-2:]) == (MroStatus.COMPLETE, ["builtins.dict", "builtins.object"])


def test_simple_enumerations_of_the_standard_library_are_told_as_what_they_become() -> None:
    source = "from enum import IntEnum, _simple_enum\n@_simple_enum(IntEnum)\nclass Code:\n    A = 1\n"
    mro = mro_of(linked({"m.py": source}), "m.Code")
    assert mro.status is MroStatus.PARTIAL
    assert "m.Code > enum.IntEnum > builtins.int" in mro.reason


@pytest.mark.parametrize(
    ("made", "status"),
    [("class Made(cls): pass", MroStatus.COMPLETE), ("class Made(dict): pass", MroStatus.PARTIAL)],
    ids=["below the statement's class", "in place of it"],
)
def test_both_mros_of_a_class_that_is_replaced_are_told(made: str, status: MroStatus) -> None:
    source = f"def wrapped(cls):\n    {made}\n    return Made\nclass A: pass\n@wrapped\nclass X(A): pass\n"
    mro = mro_of(linked({"m.py": source}), "m.X")
    assert (mro.status, spelled(mro)) == (status, ["m.X", "m.A", "builtins.object"])
    assert "a decorator puts another class in its place, with the MRO m.wrapped.<locals>.Made > " in mro.reason


LAZY = {
    "lib/__init__.py": (
        "from importlib import import_module\nfrom typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from .main import *\n    from .other import Other\n"
        "_where = {'Model': '.main', 'Other': '.other'}\n"
        "def __getattr__(name):\n    return getattr(import_module(_where[name], __name__), name)\n"
    ),
    "lib/main.py": "__all__ = ['Model']\nclass Base: pass\nclass Model(Base): pass\n",
    "lib/other.py": "class Other: pass\n",
}


@pytest.mark.parametrize(
    ("name", "mro"), [("Model", ["lib.main.Model", "lib.main.Base"]), ("Other", ["lib.other.Other"])]
)
def test_a_lazy_module_gives_what_it_tells_type_checkers(name: str, mro: list[str]) -> None:
    found = mro_of(linked({**LAZY, "m.py": f"from lib import {name}\nclass X({name}): pass\n"}), "m.X")
    assert (found.status, spelled(found)) == (MroStatus.COMPLETE, ["m.X", *mro, "builtins.object"])


def test_what_a_lazy_module_does_not_tell_stays_unknown() -> None:
    found = mro_of(linked({**LAZY, "m.py": "from lib import Base\nclass X(Base): pass\n"}), "m.X")
    assert found.status is MroStatus.PARTIAL


def test_a_module_below_a_package_with_a_finder_of_its_own_may_exist() -> None:
    files = {
        "pkg/__init__.py": "from . import _loader\n",
        "pkg/_loader.py": "import sys\nclass Loader:\n    def find_spec(self, name, path, target=None): ...\n"
        "sys.meta_path.append(Loader())\n",
        "m.py": "class Fallback: pass\nclass Base: pass\n"
        "try:\n    import pkg.made\n    First = Base\nexcept ImportError:\n    First = Fallback\nclass X(First): pass\n",
    }
    assert spelled(mro_of(linked(files), "m.X"))[1] == "m.Base"
    without = {**files, "pkg/__init__.py": ""}
    assert spelled(mro_of(linked(without), "m.X"))[1] == "m.Fallback"


@pytest.fixture
def site(tmp_path: Path) -> Environment:
    """A site-packages with a little setuptools."""
    files = {
        "distutils-precedence.pth": "import os\n",
        "setuptools/__init__.py": (
            "import distutils.core\nfrom . import monkey\nfrom .dist import Distribution\n"
            "_Command = monkey.get_unpatched(distutils.core.Command)\nclass Command(_Command): pass\n"
        ),
        "setuptools/dist.py": (
            "import distutils.core\nfrom .monkey import get_unpatched\n"
            "_Distribution = get_unpatched(distutils.core.Distribution)\nclass Distribution(_Distribution): pass\n"
        ),
        "setuptools/monkey.py": "def get_unpatched(item):\n    lookup = lambda item: None\n    return lookup(item)\n",
        "setuptools/_distutils/__init__.py": "",
        "setuptools/_distutils/core.py": "from distutils.cmd import Command\nfrom distutils.dist import Distribution\n",
        "setuptools/_distutils/cmd.py": "class Command: pass\n",
        "setuptools/_distutils/dist.py": "class Distribution: pass\n",
    }
    write(tmp_path, files)
    return Environment(sys.version_info[:2], "linux", (STDLIB,), (str(tmp_path),))


def test_distutils_holds_what_setuptools_puts_there(site: Environment) -> None:
    source = "import setuptools\nfrom distutils.core import Command, Distribution\n"
    world = linked({"m.py": f"{source}class X(Command): pass\nclass Y(Distribution): pass\n"}, site)
    assert spelled(mro_of(world, "m.X"))[1:3] == ["setuptools.Command", "distutils.cmd.Command"]
    assert spelled(mro_of(world, "m.Y"))[1:3] == [
        "setuptools.dist.Distribution",
        "distutils.dist.Distribution",
    ]


def test_without_setuptools_distutils_holds_its_own(site: Environment) -> None:
    world = linked({"m.py": "from distutils.core import Command\nclass X(Command): pass\n"}, site)
    assert spelled(mro_of(world, "m.X"))[1:] == ["distutils.cmd.Command", "builtins.object"]


PYDANTIC = {
    "pydantic/__init__.py": "",
    "pydantic/main.py": "class BaseModel:\n    @classmethod\n    def __class_getitem__(cls, values):\n        return cls\n",
}
GENERIC = (
    "from typing import Generic, TypeVar\nfrom pydantic.main import BaseModel\n"
    "T = TypeVar('T')\nU = TypeVar('U')\nclass Box(BaseModel, Generic[T]): pass\n"
)


@pytest.mark.parametrize(
    ("header", "between"),
    [("Box[T], Generic[T]", []), ("Box[int]", ["m.Box[int]"]), ("Box[U], Generic[U]", ["m.Box[U]"])],
)
def test_a_model_with_its_own_parameters_is_itself_and_with_others_another_class(
    header: str, between: list[str]
) -> None:
    mro = mro_of(linked({**PYDANTIC, "m.py": f"{GENERIC}class X({header}): pass\n"}), "m.X")
    assert mro.status is MroStatus.COMPLETE
    assert spelled(mro) == ["m.X", *between, "m.Box", "pydantic.main.BaseModel", "typing.Generic", "builtins.object"]


def test_type_variables_of_one_name_are_two() -> None:
    files = {**PYDANTIC, "m.py": GENERIC, "n.py": "from typing import Generic, TypeVar\nfrom m import Box\n"}
    again = f"{files['n.py']}T = TypeVar('T')\nclass X(Box[T], Generic[T]): pass\n"
    taken = "from typing import Generic\nfrom m import Box, T\nclass X(Box[T], Generic[T]): pass\n"
    assert "m.Box[T]" in spelled(mro_of(linked({**files, "n.py": again}), "n.X"))
    assert "m.Box[T]" not in spelled(mro_of(linked({**files, "n.py": taken}), "n.X"))


def test_a_class_in_what_a_call_gives_is_uncertain_where_the_class_has_a_new_of_its_own() -> None:
    source = (
        "class Kind:\n    class Attributes: pass\n    def __new__(cls, **wanted):\n        return cls.customize(**wanted)\n"
        "class Plain:\n    class Attributes: pass\n"
        "class X(Kind(size=3).Attributes): pass\nclass Y(Plain().Attributes): pass\n"
    )
    world = linked({"m.py": source})
    assert mro_of(world, "m.X").reason == "what calling m.Kind gives is not known"
    assert mro_of(world, "m.Y").status is MroStatus.COMPLETE


def test_assigning_bases_afterwards_makes_the_class_uncertain() -> None:
    files = {"m.py": "class A: pass\nclass B: pass\nclass X(A): pass\n", "n.py": "import m\nm.X.__bases__ = (m.B,)\n"}
    mro = mro_of(linked(files), "m.X")
    assert (mro.status, mro.reason) == (MroStatus.PARTIAL, "n assigns its __bases__ on line 2")
    assert spelled(mro) == ["m.X", "m.B", "builtins.object"]


def test_classes_that_a_metaclass_makes_for_each_statement_are_different_ones() -> None:
    source = (
        "class Meta(type):\n"
        "    def __new__(mcs, name, bases, namespace):\n"
        "        class Inter: pass\n"
        "        return super().__new__(mcs, name, (Inter,) + bases, namespace)\n"
        "class A(metaclass=Meta): pass\nclass X(A): pass\n"
    )
    mro = mro_of(linked({"m.py": source}), "m.X")
    assert [name.rpartition(".")[2] for name in spelled(mro)] == ["X", "Inter", "A", "Inter", "object"]
    assert mro.reason == "metaclass m.Meta changes the bases"


EXTENSION = {
    "fast/__init__.py": "",
    "fast/_core.cpython-311-x86_64-linux-gnu.so": "",
    "lxml/__init__.py": "",
    "lxml/etree.cpython-311-x86_64-linux-gnu.so": "",
    "pyarrow/lib.cpython-311-x86_64-linux-gnu.so": "",
    "pyarrow/__init__.py": "from pyarrow.lib import ArrowInvalid, ExtensionType\n",
    "shapely/lib.cpython-311-x86_64-linux-gnu.so": "",
    "shapely/__init__.py": "",
    "numpy/__init__.py": "from ._core import ndarray, float64\n",
    "numpy/_core/__init__.py": "from ._multiarray_umath import ndarray\nfrom .numerictypes import *\n",
    "numpy/_core/numerictypes.py": "for name in ('float64',):\n    vars()[name] = name\n",
    "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so": "",
}


@pytest.mark.parametrize(
    ("source", "ancestors"),
    [
        ("from numpy import ndarray\nclass X(ndarray): pass", ["numpy.ndarray"]),
        (
            "import numpy as np\nclass X(np.float64): pass",
            ["numpy.float64", "numpy.floating", "numpy.inexact", "numpy.number", "numpy.generic", "builtins.float"],
        ),
        (
            "import pyarrow as pa\nclass X(pa.ExtensionType): pass",
            [f"pyarrow.lib.{name}" for name in ("ExtensionType", "BaseExtensionType", "DataType", "_Weakrefable")],
        ),
        (
            "from pyarrow import ArrowInvalid\nclass X(ArrowInvalid): pass",
            [
                *("pyarrow.lib.ArrowInvalid", "builtins.ValueError", "pyarrow.lib.ArrowException"),
                *("builtins.Exception", "builtins.BaseException"),
            ],
        ),
        (
            "from shapely.lib import ShapelyError\nclass X(ShapelyError): pass",
            ["shapely.errors.ShapelyError", "builtins.Exception", "builtins.BaseException"],
        ),
        (
            "from lxml import etree\nclass X(etree.LxmlSyntaxError): pass",
            [
                *("lxml.etree.LxmlSyntaxError", "lxml.etree.LxmlError", "lxml.etree.Error"),
                *("builtins.SyntaxError", "builtins.Exception", "builtins.BaseException"),
            ],
        ),
    ],
)
def test_widespread_extension_classes_are_known(tmp_path: Path, source: str, ancestors: list[str]) -> None:
    write(tmp_path, EXTENSION)
    world = linked({"m.py": source}, Environment(sys.version_info[:2], "linux", (STDLIB,), (str(tmp_path),)))
    mro = mro_of(world, "m.X")
    assert (mro.status, spelled(mro)) == (MroStatus.COMPLETE, ["m.X", *ancestors, "builtins.object"])


def test_other_extension_classes_are_not(tmp_path: Path) -> None:
    write(tmp_path, EXTENSION)
    environment = Environment(sys.version_info[:2], "linux", (STDLIB,), (str(tmp_path),))
    mro = mro_of(linked({"m.py": "from fast._core import Array\nclass X(Array): pass"}, environment), "m.X")
    assert (mro.status, mro.reason) == (MroStatus.PARTIAL, "base fast._core.Array: fast._core is compiled")


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
