"""Which statements the target Python executes."""

from __future__ import annotations

import pytest

from archgraph.model.environment import Environment
from tests.linked import HERE, UNKNOWN_SITE, bases, linked, python, record

BRANCHES = "class X: pass\nclass Y: pass\nimport sys, os, platform, importlib.util\nfrom typing import TYPE_CHECKING\n"


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("sys.version_info >= (3, 12)", False),
        ("sys.version_info[:2] == (3, 11)", True),
        ("sys.version_info[0] == 2", False),
        ("sys.version_info.major >= 3 and not sys.version_info < (3, 8)", True),
        ("sys.version_info >= (3, 11, 4)", True),
        ("sys.hexversion < 0x03000000", False),
        ("sys.platform == 'linux'", True),
        ("os.name == 'nt'", False),
        ("platform.system() == 'Linux'", True),
        ("TYPE_CHECKING", False),
        ("sys.implementation.name == 'cpython'", True),
        ("sys.maxsize > 2 ** 32 or sys.maxsize > 1", True),
        ("hasattr(os, 'fspath')", True),
        ("hasattr(os, 'no_such_name')", False),
        ("importlib.util.find_spec('surely_missing')", False),
        ("importlib.util.find_spec('json') is not None", True),
        ("0", False),
        ("not False", True),
        ("X is None", False),
        ("issubclass(bool, int)", True),
        ("'a' in ('a', 'b')", True),
    ],
)
def test_a_condition_is_decided_for_the_target(test: str, holds: bool) -> None:
    source = f"{BRANCHES}if {test}:\n    B = X\nelse:\n    B = Y\nclass A(B): pass"
    found = record(linked({"a.py": source}, python((3, 11))), "a.A")
    assert [base.base for base in found.resolved] == ["a.X" if holds else "a.Y"]
    assert found.reason == ""


def test_the_windows_branch_is_taken_for_windows() -> None:
    source = (
        "import sys\nif sys.platform.startswith('win') if False else sys.platform == 'win32':\n    B = int\n"
        "else:\n    B = str\nclass A(B): pass"
    )
    assert bases(linked({"a.py": source}, python((3, 11), "win32")), "a.A") == ["builtins.int"]


def test_flags_set_by_a_failed_import_are_followed() -> None:
    source = (
        "try:\n    import surely_missing\n    HAS = True\nexcept ImportError:\n    HAS = False\n"
        "if HAS:\n    B = int\nelse:\n    B = str\nclass A(B): pass"
    )
    assert bases(linked({"a.py": source}), "a.A") == ["builtins.str"]


def test_without_a_known_environment_the_try_body_is_taken_and_doubted() -> None:
    source = "try:\n    from yaml import Base\nexcept ImportError:\n    Base = object\nclass A(Base): pass"
    (base,) = record(linked({"a.py": source}, UNKNOWN_SITE), "a.A").resolved
    assert (base.base, base.key) == ("yaml.Base", None)


@pytest.mark.parametrize(
    "body",
    [
        "from collections import NoSuchName as N",
        "import os\n    N = os.no_such_name",
        "from broken import N",
        "from chain import N",
        "raise ImportError\n    N = int",
        "N = no_such_name",
    ],
)
def test_a_body_that_certainly_fails_gives_way_to_its_handler(body: str) -> None:
    files = {
        "broken.py": "import surely_missing\nN = int",
        "chain.py": "from broken import N",
        "a.py": f"try:\n    {body}\nexcept (ImportError, AttributeError, NameError):\n    N = str\nclass A(N): pass",
    }
    assert bases(linked(files), "a.A") == ["builtins.str"]


def test_a_handler_of_another_exception_is_not_taken() -> None:
    source = "try:\n    from collections import OrderedDict as N\nexcept ImportError:\n    N = dict\nclass A(N): pass"
    assert bases(linked({"a.py": source}), "a.A") == ["collections.OrderedDict"] or bases(
        linked({"a.py": source}), "a.A"
    ) == ["_collections.OrderedDict"]


