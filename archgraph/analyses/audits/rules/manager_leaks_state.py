"""manager-leaks-state: state that lives as long as the process, grows with users or agents, and is never shrunk."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.sharing.growth import BOUNDED, KEYED, growing
from archgraph.analyses.sharing.holders import CONSTRUCTORS
from archgraph.model.codebase import ClassRecord
from archgraph.model.facts.bodies import Bodies, Touch
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.results.findings import Severity
from archgraph.model.results.roles import Profile
from archgraph.model.source import Zone

_MAKING = CONSTRUCTORS | {"__new__"}


def _check(evidence: Evidence) -> Iterator[Draft]:
    for profile in evidence.profiles:
        if profile.zone is not Zone.PRODUCTION or profile.double or profile.role != "manager":
            continue
        shared = set(profile.mutable_class_state) | (set(profile.state) if profile.lifetime == "process" else set())
        names = {name for name in shared if KEYED.search(name) and not BOUNDED.search(name)}
        if names:
            yield from _leaks(evidence, profile, names)


def _leaks(evidence: Evidence, profile: Profile, names: set[str]) -> Iterator[Draft]:
    record = evidence.codebase.classes[profile.key]
    touches = [touch for touch in _touches(evidence, record) if touch.attribute in names]
    for name in sorted(names):
        grown = growing(touch for touch in touches if touch.attribute == name)
        if grown:
            yield Draft(
                path=record.path,
                line=grown[0].line,
                symbol=f"{record.class_}.{name}",
                message=f"{record.name}.{name} grows and nothing in the class takes anything out.",
                evidence=f"{len(grown)} places fill it; it lives as long as the process",
                confidence=0.7,
            )


def _touches(evidence: Evidence, record: ClassRecord) -> Iterator[Touch]:
    """How the methods of a class touch its state, constructors left out."""
    scopes = evidence.codebase.modules[record.path].outline.scopes
    inside: dict[int, str] = {}
    for index, scope in enumerate(scopes):
        if index and scope.kind is ScopeKind.FUNCTION:
            if scope.parent == record.scope:
                inside[index] = scope.name
            elif scope.parent in inside:
                inside[index] = inside[scope.parent]
    for touch in evidence.codebase.facts.section(record.path, Bodies).touches:
        is_own = touch.owner in ("self", "cls", record.name)
        if is_own and touch.function in inside and inside[touch.function] not in _MAKING:
            yield touch


_HEAD = "class CartManager:\n    _by_user = {}\n\n    def open(self, user):\n        self._by_user[user] = []\n"

RULE = Rule(
    name="manager-leaks-state",
    severity=Severity.WARNING,
    summary="Shared state grows with users or agents and is never shrunk.",
    why="The process grows until it is restarted, and what one user left behind is there for the next.",
    fix="Remove the entry when the user, agent or session ends, or bound the store (size, time, weak references).",
    check=_check,
    examples=(
        Example(
            "A class attribute that is only filled",
            {"shop/__init__.py": "", "shop/cart.py": _HEAD},
            (("shop/cart.py", 5),),
        ),
        Example(
            "One that is emptied again",
            {
                "shop/__init__.py": "",
                "shop/cart.py": _HEAD + "\n    def close(self, user):\n        self._by_user.pop(user, None)\n",
            },
        ),
    ),
    limits="State that a method returns or goes through is not judged: parts of it may be taken out under another name."
    " Registries are there to be filled, and left out.",
)
