"""What stands before all names when PATH is in a package; in: the listing and spelled names, out: PATH's own name."""

from __future__ import annotations

import sys
from collections.abc import Collection

from archgraph.model.source import Listing

_NAMESPACES = 3
"""How many folders without `__init__.py` above PATH can be namespaces of its package."""


def outer_name(listing: Listing, places: Collection[str], spelled: Collection[str]) -> str:
    """The dotted name of PATH: as `__init__.py` files say, unless the tree's own imports spell it shorter or longer.

    Longer: PATH lies in a namespace package (`google/cloud/storage`, PEP 420), or is a bare folder that imports name
    (`scripts`). Shorter: a stray `__init__.py` above the code, or at a repository's top. `places`: modules as `a/b`.
    """
    usual = listing.package.count(".") + 1 if listing.package else 0
    is_project = "." in listing.projects
    if (is_project and not usual) or _votes(listing.package, places, spelled):
        return listing.package
    parts = listing.root.replace("\\", "/").strip("/").split("/")
    # Only a project's top can have a stray `__init__.py`: a package that imports relatively spells others' names alone.
    least, most = (0 if is_project else 1), min(usual + _NAMESPACES, len(parts))
    names = [".".join(parts[len(parts) - count :]) for count in range(least, most + 1)]
    votes = {name: _votes(name, places, spelled) for name in names}
    best = max(votes, key=lambda name: (votes[name], len(name)))
    return best if votes[best] else listing.package


def _votes(outer: str, places: Collection[str], spelled: Collection[str]) -> int:
    """How many spelled names lead to a module when PATH is called `outer`."""
    start = f"{outer}." if outer else ""
    return sum(
        word[len(start) :].replace(".", "/") in places
        for word in spelled
        if word.startswith(start) and (outer or word.partition(".")[0] not in sys.stdlib_module_names)
    )
