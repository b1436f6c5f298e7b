"""critical-value: configured values that are missing, forbidden or contradictory in production code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import Module
from archgraph.model.expr import Literal
from archgraph.model.results.findings import Severity
from archgraph.model.results.strings import standing
from archgraph.model.settings import CriticalValue, Settings
from archgraph.model.source import Zone


class _Given(NamedTuple):
    """A text that stands for a critical value at a place; `how`: default or constant."""

    text: str
    path: str
    line: int
    symbol: str
    how: str


def _check(evidence: Evidence) -> Iterator[Draft]:
    critical = evidence.settings.critical
    names = {value.name for value in critical}
    if not names:
        return
    given = _given(evidence, names)
    named = _named(evidence, names)
    for value in critical:
        yield from _missing(value, [evidence.codebase.modules[path] for path in sorted(named[value.name])])
        yield from _wrong(value, given[value.name])


def _given(evidence: Evidence, names: set[str]) -> Mapping[str, list[_Given]]:
    """Name → its defaults and constants in production, by place."""
    found: dict[str, list[_Given]] = {name: [] for name in names}
    for access in (*evidence.environment, *evidence.owner_reads):
        text = _text(access.default)
        if access.key in names and access.zone is Zone.PRODUCTION and text:
            home = evidence.codebase.modules[access.path].module
            symbol = f"{home}.{access.function}" if access.function else home
            found[access.key].append(_Given(text, access.path, access.line, symbol, "default"))
    for module in _production(evidence):
        for binding in module.outline.bindings:
            value = binding.value.value if isinstance(binding.value, Literal) else None
            if binding.name in names and isinstance(value, str) and value and value != binding.name:
                symbol = f"{symbol_of(module, binding.scope)}.{binding.name}"
                found[binding.name].append(_Given(value, module.path, binding.line, symbol, "constant"))
    return found


def _text(default: str) -> str:
    """The text of a string literal as source, "" for anything else."""
    quoted = len(default) > 1 and default[0] == default[-1] and default[0] in "'\""
    return default[1:-1] if quoted else ""


def _named(evidence: Evidence, names: set[str]) -> Mapping[str, set[str]]:
    """Name → paths of production in which it stands as a text or as a name."""
    found: dict[str, set[str]] = {name: set() for name in names}
    for use in standing(evidence.strings, names):
        found[use.value].update(path for path, _ in use.places)
    for access in evidence.environment:
        if access.key in names:
            found[access.key].add(access.path)
    for module in _production(evidence):
        for binding in module.outline.bindings:
            if binding.name in names:
                found[binding.name].add(module.path)
    paths = {module.path for module in _production(evidence)}
    return {name: places & paths for name, places in found.items()}


def _production(evidence: Evidence) -> Iterator[Module]:
    return (module for module in evidence.codebase.modules.values() if module.zone is Zone.PRODUCTION)


def _missing(value: CriticalValue, modules: list[Module]) -> Iterator[Draft]:
    because = f" It is needed: {value.reason}." if value.reason else ""
    for where in value.required or ("",):
        if not any(_is_in(module, where) for module in modules):
            place = where or "production code"
            text = f"{value.name} is critical and stands nowhere in {place}.{because}"
            yield Draft("", 0, value.name, text, evidence=f"named in {len(modules)} files of production")


def _is_in(module: Module, where: str) -> bool:
    """Whether a module is of a service, in a package, or at a path; "": always."""
    inside = f"{module.module}.".startswith(f"{where}.") or f"{module.path}".startswith(f"{where.rstrip('/')}/")
    return not where or module.service == where or inside or fnmatchcase(module.path, where)


def _wrong(value: CriticalValue, given: list[_Given]) -> Iterator[Draft]:
    counts = Counter(each.text for each in given)
    usual = min(counts, key=lambda text: (-counts[text], text), default="")
    for each in given:
        if _matches(each.text, value.forbidden):
            yield _draft(value, each, "which is forbidden", f"forbidden: {', '.join(value.forbidden)}")
        elif value.values and not _matches(each.text, value.values):
            yield _draft(value, each, "which is none of its values", f"allowed: {', '.join(value.values)}")
        elif not value.values and each.text != usual:
            other = next(one for one in given if one.text == usual)
            yield _draft(value, each, "and another one elsewhere", f"{usual!r} at {other.path}:{other.line}")


def _matches(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def _draft(value: CriticalValue, given: _Given, verdict: str, evidence: str) -> Draft:
    because = f"; {value.reason}" if value.reason else ""
    return Draft(
        path=given.path,
        line=given.line,
        symbol=given.symbol,
        message=f"The critical {value.name} has the {given.how} {given.text!r} here, {verdict}.",
        evidence=evidence + because,
    )


_INDEX = Settings(critical=(CriticalValue("API_URL", ("https://*",), ("*localhost*",), required=("shop", "mail")),))
_PLAIN = Settings(critical=(CriticalValue("API_URL"),))

RULE = Rule(
    name="critical-value",
    severity=Severity.ERROR,
    summary="A value on which everything depends is missing, forbidden or contradictory.",
    why="Such a value is changed in one place, and what depends on it fails in another, often only where it is run for users.",
    fix="Read the value from one place, give it a value that the configuration allows, or change the configuration on purpose.",
    check=_check,
    examples=(
        Example(
            "A forbidden default, a constant that is not allowed, and a service that does not name it",
            {
                "shop/__init__.py": "",
                "mail/__init__.py": "",
                "shop/a.py": "import os\n\nurl = os.environ.get('API_URL', 'http://localhost')\n",
                "shop/b.py": "API_URL = 'http://example.com'\n",
            },
            (("", 0), ("shop/a.py", 3), ("shop/b.py", 1)),
            _INDEX,
        ),
        Example(
            "Two defaults that contradict each other",
            {
                "shop/__init__.py": "",
                "shop/a.py": "import os\n\nurl = os.environ.get('API_URL', 'https://a')\nsame = os.getenv('API_URL', 'https://a')\n",
                "shop/b.py": "API_URL = 'https://b'\n",
            },
            (("shop/b.py", 1),),
            _PLAIN,
        ),
        Example(
            "As the configuration says, and whatever a test likes",
            {
                "shop/__init__.py": "",
                "mail/__init__.py": "KEYS = ['API_URL']\n",
                "shop/a.py": "import os\n\nurl = os.environ.get('API_URL', 'https://a')\n",
                "tests/test_a.py": "API_URL = 'http://localhost'\n",
            },
            settings=_INDEX,
        ),
    ),
    limits="Needs `[[tool.archgraph.critical]]`. Values in files that are no Python are not read.",
)
