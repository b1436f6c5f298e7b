"""registry-parallel: registries of production code for the same things that share no root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.topology.kinship import kinship
from archgraph.model.codebase import ClassKey
from archgraph.model.results import Profile, Severity
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    families: dict[tuple[str, str], list[Profile]] = {}
    for profile in evidence.profiles:
        is_counted = profile.role == "registry" and profile.zone is Zone.PRODUCTION and not profile.double
        if is_counted and profile.family:
            families.setdefault((profile.service, profile.family), []).append(profile)
    several = [profile.key for profiles in families.values() if len(profiles) > 1 for profile in profiles]
    built_on = {kin.child: kin.parent for kin in kinship(evidence.codebase, evidence.mros, several)}
    for (_, family), profiles in families.items():
        roots = sorted(_roots(built_on, profiles), key=lambda each: (-each.importers_production, each.key))
        for other in roots[1:]:
            yield _draft(family, roots[0], other, evidence)


def _roots(built_on: Mapping[ClassKey, ClassKey], profiles: list[Profile]) -> list[Profile]:
    """Those that neither inherit from nor hold another of them."""
    keys = {profile.key for profile in profiles}
    return [profile for profile in profiles if built_on.get(profile.key) not in keys]


def _draft(family: str, first: Profile, other: Profile, evidence: Evidence) -> Draft:
    keys = {name: _keys(evidence, name) for name in (first.key.class_, other.key.class_)}
    shared = sorted(keys[first.key.class_] & keys[other.key.class_])
    return Draft(
        path=other.key.path,
        line=other.key.line,
        symbol=other.key.class_,
        message=f"{other.key.class_} is a registry of the family {family} beside {first.key.class_}.",
        evidence=f"keys in both: {', '.join(shared)}" if shared else "neither builds on the other",
        confidence=0.9 if shared else 0.6,
    )


def _keys(evidence: Evidence, registry: str) -> set[str]:
    """The keys under which production code registers something."""
    return {
        row.key
        for row in evidence.registrations
        if row.registry == registry and row.operation == "register" and row.zone is Zone.PRODUCTION and row.key
    }


def _registry(name: str, base: str = "") -> str:
    return f"class {name}{base}:\n    def register(self, key, value): ...\n"


RULE = Rule(
    name="registry-parallel",
    severity=Severity.WARNING,
    summary="Two registries of one service keep the same sort of things.",
    why="What is registered in one is not found in the other; which one a caller asks is chance.",
    fix="Keep one, or let one inherit from the other and share its store.",
    check=_check,
    examples=(
        Example(
            "Two registries of tools that know nothing of each other",
            {
                "shop/__init__.py": "",
                "shop/one.py": _registry("ToolRegistry"),
                "shop/two.py": _registry("UnifiedToolRegistry"),
            },
            (("shop/two.py", 1),),
        ),
        Example(
            "A registry and its child",
            {
                "shop/__init__.py": "",
                "shop/one.py": _registry("ToolRegistry"),
                "shop/two.py": "from shop.one import ToolRegistry\n\n"
                + _registry("UnifiedToolRegistry", "(ToolRegistry)"),
            },
        ),
        Example(
            "A registry that holds another and asks it",
            {
                "shop/__init__.py": "",
                "shop/one.py": _registry("ToolRegistry"),
                "shop/two.py": "from shop.one import ToolRegistry\n\n"
                + _registry("UnifiedToolRegistry")
                + "    def __init__(self, parent: ToolRegistry):\n        self._parent = parent\n",
            },
        ),
    ),
    limits="Families go by names; what two registries hold is compared by the keys that stand in the code.",
)
