"""Laws of names: random modules are executed and linked, and every name means the same class in both."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, settings
from hypothesis import strategies as st

from archgraph.analyses.mro.linearize import linearize
from archgraph.model.codebase import Codebase
from tests.linked import linked

NAMES = ("A", "B", "C", "D")


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, str]:
    """Up to four modules; each defines, imports, renames, deletes and hides classes of those before it."""
    sources: dict[str, str] = {}
    bound: dict[str, frozenset[str]] = {}
    for number in range(draw(st.integers(1, 4))):
        lines: list[str] = []
        names: set[str] = set()
        for _ in range(draw(st.integers(1, 7))):
            lines += draw(_statement(names, bound, len(lines) + 1))
        sources[f"hw{number}.py"] = "\n".join(lines) + "\n"
        bound[f"hw{number}"] = frozenset(names)
    return sources


@st.composite
def _statement(draw: st.DrawFn, names: set[str], modules: dict[str, frozenset[str]], line: int) -> list[str]:
    name = draw(st.sampled_from(NAMES))
    kinds = ["class", "branch", "nested"]
    kinds += ["subclass", "assign", "delete"] if names else []
    filled = sorted(module for module, held in modules.items() if held)
    kinds += ["from", "star", "plain"] if filled else []
    kind = draw(st.sampled_from(kinds))
    other = draw(st.sampled_from(sorted(names))) if names else ""
    if kind == "delete":
        names.discard(other)
        return [f"del {other}"]
    if kind == "branch":
        names.add(name)
        taken = draw(st.booleans())
        return [
            f"if {taken}:",
            f"    class {name}: line = {line + 1}",
            "else:",
            f"    class {name}(int): line = {line + 3}",
        ]
    if kind in ("from", "star", "plain"):
        return draw(_import(kind, name, names, modules, draw(st.sampled_from(filled))))
    names.add(name)
    return {
        "class": [f"class {name}: line = {line}"],
        "subclass": [f"class {name}({other}): line = {line}"],
        "assign": [f"{name} = {other}"],
        "nested": [
            f"class {name}:",
            f"    line = {line}",
            f"    class Inner: line = {line + 2}",
            f"{name} = {name}.Inner",
        ],
    }[kind]


@st.composite
def _import(
    draw: st.DrawFn, kind: str, name: str, names: set[str], modules: dict[str, frozenset[str]], module: str
) -> list[str]:
    taken = draw(st.sampled_from(sorted(modules[module])))
    names |= modules[module] if kind == "star" else {name}
    if kind == "star":
        return [f"from {module} import *"]
    return (
        [f"from {module} import {taken} as {name}"]
        if kind == "from"
        else [f"import {module}", f"{name} = {module}.{taken}"]
    )


@contextmanager
def _executed(sources: dict[str, str]) -> Iterator[dict[str, types.ModuleType]]:
    modules: dict[str, types.ModuleType] = {}
    try:
        for path, source in sources.items():
            name = path.removesuffix(".py")
            modules[path] = sys.modules[name] = types.ModuleType(name)
            exec(compile(source, path, "exec", dont_inherit=True), modules[path].__dict__)
        yield modules
    finally:
        for module in modules.values():
            sys.modules.pop(module.__name__, None)


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_every_name_means_the_class_that_python_binds(sources: dict[str, str]) -> None:
    with _executed(sources) as modules:
        codebase = linked(sources)
        for path, module in modules.items():
            for name in NAMES:
                value = module.__dict__.get(name)
                found = codebase.names.resolve(path, 0, name)
                if value is None:
                    assert found.kind == "unknown" or found.reason, sources
                else:
                    assert found.key == (
                        f"{value.__module__}.{value.__qualname__}",
                        f"{value.__module__}.py",
                        value.line,
                    )
                    assert found.reason == "", (sources, name)


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_every_bound_class_has_pythons_mro(sources: dict[str, str]) -> None:
    with _executed(sources) as modules:
        codebase = linked(sources)
        mros = linearize(codebase)
        for path, module in modules.items():
            for name in sorted(set(NAMES) & module.__dict__.keys()):
                value = module.__dict__[name]
                key = codebase.names.resolve(path, 0, name).key
                assert key is not None
                names = [ancestor.name for ancestor in mros[key].ancestors]
                assert names == [f"{each.__module__}.{each.__qualname__}" for each in value.__mro__], sources


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_questions_does_not_change_the_answers(sources: dict[str, str], random: types.ModuleType) -> None:
    questions = [(path, name) for path in sources for name in NAMES]
    first = _answers(linked(sources), questions)
    shuffled = questions[:]
    random.shuffle(shuffled)
    assert _answers(linked(sources), shuffled) == first


def _answers(codebase: Codebase, questions: list[tuple[str, str]]) -> dict[tuple[str, str], object]:
    return {question: codebase.names.resolve(question[0], 0, question[1]) for question in questions}
