"""What clones depend on: in: one file, or the names of a code base; out: digests that stay the same while no clone can change.

An edit that touches no function or class large enough to be a clone, and no inheritance, leaves all clones as they were:
only their lines move. Whatever `find_clones` reads must be in one of the two digests; a test compares its answers with those that
are taken again (tests/unit/pipeline/test_clones_again.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from archgraph.analyses.clones.eligible import is_class, is_function
from archgraph.analyses.clones.fragment import Fragment, in_module
from archgraph.blake import blake2b
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.fingerprints import Fingerprints
from archgraph.model.facts.scopes import Scope, ScopeKind

Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """One file as clones see it: all but where its lines stand, and the places that rows can name: (name, first and last
    line), in order."""

    digest: bytes
    places: tuple[tuple[str, Lines], ...]
    classes: int
    """How many class statements the file has."""


def outlook(module: Module, section: Fingerprints) -> Outlook:
    """What clones see of a file."""
    scopes = module.outline.scopes
    seen = sorted(_seen(list(in_module(module, section))), key=lambda fragment: fragment.order)
    numbers = {fragment.print.scope: number for number, fragment in enumerate(seen)}
    insides = [_inside(scopes, index) for index, scope in enumerate(scopes) if scope.kind is ScopeKind.CLASS]
    told = (
        [(*_content(fragment), _around(fragment, numbers), _held(fragment, seen)) for fragment in seen],
        [[numbers[method.print.scope] for method in fragment.methods] for fragment in seen],
        insides,
        sorted({binding.name for binding in module.outline.bindings if not binding.scope}),
    )
    digest = blake2b(repr(told).encode(), digest_size=16).digest()
    places = tuple((fragment.name, (fragment.scope.start_line, fragment.scope.end_line)) for fragment in seen)
    return Outlook(digest, places, len(insides))


def inheritance(codebase: Codebase) -> bytes:
    """A digest of all modules and classes by name, and of what classes inherit; lines left out. Empty when a file's name is no
    text."""
    everything = (*codebase.classes.items(), *codebase.externals.items())
    numbers = {key: number for number, (key, _) in enumerate(everything)}
    told = (
        [(module.path, module.module, module.zone) for module in codebase.modules.values()],
        len(codebase.classes),
        [
            (
                key.class_,
                key.path,
                [(b.base, b.scope, numbers.get(b.key, -1) if b.key else -1) for b in record.resolved],
            )
            for key, record in everything
        ],
    )
    try:
        return blake2b(msgspec.msgpack.encode(told), digest_size=16).digest()
    except UnicodeEncodeError:
        return b""


def _seen(found: list[Fragment]) -> list[Fragment]:
    """What can be a clone, and the methods of classes that can."""
    classes = [each for each in found if each.scope.kind is ScopeKind.CLASS and is_class(each)]
    methods = {method.print.scope for each in classes for method in each.methods}
    functions = [each for each in found if each.scope.kind is not ScopeKind.CLASS]
    return [*classes, *(each for each in functions if each.print.scope in methods or is_function(each))]


def _content(fragment: Fragment) -> tuple[object, ...]:
    scope, print_ = fragment.scope, fragment.print
    length = (scope.line - scope.start_line, scope.end_line - scope.line)
    syntax = (print_.nodes, print_.statements, print_.exact, print_.shape, print_.sketch, print_.names)
    return fragment.name, fragment.kind, scope.is_async, scope.parameters, length, syntax


def _inside(scopes: tuple[Scope, ...], index: int) -> tuple[str, list[str]]:
    """A class statement: its name and those of the functions that stand directly in it."""
    return scopes[index].name, [s.name for s in scopes if s.parent == index and s.kind is ScopeKind.FUNCTION]


def _around(fragment: Fragment, numbers: dict[int, int]) -> list[int]:
    """The fragments around one, innermost first."""
    scopes, index = fragment.module.outline.scopes, fragment.scope.parent
    found: list[int] = []
    while index:
        if index in numbers:
            found.append(numbers[index])
        index = scopes[index].parent
    return found


def _held(fragment: Fragment, others: list[Fragment]) -> list[int]:
    """The fragments that stand inside one by their lines."""
    return [number for number, other in enumerate(others) if fragment.holds(other)]
