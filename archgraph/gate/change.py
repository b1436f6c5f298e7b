"""What changed between two states: records only, each a sentence that a reviewer needs."""

from __future__ import annotations

from archgraph.gate.scorecard import Decision
from archgraph.model.source import Row


class Change(Row, frozen=True):
    """One difference (a row of comparison.csv). `what` is one of the words of WHAT; `old` and `new` are "" when absent.

    Of a duplicate `old` and `new` name what it was, or is, a copy of.
    """

    what: str
    subject: str
    path: str
    old: str
    new: str


WHAT = {
    "finding_new": "New findings",
    "finding_fixed": "Findings fixed",
    "finding_out_of_sight": "Findings out of sight: their file is broken",
    "mro_changed_from_afar": "MROs that changed although their own file did not",
    "landing_changed_from_afar": "Methods that land elsewhere although their class's file did not change",
    "cycle_made": "Import cycles made",
    "cycle_broken": "Import cycles broken",
    "cycle_changed": "Import cycles that grew or shrank",
    "manager_plus": "Managers more",
    "manager_minus": "Managers less",
    "registry_plus": "Registries more",
    "registry_minus": "Registries less",
    "class_added": "Classes added",
    "class_gone": "Classes gone",
    "class_moved": "Classes moved",
    "class_renamed": "Classes renamed",
    "module_added": "Modules added",
    "module_gone": "Modules gone",
    "module_moved": "Modules moved",
    "mro_changed": "MROs changed",
    "landing_changed": "Methods that land elsewhere",
    "duplicate_made": "Duplicates made",
    "duplicate_removed": "Duplicates removed",
    "import_added": "Imports added",
    "import_gone": "Imports gone",
    "figure": "Figures",
}
"""The kinds of changes with their headings, in the order of a report: what a reviewer must act on before what merely differs."""


class Comparison(Row, frozen=True):
    """All changes from `old` to `new`, sorted by kind, subject and path; the scorecard of the new state."""

    old: str
    new: str
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...] = ()
    incomplete: tuple[str, ...] = ()
    """Files of either state of which nothing is known."""

    @property
    def nothing(self) -> bool:
        """Whether the two states are the same."""
        return not self.changes
