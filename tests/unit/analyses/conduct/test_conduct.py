"""How Managers and Registries behave, judged on small code bases."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.conduct.conduct import conduct
from archgraph.analyses.conduct.subject import World, by_class, by_holder
from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.providers import Providers
from archgraph.model.results.conduct import Conduct, Remark
from archgraph.resolve.aliases import aliases
from archgraph.resolve.missing import missing_names
from tests.worlds import evidence

PACKAGE = {"shop/__init__.py": ""}


def observed(root: Path, files: dict[str, str], name: str) -> Conduct:
    """What is found out about the one class whose dotted name ends like this."""
    seen = evidence(root, {**PACKAGE, **files})
    base = seen.codebase
    keys = frozenset(profile.key for profile in seen.profiles)
    world = World(base, seen.mros, Providers(base, define(base)), by_class(aliases(base, keys)), by_holder(seen.races))
    found = conduct(world, seen.profiles, seen.usages, seen.strings, missing_names(base))
    return next(each for key, each in found.items() if key.class_.endswith(name))


def places(remarks: tuple[Remark, ...]) -> list[tuple[str, int]]:
    return [(remark.path, remark.line) for remark in remarks]


GUARDED = """import asyncio, threading
class JobManager:
    def __init__(self):
        self._lock = {lock}()
        self._jobs = {{}}
    {async_}def put(self, key, job):
        {async_}with self._lock:
            self._jobs[key] = job
            self._index(key)
    def _index(self, key):
        self._jobs[key] = 1
    def drop(self, key):
        del self._jobs[key]
    def swap_locked(self, key):
        self._jobs[key] = 2
    def read(self, key):
        return self._jobs[key]
"""


def test_changes_without_the_lock_that_others_hold_are_told(tmp_path: Path) -> None:
    source = GUARDED.format(lock="asyncio.Lock", async_="async ")
    (remark,) = observed(tmp_path, {"shop/a.py": source}, "JobManager").unguarded
    assert remark.line == 13
    assert remark.text == (
        "`drop` changes `JobManager._jobs` without the lock that guards it elsewhere "
        "(`put` holds `self._lock` for it on line 8)"
    )


def test_a_thread_lock_in_a_coroutine_blocks_the_loop(tmp_path: Path) -> None:
    source = GUARDED.format(lock="threading.Lock", async_="").replace("    def put", "    async def put")
    found = observed(tmp_path, {"shop/a.py": source}, "JobManager").locking
    assert [remark.text.partition(":")[0] for remark in found] == [
        "`put` is a coroutine and holds `_lock` (threading.Lock)"
    ]


def test_locks_of_threads_and_of_coroutines_do_not_exclude_each_other(tmp_path: Path) -> None:
    source = GUARDED.format(lock="asyncio.Lock", async_="async ").replace(
        "self._jobs = {}", "self._other = threading.RLock(); self._jobs = {}"
    )
    (remark,) = observed(tmp_path, {"shop/a.py": source}, "JobManager").locking
    assert "`_lock` (asyncio.Lock); `_other` (threading.RLock)" in remark.text


def test_shared_state_without_any_lock_is_told(tmp_path: Path) -> None:
    source = "class JobManager:\n    _jobs = {}\n    def put(self, k):\n        self._jobs[k] = 1\n"
    (remark,) = observed(tmp_path, {"shop/a.py": source}, "JobManager").locking
    assert remark == Remark("`put` changes state that is shared (`_jobs`), and it has no lock", "shop/a.py", 4)


TASKS = """import asyncio
class JobManager:
    async def work(self): ...
    async def start(self):
        asyncio.create_task(self.work())
        self._kept = asyncio.create_task(self.work())
        await asyncio.create_task(self.work())
        self.work()
        await self.work()
        self.plain()
    def plain(self): ...
"""


def test_tasks_that_nobody_keeps_and_coroutines_that_never_run_are_told(tmp_path: Path) -> None:
    found = observed(tmp_path, {"shop/a.py": TASKS}, "JobManager").tasks
    assert places(found) == [("shop/a.py", 5), ("shop/a.py", 8)]
    assert "keeps no reference" in found[0].text
    assert "never runs" in found[1].text


def test_what_its_own_facts_show_becomes_the_first_steps(tmp_path: Path) -> None:
    advice = observed(tmp_path, {"shop/a.py": TASKS}, "JobManager").advice
    assert advice.before == ("Keep the tasks that it starts and await its coroutines (2 places)",)
    both = GUARDED.format(lock="asyncio.Lock", async_="async ").replace(
        "self._jobs = {}", "self._other = threading.RLock(); self._jobs = {}"
    )
    steps = observed(tmp_path / "both", {"shop/a.py": both}, "JobManager").advice.before
    assert "Decide for one kind of lock, that of threads or that of coroutines" in steps


LEAK = """class CartManager:
    def __init__(self, user_id):
        self.user_id = user_id
    def switch(self, user):
        self.current_user = user
