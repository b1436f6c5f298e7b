"""Whether test code hands over: in: a function or class of a test, out: does it call or inherit the original."""

from __future__ import annotations

from collections.abc import Mapping

from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.facts.uses import Uses
from archgraph.model.results.mro import Mro


class Delegation:
    """Looks at calls in the piece and at the MRO of a class."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> None:
        self._codebase = codebase
        self._mros = mros
        self._keys = {(key.path, key.line): key for key in codebase.classes}

    def found(self, module: Module, line: int, kind: str, production: str) -> bool:
        """Does what begins on that line call the production symbol, or inherit from it?"""
        key = self._keys.get((module.path, line)) if kind == "class" else None
        if key is not None and any(ancestor.name == production for ancestor in self._mros[key].ancestors[1:]):
            return True
        return self._calls(module, line, last_name(production))

    def _calls(self, module: Module, line: int, name: str) -> bool:
        scopes = module.outline.scopes
        own = next((scope for scope in scopes[1:] if scope.line == line), None)
        if own is None:
            return False
        called = self._codebase.facts.section(module.path, Uses).calls
        inside = (call for call in called if own.line < call.line <= own.end_line)
        return any(last_name(call.func) == name and not call.func.startswith("self.") for call in inside)
