"""Facts of real sources, judged by Python's own parser and compiler: the standard library that runs these tests."""

from __future__ import annotations

import ast
import random
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

from archgraph.extract.file import extract_file
from archgraph.model.facts.file import FileFacts
from archgraph.model.facts.outline import Status
from archgraph.model.facts.scopes import ScopeKind, qualified_name
from tests.skeletons import plainly, read_after_all

STDLIB = Path(sysconfig.get_path("stdlib"))
FILES = sorted(
    path
    for folder in (
        "",
        "asyncio",
        "collections",
        "concurrent/futures",
        "email",
        "importlib",
        "json",
        "unittest",
        "xml/dom",
    )
    for path in (STDLIB / folder).glob("*.py")
)
SAMPLE = sorted(random.Random(7).sample(FILES, 60))
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@pytest.fixture(params=SAMPLE, ids=lambda path: path.relative_to(STDLIB).as_posix(), scope="module")
def source(request: pytest.FixtureRequest) -> bytes:
    path: Path = request.param
    return path.read_bytes()


@pytest.fixture(scope="module")
def facts(source: bytes) -> FileFacts:
    return extract_file(source, "module.py")


@pytest.fixture(scope="module")
def nodes(source: bytes) -> list[ast.AST]:
    return list(ast.walk(ast.parse(source)))


def test_the_file_is_parsed(facts: FileFacts) -> None:
    assert facts.outline.status is Status.PARSED


def test_the_outline_read_alone_is_the_same_once_its_functions_are_read(source: bytes, facts: FileFacts) -> None:
    assert plainly(read_after_all(source)) == plainly(facts.outline)


def test_every_import_is_found_with_its_line_and_names(facts: FileFacts, nodes: list[ast.AST]) -> None:
    truth = [
        (node.lineno, getattr(node, "module", None) or "", [(alias.name, alias.asname or "") for alias in node.names])
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert sorted((each.line, each.module, list(each.names)) for each in facts.outline.imports) == sorted(truth)


def test_every_class_and_function_is_found_with_its_lines(facts: FileFacts, nodes: list[ast.AST]) -> None:
    truth = [(node.name, node.lineno, node.end_lineno) for node in nodes if isinstance(node, DEFINITIONS)]
    assert sorted((each.name, each.line, each.end_line) for each in facts.outline.scopes[1:]) == sorted(truth)


def test_qualified_names_are_those_of_the_compiler(source: bytes, facts: FileFacts) -> None:
    scopes = facts.outline.scopes
    found = {(qualified_name(scopes, index), scope.start_line) for index, scope in enumerate(scopes) if index}
    assert found == set(definitions(compile(source, "module.py", "exec", dont_inherit=True)))


def definitions(code: CodeType) -> Iterator[tuple[str, int]]:
    """(qualified name, first line) of all classes and functions in a code object; lambdas and comprehensions are none, nor is
    what Python 3.14 works annotations out with."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if not constant.co_name.startswith("<") and constant.co_name != "__annotate__":
                yield constant.co_qualname, constant.co_firstlineno
            yield from definitions(constant)


def test_each_scope_has_its_fact_and_stands_in_source_order(facts: FileFacts) -> None:
    scopes = facts.outline.scopes
    kinds = [scope.kind for scope in scopes]
    assert [each.scope for each in facts.outline.classes] == [
        i for i, kind in enumerate(kinds) if kind is ScopeKind.CLASS
    ]
    assert [each.scope for each in facts.bodies.functions] == [
        i for i, kind in enumerate(kinds) if kind is ScopeKind.FUNCTION
    ]
    assert [scope.start_line for scope in scopes[1:]] == sorted(scope.start_line for scope in scopes[1:])


def changed_items(nodes: list[ast.AST]) -> Iterator[tuple[str, int]]:
    """Items put into and taken out of what others hold privately: they are told as the calls that Python makes of them."""
    for node in nodes:
        if (
            isinstance(node, ast.Subscript)
            and not isinstance(node.ctx, ast.Load)
            and isinstance(node.value, ast.Attribute)
        ):
            owner, name = node.value.value, node.value.attr
            is_own = isinstance(owner, ast.Name) and owner.id in ("self", "cls")
            if is_dotted(owner) and not is_own and name.startswith("_") and not name.startswith("__"):
                method = "__setitem__" if isinstance(node.ctx, ast.Store) else "__delitem__"
                yield f"{ast.unparse(node.value)}.{method}", node.lineno


def modules_named(nodes: list[ast.AST]) -> Iterator[tuple[str, int]]:
    """Calls that give computed names to what is not the own object, the module itself, and items put into `sys.modules`."""
    for node in nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr" and len(node.args) == 3:
            holder, name, _ = node.args
            if (
                is_dotted(holder)
                and ast.unparse(holder).split(".")[0] not in ("self", "cls")
                and type(name) is not ast.Constant
            ):
                yield "setattr", node.lineno
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "modules":
            if ast.unparse(node.slice) == "__name__":
                yield "sys.modules[__name__]", node.lineno
            elif isinstance(node.slice, ast.Constant) and isinstance(node.ctx, ast.Store):
                yield "sys.modules.__setitem__", node.lineno


def test_every_call_of_a_dotted_name_is_found(facts: FileFacts, nodes: list[ast.AST]) -> None:
    import builtins

    names = [
        (ast.unparse(node.func), node.lineno) for node in nodes if isinstance(node, ast.Call) and is_dotted(node.func)
    ]
    truth = [
        (name, line) for name, line in names if not hasattr(builtins, name) or name in ("input", "exec", "globals")
    ] + [*changed_items(nodes), *modules_named(nodes)]
    found = [
        (each.func, each.line)
        for each in facts.uses.calls
        if each.func[0] not in "([" and not (each.decorator and not each.args and not each.keywords)
    ]
    decorated = {id(decorator) for node in nodes if isinstance(node, DEFINITIONS) for decorator in node.decorator_list}
    bare = [
        node
        for node in nodes
        if isinstance(node, ast.Call) and id(node) in decorated and not (node.args or node.keywords)
    ]
    truth = sorted(set(truth) - {(ast.unparse(node.func), node.lineno) for node in bare})
    assert sorted(set(found)) == truth


def is_dotted(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def test_statements_add_up(facts: FileFacts, nodes: list[ast.AST]) -> None:
    scoped = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = sum(isinstance(node, ast.stmt) for function in scoped for node in own_nodes(function))
    docstrings = sum(ast.get_docstring(function, clean=False) is not None for function in scoped)
    classes = sum(
        statements_of_class(node)
        for function in scoped
        for node in own_nodes(function)
        if isinstance(node, ast.ClassDef)
    )
    assert sum(each.statements for each in facts.bodies.functions) == inside - docstrings - classes


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function's body without those of the functions in it."""
    waiting = list(getattr(function, "body", []))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting.extend(ast.iter_child_nodes(node))


def statements_of_class(node: ast.ClassDef) -> int:
    """Statements in a class's body that are no function's own."""
    return sum(isinstance(inner, ast.stmt) for inner in own_nodes(node))