"""


def test_an_instance_for_one_user_that_lasts_as_long_as_the_process_leaks(tmp_path: Path) -> None:
    held = {"shop/a.py": LEAK, "shop/b.py": "from shop.a import CartManager\ncart = CartManager('me')\n"}
    found = observed(tmp_path / "held", held, "CartManager").leaks
    assert places(found) == [("shop/a.py", 2), ("shop/a.py", 5)]
    assert "takes `user_id`" in found[0].text
    assert "shop/b.py:2" in found[0].text
    per_user = {"shop/a.py": LEAK, "shop/b.py": "from shop.a import CartManager\ndef f(u): return CartManager(u).x\n"}
    assert observed(tmp_path / "user", per_user, "CartManager").leaks == ()


def test_a_class_attribute_that_remembers_one_user_leaks(tmp_path: Path) -> None:
    source = "class CartManager:\n    current_user = None\n    def login(self, user):\n        CartManager.current_user = user\n"
    (remark,) = observed(tmp_path, {"shop/a.py": source}, "CartManager").leaks
    assert remark.text == "`login` remembers one user in the class attribute `current_user`, which all instances share"


def test_a_cached_factory_makes_an_instance_last(tmp_path: Path) -> None:
    head = "from functools import lru_cache\nfrom shop.a import CartManager\n"
    factory = f"{head}@lru_cache\ndef cart():\n    return CartManager(1)\n"
    found = observed(tmp_path, {"shop/a.py": LEAK, "shop/b.py": factory}, "CartManager")
    assert "its decorator `lru_cache` keeps what it returns" in found.making[0].text
    assert len(found.leaks) == 2


def test_singletons_instances_and_factories_are_told_with_their_places(tmp_path: Path) -> None:
    source = (
        "class JobManager:\n    _instance = None\n    @classmethod\n    def get(cls):\n        cls._instance = cls()\n"
        "        return cls()\njobs = JobManager()\ndef make():\n    return JobManager()\n"
    )
    texts = {remark.line: remark.text for remark in observed(tmp_path, {"shop/a.py": source}, "JobManager").making}
    assert texts == {
        5: "singleton: `get` keeps the instance in the class attribute `_instance`",
        7: "`shop.a.jobs` is an instance at module level",
        4: "its method `get` makes an instance",
        8: "`shop.a.make()` gives an instance",
    }


def test_near_names_are_told_those_of_the_service_first(tmp_path: Path) -> None:
    files = {
        "shop/a.py": "class WebSocketManager:\n    def a(self): ...\n",
        "shop/b.py": "class UnifiedWebsocketManager:\n    def b(self): ...\nclass Other: ...\n",
        "bank/__init__.py": "",
        "bank/c.py": "class WebSocketManeger:\n    def c(self): ...\n",
    }
    found = observed(tmp_path, files, "a.WebSocketManager").near
    assert [(row.key.class_, row.why) for row in found] == [
        ("shop.b.UnifiedWebsocketManager", "the same words"),
        ("bank.c.WebSocketManeger", "nearly the same letters"),
    ]


TWINS = {
    "shop/a.py": "class JobManager:\n    def run(self, job, timeout=1): ...\n    def stop(self): ...\n",
    "shop/b.py": "class JobManager:\n    async def run(self, job): ...\n    def stop(self): ...\n    def halt(self): ...\n",
    "shop/c.py": "from shop.a import JobManager\nm = JobManager()\n",
    "shop/d.py": "from shop.a import JobManager\n",
    "shop/e.py": "from shop.b import JobManager\nx = JobManager\n",
}


def test_methods_of_one_name_and_another_contract_clash_within_a_family(tmp_path: Path) -> None:
    (clash,) = observed(tmp_path, TWINS, "b.JobManager").clashes
    assert (clash.member, clash.other.class_, clash.line, clash.other_line) == ("run", "shop.a.JobManager", 2, 2)
    assert clash.difference == "async; drops timeout"


def test_imports_of_the_name_from_where_it_is_not_are_told(tmp_path: Path) -> None:
    wrong = {
        "shop/x.py": "from shop.gone import JobManager\n",
        "shop/y.py": "from shop.c import JobManagr, JobManager\n",
    }
    found = observed(tmp_path, {**TWINS, **wrong}, "a.JobManager").phantoms
    assert found == (Remark("`shop.x` imports it from `shop.gone`, which does not exist", "shop/x.py", 1),)


def test_the_less_used_of_two_of_one_name_is_merged_into_the_other(tmp_path: Path) -> None:
    advice = observed(tmp_path, TWINS, "b.JobManager").advice
    assert (advice.action, advice.other and advice.other.class_) == ("merge", "shop.a.JobManager")
    assert "the contracts of `run` differ" in advice.reasons[-1]
    assert [step.split()[0] for step in advice.steps] == ["Agree", "Move", "Change", "Delete"]
    other = observed(tmp_path / "again", TWINS, "a.JobManager").advice
    assert (other.action, other.steps[-1]) == ("keep", "Take in, the least used first: `shop.b.JobManager`")


@pytest.mark.parametrize(
    ("files", "name", "action"),
    [
        ({"shop/a.py": "class DeadManager:\n    def a(self): ...\n"}, "DeadManager", "delete"),
        (
            {
                "shop/a.py": "class BaseManager:\n    def a(self): ...\nclass SubManager(BaseManager):\n    pass\n",
                "shop/b.py": "from shop.a import SubManager\nx = SubManager()\n",
            },
            "SubManager",
            "merge",
        ),
        (
            {**TWINS, "shop/b.py": "class JobManager:\n    def other(self): ...\n"},
            "b.JobManager",
            "rename",
        ),
        ({**TWINS, "tests/test_a.py": "class ToolManager:\n    def a(self): ...\n"}, "ToolManager", ""),
    ],
)
def test_different_facts_give_different_advice(tmp_path: Path, files: dict[str, str], name: str, action: str) -> None:
    assert observed(tmp_path, files, name).advice.action == action


def test_what_serves_one_user_is_not_merged_into_what_serves_all(tmp_path: Path) -> None:
    files = {
        **TWINS,
        "shop/b.py": "class JobManager:\n    def __init__(self, user_id): self.u = user_id\n"
        "    def run(self, job, timeout=1): ...\n    def stop(self): ...\n",
    }
    advice = observed(tmp_path, files, "b.JobManager").advice
    assert advice.action == "keep"
    assert "see the data of another" in advice.reasons[-1]
