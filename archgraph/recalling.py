"""What a result of an earlier run rests on: in: a tree and the state of its files; out: a key that changes with any of it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from archgraph.blake import blake2b
from archgraph.extract.stamps import folder_names
from archgraph.extract.version import package_digest
from archgraph.pipeline.ground import Tree


def state_key(tree: Tree, state: str, *more: object) -> str:
    """All that a result depends on: archgraph itself, the content of all files (`state`), settings, the day, what is
    installed, and `more`; "" when the content is not known, or a file's name is no text: its result cannot be kept."""
    if not state:
        return ""
    environment = tree.environment
    parts = (
        package_digest(),
        state,
        tree.settings,
        tree.settings.today or datetime.now(UTC).date().isoformat(),
        tree.listing,
        environment,
        folder_names((*environment.site, *environment.stdlib)),
        *more,
    )
    try:
        return blake2b(msgspec.msgpack.encode(parts), digest_size=16).hexdigest()
    except UnicodeEncodeError:
        return ""
