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
        return dict(self._database.rows_in("SELECT key, id FROM entries WHERE key IN ({})", list(keys)))

    def add(self, entries: Sequence[tuple[bytes, Sequence[bytes]]]) -> dict[bytes, int]:
        """Store (key, sections) and give the ids; sections may be only the first ones."""

        def write(database: sqlite3.Connection) -> None:
            database.executemany("INSERT OR IGNORE INTO entries (key) VALUES (?)", [(key,) for key, _ in entries])
            ids.update(self.find(key for key, _ in entries))
            known = [(ids[key], sections) for key, sections in entries if key in ids]
            for number in range(len(STORED)):
                rows = [(entry, sections[number]) for entry, sections in known if number < len(sections)]
                database.executemany(f"INSERT OR IGNORE INTO section{number} VALUES (?, ?)", rows)

        ids: dict[bytes, int] = {}
        return ids if self._database.write(write) else {}

    def sections(self, kind: type[Record], ids: Sequence[int]) -> dict[int, bytes]:
        """Encoded sections by id; an id that has none is left out."""
        number = STORED.index(kind)
        return dict(self._database.rows_in(f"SELECT id, facts FROM section{number} WHERE id IN ({{}})", ids))

    def section(self, kind: type[Record], of: int) -> bytes | None:
        """The encoded section of one id; None when there is none."""
        rows = self._database.rows(_ONE_SECTION[kind], (of,))
        return rows[0][0] if rows else None

    # --- what was seen where

    def index(self, root: str) -> tuple[int, dict[str, Seen]]:
        """When the files below `root` were last looked at (nanoseconds since the epoch), and what was seen of each."""
        query = "SELECT written, files FROM roots WHERE root = ? AND code = ?"
        rows: list[tuple[int, bytes]] = self._database.rows(query, (root, self._code))
        try:
            return (rows[0][0], _DECODE_INDEX(rows[0][1])) if rows else (0, {})
        except DAMAGED:
            return 0, {}

    def remember(self, root: str, files: dict[str, Seen]) -> None:
        """Store what was seen below `root`; files whose names are no text are looked at anew each time."""
        known = {path: seen for path, seen in files.items() if path.isascii() or _is_text(path)}
        row = (root, self._code, time.time_ns(), msgspec.msgpack.encode(known))
        self._database.write(lambda database: database.execute("INSERT OR REPLACE INTO roots VALUES (?, ?, ?, ?)", row))

    def external(self, path: str) -> tuple[int, Seen, bytes] | None:
        """When a file outside the code base was last looked at, what was seen of it, and its encoded outline."""
        query = (
            "SELECT written, time, size, entry, facts FROM externals JOIN section0 ON id = entry"
            " WHERE path = ? AND code = ?"
        )
        rows = self._database.rows(query, (path, self._code))
        return (rows[0][0], Seen(*rows[0][1:4]), rows[0][4]) if rows else None

    def remember_external(self, path: str, seen: Seen) -> None:
        """Store what was seen of a file outside the code base."""
        row = (path, self._code, time.time_ns(), seen.time, seen.size, seen.entry)
        self._database.write(
            lambda database: database.execute("INSERT OR REPLACE INTO externals VALUES (?, ?, ?, ?, ?, ?)", row)
        )

    # --- what later stages keep

    def kept(self, key: str) -> bytes | None:
        """What an earlier run kept under `key`, which names all that the value depends on."""
        rows: list[tuple[bytes]] = self._database.rows("SELECT value FROM shelf WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def keep(self, key: str, value: bytes) -> bool:
        """Keep `value` for later runs; False when it cannot be kept."""
        return self._database.write(
            lambda database: database.execute("INSERT OR REPLACE INTO shelf VALUES (?, ?)", (key, value))
        )

    def prune(self, limit: int = LIMIT) -> None:
        """Keep the file below `limit` bytes: drop the roots that were not analysed for the longest time, and entries of none."""
        if self._database.size <= limit:
            return

        def write(database: sqlite3.Connection) -> None:
            rows = database.execute("SELECT root, code, files FROM roots ORDER BY written DESC").fetchall()
            kept: set[int] = set()
            for number, (root, code, files) in enumerate(rows):
                if number and number >= len(rows) // 2:
                    database.execute("DELETE FROM roots WHERE root = ? AND code = ?", (root, code))
                else:
                    kept.update(seen.entry for seen in _DECODE_INDEX(files).values())
            database.execute("DELETE FROM externals")
            database.execute("DELETE FROM shelf")
            gone = [(id_,) for (id_,) in database.execute("SELECT id FROM entries") if id_ not in kept]
            for table in ("entries", *(f"section{number}" for number in range(len(STORED)))):
                database.executemany(f"DELETE FROM {table} WHERE id = ?", gone)

        if self._database.write(write):
            self._database.shrink()


_ONE_SECTION = {kind: f"SELECT facts FROM section{number} WHERE id = ?" for number, kind in enumerate(STORED)}
_DECODE_INDEX = msgspec.msgpack.Decoder(dict[str, Seen]).decode


def _is_text(path: str) -> bool:
    """Whether the name of a file is Unicode, and no other bytes."""
    try:
        return bool(path.encode())
    except UnicodeEncodeError:
        return False
