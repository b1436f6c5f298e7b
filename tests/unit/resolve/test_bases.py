"""Bases as Python sees them: the same source is linked and executed, and every class's MRO must be the same objects."""

from __future__ import annotations

import importlib
import sys
import types

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.model.results.mro import MroStatus
from tests.linked import linked, record

PLAIN = {
    "a simple hierarchy": "class A: pass\nclass B(A): pass\nclass C(A): pass\nclass D(B, C): pass",
    "nested classes": "class Outer:\n    class Inner: pass\n    class Own(Inner): pass\nclass E(Outer.Inner): pass",
    "private names": "class Outer:\n    class __Hidden: pass\n    class Uses(__Hidden): pass",
    "a name that is bound again": "class X: pass\nclass Y: pass\nB = X\nclass A(B): pass\nB = Y\nclass C(B): pass",
    "a class that inherits from its namesake": "class A: pass\nclass A(A): pass\nclass B(A): pass",
    "a namesake of a builtin": "class list(list): pass\nclass C(list): pass",
    "builtin exceptions": "class A(IOError): pass\nclass B(A, KeyError): pass\nclass C(bool.__base__): pass",
    "unpacked bases": "class X: pass\nclass Y: pass\nbases = (X, Y)\nclass A(*bases): pass\nclass B(*[Y, X]): pass",
    "expressions with known values": (
        "import sys\nclass X: pass\nclass Y: pass\nclass A(X if sys.maxsize > 1 else Y): pass\n"
        "class B((X, Y)[1]): pass\nclass C((lambda: X)()): pass"
    ),
    "classes made by functions": (
        "class A: pass\ndef make(b):\n    class Made(b): pass\n    return Made\nBase = make(A)\nclass S(Base): pass"
    ),
    "classes made by type": "class A: pass\nDyn = type('Dyn', (A,), {})\nclass S(Dyn): pass\n"
    "class T(type('I', (A,), {})): pass",
    "objects with __mro_entries__": (
        "class Real: pass\nclass Fake:\n    def __mro_entries__(self, bases):\n        return (Real,)\n"
        "fake = Fake()\nclass A(fake): pass"
    ),
    "loops and with statements": (
        "import contextlib\nclass X: pass\nfor _i in range(1):\n    class InFor(X): pass\n"
        "with contextlib.suppress(Exception):\n    class InWith(X): pass"
    ),
    "deleted and bound again": "class A: pass\nclass B(A): pass\ndel A\nclass A(B): pass\nclass C(A): pass",
}

TYPING = {
    "generic aliases": (
        "import typing, collections.abc\nT = typing.TypeVar('T')\nclass L1(list[int]): pass\n"
        "class L2(typing.List[int]): pass\n"
        "class L3(typing.List[T], typing.Generic[T]): pass\nclass M1(typing.Mapping[str, int]): pass\n"
        "class M2(collections.abc.Mapping): pass\nclass M3(collections.abc.Mapping[str, int]): pass\n"
        "class P(typing.List): pass"
    ),
    "two aliases add Generic once": (
        "import typing\nT = typing.TypeVar('T')\nclass A(typing.Sized, typing.Iterable[T]): pass\n"
        "class B(typing.Iterable[T], typing.Container[T]): pass"
    ),
    "generic classes": (
        "from typing import Generic, TypeVar\nT = TypeVar('T')\nK = TypeVar('K')\nclass Box(Generic[T]): pass\n"
        "class IntBox(Box[int]): pass\nclass Pair(Box[T], Generic[T, K]): pass\nclass Mixin: pass\n"
        "class Late(Generic[T], Mixin): pass\nclass Both(Mixin, Box[int]): pass"
    ),
    "protocols": (
        "from typing import Protocol, TypeVar\nT = TypeVar('T')\nclass P(Protocol): pass\nclass PG(Protocol[T]): pass\n"
        "class Impl(P): pass\nclass PP(P, Protocol): pass\nclass G(PG[int]): pass"
    ),
    "named tuples": (
        "from typing import NamedTuple, Generic, TypeVar\nfrom collections import namedtuple\nT = TypeVar('T')\n"
        "class N(NamedTuple):\n    x: int\nclass SubN(N): pass\nclass NG(NamedTuple, Generic[T]):\n    x: T\n"
        "R = namedtuple('R', 'z')\nclass S(R): pass"
    ),
    "typed dicts": (
        "from typing import TypedDict, Generic, TypeVar\nT = TypeVar('T')\nclass A(TypedDict):\n    x: int\n"
        "class B(A, total=False):\n    y: int\nclass G(TypedDict, Generic[T]):\n    z: T\nclass H(G[int]):\n    w: int"
    ),
    "special names": (
        "import typing\nfrom typing import Hashable, Type, Tuple\nclass A(typing.Any): pass\nclass B(Hashable): pass\n"
        "class C(Tuple[int, str]): pass\nclass D(Type[int]): pass\nclass F(typing.ContextManager[int]): pass"
    ),
    "enums": (
        "import enum\nfrom enum import Enum, IntEnum, Flag, StrEnum\nclass A(Enum):\n    X = 1\n"
        "class B(IntEnum):\n    X = 1\n"
        "class C(str, Enum):\n    X = 'a'\nclass D(Flag):\n    X = 1\nclass E(StrEnum):\n    X = 'x'"
    ),
}

