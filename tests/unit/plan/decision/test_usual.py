"""How usual duplicates are in a code base."""

from __future__ import annotations

from pathlib import Path

from tests.plans import class_source, decisions, plan, two_managers

ALONE = 240
SECOND = ("moss", "reed", "sage", "thyme", "yarrow", "clay", "flint", "slate", "chalk", "marl")


def tidy(**more: str) -> dict[str, str]:
    """Two managers with methods of one name that do other things, among many classes without a rival."""
    words = [
        a + b for a in ("amber", "birch", "cedar", "delta") for b in ("fox", "gull", "hare", "ibis", "jay", "kite")
    ]
    names = [f"{first.title()}{second.title()}" for first in words for second in SECOND]
    alone = "\n".join(
        f"class {name}:\n    def {name.lower()}(self):\n        return '{name}'\n" for name in names[:ALONE]
    )
    other = "class SessionManager:\n    '''Sessions.'''\n" + "".join(
        f"    def {verb}_session(self, key):\n        return self.{verb}_{n}(key, {n}) + [key for key in self.kept]\n"
        for n, verb in enumerate(("open", "close", "renew", "list"))
    )
    return two_managers(**{"shop/alone.py": alone, "shop/old_place.py": other, **more})


def test_where_duplicates_are_rare_a_likeness_without_copied_code_is_asked_about(tmp_path: Path) -> None:
    many, few = (
        decisions(plan(tmp_path / name, files))
        for name, files in (("many", tidy(**{"shop/alone.py": ""})), ("few", tidy()))
    )
    assert many["shop.old_place.SessionManager"].action == "CONSOLIDATE"
    assert few["shop.old_place.SessionManager"].action == "UNDECIDED"
    assert "duplicates are rare here" in few["shop.old_place.SessionManager"].reason
    assert few["shop.old_place.SessionManager"].needs


def test_a_copy_is_merged_where_duplicates_are_rare(tmp_path: Path) -> None:
    methods = ("open_session", "close_session", "renew_session", "list_sessions")
    found = decisions(plan(tmp_path, tidy(**{"shop/old_place.py": class_source("SessionManager", *methods)})))
    assert found["shop.old_place.SessionManager"].action == "CONSOLIDATE"


def test_what_the_code_calls_a_successor_is_followed_where_duplicates_are_rare(tmp_path: Path) -> None:
    files = tidy()
    old = files["shop/old_place.py"].replace("'''Sessions.'''", "'''Deprecated: use UnifiedSessionManager.'''")
    files |= {
        path: text.replace("SessionManager", "UnifiedSessionManager")
        for path, text in files.items()
        if path.startswith(("shop/user", "shop/sessions"))
    }
    found = decisions(plan(tmp_path, {**files, "shop/old_place.py": old}))
    assert found["shop.old_place.SessionManager"].action == "CONSOLIDATE"


def test_copied_code_that_says_other_things_gets_a_base_where_duplicates_are_rare(tmp_path: Path) -> None:
    methods = (
        "open_session",
        "close_session",
        "renew_session",
        "list_sessions",
        *(f"open_{n}_ticket" for n in range(4)),
    )
    copied = class_source("SessionManager", *methods)
    other = copied.replace("self.look_", "self.seek_").replace("or 'open_session'", "or None")
    files = tidy(**{"shop/old_place.py": other, "shop/sessions.py": copied})
    files = {path.replace("old_", "other_"): text.replace("old_", "other_") for path, text in files.items()}
    found = decisions(plan(tmp_path, files))
    assert {found[f"shop.{place}.SessionManager"].action for place in ("other_place", "sessions")} == {
        "KEEP",
        "CONVERT",
    }
    assert {each.way for each in found.values() if each.changes_code} == {"base"}


def test_one_text_in_packages_that_import_nothing_of_each_other_gets_a_place_for_both(tmp_path: Path) -> None:
    source = class_source("KubeClient", *(f"open_{n}_ticket" for n in range(8)))
    more = {"shop/plugins/__init__.py": ""}
    for name in ("tekton", "kubeflow"):
        more |= {
            f"shop/plugins/{name}/__init__.py": "",
            f"shop/plugins/{name}/{name}_run.py": f"{source}\nx = KubeClient()\n",
        }
        more[f"shop/use_{name}.py"] = f"from shop.plugins.{name}.{name}_run import x\nprint(x)\n"
    apart = decisions(plan(tmp_path / "apart", tidy(**more)))
    assert {each.way for name, each in apart.items() if "plugins" in name} == {"", "base"}
    taking = f"from shop.plugins.tekton import tekton_run\nprint(tekton_run)\n{source}\nx = KubeClient()\n"
    tied = decisions(plan(tmp_path / "tied", tidy(**{**more, "shop/plugins/kubeflow/kubeflow_run.py": taking})))
    assert "CONSOLIDATE" in {each.action for name, each in tied.items() if "plugins" in name}
