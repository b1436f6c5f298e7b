"""Agreed exceptions: in: the settings; out: the reason why a class is left as it is, and which entries were used."""

from __future__ import annotations

from datetime import UTC, datetime
from fnmatch import fnmatchcase

from archgraph.model.codebase import ClassKey
from archgraph.model.settings import Settings

RULE = "consolidation"


def agreed(settings: Settings, key: ClassKey) -> str:
    """The reason of the first `[[tool.archgraph.accept]]` entry in force that names the class; "" when none does."""
    today = settings.today or datetime.now(UTC).date().isoformat()
    for accept in settings.accept:
        in_force = not accept.until or accept.until >= today
        concerned = not accept.rules or any(fnmatchcase(RULE, pattern) for pattern in accept.rules)
        names = any(fnmatchcase(key.class_, m) or fnmatchcase(key.path, m) for m in accept.members)
        if in_force and concerned and names:
            return accept.reason
    return ""
