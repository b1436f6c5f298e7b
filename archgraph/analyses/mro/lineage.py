"""What classes have from whom, in full: in: code base, MROs and some classes, out: their lanes and member tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archgraph.analyses.mro.landing import lanes
from archgraph.analyses.mro.member import Definitions
from archgraph.analyses.mro.members import member_table
from archgraph.analyses.mro.providers import Providers
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results.members import Lineage
from archgraph.model.results.mro import Mro


def lineages(
    codebase: Codebase, mros: Mapping[ClassKey, Mro], keys: Iterable[ClassKey], definitions: Definitions
) -> Mapping[ClassKey, Lineage]:
    """The lineages of these classes, in key order. `definitions` must hold them and their ancestors."""
    providers = Providers(codebase, definitions)
    return {
        key: Lineage(key, lanes(mros[key], providers), member_table(codebase, mros, key, providers))
        for key in sorted(set(keys))
    }
