"""What is said to do the work of a class that nobody uses."""

from __future__ import annotations

from pathlib import Path

from tests.plans import SESSIONS, class_source, decisions, plan


def _reason(root: Path, unused: str, used: str) -> str:
    """The reason given for deleting the one class, beside the other that is in use."""
    users = {f"shop/user_{n}.py": "from shop.used import SessionManager\nx = SessionManager(1)\n" for n in range(3)}
    files = {"shop/__init__.py": "", "shop/used.py": used, "shop/unused.py": unused, **users}
    found = decisions(plan(root, files))["shop.unused.SessionManager"]
    assert found.action == "DELETE"
    return found.reason


def test_a_copy_does_the_work(tmp_path: Path) -> None:
    source = class_source("SessionManager", *SESSIONS, init="store")
    reason = _reason(tmp_path, source, source)
    assert reason.startswith("used.SessionManager does its work, and no production code")


def test_what_is_made_otherwise_has_the_members_only(tmp_path: Path) -> None:
    sources = [class_source("SessionManager", *SESSIONS, init=given) for given in ("check", "store")]
    reason = _reason(tmp_path, *sources)
    assert "does its work" not in reason
    assert "; used.SessionManager has its members" in reason


def _calling(first: str, second: str) -> str:
    methods = [
        f"    def {name}(self, key):\n        self.{first}_{name}(key)\n        {second}(key)\n" for name in SESSIONS
    ]
    return "".join(["class SessionManager:\n    '''SessionManager at work.'''\n", *methods])


def test_what_calls_other_things_has_the_members_only(tmp_path: Path) -> None:
    reason = _reason(tmp_path, _calling("wire", "publish"), _calling("page", "render"))
    assert "; used.SessionManager has its members" in reason
