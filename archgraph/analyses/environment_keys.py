"""Keys of the environment: in, an access and where it stands; out, the keys that it names, through constants too."""

from __future__ import annotations

from collections.abc import Mapping

from archgraph.analyses.constants import Constants
from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import Expr, Literal, Sequence
from archgraph.model.facts.accesses import Access
from archgraph.model.facts.bindings import BindingKind


class Keys:
    """What the keys of accesses stand for."""

    def __init__(self, codebase: Codebase) -> None:
        self._constants = Constants(codebase)
        self._bound_once: dict[str, Mapping[str, str]] = {}

    def of(self, module: Module, access: Access) -> tuple[str, ...]:
        """The keys of an access, one of a row each (`update` and `patch` can have several); "" when it is not known."""
        items = access.key.items if isinstance(access.key, Sequence) else (access.key,)
        return tuple(dict.fromkeys(self._key(module, access.scope, item) for item in items)) or ("",)

    def _key(self, module: Module, scope: int, key: Expr | None) -> str:
        if isinstance(key, Literal):
            return key.value if isinstance(key.value, str) else ""
        if not isinstance(key, str):
            return ""
        if "." in key:
            return self._constants.text(module, scope, key)
        if _is_parameter(module, scope, key):
            return ""
        inside = self._constants.bound_in(module).get((scope, key), "") if scope else ""
        taken = self._constants.text(module, scope, key) if key.isupper() and not self._is_bound(module, key) else ""
        return inside or self._of_module(module).get(key, "") or taken

    def _is_bound(self, module: Module, name: str) -> bool:
        return any(binding.name == name for binding in module.outline.bindings)

    def _of_module(self, module: Module) -> Mapping[str, str]:
        """Names of the module that are bound once, to a string."""
        if module.path not in self._bound_once:
            self._bound_once[module.path] = bound_once(module)
        return self._bound_once[module.path]


def _is_parameter(module: Module, scope: int, name: str) -> bool:
    scopes = module.outline.scopes
    while scope and name not in scopes[scope].parameters:
        scope = scopes[scope].parent
    return bool(scope)


def bound_once(module: Module) -> Mapping[str, str]:
    """Names of a module's top level that are bound once, to a string, and that string."""
    found: dict[str, str | None] = {}
    for binding in module.outline.bindings:
        if not binding.scope and binding.kind in (BindingKind.ASSIGN, BindingKind.ANNOTATE):
            value = binding.value.value if isinstance(binding.value, Literal) else None
            is_new = binding.name not in found
            found[binding.name] = value if is_new and isinstance(value, str) else None
    return {name: value for name, value in found.items() if value is not None}
