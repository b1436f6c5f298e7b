"""Accesses to the environment, with CPython as the judge: each line of a world is executed, and the mapping listens."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archgraph.analyses.environment import environment
from archgraph.model.settings import Settings
from tests.worlds import codebase

RUNNER = Path(__file__).with_name("live_environment.py")

HEAD = (
    "import os, subprocess\nimport os as system\nfrom os import environ, getenv\n"
    "from os import environ as variables, getenv as ask\n"
)
WAYS = "import os\nenv = store = os.environ\nask_env = os.getenv\n\n\nclass Held:\n    env = os.environ\n"
WAYS_2 = "from ways import env as second_env, Held, store as kept\nour_env = second_env\n"

PLAIN = """os.environ["A"]
os.environ.get("A")
os.environ.get("A", "x")
os.environ.get(key="A", default="x")
os.environ["B"] = "2"
del os.environ["B"]
os.environ.setdefault("C", "3")
os.environ.pop("C")
os.environ.pop("C", None)
os.environ.update(D="4")
os.environ.update({"D": "4"})
os.environ |= {"D": "4"}
"A" in os.environ
"A" not in os.environ
os.environ.copy()
os.environ.items()
os.environ.keys()
os.environ.values()
os.getenv("A")
os.getenv("A", "x")
os.putenv("E", "5")
os.unsetenv("E")
system.environ["A"]
system.getenv("A")
environ["A"]
environ.get("A")
getenv("A")
variables["A"]
ask("A")
subprocess.os.environ["A"]
subprocess.os.getenv("A")
subprocess.os.environ.get("A")
f"{os.environ['A']}"
f"{os.environ.get('A', 'x')!r:>10}"
f"x{getenv('A')}y"
[name for name in os.environ if not name]
{name: 1 for name in os.environ.keys() if not name}
os.environ.__getitem__("A")
os.environ.__contains__("A")
os.environ.__setitem__("G", "7")
os.environ.__delitem__("G")
print(os.environ["A"], file=open(os.devnull, "w"))
(lambda: os.environ["A"])()
x = y = os.environ["A"]
assert os.environ["A"]
z = os.environ["A"] if os.environ.get("A") else ""
(w := os.environ).get("A")
getattr(os, "environ")["A"]
getattr(os, "environ").get("A", "x")
getattr(os, "getenv")("A")
__import__("os").environ["A"]
__import__("os").getenv("A")
(os.environ if os else {}).get("A")
(None or os.environ)["A"]
"A" in (None or os.environ)
__import__("functools").partial(os.getenv, "A")()
__import__("functools").partial(os.environ.get, "A", "x")()
os.environ.update(dict(D="4"))
os.environ.update([("D", "4")])
os.environ |= dict(D="4")
"""

HOPS = """from ways import env; env["A"]
from ways import env; env.get("A")
from ways import env as mine; mine["A"]; mine.get("A")
from ways_2 import our_env; our_env["A"]
from ways_2 import second_env; second_env.get("A"); "A" in second_env
import ways_2 as again; mine = os.environ; again.our_env["A"]; again.second_env["A"]
from ways import Held, env; Held.env["A"]; env["A"]
from ways import ask_env; ask_env("A")
mine = os.environ; mine["A"]; mine.get("A"); "A" in mine; del mine["A"]
mine = os.environ; second = mine; third = second; third["A"] = "1"
mine: object = os.environ; mine["A"]
one = two = os.environ; two["A"]
one, two = os.environ, 2; one["A"]
one = os.environ; one["A"]; one = {"A": 1}; one["A"]
ask = os.getenv; ask("A")
ask = os.getenv; again = ask; again("A", "x")
if (mine := os.environ): mine["A"]
class Box: inside = os.environ; read = lambda self: self.inside["A"]
def given(env=os.environ): return env["A"]
def given(box=os.environ): return box["A"]
def local(): mine = os.environ; also = mine; return also["A"]
def chosen(own=None): mine = own or os.environ; return mine["A"]
def chosen(own=None): mine = os.environ if own is None else own; return mine.get("A")
def outer(): mine = os.environ; return (lambda: mine["A"])()
def chosen(own=None): mine = given.held if own else os.environ; return mine["A"]
def given(): import os as inner; return inner.environ["A"]
from os import *; environ["A"]; getenv("A")
from ways import store; store["A"]; store["B"] = "2"; "A" in store; del store["B"]
import ways; ways.store["A"]
from ways_2 import kept; kept["A"]; kept.get("A")
"""

METHODS = """import os
class Box:
    def first(self):
        return self.other.get("A")
    def __init__(self, env=None):
        self.env = env or os.environ
        self.other = self.env
        self.aside = {"A": "1"}
    def read(self):
        return self.env["A"]
    def read_aside(self):
        return self.aside["A"]
    @classmethod
    def make(cls):
        cls.shared = os.environ
        return cls.shared["A"]
