"""registry-getter-not-shared: a getter of a Registry or Manager gives another instance each time."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.topology.getters import new_each_time
from archgraph.model.results.findings import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    profiles = {profile.key: profile for profile in evidence.profiles}
    singletons = {key for key, profile in profiles.items() if "keeps itself" in " ".join(profile.evidence)}
    for getter in new_each_time(evidence.codebase, evidence.profiles):
        profile = profiles[getter.class_]
        if getter.class_ in singletons:
            continue
        name = getter.class_.class_.rpartition(".")[2]
        kept = f"; {profile.instances[0]} is kept beside it" if profile.instances else ""
        yield Draft(
            path=getter.path,
            line=getter.line,
            symbol=getter.symbol,
            message=f"{getter.symbol.rpartition('.')[2]} makes a new {name} for each caller.",
            evidence=f"line {getter.made_on} returns a call of {getter.class_.class_}{kept}",
            confidence=0.9 if profile.instances else 0.7,
            severity=None if profile.role == "registry" or profile.instances else Severity.INFO,
        )


_REGISTRY = "class ToolRegistry:\n    def register(self, name, tool): ...\n\n"

RULE = Rule(
    name="registry-getter-not-shared",
    severity=Severity.WARNING,
    summary="A getter of a Registry or Manager gives another instance each time.",
    why="What one caller registers, the next one does not find; each believes to hold the one that all share.",
    fix="Keep the instance in the module or with functools.cache, or call the function create_… or new_….",
    check=_check,
    examples=(
        Example(
            "A getter that makes one",
            {
                "shop/__init__.py": "",
                "shop/tools.py": _REGISTRY + "def get_registry():\n    return ToolRegistry()\n",
            },
            (("shop/tools.py", 4),),
        ),
        Example(
            "Kept by the module, kept by a decorator, one for whom it is asked, and a name that says new",
            {
                "shop/__init__.py": "",
                "shop/tools.py": "from functools import cache\n\n"
                + _REGISTRY
                + "tools = ToolRegistry()\n\ndef get_registry():\n"
                "    return tools\n\n@cache\ndef get_cached_registry():\n    return ToolRegistry()\n\n"
                "def get_registry_of(user):\n    return ToolRegistry()\n\ndef create_registry():\n    return ToolRegistry()\n",
            },
        ),
    ),
    limits="Only functions that return nothing but a call of the class without arguments. Classes made for one user or request"
    " are left out; a class that keeps its instance itself is known by its class attribute.",
)
