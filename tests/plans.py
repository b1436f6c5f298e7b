"""Plans for tests: in: paths and sources; out: the families and the plan of that code base, by the real stages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from archgraph.analyses.clones.clusters import find_clones
from archgraph.analyses.duty.misnamed import misnamed
from archgraph.analyses.families.families import Kindred, families
from archgraph.analyses.families.standings import standings
from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.profiles import profiles
from archgraph.analyses.roles.role import classify
from archgraph.analyses.strings import strings
from archgraph.analyses.usages import usages
from archgraph.discover.files import list_files
from archgraph.graphs.imports import analyse_imports
from archgraph.graphs.reach import Reach
from archgraph.model.consolidation import Decision, Plan
from archgraph.model.results.roles import RoleRecord
from archgraph.model.settings import Settings
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.plan import make_plan
from archgraph.resolve.missing import missing_names
from tests.worlds import codebase


def kindred(root: Path, files: Mapping[str, str]) -> Kindred:
    """The families of a code base."""
    base = codebase(root, files)
    mros = linearize(base)
    return families(base, mros, classify(base, mros, Settings()), find_clones(base))


def plan(root: Path, files: Mapping[str, str], settings: Settings | None = None) -> Plan:
    """The plan of a code base."""
    settings = settings or Settings(today="2026-01-31")
    base = codebase(root, files, settings)
    mros = linearize(base)
    roles = classify(base, mros, settings)
    clones = find_clones(base)
    kin = families(base, mros, roles, clones)
    strange = misnamed(base, roles, profiles(base, mros, roles, usages(base, roles)))
    keys = {key for family in kin.families for key in family.members} | {each.key for each in strange}
    used = usages(base, {**roles, **{key: RoleRecord(key, ("member",), False, (), 1.0) for key in keys}})
    standing = standings(base, kin.families, used, analyse_imports(base).modules)
    profiled = profiles(base, mros, roles, used)
    texts = strings(base)
    known = (base, mros, kin.families, kin.cards, standing, used, settings, profiled, texts, strange)
    named = list_files(root, settings).named if "pyproject.toml" in files else ()
    return make_plan(Scene(*known, missing=missing_names(base), loads=Reach(base), named=named), clones)


def decisions(made: Plan) -> dict[str, Decision]:
    """Decisions by the dotted name of the class."""
    return {each.key.class_: each for candidate in made.candidates for each in candidate.decisions}


def class_source(name: str, *methods: str, init: str = "", bases: str = "") -> str:
    """A class with these methods, each of a few statements; `init` are the parameters of its constructor."""
    parts = [f"class {name}{f'({bases})' if bases else ''}:", f'    """{name} at work."""']
    if init:
        parts += [f"    def __init__(self, {init}):", "        self.kept = {}", f"        self.held = ({init})"]
    for method in methods:
        parts += [
            f"    def {method}(self, key):",
            f"        value = self.look_{method}(key)",
            f"        return value or '{method}'",
        ]
    return "\n".join([*parts, ""])


SESSIONS = ("open_session", "close_session", "renew_session", "list_sessions")


def two_managers(importers: int = 2, **changes: str) -> dict[str, str]:
    """One service with two session managers: the second is used by `importers` modules, the first by one that calls what it has
    alone."""
    users = {
        f"shop/user{number}.py": "from shop.sessions import SessionManager\nmanager = SessionManager()\n"
        for number in range(importers)
    }
    return {
        "shop/__init__.py": "",
        "shop/old_place.py": class_source("SessionManager", *SESSIONS, "extra_report"),
        "shop/sessions.py": class_source("SessionManager", *SESSIONS),
        "shop/single.py": "from shop.old_place import SessionManager\nmanager = SessionManager()\nmanager.extra_report('a')\n",
        **users,
        **changes,
    }