STDLIB = {
    "classes made in C": (
        "import io, threading, collections, datetime, ctypes\nclass A(io.BytesIO): pass\nclass B(io.RawIOBase): pass\n"
        "class C(threading.local): pass\nclass D(ctypes.Structure): pass\nclass E(collections.OrderedDict): pass\n"
        "class G(datetime.datetime): pass\nclass I(collections.defaultdict): pass"
    ),
    "classes written in Python": (
        "import json, threading, types, pathlib, multiprocessing\nclass H(json.JSONEncoder): pass\n"
        "class J(threading.Thread): pass\nclass M(types.ModuleType): pass\nclass N(types.SimpleNamespace): pass\n"
        "class P(type(pathlib.Path())): pass\nclass Q(multiprocessing.Process): pass"
    ),
    "conditional definitions": (
        "import sys\nif sys.version_info >= (3, 8):\n    from collections.abc import Mapping as M\nelse:\n"
        "    from collections import OrderedDict as M\nclass Sub(M): pass\n"
        "if sys.platform == 'no such':\n    class Base(ValueError): pass\nelse:\n    class Base(KeyError): pass\n"
        "class Other(Base): pass"
    ),
    "missing modules": (
        "try:\n    from surely_not_installed_xyz import Thing\nexcept ImportError:\n    class Thing(dict): pass\n"
        "class Sub(Thing): pass\ntry:\n    import surely_not_installed_xyz as mod\n    Base = mod.Base\n"
        "except ImportError:\n    Base = object\nclass Other(Base): pass\n"
        "try:\n    text = unicode\nexcept NameError:\n    text = str\nclass T(text): pass"
    ),
    "type checking": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from collections import OrderedDict as Base\nelse:\n"
        "    Base = object\nclass A(Base): pass"
    ),
}

METACLASSES = {
    "named ones": (
        "import abc\nclass Meta(type): pass\nclass A(metaclass=Meta): pass\nclass B(A): pass\n"
        "class C(metaclass=abc.ABCMeta): pass\n"
        "class D(abc.ABC): pass\nclass E(D, C): pass"
    ),
    "one that hands its bases on": (
        "class Meta(type):\n    def __new__(mcs, name, bases, ns, **kw):\n        new = super().__new__\n"
        "        made = new(mcs, name, bases, ns)\n        return made\nclass X: pass\n"
        "class A(X, metaclass=Meta): pass\nclass B(A): pass"
    ),
    "with_metaclass": (
        "def with_metaclass(meta, *bases):\n    class metaclass(type):\n"
        "        def __new__(cls, name, this_bases, d):\n"
        "            return meta(name, bases, d)\n    return type.__new__(metaclass, 'temporary_class', (), {})\n"
        "class Meta(type): pass\nclass A: pass\nclass B(with_metaclass(Meta, A)): pass\n"
        "class C(with_metaclass(Meta)): pass\nclass D(B): pass"
    ),
    "add_metaclass": (
        "def add_metaclass(metaclass):\n    def wrapper(cls):\n        d = cls.__dict__.copy()\n"
        "        d.pop('__dict__', None)\n"
        "        d.pop('__weakref__', None)\n        return metaclass(cls.__name__, cls.__bases__, d)\n"
        "    return wrapper\n"
        "class Meta(type): pass\nclass A: pass\n@add_metaclass(Meta)\nclass B(A): pass\nclass C(B): pass"
    ),
    "dataclasses with slots": (
        "from dataclasses import dataclass\n@dataclass(slots=True)\nclass A:\n    x: int\n@dataclass(slots=True)\n"
        "class B(A):\n    y: int"
    ),
}

ALL = {**PLAIN, **TYPING, **STDLIB, **METACLASSES}


