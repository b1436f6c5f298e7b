"""manager-same-name: several Managers or Registries of one name in one service."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.parallels import parallel_registries
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.results.roles import Profile
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    told = {parallel.other.key for parallel in parallel_registries(evidence)}
    groups: dict[tuple[str, str], list[Profile]] = {}
    for profile in evidence.profiles:
        record = evidence.codebase.classes[profile.key]
        if profile.zone is Zone.PRODUCTION and not profile.double and record.last:
            groups.setdefault((profile.service, record.name), []).append(profile)
    for (_, name), profiles in sorted(groups.items()):
        if len({profile.key for profile in profiles}) < 2:
            continue
        ordered = sorted(profiles, key=lambda p: (-p.importers_production, p.key))
        for profile in ordered[1:]:
            if profile.key in told:
                continue
            above = next((each for each in ordered if each is not profile and _inherits(profile, each, evidence)), None)
            if above is not None:
                yield _below(profile, above)
                continue
            yield Draft(
                path=profile.key.path,
                line=profile.key.line,
                symbol=profile.key.class_,
                message=f"{name} is also the name of {ordered[0].key.class_}.",
                evidence="; ".join(_line(each) for each in ordered),
            )


def _inherits(profile: Profile, other: Profile, evidence: Evidence) -> bool:
    return any(ancestor.key == other.key for ancestor in evidence.mros[profile.key].ancestors[1:])


def _below(profile: Profile, above: Profile) -> Draft:
    """A subclass that kept the name: no rival, but an import line still decides which one is meant."""
    name = profile.key.class_.rpartition(".")[2]
    return Draft(
        path=profile.key.path,
        line=profile.key.line,
        symbol=profile.key.class_,
        message=f"{name} inherits from {above.key.class_} and has its name.",
        evidence=f"{_line(above)}; {_line(profile)}",
        fix="Name it after what it adds.",
        severity=Severity.INFO,
    )


def _line(profile: Profile) -> str:
    return f"{profile.key.path}:{profile.key.line} ({profile.importers_production} production importers)"


RULE = Rule(
    name="manager-same-name",
    severity=Severity.WARNING,
    summary="Several Managers or Registries of one service have the same name.",
    why="Which one a reader, a test or a patch means depends on an import line; fixes go into the wrong one.",
    fix="Merge them into the one that is used most, or name each after its own duty.",
    check=_check,
    examples=(
        Example(
            "The same name in two modules of one package",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "class SessionManager:\n    def open(self): ...\n",
                "shop/user.py": "class SessionManager:\n    def close(self): ...\n",
            },
            (("shop/user.py", 1),),
        ),
        Example(
            "A subclass that kept the name: an information",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "class SessionManager:\n    def open(self): ...\n",
                "shop/user.py": "from shop import cart\n\n\nclass SessionManager(cart.SessionManager):\n"
                "    def close(self): ...\n",
            },
            (("shop/user.py", 4),),
        ),
        Example(
            "Two registries, which registry-parallel tells",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "class ToolRegistry:\n    def register(self, key, tool): ...\n",
                "shop/user.py": "class ToolRegistry:\n    def register(self, key, tool): ...\n",
            },
        ),
        Example(
            "The same name in two services",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "class SessionManager:\n    def open(self): ...\n",
                "bank/__init__.py": "",
                "bank/user.py": "class SessionManager:\n    def close(self): ...\n",
            },
        ),
    ),
)
