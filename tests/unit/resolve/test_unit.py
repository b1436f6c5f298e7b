"""A module's facts, of which functions that were left out are read when they are asked for."""

from __future__ import annotations

from archgraph.extract.file import extract_function, extract_skeleton
from archgraph.model.facts.outline import Outline
from archgraph.resolve.unit import Unit

SOURCE = """
class Database:
    def __init__(self):
        self.Entity = make()

    def close(self):
        self.open = False

class Other:
    def __init__(self):
        self.Entity = make()

def alone():
    return 1
"""


def test_attributes_of_an_instance_are_looked_up_in_the_methods_of_its_class_alone() -> None:
    read: list[int] = []

    def body(path: str, first: int, last: int) -> Outline:
        read.append(first)
        lines = SOURCE.split("\n")[first - 1 : last]
        return extract_function("\n".join(lines), first).outline

    unit = Unit(
        "db", "db.py", extract_skeleton(SOURCE.encode(), "db.py").outline, body, is_package=False, internal=True
    )
    (database,) = unit.twins("Database")
    assert [(each.name, each.line) for each in unit.held(database, "Entity")] == [("self.Entity", 4)]
    assert read == [3, 6]
    (other,) = unit.twins("Other")
    assert [each.line for each in unit.held(other, "Entity")] == [11]
    assert unit.held(other, "Nothing") == []
    assert read == [3, 6, 10]
