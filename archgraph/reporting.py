"""The audit's way through the stages: in: a folder and settings; out: a report in OUT, written again when nothing changed.

A report depends on the content of the files, on archgraph, its settings, the day, and on what is installed. The one that
was made last of each folder is kept, packed, beside the facts; when all of that is the same, nothing is worked out anew.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path

import msgspec

from archgraph.blake import blake2b
from archgraph.config.history import Past, read_past
from archgraph.discover.revision import latest_days
from archgraph.extract.opened import Opened
from archgraph.extract.recall import Recall, recall
from archgraph.extract.stamps import Stamp, are_unchanged, stamp
from archgraph.extract.version import package_digest
from archgraph.memory import give_back
from archgraph.model.analysis import Snapshot
from archgraph.model.damaged import DAMAGED
from archgraph.model.settings import Settings
from archgraph.packing import Packed, Packing
from archgraph.pipeline.ground import Ground, Tree, connect, look
from archgraph.pipeline.rule_names import check_rule_names
from archgraph.pipeline.shelved import shelved
from archgraph.recalling import state_key
from archgraph.report.scoring import checkpoints_of
from archgraph.report.writer import write_again
from archgraph.timing import Clock

SUMMARY = "summary.json"


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a report rests on, and in how many parts it is kept."""

    key: str
    outside: list[Stamp]
    parts: int


class Part(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Some files of a report, packed (path below OUT, content); `key` is that of the report."""

    key: str
    files: list[tuple[str, bytes]]


_DECODE = msgspec.msgpack.Decoder(Kept).decode
_DECODE_FIGURES = msgspec.msgpack.Decoder(dict[str, int]).decode
_DECODE_PART = msgspec.msgpack.Decoder(Part).decode


def audit(root: Path, out: Path, settings: Settings, clock: Clock) -> None:
    """Analyse the tree below `root` and write every report, table and picture to `out`."""
    checkpoints_of(settings)  # a target that means nothing is said before the work begins
    check_rule_names(settings)
    past = _with_commits(read_past(settings), root, settings, clock)
    tree = look(root, settings, clock)
    with clock.stage("cache"):
        recalled = recall(tree.folder, tree.listing.paths, settings, tree.opened)
        parts = _kept(tree, recalled, past)
    if parts and _is_written(parts, out, clock):
        recalled.remember(tree.folder)
        return
    from archgraph.pipeline import artefacts  # the code of all stages: not needed to write a report again

    ground = connect(tree, clock, recalled=recalled)
    key = "" if ground.facts.notes else state_key(tree, recalled.state, past)  # they tell of this run's cache
    if not key:
        artefacts.audit(ground, out, clock, past)
        return
    keeping = _Keeping(recalled.shelf, _place(tree), key, clock)
    with Packing(keeping.keep) as packing:
        artefacts.audit(ground, out, clock, past, packing.add)
    if packing.is_whole:
        keeping.finish(ground)


class _Keeping:
    """Keeps a report for later runs, part by part; it counts when it is finished."""

    def __init__(self, shelf: MutableMapping[str, bytes], place: str, key: str, clock: Clock) -> None:
        self._shelf = shelf
        self._place = place
        self._key = key
        self._clock = clock
        self._parts = 0

    def keep(self, files: Packed) -> None:
        """The next files."""
        with self._clock.stage("cache"):
            self._shelf[f"{self._place} {self._parts}"] = msgspec.msgpack.encode(Part(self._key, files))
            self._parts += 1

    def finish(self, ground: Ground) -> None:
        """All files were kept, and stand in OUT."""
        with self._clock.stage("cache"):
            self._shelf[self._place] = msgspec.msgpack.encode(Kept(self._key, stamp(ground.outside), self._parts))


def _with_commits(past: Past, root: Path, settings: Settings, clock: Clock) -> Past:
    """The past with the figures of earlier commits, each worked out once and kept beside the facts. A day of which a summary is
    there stays as that one says."""
    days = latest_days(root, settings.history_commits)
    known = {snapshot.day for snapshot in past.history}
    shelf = Opened(settings, root).shelf if days else None
    found: list[Snapshot] = []
    for commit, day in days:
        if shelf is not None and day not in known:
            asked = blake2b(msgspec.msgpack.encode((str(root), settings)), digest_size=8).hexdigest()
            key = f"figures {commit} {package_digest().hex()} {asked}"
            figures: Mapping[str, int] | None = shelved(shelf, key, _DECODE_FIGURES)
            if figures is None:
                from archgraph.pipeline.earlier import figures_at

                figures = figures_at(root, commit, day, settings, clock)
                shelf[key] = msgspec.msgpack.encode(figures)
                give_back()
            found.append(Snapshot(day, figures))
    return Past(past.before, tuple(sorted((*past.history, *found), key=lambda snapshot: snapshot.day)))


def _place(tree: Tree) -> str:
    """Where the last report of a folder is kept."""
    return f"report {tree.folder}"


def _kept(tree: Tree, recalled: Recall, past: Past) -> list[Part]:
    """All parts of the report of this very state; none when it is not kept whole."""
    key = state_key(tree, recalled.state, past)
    shelf = recalled.shelf
    blob = shelf.get(_place(tree)) if key else None
    try:
        kept = _DECODE(blob) if blob else None
        if kept is None or kept.key != key or not are_unchanged(kept.outside):
            return []
        parts = [_DECODE_PART(shelf.get(f"{_place(tree)} {number}", b"")) for number in range(kept.parts)]
    except DAMAGED:
        return []
    return parts if all(part.key == key for part in parts) else []


def _is_written(parts: Sequence[Part], out: Path, clock: Clock) -> bool:
    """Write a report again; False, and nothing is written, when what was kept is damaged, as its checksums tell."""
    try:
        with clock.stage("report"):
            write_again(_unpacked(parts, clock), out)
    except zlib.error:
        return False
    return True


def _unpacked(parts: Sequence[Part], clock: Clock) -> Iterator[tuple[str, bytes]]:
    """The files as they were; only the timings of the summary are those of this run, which came from the cache."""
    for part in parts:
        for path, packed in part.files:
            data = zlib.decompress(packed)
            yield path, _with_timings(data, clock) if path == SUMMARY else data


def _with_timings(data: bytes, clock: Clock) -> bytes:
    summary = json.loads(data)
    summary["from_cache"] = True
    summary["timings"] = {t.stage: {"cpu": round(t.cpu, 3), "wall": round(t.wall, 3)} for t in clock.times()}
    return (json.dumps(summary, indent=1) + "\n").encode()
