"""What a handler defines for an import that cannot be read stands for it where it is an exception, with the doubt kept."""

from __future__ import annotations

import pytest

from tests.linked import bases, linked, record

NATIVE = "import sys\nsys.modules[__name__] = made()\n"
"""A module that puts something unknown in its own place."""


def _world(handler: str, *, use: str = "class A(Refused): pass") -> dict[str, str]:
    source = f"try:\n    from native import Refused\nexcept {handler}\n{use}"
    return {"a.py": source, "native.py": NATIVE}


def test_an_exception_that_cannot_be_read_has_the_ancestors_of_its_stand_in() -> None:
    codebase = linked(_world("ImportError:\n    class Refused(ValueError): pass"))
    assert bases(codebase, "a.A") == ["a.Refused"]
    assert record(codebase, "a.A").reason == "Refused is imported from where it cannot be read; its stand-in is shown"


def test_stand_ins_stand_for_one_another() -> None:
    handler = "ImportError:\n    class Base(OSError): pass\n    class Refused(Base): pass"
    world = _world(handler)
    world["a.py"] = world["a.py"].replace("import Refused", "import Base, Refused")
    codebase = linked(world)
    assert (bases(codebase, "a.A"), bases(codebase, "a.Refused")) == (["a.Refused"], ["a.Base"])


@pytest.mark.parametrize(
    "handler",
    [
        "ImportError:\n    class Refused: pass",
        "ImportError:\n    Refused = None",
        "ImportError:\n    pass\nif False:\n    class Refused(ValueError): pass",
    ],
)
def test_what_is_no_exception_or_no_stand_in_leaves_the_import_unknown(handler: str) -> None:
    codebase = linked(_world(handler))
    assert bases(codebase, "a.A") == ["native.Refused"]
    assert "native does not say where it has Refused from" in record(codebase, "a.A").resolved[0].reason