def filled(env=None):
    if env is None:
        env = os.environ
    return env["A"]
def emptied(env):
    env = {"A": "1"}
    return env["A"]
Box().first(), Box().read(), Box().read_aside(), Box.make(), filled(), emptied(os.environ)
"""

WHOLE = """import os, subprocess
dict(os.environ)
{**os.environ}
dict(**os.environ)
dict(os.environ, A="2")
os.environ | {"A": "2"}
len(os.environ)
list(os.environ)
sorted(os.environ)
copied = dict(os.environ); copied["A"]
for name in os.environ: break
for name, value in os.environ.items(): break
"""


def ours(root: Path) -> set[tuple[str, int, str, str]]:
    """(path, line, operation, key) of what archgraph finds."""
    return {(row.path, row.line, row.operation, row.key) for row in environment(codebase(root), Settings())}


def executed(root: Path, *modules: str) -> set[tuple[str, int, str, str]]:
    """The same as the running interpreter sees it."""
    command = [sys.executable, "-I", "-B", str(RUNNER), str(root), *modules]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return {(path, line, operation, key) for path, line, operation, key in json.loads(done.stdout)}


def world(root: Path, source: str) -> Path:
    """The folder with the module that is judged and what it imports."""
    for name, text in (("app.py", source), ("ways.py", WAYS), ("ways_2.py", WAYS_2)):
        (root / name).write_text(text)
    return root


@pytest.mark.parametrize("line", PLAIN.splitlines())
def test_each_form_of_access_is_found_with_its_line_operation_and_key(tmp_path: Path, line: str) -> None:
    root = world(tmp_path, HEAD + line + "\n")
    real = {row for row in executed(root, "app") if row[0] == "app.py"}
    found = {row for row in ours(root) if row[0] == "app.py" and row[2] != "pass"}
    assert real
    assert {row[:3] for row in found} == {row[:3] for row in real}
    if "D" not in line:  # several keys at once: the mapping is not told them one by one
        assert {row[3] for row in found} == {row[3] for row in real}
    else:
        assert {row[3] for row in found} == {"D"}


@pytest.mark.parametrize("line", HOPS.splitlines())
def test_an_access_is_found_through_any_number_of_hops(tmp_path: Path, line: str) -> None:
    calls = {"class Box": "Box().read()", "def given": "given()", "def local": "local()", "def chosen": "chosen()"}
    call = next(
        (call for start, call in calls.items() if line.startswith(start)), "outer()" * line.startswith("def outer")
    )
    start = line.replace(": ", ":\n    ", 1).replace("; ", "\n    ") if line[:3] in ("def", "cla", "if ") else line
    root = world(tmp_path, "\n".join(["import os", start.replace("; ", "\n"), call]))
    real = {row for row in executed(root, "app") if row[0] == "app.py"}
    assert real
    assert {row for row in ours(root) if row[0] == "app.py" and row[2] != "pass"} == {r for r in real if r[2] != "pass"}


def test_an_access_is_found_through_attributes_of_self(tmp_path: Path) -> None:
    root = world(tmp_path, METHODS)
    real = {row for row in executed(root, "app") if row[0] == "app.py"}
    assert len(real) == 4
    assert {row for row in ours(root) if row[0] == "app.py" and row[2] != "pass"} == real


def test_the_patterns_of_a_match_ask_for_their_keys(tmp_path: Path) -> None:
    root = world(
        tmp_path,
        "import os\nmatch os.environ:\n    case {'A': found, 'B': other} | {'A': found, 'C': other}:\n        pass\n",
    )
    asked = {row[2:] for row in executed(root, "app") if row[0] == "app.py" and row[2] != "pass"}
    assert asked == {("get", "A"), ("get", "B")}  # the second pattern is not tried
    assert {row[1:] for row in ours(root) if row[0] == "app.py"} == {(2, *each) for each in [*asked, ("get", "C")]}


def test_what_is_done_with_the_whole_environment_is_found_on_its_line(tmp_path: Path) -> None:
    root = world(tmp_path, WHOLE)
    real = {row[1] for row in executed(root, "app") if row[0] == "app.py"}
    assert {row[1] for row in ours(root) if row[0] == "app.py"} == real
