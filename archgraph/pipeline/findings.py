"""The way of the rules: in: a code base; out: what they find, with what that rests on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec.structs import replace

from archgraph.analyses.audits.audit import audit
from archgraph.blake import blake2b
from archgraph.extract.stamps import folder_names
from archgraph.extract.texts import Texts
from archgraph.extract.version import package_digest
from archgraph.model.analysis import Analysis
from archgraph.pipeline.clones_again import ClonesAgain
from archgraph.pipeline.clones_beside import CloneSearch
from archgraph.pipeline.ground import Ground
from archgraph.pipeline.inquiry import Inquiry
from archgraph.pipeline.memory import Memory
from archgraph.pipeline.pairs_again import PairsAgain
from archgraph.pipeline.reached import Reached
from archgraph.pipeline.strings_again import StringsAgain
from archgraph.pipeline.unexplored import unexplored
from archgraph.timing import Clock


def inquire(ground: Ground, clock: Clock) -> Inquiry:
    """The questions that can be asked about a code base."""
    known = (ground.codebase, ground.settings, ground.graph, ground.mros, clock)
    codebase, entries, shelf, folder = ground.codebase, ground.facts.entries, ground.facts.shelf, str(ground.root)
    frame = _frame(ground)
    reached = Reached(codebase, ground.mros, entries)
    again = ClonesAgain(codebase, entries, shelf, folder, lambda: reached.inheritance)
    return Inquiry(
        *known,
        clone_search=CloneSearch(codebase, Texts(Path(ground.listing.root or ground.root)).lines, shelf, folder, again),
        by_file=Memory(codebase, entries, reached, shelf, (folder, frame), lambda: ground.outside),
        strings=StringsAgain(codebase, entries, shelf, folder, frame),
        find_pairs=PairsAgain(shelf, folder, package_digest()),
    )


def _frame(ground: Ground) -> bytes:
    """A digest of what must not change while what was worked out for single files is taken again."""
    codebase, environment = ground.codebase, ground.environment
    installed = folder_names((*environment.site, *environment.stdlib))
    parts = (package_digest(), ground.settings, codebase.files, sorted(codebase.compiled), environment, installed)
    try:
        return blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()
    except UnicodeEncodeError:  # a file's name is no text
        return b""


def found(ground: Ground, inquiry: Inquiry, rules: Collection[str]) -> Analysis:
    """The findings of these rules, and nothing else: what other rules rest on is not worked out."""
    with inquiry.clock.stage("audits"):
        return replace(unexplored(ground), findings=audit(inquiry, rules))


def evaluate(ground: Ground, inquiry: Inquiry) -> Analysis:
    """The findings of all rules, with what they rest on. What needs no clones comes first: they are looked for meanwhile."""
    known = replace(
        unexplored(ground),
        conflicts=inquiry.conflicts,
        roles=inquiry.roles,
        profiles=inquiry.profiles,
        usages=inquiry.usages,
        environment=inquiry.environment,
        legacy=inquiry.legacy,
        strings=inquiry.strings,
        scores=inquiry.scores,
        issues=inquiry.issues,
        events=inquiry.events,
        registrations=inquiry.registrations,
    )
    with inquiry.clock.stage("audits"):
        findings = audit(inquiry)
    return replace(known, clones=inquiry.clones, findings=findings, test_duplicates=inquiry.test_duplicates)
