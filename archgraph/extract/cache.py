"""Keeps facts between runs in one SQLite file: in: content keys and encoded sections, out: what an earlier run already read.

An entry's key is the digest of the file's bytes under the digest of the code that extracts them: an entry never has to be
invalidated. Each root has an index by path of time and size, so that an unchanged file need not even be opened.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path

import msgspec

from archgraph.blake import blake2b
from archgraph.extract.checksums import is_whole, sum_of, whole_ones
from archgraph.extract.database import Database
from archgraph.extract.version import code_digest
from archgraph.model.damaged import DAMAGED
from archgraph.model.expr import Record
from archgraph.model.facts.file import STORED

LIMIT = 2 * 2**30
"""Bytes of the file above which the roots that were not analysed for the longest time are dropped."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells a change for sure."""


class Extent(Enum):
    """How much of a file was read: all its facts, or its outline alone, without bodies of functions; or one function's own
    outline. All facts serve for an outline, never the other way round."""

    WHOLE = b""
    SKELETON = b"skeleton"
    FUNCTION = b"function"


OUTLINED = Extent.WHOLE, Extent.SKELETON
"""What serves where an outline is enough."""


class Seen(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as an earlier run saw it: time of its last change in nanoseconds, size in bytes, id of its entry."""

    time: int
    size: int
    entry: int


class Cache:
    """Facts of earlier runs. Without a file, and after a fault, it is empty and takes nothing."""

    def __init__(self, file: Path | None) -> None:
        self._code = code_digest()
        self._database = Database(file)

    @property
    def notes(self) -> list[str]:
        """What went wrong with the file, in sentences."""
        return self._database.notes

    @property
    def is_open(self) -> bool:
        """Whether facts can be read from it."""
        return self._database.is_open

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be found in it."""
        return not self._database.rows("SELECT 1 FROM entries LIMIT 1")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def key(self, data: bytes, path: str, extent: Extent = Extent.WHOLE) -> bytes:
        """What identifies the facts of a file with these bytes, as far as they were read; of its path only the ending
        matters."""
        salt = b"ipynb" if path.endswith(".ipynb") else b""
        return blake2b(data, digest_size=16, key=self._code, salt=salt, person=extent.value).digest()

    # --- entries

    def find(self, keys: Iterable[bytes]) -> dict[bytes, int]:
        """The ids of those keys that have an entry."""
        rows = self._database.rows_in("SELECT key, id, sum FROM entries WHERE key IN ({})", list(keys))
        return {key: entry for key, entry, found in rows if is_whole(key, entry, found)}

    def add(self, entries: Sequence[tuple[bytes, Sequence[bytes]]]) -> dict[bytes, int]:
        """Store (key, sections) and give the ids; sections may be only the first ones."""

        def write(database: sqlite3.Connection) -> None:
            (last,) = database.execute("SELECT max(id) FROM entries").fetchone()
            database.executemany("INSERT OR IGNORE INTO entries (key) VALUES (?)", [(key,) for key, _ in entries])
            fresh = database.execute("SELECT id, key FROM entries WHERE id > ?", (last or 0,)).fetchall()
            sums = [(sum_of(key, entry), entry) for entry, key in fresh]
            database.executemany("UPDATE entries SET sum = ? WHERE id = ?", sums)
            ids.update(self.find(key for key, _ in entries))
            known = [(ids[key], sections) for key, sections in entries if key in ids]
            for number in range(len(STORED)):
                rows = [(entry, sections[number]) for entry, sections in known if number < len(sections)]
                summed = [(entry, data, sum_of(data, entry)) for entry, data in rows]
                database.executemany(f"INSERT OR IGNORE INTO section{number} VALUES (?, ?, ?)", summed)

        ids: dict[bytes, int] = {}
        return ids if self._database.write(write) else {}

    def sections(self, kind: type[Record], ids: Sequence[int]) -> dict[int, bytes]:
        """Encoded sections by id; an id that has none, or a damaged one, is left out."""
        number = STORED.index(kind)
        return whole_ones(self._database.rows_in(f"SELECT id, facts, sum FROM section{number} WHERE id IN ({{}})", ids))

    def section(self, kind: type[Record], of: int) -> bytes | None:
        """The encoded section of one id; None when there is none, or a damaged one."""
        rows = self._database.rows(_ONE_SECTION[kind], (of,))
        return rows[0][0] if rows and is_whole(rows[0][0], of, rows[0][1]) else None

    # --- what was seen where

    def index(self, root: str) -> tuple[int, dict[str, Seen]]:
        """When the files below `root` were last looked at (nanoseconds since the epoch), and what was seen of each."""
        query = "SELECT written, files, sum FROM roots WHERE root = ? AND code = ?"
        rows: list[tuple[int, bytes, int]] = self._database.rows(query, (root, self._code))
        return (rows[0][0], _indexed(*rows[0])) if rows else (0, {})

    def remember(self, root: str, files: dict[str, Seen]) -> None:
        """Store what was seen below `root`; files whose names are no text are looked at anew each time."""
        known = {path: seen for path, seen in files.items() if path.isascii() or _is_text(path)}
        written, data = time.time_ns(), msgspec.msgpack.encode(known)
        row = (root, self._code, written, data, sum_of(data, str(written)))
        self._database.write(
            lambda database: database.execute("INSERT OR REPLACE INTO roots VALUES (?, ?, ?, ?, ?)", row)
        )

    def external(self, path: str) -> tuple[int, Seen, bytes] | None:
        """When a file outside the code base was last looked at, what was seen of it, and its encoded outline."""
        query = (
            "SELECT written, seen, externals.sum, id, facts, section0.sum FROM externals JOIN section0 ON id = entry"
            " WHERE path = ? AND code = ?"
        )
        rows = self._database.rows(query, (path, self._code))
        if not rows:
            return None
        written, seen, found, entry, facts, found_facts = rows[0]
        if not is_whole(seen, f"{path} {written} {entry}", found) or not is_whole(facts, entry, found_facts):
            return None
        return written, _DECODE_SEEN(seen), facts

    def remember_external(self, path: str, seen: Seen) -> None:
        """Store what was seen of a file outside the code base."""
        written, data = time.time_ns(), msgspec.msgpack.encode(seen)
        row = (path, self._code, written, data, seen.entry, sum_of(data, f"{path} {written} {seen.entry}"))
        self._database.write(
            lambda database: database.execute("INSERT OR REPLACE INTO externals VALUES (?, ?, ?, ?, ?, ?)", row)
        )

    # --- what later stages keep

    def kept(self, key: str) -> bytes | None:
        """What an earlier run kept under `key`, which names all that the value depends on."""
        rows: list[tuple[bytes, int]] = self._database.rows("SELECT value, sum FROM shelf WHERE key = ?", (key,))
        return rows[0][0] if rows and is_whole(rows[0][0], key, rows[0][1]) else None

    def keep(self, key: str, value: bytes) -> bool:
        """Keep `value` for later runs; False when it cannot be kept."""
        return self._database.write(
            lambda database: database.execute(
                "INSERT OR REPLACE INTO shelf VALUES (?, ?, ?)", (key, value, sum_of(value, key))
            )
        )

    def prune(self, limit: int = LIMIT) -> None:
        """Keep the file below `limit` bytes: drop the roots that were not analysed for the longest time, and entries of none."""
        if self._database.size <= limit:
            return

        def write(database: sqlite3.Connection) -> None:
            rows = database.execute(
                "SELECT root, code, written, files, sum FROM roots ORDER BY written DESC"
            ).fetchall()
            kept: set[int] = set()
            for number, (root, code, *index) in enumerate(rows):
                if number and number >= len(rows) // 2:
                    database.execute("DELETE FROM roots WHERE root = ? AND code = ?", (root, code))
                else:
                    kept.update(seen.entry for seen in _indexed(*index).values())
            database.execute("DELETE FROM externals")
            database.execute("DELETE FROM shelf")
            gone = [(id_,) for (id_,) in database.execute("SELECT id FROM entries") if id_ not in kept]
            for table in ("entries", *(f"section{number}" for number in range(len(STORED)))):
                database.executemany(f"DELETE FROM {table} WHERE id = ?", gone)

        if self._database.write(write):
            self._database.shrink()


_ONE_SECTION = {kind: f"SELECT facts, sum FROM section{number} WHERE id = ?" for number, kind in enumerate(STORED)}
_DECODE_INDEX = msgspec.msgpack.Decoder(dict[str, Seen]).decode
_DECODE_SEEN = msgspec.msgpack.Decoder(Seen).decode


def _indexed(written: int, files: bytes, found: int) -> dict[str, Seen]:
    """What was seen of each file, as it was stored; nothing when that is damaged."""
    try:
        return _DECODE_INDEX(files) if is_whole(files, str(written), found) else {}
    except DAMAGED:
        return {}


def _is_text(path: str) -> bool:
    """Whether the name of a file is Unicode, and no other bytes."""
    try:
        return bool(path.encode())
    except UnicodeEncodeError:
        return False
