"""Import statements: names as written, and when they are executed."""

from __future__ import annotations

import pytest

from archgraph.model.facts.outline import Import, ImportKind
from tests.facts import facts_of


def imports(source: str) -> tuple[Import, ...]:
    return facts_of(source).outline.imports


def kinds(source: str) -> list[str]:
    return [each.kind.value for each in imports(source)]


def test_a_plain_import_keeps_each_name_and_alias() -> None:
    (found,) = imports("import a.b as c, d")
    assert (found.plain, found.module, found.level, found.names) == (True, "", 0, (("a.b", "c"), ("d", "")))


def test_a_from_import_counts_its_dots() -> None:
    (found,) = imports("from ..pkg.mod import x as y, z")
    assert (found.plain, found.module, found.level, found.names) == (False, "pkg.mod", 2, (("x", "y"), ("z", "")))


def test_a_relative_import_of_a_sibling_has_no_module() -> None:
    (found,) = imports("from . import x")
    assert (found.module, found.level) == ("", 1)


def test_a_star_import_has_the_name_star() -> None:
    assert imports("from m import *")[0].names == (("*", ""),)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("import x", "runtime"),
        ("if A:\n    import x", "runtime"),
        ("with A:\n    import x", "runtime"),
        ("class C:\n    import x", "runtime"),
        ("if TYPE_CHECKING:\n    import x", "type_checking"),
        ("if typing.TYPE_CHECKING:\n    import x", "type_checking"),
        ("if t.TYPE_CHECKING and A:\n    import x", "type_checking"),
        ("if A:\n    pass\nelif TYPE_CHECKING:\n    import x", "type_checking"),
        ("if not TYPE_CHECKING:\n    pass\nelse:\n    import x", "type_checking"),
        ("if TYPE_CHECKING:\n    def f():\n        import x", "type_checking"),
        ("if TYPE_CHECKING:\n    pass\nelse:\n    import x", "runtime"),
        ("if not TYPE_CHECKING:\n    import x", "runtime"),
        ("if TYPE_CHECKING or A:\n    import x", "runtime"),
        ("if TYPE_CHECKING:\n    pass\nimport x", "runtime"),
        ("def f():\n    import x", "lazy"),
        ("async def f():\n    import x", "lazy"),
        ("def f():\n    class C:\n        import x", "lazy"),
        ("def f():\n    try:\n        import x\n    except ImportError:\n        pass", "lazy"),
        ("try:\n    import x\nexcept ImportError:\n    pass", "guarded"),
        ("try:\n    import x\nexcept (KeyError, ModuleNotFoundError):\n    pass", "guarded"),
        ("try:\n    import x\nexcept Exception:\n    pass", "guarded"),
        ("try:\n    import x\nexcept:\n    pass", "guarded"),
        ("try:\n    pass\nexcept ImportError:\n    import x", "guarded"),
        ("try:\n    if A:\n        import x\nexcept ImportError:\n    pass", "guarded"),
        ("try:\n    class C:\n        import x\nexcept ImportError:\n    pass", "guarded"),
        ("with contextlib.suppress(ImportError):\n    import x", "guarded"),
        ("try:\n    import x\nexcept KeyError:\n    pass", "runtime"),
        ("try:\n    pass\nexcept ImportError:\n    pass\nelse:\n    import x", "runtime"),
        ("try:\n    pass\nexcept ImportError:\n    pass\nfinally:\n    import x", "runtime"),
        ("try:\n    pass\nexcept ImportError:\n    pass\nexcept KeyError:\n    import x", "runtime"),
        ("try:\n    pass\nexcept ImportError:\n    pass\nimport x", "runtime"),
    ],
)
def test_the_kind_says_when_an_import_is_executed(source: str, kind: str) -> None:
    assert kinds(source) == [kind]


def test_an_import_knows_its_scope_and_its_branch() -> None:
    outline = facts_of(
        """
        try:
            import a
        except ImportError:
            import b
        def f():
            import c
        """
    ).outline
    a, b, c = outline.imports
    assert [outline.scopes[each.scope].name for each in (a, b, c)] == ["", "", "f"]
    assert [outline.branches[each.branch].kind.value for each in (a, b)] == ["try", "except"]
    assert outline.branches[a.branch].group == outline.branches[b.branch].group
    assert outline.branches[b.branch].test == "ImportError"
    assert c.branch == 0


def test_the_enumeration_of_kinds_has_the_contracts_words() -> None:
    assert {kind.value for kind in ImportKind} == {"runtime", "type_checking", "lazy", "guarded"}
