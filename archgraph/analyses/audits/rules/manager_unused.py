"""manager-unused: Managers and Registries of production code that no code uses."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from zlib import crc32

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.facts.fingerprints import Fingerprints
from archgraph.model.results.findings import Severity
from archgraph.model.results.roles import Profile
from archgraph.model.results.strings import standing, values_of
from archgraph.model.source import Zone

_TESTS = frozenset({Zone.TEST, Zone.TESTINFRA})


def _check(evidence: Evidence) -> Iterator[Draft]:
    zones: dict[str, set[Zone]] = {}
    for usage in evidence.usages:
        zones.setdefault(usage.target, set()).add(usage.zone)
    for profile in evidence.profiles:
        found = zones.get(profile.key.class_, set())
        if profile.zone is not Zone.PRODUCTION or profile.double or found - _TESTS or profile.subclasses:
            continue
        if (named := _named(profile, evidence)) == profile.key.class_ or _is_mentioned(profile, evidence):
            continue
        yield Draft(
            path=profile.key.path,
            line=profile.key.line,
            symbol=profile.key.class_,
            message=f"{_name(profile)} is used by tests only." if found else f"{_name(profile)} is not used at all.",
            evidence=f"{profile.lines} lines; no import, instantiation, subclass or annotation outside tests"
            + (f"; another file has its name as a text: {named}" if named else ""),
            confidence=0.4 if named else 0.6,
            severity=Severity.INFO if found or named else None,
        )


def _is_mentioned(profile: Profile, evidence: Evidence) -> bool:
    """Whether a function beside the class has its name: `MANAGERS = {"a": CartManager}` in a function of the file."""
    path, wanted = profile.key.path, crc32(_name(profile).encode()) & 0xFFFF
    scopes = evidence.codebase.modules[path].outline.scopes
    own = scopes[evidence.codebase.classes[profile.key].scope]
    return any(
        wanted in array("H", print_.names)
        for print_ in evidence.codebase.facts.section(path, Fingerprints).prints
        if not own.line <= scopes[print_.scope].line <= own.end_line
    )


def _named(profile: Profile, evidence: Evidence) -> str:
    """How a text outside its file and the tests names the class: its dotted name, its bare name, or "" when none does."""
    dotted, bare = profile.key.class_, _name(profile)
    found = ""
    ending = [value for value in values_of(evidence.strings) if value.endswith(bare)]
    for use in standing(evidence.strings, [value for value in ending if value.replace(":", ".") in (dotted, bare)]):
        zones = {evidence.codebase.modules[path].zone for path, _ in use.places if path != profile.key.path}
        if zones - _TESTS:
            found = max(found, dotted if len(use.value) > len(bare) else bare, key=len)
    return found


def _name(profile: Profile) -> str:
    return profile.key.class_.rpartition(".")[2]


RULE = Rule(
    name="manager-unused",
    severity=Severity.WARNING,
    summary="A Manager or Registry of production code is not used.",
    why="It is read, maintained and counted as an alternative to the one that is in use.",
    fix="Delete it with its tests, or use it where something else does its work.",
    check=_check,
    examples=(
        Example(
            "A manager that nothing imports",
            {"shop/__init__.py": "", "shop/cart.py": "class CartManager:\n    def add(self, item): ...\n"},
            (("shop/cart.py", 1),),
        ),
        Example(
            "A manager that a function of its file hands out",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "def manager_of(kind):\n    return {'cart': CartManager}[kind]\n\n\nclass CartManager:\n"
                "    def add(self, item):\n        return CartManager\n",
            },
        ),
        Example(
            "A manager that is loaded by its name",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "class CartManager:\n    def add(self, item): ...\n",
                "shop/app.py": "carts = load('shop.cart.CartManager')\n",
            },
        ),
        Example(
            "A manager that is used through an alias",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "class CartManager:\n    def add(self, item): ...\n",
                "shop/app.py": "from shop.cart import CartManager as Carts\n\ncarts = Carts()\n",
            },
        ),
    ),
    limits="Use by name only is seen where another file has the dotted name as a text (`'shop.cart.CartManager'`,"
    " `'shop.cart:CartManager'`); names that are put together, and those in files that are no code, are not seen: hence the"
    " confidence of 0.6. A function of the same file that has the name counts as a use; names are compared by 16 bits of their"
    " hashes.",
)
