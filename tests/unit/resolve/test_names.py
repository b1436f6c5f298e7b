"""What names mean: through imports, re-exports, assignments and scopes."""

from __future__ import annotations

import pytest

from archgraph.model.codebase import ClassKey, Origin
from archgraph.model.expr import Call
from tests.linked import UNKNOWN_SITE, bases, linked, meaning, record

PACKAGE = {
    "pkg/__init__.py": "from .impl import Impl as Public\nfrom . import impl",
    "pkg/impl.py": "class Impl: pass\ndef make():\n    return Impl()\n",
}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from pkg import Public", "Public"),
        ("from pkg import Public as P", "P"),
        ("import pkg", "pkg.Public"),
        ("import pkg", "pkg.impl.Impl"),
        ("import pkg.impl as i", "i.Impl"),
        ("import pkg\nAlias = pkg.Public\nOther = Alias", "Other"),
        ("from pkg import *", "Public"),
        ("from pkg import impl", "impl.Impl"),
        ("from pkg.impl import *\nfrom pkg.impl import Impl as Again", "Again"),
        ("import importlib\nm = importlib.import_module('pkg.impl')", "m.Impl"),
        ("from pkg import impl\nI = getattr(impl, 'Impl')", "I"),
    ],
)
def test_a_name_leads_to_the_class_statement(source: str, name: str) -> None:
    found = meaning({**PACKAGE, "use.py": source}, "use.py", name)
    assert (found.kind, found.key) == ("class", ClassKey("pkg.impl.Impl", "pkg/impl.py", 1))


def test_an_instance_and_a_factory_lead_to_the_class() -> None:
    files = {**PACKAGE, "use.py": "from pkg.impl import Impl, make\none = Impl()\ntwo = make()\n"}
    names = linked(files).names
    targets = [
        names.resolve("use.py", 0, "one"),
        names.resolve("use.py", 0, "two"),
        names.resolve("use.py", 0, Call("make")),
    ]
    assert [(target.kind, target.name) for target in targets] == [("instance", "pkg.impl.Impl")] * 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("one.append(1)", ""),
        ("both |= {}", ""),
        ("one |= {}", "changed in place"),
        ("one = one\none += 1", "changed in place"),
    ],
)
def test_an_object_that_is_changed_in_place_keeps_its_class(change: str, reason: str) -> None:
    """As in Python: what a class's own operator for that gives is the object, of another class it may be anything."""
    source = (
        "class One: pass\nclass Both:\n    def __ior__(self, other):\n        return self\none = One()\nboth = Both()\n"
    )
    name = change.partition(" ")[0].partition(".")[0]
    target = linked({"a.py": f"{source}{change}\n"}).names.resolve("a.py", 0, name)
    assert (target.kind, target.name, target.reason) == ("instance", f"a.{name.capitalize()}", reason)


def test_a_lazy_singleton_is_an_instance() -> None:
    source = (
        "class M: pass\n_m = None\ndef get():\n    global _m\n    if _m is None:\n        _m = M()\n    return _m\n"
    )
    assert linked({"a.py": source}).names.resolve("a.py", 0, Call("get")).name == "a.M"


def test_star_imports_follow_all_and_hide_underscores() -> None:
    files = {
        "src.py": "__all__ = ['A', '_B']\n__all__ += ['C']\nclass A: pass\nclass _B: pass\nclass C: pass\n"
        "class D: pass",
        "plain.py": "class _Hidden: pass\nclass Shown: pass",
        "use.py": "from src import *\nfrom plain import *\n",
    }
    names = linked(files).names
    kinds = {name: names.resolve("use.py", 0, name).kind for name in ("A", "_B", "C", "D", "_Hidden", "Shown")}
    assert kinds == {"A": "class", "_B": "class", "C": "class", "D": "unknown", "_Hidden": "unknown", "Shown": "class"}


def test_circular_imports_and_star_circles_end() -> None:
    files = {
        "a.py": "from b import *\nfrom b import Y\nclass X: pass\n",
        "b.py": "from a import *\nfrom a import X\nclass Y(X): pass\nZ = W\nW = Z\n",
    }
    codebase = linked(files)
    assert bases(codebase, "b.Y") == ["a.X"]
    assert codebase.names.resolve("a.py", 0, "Y").name == "b.Y"
    assert codebase.names.resolve("b.py", 0, "Z").kind == "unknown"


