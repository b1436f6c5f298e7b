"""Refused classes against Python itself: random class statements are executed and linked, and both must agree."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archgraph.analyses.mro.linearize import linearize
from archgraph.model.results.mro import MroStatus
from tests.linked import linked

OUTSIDE = ("int", "dict", "Exception", "OSError", "tuple", "type", "object")
SLOTS = ("", "__slots__ = ()", "__slots__ = ('s',)")


@st.composite
def modules(draw: st.DrawFn) -> tuple[str, frozenset[str]]:
    """A module of up to eight classes, and those that Python refuses; the others only build on classes it accepts."""
    accepted: dict[str, object] = {}
    refused: set[str] = set()
    lines: list[str] = []
    for number in range(draw(st.integers(2, 8))):
        name = f"C{number}"
        metaclasses = [each for each, value in accepted.items() if isinstance(value, type) and issubclass(value, type)]
        bases = draw(st.lists(st.sampled_from([*OUTSIDE, *accepted]), max_size=3, unique=True))
        metaclass = draw(st.sampled_from(["", *(f"metaclass={each}" for each in metaclasses)]))
        body = draw(st.sampled_from(SLOTS)) or "pass"
        statement = f"class {name}({', '.join(filter(None, [*bases, metaclass]))}): {body}"
        lines.append(statement)
        space: dict[str, object] = {"__name__": "m", **accepted}
        try:
            exec(statement, space)
        except TypeError:
            refused.add(name)
        else:
            accepted[name] = space[name]
    return "\n".join(lines), frozenset(refused)


@settings(max_examples=300, deadline=None)
@given(modules())
def test_what_python_refuses_is_inconsistent_and_nothing_else(module: tuple[str, frozenset[str]]) -> None:
    source, refused = module
    world = linked({"m.py": source})
    mros = linearize(world)
    found = {key.class_.removeprefix("m.") for key in world.classes if mros[key].status is MroStatus.INCONSISTENT}
    assert found == refused
