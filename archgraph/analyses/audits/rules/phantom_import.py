"""phantom-import: imports of modules of the code base that do not exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, ImportEdge, Origin
from archgraph.model.facts.outline import ImportKind
from archgraph.model.facts.uses import Uses
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone

_ADDS = re.compile(r"(.+\.)?meta_path\.(append|insert|extend)")
_EXTENDS = ("extend_path", "declare_namespace")


def _check(evidence: Evidence) -> Iterator[Draft]:
    missing = [edge for edge in evidence.codebase.imports if edge.scope is Origin.UNRESOLVED]
    wanted = Counter(edge.imported for edge in missing)
    lived_in = {edge.imported.partition(".")[0] for edge in evidence.codebase.imports if _is_found_below(edge)}
    hooks = _hooks(evidence.codebase) if missing else {}
    elsewhere = {name: reason for name in wanted if (reason := _elsewhere(name, evidence.codebase, lived_in, hooks))}
    for edge in missing:
        is_guarded = edge.kind in (ImportKind.GUARDED, ImportKind.TYPE_CHECKING)
        reason = elsewhere.get(edge.imported, "")
        yield Draft(
            path=edge.path,
            line=edge.line,
            symbol=edge.importer,
            message=f"{edge.importer} imports {edge.imported}, "
            + ("which is not among the files that were read." if reason else "which does not exist."),
            evidence=f"{_imports(wanted[edge.imported])} of it in the code base; this one is {edge.kind.value}"
            + (f"; {reason}" if reason else ""),
            confidence=0.3 if reason else 1.0,
            severity=Severity.INFO if reason else Severity.WARNING if is_guarded else None,
        )


def _imports(number: int) -> str:
    return "1 import" if number == 1 else f"{number} imports"


def _hooks(codebase: Codebase) -> dict[str, str]:
    """Top-level package → the module of its production code that adds a finder of its own to Python's."""
    found: dict[str, str] = {}
    for path, uses in codebase.facts.sections(Uses, having="meta_path"):
        module = codebase.modules[path]
        if module.zone is Zone.PRODUCTION and any(_ADDS.fullmatch(call.func) for call in uses.calls):
            found.setdefault(module.module.partition(".")[0], module.module)
    return found


def _elsewhere(imported: str, codebase: Codebase, lived_in: Collection[str], hooks: Mapping[str, str]) -> str:
    """Why a module that the code base does not have may be there all the same; "" when nothing says so."""
    parts = imported.split(".")
    if parts[0] in hooks:
        return f"{hooks[parts[0]]} adds a finder to sys.meta_path, which may make it"
    for depth in range(1, len(parts)):
        package = ".".join(parts[:depth])
        path = codebase.by_name.get(package)
        if path is not None and _extends_its_path(codebase, path):
            return f"{package} takes in modules from other folders (__path__)"
        if codebase.is_compiled(package, parts[depth]):
            return f"{package}.{parts[depth]} is a compiled module: one stands here, or a stub of it, or a project file says so"
    top = parts[0]
    if not top or top in codebase.by_name or top in lived_in:
        return ""
    return f"the folder {top} has no __init__.py, and no import finds anything in it: an installed package may be meant"


def _is_found_below(edge: ImportEdge) -> bool:
    return edge.scope is Origin.INTERNAL and "." in edge.imported


def _extends_its_path(codebase: Codebase, path: str) -> bool:
    if any(binding.name == "__path__" for binding in codebase.modules[path].outline.bindings):
        return True
    calls = codebase.facts.section(path, Uses).calls
    return any(call.func.startswith("__path__.") or last_name(call.func) in _EXTENDS for call in calls)


RULE = Rule(
    name="phantom-import",
    severity=Severity.ERROR,
    summary="An import names a module of the code base that does not exist.",
    why="The import fails as soon as it is executed: on start, on the first call, or, behind `try`, by silently taking"
    " the other path for ever.",
    fix="Import the module that replaced it, or remove the import and what depends on it.",
    check=_check,
    examples=(
        Example(
            "A module that was moved",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "from shop.prices import price\n",
                "shop/pricing.py": "price = 1\n",
            },
            (("shop/cart.py", 1),),
        ),
        Example(
            "Modules that may come from another distribution: an information",
            {
                "shop/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n",
                "shop/cart.py": "import shop.plugins.post\n",
                "alembic/versions/first.py": "from alembic import op\n",
            },
            (("alembic/versions/first.py", 1), ("shop/cart.py", 1)),
        ),
        Example(
            "Modules that are compiled: an information",
            {"shop/__init__.py": "", "shop/fast.pyx": "", "shop/cart.py": "from shop.fast import add\n"},
            (("shop/cart.py", 1),),
        ),
        Example(
            "Modules that a finder of the code base may make: an information",
            {
                "shop/__init__.py": "import sys\nfrom shop.finder import Finder\n\nsys.meta_path.insert(0, Finder())\n",
                "shop/finder.py": "class Finder: ...\n",
                "shop/cart.py": "import shop.later.numpy\n",
            },
            (("shop/cart.py", 1),),
        ),
        Example(
            "A package from outside, and a module that exists",
            {"shop/__init__.py": "", "shop/cart.py": "import requests\nimport shop.pricing\n", "shop/pricing.py": ""},
        ),
    ),
    limits="Modules that are put into `sys.modules` at run time are not known, nor what import hooks make; names missing in"
    " a module that exists are `phantom-name`.",
)
