"""The audit's way through the stages: in: a folder and settings; out: a report in OUT, written again when nothing changed.

A report depends on the content of the files, on archgraph, its settings, the day, and on what is installed. The one that
was made last of each folder is kept, packed, beside the facts; when all of that is the same, nothing is worked out anew.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from archgraph.config.history import Past, read_past
from archgraph.extract.recall import Recall, recall
from archgraph.extract.stamps import Stamp, are_unchanged, stamp
from archgraph.model.settings import Settings
from archgraph.pipeline.ground import Tree, connect, look
from archgraph.recalling import state_key
from archgraph.report.scoring import checkpoints_of
from archgraph.report.writer import write_again
from archgraph.timing import Clock

SUMMARY = "summary.json"


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A report: what it rests on, and its files packed (path below OUT, content)."""

    key: str
    outside: list[Stamp]
    files: list[tuple[str, bytes]]


_DECODE = msgspec.msgpack.Decoder(Kept).decode


def audit(root: Path, out: Path, settings: Settings, clock: Clock) -> None:
    """Analyse the tree below `root` and write every report, table and picture to `out`."""
    checkpoints_of(settings)  # a target that means nothing is said before the work begins
    past = read_past(settings)
    tree = look(root, settings, clock)
    with clock.stage("cache"):
        recalled = recall(tree.folder, tree.listing.paths, settings)
        kept = _kept(tree, recalled, past)
    if kept:
        recalled.remember(tree.folder)
        with clock.stage("report"):
            write_again(_unpacked(kept, clock), out)
        return
    from archgraph.pipeline import artefacts  # the code of all stages: not needed to write a report again

    ground = connect(tree, clock, recalled=recalled)
    paths = artefacts.audit(ground, out, clock, past)
    key = state_key(tree, recalled.state, past)
    if key:
        with clock.stage("cache"):
            packed = [(path, zlib.compress((out / path).read_bytes(), 1)) for path in paths]
            recalled.shelf[_place(tree)] = msgspec.msgpack.encode(Kept(key, stamp(ground.outside), packed))


def _place(tree: Tree) -> str:
    """Where the last report of a folder is kept."""
    return f"report {tree.folder}"


def _kept(tree: Tree, recalled: Recall, past: Past) -> Kept | None:
    key = state_key(tree, recalled.state, past)
    blob = recalled.shelf.get(_place(tree)) if key else None
    try:
        kept = _DECODE(blob) if blob else None
    except msgspec.MsgspecError:
        return None
    return kept if kept and kept.key == key and are_unchanged(kept.outside) else None


def _unpacked(kept: Kept, clock: Clock) -> Iterator[tuple[str, bytes]]:
    """The files as they were; only the timings of the summary are those of this run, which came from the cache."""
    for path, packed in kept.files:
        data = zlib.decompress(packed)
        yield path, _with_timings(data, clock) if path == SUMMARY else data


def _with_timings(data: bytes, clock: Clock) -> bytes:
    summary = json.loads(data)
    summary["from_cache"] = True
    summary["timings"] = {t.stage: {"cpu": round(t.cpu, 3), "wall": round(t.wall, 3)} for t in clock.times()}
    return (json.dumps(summary, indent=1) + "\n").encode()