@pytest.mark.parametrize("source", ALL.values(), ids=ALL.keys())
def test_every_class_has_the_mro_that_python_computes(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "world", types.ModuleType("world"))  # dataclasses look there
    codebase = linked({"world.py": source})
    mros = linearize(codebase)
    module = _executed(source)
    for key, found in codebase.classes.items():
        if not found.last or "<locals>" in key.class_:
            continue
        true = _value(module, key.class_.removeprefix("world.")).__mro__
        names = [ancestor.name for ancestor in mros[key].ancestors]
        assert len(names) == len(true), (key.class_, names, true)
        assert all(_is(name, ancestor, module) for name, ancestor in zip(names, true, strict=True)), (names, true)
        assert mros[key].status is MroStatus.COMPLETE, mros[key].reason


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the syntax is new in Python 3.12")
def test_type_parameters_add_generic_as_python_does(monkeypatch: pytest.MonkeyPatch) -> None:
    source = (
        "from typing import Protocol\nclass Box[T]: pass\nclass IntBox(Box[int]): pass\nclass Two[T, U](Box[T]): pass\n"
        "class Mixin: pass\nclass Deep[T](Mixin, Box[T]): pass\nclass L[T](list[T]): pass\nclass P[T](Protocol): pass\n"
        "class Impl(P[int]): pass"
    )
    test_every_class_has_the_mro_that_python_computes(source, monkeypatch)


def test_a_metaclass_with_its_own_mro_makes_the_class_partial() -> None:
    source = "class Meta(type):\n    def mro(cls):\n        return type.mro(cls)\nclass A(metaclass=Meta): pass"
    codebase = linked({"world.py": source})
    assert record(codebase, "world.A").reason == "metaclass world.Meta defines mro() and may change the MRO"


def test_a_metaclass_that_changes_the_bases_is_followed_and_named() -> None:
    source = (
        "class Injected: pass\nclass Meta(type):\n    def __new__(m, name, bases, ns):\n        if not bases:\n"
        "            bases = (Injected,)\n        return super().__new__(m, name, bases, ns)\n"
        "class A(metaclass=Meta): pass"
    )
    found = record(linked({"world.py": source}), "world.A")
    assert [base.base for base in found.resolved] == ["world.Injected"]
    assert found.reason == "metaclass world.Meta changes the bases"


def test_a_list_that_a_function_may_have_changed_is_not_trusted() -> None:
    source = (
        "class X: pass\nclass Meta(type):\n    def __new__(m, name, bases, ns):\n        kept = []\n"
        "        for base in bases:\n"
        "            kept.append(base)\n        return super().__new__(m, name, tuple(kept), ns)\n"
        "class A(X, metaclass=Meta): pass"
    )
    assert "may change the bases" in record(linked({"world.py": source}), "world.A").reason


def test_an_unknown_base_keeps_its_name_and_says_why() -> None:
    found = record(linked({"world.py": "from nowhere.at_all import Base\nclass A(Base): pass"}), "world.A")
    (base,) = found.resolved
    assert (base.base, base.key) == ("nowhere.at_all.Base", None)
    assert base.reason == "module nowhere.at_all is not installed"


def test_a_hierarchy_deeper_than_pythons_stack_is_linked() -> None:
    lines = ["class C0: pass", *(f"class C{i}(C{i - 1}): pass" for i in range(1, 3000))]
    codebase = linked({"world.py": "\n".join(lines)})
    assert record(codebase, "world.C2999").resolved[0].base == "world.C2998"


def _executed(source: str) -> types.ModuleType:
    module = sys.modules["world"]
    exec(compile(source, "world.py", "exec", dont_inherit=True), module.__dict__)
    return module


def _value(root: object, dotted: str) -> type:
    owner = ""
    for part in dotted.split("."):
        hidden = f"_{owner}{part}" if owner and part.startswith("__") else part
        root, owner = getattr(root, hidden), part
    assert isinstance(root, type)
    return root


def _is(name: str, ancestor: type, module: types.ModuleType) -> bool:
    """Is the class of that name the very object? Classes that calls made have only their name."""
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            start = module if parts[0] == "world" else importlib.import_module(".".join(parts[:cut]))
            if _value(start, ".".join(parts[1:] if start is module else parts[cut:])) is ancestor:
                return True
        except (ImportError, AttributeError, AssertionError):
            continue
    return name in (f"{ancestor.__module__}.{ancestor.__qualname__}", f"world.{ancestor.__name__}")
