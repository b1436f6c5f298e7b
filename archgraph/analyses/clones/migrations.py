"""Revisions of a database's schema: in: fragments; out: whether they stand in such files.

What was run once is history: nobody rewrites a revision to share code with another, and its step down undoes its step up.
Django's migrations are told by their names (`boilerplate.py`); Alembic's name the one below
(https://alembic.sqlalchemy.org/en/latest/tutorial.html).
"""

from __future__ import annotations

from archgraph.analyses.clones.fragment import Fragment

_BELOW = "down_revision"


class Revisions:
    """Knows which files are revisions."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def hold(self, fragment: Fragment) -> bool:
        """Whether a fragment stands in a revision."""
        module = fragment.module
        if module.path not in self._known:
            bindings = module.outline.bindings
            self._known[module.path] = any(each.name == _BELOW and not each.scope for each in bindings)
        return self._known[module.path]
