"""Who fills registries, and what becomes of a key that comes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.topology.kinship import kinship
from archgraph.model.results.registrations import Registration
from tests.worlds import evidence

HEAD = "class ToolRegistry:\n    def __init__(self):\n        self._tools = {}\n\n    def register(self, key, tool):\n"
KEPT = (
    HEAD
    + "        self._tools[key] = tool\n\n    def get(self, key):\n        return self._tools[key]\n\ntools = ToolRegistry()\n"
)


def rows(root: Path, app: str, registry: str = KEPT) -> tuple[Registration, ...]:
    """The rows of one module that uses a registry."""
    files = {"shop/__init__.py": "", "shop/tools.py": registry, "shop/app.py": app}
    return tuple(row for row in evidence(root, files).registrations if row.path == "shop/app.py")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("self._tools[key] = tool", "overwrite"),
        ("if key in self._tools:\n            raise KeyError(key)\n        self._tools[key] = tool", "raise"),
        ("if key in self._tools:\n            logger.warning(key)\n        self._tools[key] = tool", "warn"),
        ("self._tools.setdefault(key, tool)", "ignore"),
        ("store(key, tool)", "unknown"),
        (
            "self._register(key, tool)\n\n    def _register(self, key, tool):\n        self._tools[key] = tool",
            "overwrite",
        ),
        (
            "if key in self._tools:\n            return self.seen(key)\n        return self._register(key, tool)\n\n"
            "    def _register(self, key, tool):\n        self._tools[key] = tool",
            "unknown",
        ),
        (
            "if self.has(key):\n            raise KeyError(key)\n        self._tools[key] = tool\n\n"
            "    def has(self, key):\n        return key in self._tools",
            "raise",
        ),
        ("key = f'{key}_{uuid.uuid4().hex}'\n        self._tools[key] = tool", "unknown"),
    ],
)
def test_the_registering_method_tells_what_a_second_key_does(tmp_path: Path, body: str, word: str) -> None:
    files = {"shop/__init__.py": "", "shop/tools.py": f"{HEAD}        {body}\n"}
    method = next(each for each in evidence(tmp_path, files).registry_methods if each.method == "register")
    assert method.on_duplicate == word


def test_a_method_that_hands_over_to_its_parent_does_as_the_parent_does(tmp_path: Path) -> None:
    raising = (
        HEAD + "        if key in self._tools:\n            raise KeyError(key)\n        self._tools[key] = tool\n"
    )
    child = "\n\nclass OwnToolRegistry(ToolRegistry):\n    def register(self, key, tool):\n        super().register(key, tool)\n"
    files = {"shop/__init__.py": "", "shop/tools.py": raising + child}
    assert {each.on_duplicate for each in evidence(tmp_path, files).registry_methods} == {"raise"}


@pytest.mark.parametrize(
    "app",
    [
        "from shop.tools import tools\n\ntools.register('hammer', Hammer)",
        "from shop.tools import ToolRegistry as R\n\nclass App:\n    def __init__(self):\n        self.tools = R()\n\n"
        "    def start(self):\n        self.tools.register('hammer', Hammer)",
        "from shop.tools import ToolRegistry\n\ndef start(tools: ToolRegistry):\n    tools.register('hammer', Hammer)",
        "from shop.tools import ToolRegistry\n\nclass App:\n    def __init__(self, tools: 'ToolRegistry | None'):\n"
        "        self.tools = tools\n\n    def start(self):\n        self.tools.register('hammer', Hammer)",
        "from shop.tools import tools\n\nNAME = 'hammer'\ntools.register(NAME, Hammer)",
    ],
)
def test_a_registry_is_followed_through_names_attributes_and_parameters(tmp_path: Path, app: str) -> None:
    (row,) = (row for row in rows(tmp_path, app) if row.operation != "bypass")
    assert (row.operation, row.key, row.registered) == ("register", "hammer", "Hammer")
    assert (row.registry, row.line) == ("shop.tools.ToolRegistry", app.count("\n") + 1)


def test_a_registry_is_followed_through_what_holds_it_and_through_bases(tmp_path: Path) -> None:
    holder = "from shop.tools import ToolRegistry\n\nclass Frame:\n    def __init__(self):\n        self.tools = ToolRegistry()\n"
    app = (
        "from shop.frame import Frame\n\nclass App:\n    def __init__(self):\n        self.frame = Frame()\n\n"
        "    def start(self, other):\n        self.frame.tools.register('saw', Saw)\n"
        "        other.tools.register('axe', Axe)\n\n\n"
        "class Wide(Frame):\n    def start(self):\n        self.tools.register('nail', Nail)\n\n\n"
        "def start(frame: Frame):\n    frame.tools.register('hammer', Hammer)\n"
    )
    files = {"shop/__init__.py": "", "shop/tools.py": KEPT, "shop/frame.py": holder, "shop/app.py": app}
    found = [row for row in evidence(tmp_path, files).registrations if row.path == "shop/app.py"]
    assert sorted(row.key for row in found) == ["hammer", "nail", "saw"]


def test_what_is_registered_under_a_key_that_is_not_known_is_known(tmp_path: Path) -> None:
    app = "from shop.tools import tools\n\ndef start(name, tool):\n    tools.register(name, tool)\n"
    assert [(row.key, row.registered) for row in rows(tmp_path, app)] == [("", "tool")]


def test_a_call_says_where_along_the_mro_it_lands(tmp_path: Path) -> None:
    child = KEPT + "\n\nclass SafeToolRegistry(ToolRegistry):\n    def set_bus(self, bus): ...\n"
    app = (
        "from shop.tools import SafeToolRegistry\n\nsafe = SafeToolRegistry()\nsafe.register('a', 1)\nsafe.set_bus(1)\n"
    )
    found = {row.method: row.lands_in for row in rows(tmp_path, app, child)}
    assert found == {"register": "shop.tools.ToolRegistry", "set_bus": "shop.tools.SafeToolRegistry"}


def test_what_goes_past_the_methods_is_a_bypass(tmp_path: Path) -> None:
    app = (
        "from shop.tools import ToolRegistry, tools\n\ndef f():\n    tools._tools.clear()\n    return ToolRegistry()\n"
    )
    assert [(row.operation, row.method) for row in rows(tmp_path, app)] == [
        ("bypass", "_tools.clear"),
        ("bypass", "ToolRegistry"),
    ]


def test_other_objects_with_such_methods_are_no_registries(tmp_path: Path) -> None:
    assert rows(tmp_path, "from shop.tools import tools\n\nbus.register('a', 1)\ncache = {}\ncache.get('a')\n") == ()


def test_a_registry_fills_itself(tmp_path: Path) -> None:
    own = KEPT.replace("        self._tools = {}\n", "        self._tools = {}\n        self.register('saw', Saw)\n")
    found = evidence(tmp_path, {"shop/__init__.py": "", "shop/tools.py": own}).registrations
    assert [(row.operation, row.key, row.registered, row.line) for row in found] == [("register", "saw", "Saw", 4)]


@pytest.mark.parametrize(
    ("call", "lands"),
    [
        ("child.set_websocket_manager(1)", "shop.tools.ToolRegistry"),
        ("child.set_bus(1)", "shop.tools.BusMixin"),
        ("child.set_own(1)", "shop.tools.ChildRegistry"),
        ("make().set_websocket_manager(1)", None),
    ],
)
def test_setters_are_followed_through_the_mro_to_where_they_land(tmp_path: Path, call: str, lands: str | None) -> None:
    source = (
        KEPT.replace("tools = ToolRegistry()\n", "")
        + "    def set_websocket_manager(self, manager): ...\n\nclass BusMixin:\n    def set_bus(self, bus): ...\n\n"
        "class ChildRegistry(BusMixin, ToolRegistry):\n    def set_own(self, own): ...\n\nchild = ChildRegistry()\n"
    )
    app = f"from shop.tools import child\n\n{call}\n"
    assert [row.lands_in for row in rows(tmp_path, app, source)] == ([lands] if lands else [])


def test_what_a_registry_hands_out_and_others_make_by_hand_is_a_bypass(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/tools.py": KEPT,
        "shop/hammer.py": "class Hammer: ...\n\ndef own():\n    return Hammer()\n",
        "shop/start.py": "from shop.tools import tools\n\ndef start():\n    from shop.hammer import Hammer\n"
        "    tools.register('hammer', Hammer)\n    Hammer()\n",
        "shop/app.py": "from shop.hammer import Hammer as H\n\nh = H()\n",
        "shop/typed.py": "from shop.hammer import Hammer\n\ndef f(h: Hammer): ...\n",
        "tests/test_hammer.py": "from shop.hammer import Hammer\n\ndef test_it():\n    Hammer()\n",
    }
    found = [row for row in evidence(tmp_path, files).registrations if row.operation == "bypass"]
    assert [(row.path, row.line, row.registered) for row in found] == [("shop/app.py", 3, "shop.hammer.Hammer")]


def test_children_and_parents_among_registries_are_known(tmp_path: Path) -> None:
    source = (
        "class ToolRegistry:\n    def register(self, key, tool): ...\n\n\nclass ChildRegistry(ToolRegistry): ...\n\n\n"
        "class OuterRegistry:\n    def __init__(self):\n        self._inner = ToolRegistry()\n"
    )
    found = evidence(tmp_path, {"shop/__init__.py": "", "shop/tools.py": source})
    kin = kinship(found.codebase, found.mros, [profile.key for profile in found.profiles])
    short = [(each.child.class_, each.parent.class_, each.how, each.line) for each in kin]
    assert short == [
        ("shop.tools.ChildRegistry", "shop.tools.ToolRegistry", "inherits", 5),
        ("shop.tools.OuterRegistry", "shop.tools.ToolRegistry", "_inner", 10),
    ]


def test_a_class_of_which_several_modules_keep_one_each_may_be_made_again(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/tools.py": KEPT,
        "shop/more.py": "from shop.tools import ToolRegistry\n\nmore = ToolRegistry()\n",
        "shop/app.py": "from shop.tools import ToolRegistry\n\ndef f():\n    return ToolRegistry()\n",
    }
    assert [row for row in evidence(tmp_path, files).registrations if row.operation == "bypass"] == []


@pytest.mark.parametrize(
    ("statement", "method"),
    [
        ("tools._tools['hammer'] = Hammer()", "_tools.__setitem__"),
        ("tools._tools['hammer'] = hammer", "_tools.__setitem__"),
        ("del tools._tools['hammer']", "_tools.__delitem__"),
        ("tools._tools.__setitem__('hammer', 1)", "_tools.__setitem__"),
    ],
)
def test_an_item_put_past_the_methods_is_a_bypass(tmp_path: Path, statement: str, method: str) -> None:
    app = f"from shop.tools import tools\n\ndef f(self):\n    {statement}\n    other['x'] = Hammer()\n"
    assert [(row.operation, row.method, row.line) for row in rows(tmp_path, app)] == [("bypass", method, 4)]
