"""Facts as records."""

from __future__ import annotations

import msgspec

from archgraph.model.facts.file import SECTIONS, FileFacts
from archgraph.model.facts.outline import Outline, Status
from archgraph.model.facts.scopes import Scope, ScopeKind, qualified_name


def scope(kind: ScopeKind, name: str, parent: int) -> Scope:
    return Scope(kind, name, parent, 0, 1, 1, 1)


def test_qualified_names_are_pythons() -> None:
    scopes = (
        scope(ScopeKind.MODULE, "", 0),
        scope(ScopeKind.CLASS, "Outer", 0),
        scope(ScopeKind.CLASS, "Inner", 1),
        scope(ScopeKind.FUNCTION, "make", 2),
        scope(ScopeKind.CLASS, "Made", 3),
    )
    assert [qualified_name(scopes, index) for index in range(5)] == [
        "",
        "Outer",
        "Outer.Inner",
        "Outer.Inner.make",
        "Outer.Inner.make.<locals>.Made",
    ]


def test_the_sections_are_the_fields_of_a_files_facts_in_order() -> None:
    kinds = [field.type for field in msgspec.structs.fields(FileFacts)]
    assert kinds == list(SECTIONS)


def test_a_section_without_anything_is_the_default() -> None:
    facts = FileFacts(Outline(Status.PARSED, 0))
    assert all(
        getattr(facts, name) == kind() for name, kind in zip(FileFacts.__struct_fields__[1:], SECTIONS[1:], strict=True)
    )
