"""leak-shared-state: containers of modules and classes that grow with users, agents or sessions and are never shrunk."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.sharing.sharing import Leak
from archgraph.model.results.findings import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    managers = {profile.key for profile in evidence.profiles}
    homes = {leak.module for leak in evidence.leaks}
    taken = {(e.imported, name) for e in evidence.codebase.imports if e.imported in homes for name in e.names}
    for leak in evidence.leaks:
        if leak.class_ not in managers and (leak.class_ or (leak.module, leak.name) not in taken):
            yield _draft(leak)


def _draft(leak: Leak) -> Draft:
    owner = "class" if leak.class_ else "module"
    return Draft(
        path=leak.path,
        line=leak.line,
        symbol=leak.symbol,
        message=f"{leak.holder}{leak.name} grows and nothing in the {owner} takes anything out.",
        evidence=f"{leak.places} {'place fills' if leak.places == 1 else 'places fill'} it; it belongs to the {owner} and lives"
        " as long as the process",
        confidence=0.6,
    )


_NAME = "_sessions = {}\n\n\ndef open(user):\n    _sessions[user] = []\n"
_CLASS = "class Feed:\n    _by_user = {}\n\n    def open(self, user):\n        self._by_user[user] = []\n"

RULE = Rule(
    name="leak-shared-state",
    severity=Severity.WARNING,
    summary="A container of a module or class grows with users, agents or sessions and is never shrunk.",
    why="The process grows until it is restarted, and what one user left behind is there for the next.",
    fix="Remove the entry when the user, agent or session ends, or bound the store (size, time, weak references).",
    check=_check,
    examples=(
        Example(
            "A module's name and a class attribute that are only filled",
            {"shop/__init__.py": "", "shop/a.py": _NAME, "shop/b.py": _CLASS},
            (("shop/a.py", 5), ("shop/b.py", 5)),
        ),
        Example(
            "Emptied again, handed out, filled elsewhere, and named after nothing that comes and goes",
            {
                "shop/__init__.py": "",
                "shop/a.py": _NAME + "\n\ndef close(user):\n    _sessions.pop(user, None)\n",
                "shop/b.py": _CLASS + "\n    def all(self):\n        return self._by_user\n",
                "shop/c.py": _NAME,
                "shop/d.py": "from shop.c import _sessions\n",
                "shop/e.py": _NAME.replace("_sessions", "_formats"),
            },
        ),
    ),
    limits="Managers are judged by manager-leaks-state, registries not at all. What is filled from another file is not judged.",
)