def test_only_bindings_above_a_line_count_when_one_is_given() -> None:
    names = linked({"a.py": "class X: pass\nclass Y: pass\nB = X\nB = Y\n"}).names
    assert [names.resolve("a.py", 0, "B", line).name for line in (4, None)] == ["a.X", "a.Y"]


def test_a_module_getattr_is_called_in_the_abstract_or_named_as_the_reason() -> None:
    files = {
        "impl.py": "class Impl: pass",
        "lazy.py": (
            "def __getattr__(name):\n    if name == 'Lazy':\n        from impl import Impl\n        return Impl\n"
            "    raise AttributeError(name)"
        ),
        "dark.py": "def __getattr__(name):\n    return table[name]",
        "use.py": "from lazy import Lazy\nfrom dark import Thing\nclass A(Lazy): pass\nclass B(Thing): pass",
    }
    codebase = linked(files)
    assert bases(codebase, "use.A") == ["impl.Impl"]
    assert codebase.names.resolve("use.py", 0, "Thing").reason == "dark computes Thing in its __getattr__"


def test_functions_see_parameters_and_locals_before_the_module() -> None:
    source = (
        "class X: pass\ndef f(X):\n    class A(X): pass\ndef g():\n    X = int\n    class B(X): pass\ndef h():\n"
        "    class C(X): pass\n"
    )
    codebase = linked({"a.py": source})
    found = {
        key.class_.rpartition(".")[2]: record.resolved[0].base
        for key, record in codebase.classes.items()
        if record.bases
    }
    assert found == {"A": "X", "B": "builtins.int", "C": "a.X"}


def test_class_bodies_are_not_seen_from_their_methods() -> None:
    source = "class T: pass\nclass K:\n    T = int\n    def f(self):\n        class A(T): pass\n    class B(T): pass"
    codebase = linked({"a.py": source})
    assert bases(codebase, "a.K.f.<locals>.A") == ["a.T"]
    assert bases(codebase, "a.K.B") == ["builtins.int"]


def test_a_submodule_and_a_name_of_the_same_spelling_give_the_name() -> None:
    files = {
        "pkg/__init__.py": "from .thing import thing",
        "pkg/thing.py": "class thing: pass",
        "use.py": "from pkg import thing",
    }
    assert meaning(files, "use.py", "thing").name == "pkg.thing.thing"


def test_what_is_not_installed_is_unknown_with_its_full_name() -> None:
    found = meaning({"a.py": "from yaml.nodes import Node as N"}, "a.py", "N", UNKNOWN_SITE)
    assert (found.kind, found.name, found.scope) == ("unknown", "yaml.nodes.Node", Origin.EXTERNAL)


def test_six_moves_lead_to_the_standard_library() -> None:
    files = {
        "a.py": "from six.moves import UserDict\nfrom six.moves.urllib.parse import urlparse\nclass A(UserDict): pass"
    }
    codebase = linked(files)
    assert bases(codebase, "a.A") == ["collections.UserDict"]
    assert codebase.names.resolve("a.py", 0, "urlparse").name == "urllib.parse.urlparse"


def test_a_star_takes_what_a_longer_list_may_name_with_a_doubt() -> None:
    files = {
        "src/__init__.py": "from src import part\nfrom src.part import *\n__all__ = []\n"
        "for each in (part,):\n    __all__.extend(each.__all__)\n",
        "src/part.py": "__all__ = ['A']\nclass A: pass\nclass B: pass\n",
        "use.py": "from src import *\nclass C(A): pass\nclass D(B): pass\n",
        "own.py": "class A: pass\nfrom src import *\nclass C(A): pass\n",
    }
    found = linked(files)
    assert bases(found, "use.C") == ["src.part.A"]
    assert record(found, "use.C").reason == "src.__all__ is joined with something that is not known"
    assert bases(found, "use.D") == ["B"]
    assert (bases(found, "own.C"), record(found, "own.C").reason) == (["own.A"], "")
