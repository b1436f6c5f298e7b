"""What a configuration permits: in: settings, out: one line for each setting that hides findings, and which are new.

A baseline keeps these lines: who widens a wildcard instead of fixing what it covers is seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase

import msgspec

from archgraph.model.settings import MroThresholds, Settings

_WILD = frozenset("*?[")


def permissions(settings: Settings) -> tuple[str, ...]:
    """`kind pattern (condition)`, sorted."""
    return tuple(sorted(set(_permissions(settings))))


def widened(now: Collection[str], agreed: Collection[str]) -> tuple[str, ...]:
    """Permissions that no agreed one covers: the same words, or one name that an agreed pattern matches."""
    return tuple(line for line in sorted(now) if not any(_covers(old, line) for old in agreed))


def _permissions(settings: Settings) -> Iterator[str]:
    for accept in settings.accept:
        condition = f"(rules {', '.join(sorted(accept.rules)) or 'all'}; until {accept.until or 'ever'})"
        yield from (f"accept {member} {condition}" for member in accept.members)
    yield from (f"environment-allowed {place}" for place in settings.environment_allowed)
    yield from (f"exclude {pattern}" for pattern in settings.exclude)
    yield from (f"ignore {rule}" for rule in settings.ignore)
    yield from (f"zones {rule.pattern} (value {rule.value})" for rule in settings.zones)
    usual = msgspec.structs.asdict(MroThresholds())
    for name, value in msgspec.structs.asdict(settings.mro).items():
        if value > usual[name]:
            yield f"mro {name} (up to {value})"


def _covers(old: str, new: str) -> bool:
    if old == new:
        return True
    (old_kind, old_pattern, old_condition), (kind, name, condition) = _parts(old), _parts(new)
    if (old_kind, old_condition) != (kind, condition) or _WILD.intersection(name) or kind == "mro":
        return False
    return fnmatchcase(name, old_pattern)


def _parts(line: str) -> tuple[str, str, str]:
    kind, _, rest = line.partition(" ")
    pattern, _, condition = rest.partition(" (")
    return kind, pattern, condition