def test_an_undecidable_condition_takes_the_first_arm_and_says_so() -> None:
    source = "import os\nif os.environ['X']:\n    B = int\nelse:\n    B = str\nclass A(B): pass"
    found = record(linked({"a.py": source}), "a.A")
    assert [base.base for base in found.resolved] == ["builtins.int"]
    assert found.reason == "B depends on a condition that is not known"


def test_arms_that_agree_leave_no_doubt() -> None:
    source = "import os\nif os.environ.get('X'):\n    B = int\nelse:\n    B = int\nclass A(B): pass"
    assert record(linked({"a.py": source}), "a.A").reason == ""


def test_an_arm_that_raises_is_not_the_one_that_goes_on() -> None:
    source = "import os\nif os.environ.get('X'):\n    B = int\nelse:\n    raise SystemExit\nclass A(B): pass"
    assert record(linked({"a.py": source}), "a.A").reason == ""


@pytest.mark.parametrize("environment", [HERE, UNKNOWN_SITE])
def test_definitions_in_dead_branches_are_kept_and_marked(environment: Environment) -> None:
    source = "import sys\nif sys.version_info < (3,):\n    class A(int): pass\nelse:\n    class A(str): pass\n"
    records = list(linked({"a.py": source}, environment).classes.values())
    assert [(found.line, found.live, found.last) for found in records] == [(3, False, False), (5, True, True)]


def test_conditions_of_a_call_that_hang_on_one_another_are_decided_once() -> None:
    """Forty tests in a row, each of what the one before it decided: without a memory it would take 2 ** 40 steps."""
    chain = "".join(f"    if x{n} is X:\n        x{n + 1} = X\n    else:\n        x{n + 1} = Y\n" for n in range(40))
    source = (
        "class X: pass\nclass Y: pass\n"
        f"def make(x0):\n{chain}    return x40\n"
        "class A(make(X)): pass\nclass B(make(Y)): pass\n"
    )
    codebase = linked({"a.py": source})
    assert (bases(codebase, "a.A"), bases(codebase, "a.B")) == (["a.X"], ["a.Y"])


ENVIRONMENT = (
    "import os\nfrom os import environ\nclass X: pass\nclass Y: pass\nOFF = environ.get('OFF', '')\nON = not OFF\n"
)


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("os.environ.get('A')", False),
        ("not os.getenv('A')", True),
        ("ON", True),
        ("OFF == '1'", False),
        ("'A' in os.environ", False),
        ("'A' not in environ", True),
        ("int(os.environ.get('A', '1'))", True),
        ("bool(os.environ.get('A', default=''))", False),
        ("os.environ.get('A', 'no').lower() in ('1', 'yes')", None),
        ("os.environ.get('A', 'Yes').lower() == 'yes'", True),
        ("os.environ.get('A') is None and not os.getenv('B')", True),
        ("os.environ['A']", None),
        ("os.environ.get('A', unknown())", None),
    ],
)
def test_variables_of_the_environment_are_thought_unset_with_a_doubt(test: str, holds: bool | None) -> None:
    source = f"{ENVIRONMENT}if {test}:\n    B = X\nelse:\n    B = Y\nclass A(B): pass"
    found = record(linked({"a.py": source}), "a.A")
    assert [base.base for base in found.resolved] == ["a.Y" if holds is False else "a.X"]
    assert "depends on" in found.reason


def test_what_a_variable_of_the_environment_changes_keeps_its_doubt_when_it_stands_alone() -> None:
    arm = "if not OFF:\n    try:\n        from b import Y as B\n    except ImportError:\n        pass\n"
    source = f"{ENVIRONMENT}B = X\n{arm}class A(B): pass"
    found = record(linked({"a.py": source, "b.py": "class Y: pass"}), "a.A")
    assert [base.base for base in found.resolved] == ["b.Y"]
    assert found.reason == "B depends on a variable of the environment"
