"""The model of C classes against the interpreter that it is taken from."""

from __future__ import annotations

import importlib
import inspect
import sys

import pytest

from archgraph.resolve.builtin_model import ancestors, builtin_class, c_class, c_kind
from archgraph.resolve.c_modules import is_c_module, load

C_MODULES = sorted(name for name in sys.builtin_module_names if name not in {"xxsubtype"})


def runtime_name(of: type) -> str:
    return f"{of.__module__}.{of.__qualname__}"


@pytest.mark.parametrize("module", [*C_MODULES, "_json", "_bisect", "_csv", "_decimal", "_ssl", "_queue"])
def test_every_class_of_a_c_module_has_the_mro_that_python_computed(module: str) -> None:
    if load(module) is None:  # this interpreter was built without it
        assert not is_c_module(module)
        return
    for name, value in vars(importlib.import_module(module)).items():
        answer = c_class(module, name)
        if isinstance(value, type):
            assert answer is not None
            assert answer.mro == tuple(map(runtime_name, value.__mro__))
            assert answer.bases == tuple(map(runtime_name, value.__bases__))
            assert answer.metaclass == runtime_name(type(value))
            assert [each.name for each in ancestors(answer)] == list(answer.mro)
        else:
            assert answer is None


def test_members_have_the_kinds_that_inspect_finds() -> None:
    words = {"method": "method", "class method": "class_method", "static method": "static_method"}
    answer = builtin_class("dict")
    assert answer is not None
    kinds = {member.name: member.kind for member in answer.members}
    truth = {a.name: words.get(a.kind) for a in inspect.classify_class_attrs(dict) if a.defining_class is dict}
    assert set(kinds) == set(truth)
    assert all(kinds[name] == kind for name, kind in truth.items() if kind)


def test_signatures_are_given_where_python_knows_them() -> None:
    answer = builtin_class("list")
    assert answer is not None
    assert {member.name: member.signature for member in answer.members}["append"] == "(self, object, /)"


def test_a_builtin_is_found_by_its_other_name_and_by_a_name_that_is_bound_nowhere() -> None:
    renamed, unbound = builtin_class("IOError"), builtin_class("function")
    assert renamed is not None
    assert renamed.name == "builtins.OSError"
    assert unbound is not None
    assert unbound.name == "builtins.function"
    assert builtin_class("no_such_thing") is None


def test_types_that_python_modules_compute_are_known() -> None:
    function, pattern = c_class("types", "FunctionType"), c_class("re", "Pattern")
    assert function is not None
    assert function.name == "builtins.function"
    assert pattern is not None
    assert pattern.mro == ("re.Pattern", "builtins.object")
    assert c_class("re", "RegexFlag") is None


def test_generic_of_newer_pythons_is_answered_everywhere() -> None:
    answer = c_class("_typing", "Generic")
    assert answer is not None
    assert answer.mro == ("typing.Generic", "builtins.object")


def test_python_sources_and_unknown_modules_have_no_c_classes() -> None:
    for module in ("json", "antigravity", "this", "tkinter", "idlelib", "no_such_module", "msgspec", "msgspec._core"):
        assert c_class(module, "anything") is None


def test_kinds_of_names_are_told_apart() -> None:
    assert c_kind("builtins", "int") == "class"
    assert c_kind("builtins", "len") == "function"
    assert c_kind("sys", "maxsize") == "value"
    assert c_kind("builtins", "no_such_thing") == ""
