"""Keeps facts between runs in one SQLite file: in: content keys and encoded sections, out: what an earlier run already read.

An entry's key is the digest of the file's bytes under the digest of the code that extracts them: an entry never has to be
invalidated. Each root has an index by path of time and size, so that an unchanged file need not even be opened. No fault of
the cache stops a run: the cache is left aside, and `notes` says so in a sentence.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from archgraph.extract.version import code_digest
from archgraph.model.expr import Record
from archgraph.model.facts.file import SECTIONS

Item = TypeVar("Item")
Result = TypeVar("Result")

LIMIT = 2 * 2**30
"""Bytes of the file above which the roots that were not analysed for the longest time are dropped."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells a change for sure."""

PATIENCE = 2.0
"""Seconds that this run waits for another one that writes."""

_LAYOUT = 2
"""Version of the tables; a file with another one is made anew."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE)",
    *(
        f"CREATE TABLE IF NOT EXISTS section{n} (id INTEGER PRIMARY KEY, facts BLOB NOT NULL)"
        for n in range(len(SECTIONS))
    ),
    "CREATE TABLE IF NOT EXISTS roots (root TEXT, code BLOB, written INTEGER, files BLOB, PRIMARY KEY (root, code))",
    "CREATE TABLE IF NOT EXISTS externals (path TEXT, code BLOB, written INTEGER, time INTEGER, size INTEGER,"
    " entry INTEGER, PRIMARY KEY (path, code))",
    "CREATE TABLE IF NOT EXISTS shelf (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
    f"PRAGMA user_version = {_LAYOUT}",
)
_BATCH = 500


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
        self.notes: list[str] = []
        self._file = file
        self._code = code_digest()
        self._writable = True
        self._database: sqlite3.Connection | None = None
        if file is not None:
            self._open(file)

    @property
    def is_open(self) -> bool:
        """Whether facts can be read from it."""
        return self._database is not None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be found in it."""
        query = "SELECT NOT EXISTS (SELECT 1 FROM entries)"
        return bool(self._do(lambda database: database.execute(query).fetchone()[0], 1))

    def close(self) -> None:
        """Let go of the file."""
        database, self._database = self._database, None
        if database is not None:
            database.close()

    def key(self, data: bytes, path: str, extent: Extent = Extent.WHOLE) -> bytes:
        """What identifies the facts of a file with these bytes, as far as they were read; of its path only the ending
        matters."""
        salt = b"ipynb" if path.endswith(".ipynb") else b""
        return blake2b(data, digest_size=16, key=self._code, salt=salt, person=extent.value).digest()

    # --- entries

    def find(self, keys: Iterable[bytes]) -> dict[bytes, int]:
        """The ids of those keys that have an entry."""
        return dict(self._select("SELECT key, id FROM entries WHERE key IN ({})", list(keys)))

    def add(self, entries: Sequence[tuple[bytes, Sequence[bytes]]]) -> dict[bytes, int]:
        """Store (key, sections) and give the ids; sections may be only the first ones."""

        def write(database: sqlite3.Connection) -> None:
            for key, sections in entries:
                added = database.execute("INSERT OR IGNORE INTO entries (key) VALUES (?)", (key,))
                if added.rowcount:
                    for number, blob in enumerate(sections):
                        database.execute(f"INSERT INTO section{number} VALUES (?, ?)", (added.lastrowid, blob))

        return self.find(key for key, _ in entries) if self._write(write) else {}

    def sections(self, kind: type[Record], ids: Sequence[int]) -> dict[int, bytes]:
        """Encoded sections by id; an id that has none is left out."""
        number = SECTIONS.index(kind)
        return dict(self._select(f"SELECT id, facts FROM section{number} WHERE id IN ({{}})", ids))

    # --- what was seen where

    def index(self, root: str) -> tuple[int, dict[str, Seen]]:
        """When the files below `root` were last looked at (nanoseconds since the epoch), and what was seen of each."""
        query = "SELECT written, files FROM roots WHERE root = ? AND code = ?"
        rows: list[tuple[int, bytes]] = self._do(
            lambda database: database.execute(query, (root, self._code)).fetchall(), []
        )
        try:
            return (rows[0][0], _DECODE_INDEX(rows[0][1])) if rows else (0, {})
        except msgspec.MsgspecError:
            return 0, {}

    def remember(self, root: str, files: dict[str, Seen]) -> None:
        """Store what was seen below `root`; files whose names are no text are looked at anew each time."""
        known = {path: seen for path, seen in files.items() if path.isascii() or _is_text(path)}
        row = (root, self._code, time.time_ns(), msgspec.msgpack.encode(known))
        self._write(lambda database: database.execute("INSERT OR REPLACE INTO roots VALUES (?, ?, ?, ?)", row))

    def external(self, path: str) -> tuple[int, Seen, bytes] | None:
        """When a file outside the code base was last looked at, what was seen of it, and its encoded outline."""
        query = (
            "SELECT written, time, size, entry, facts FROM externals JOIN section0 ON id = entry"
            " WHERE path = ? AND code = ?"
        )
        row = self._do(lambda database: database.execute(query, (path, self._code)).fetchone(), None)
        return (row[0], Seen(*row[1:4]), row[4]) if row else None

    def remember_external(self, path: str, seen: Seen) -> None:
        """Store what was seen of a file outside the code base."""
        row = (path, self._code, time.time_ns(), seen.time, seen.size, seen.entry)
        self._write(
            lambda database: database.execute("INSERT OR REPLACE INTO externals VALUES (?, ?, ?, ?, ?, ?)", row)
        )

    # --- what later stages keep

    def kept(self, key: str) -> bytes | None:
        """What an earlier run kept under `key`, which names all that the value depends on."""
        rows: list[tuple[bytes]] = self._do(
            lambda database: database.execute("SELECT value FROM shelf WHERE key = ?", (key,)).fetchall(), []
        )
        return rows[0][0] if rows else None

    def keep(self, key: str, value: bytes) -> None:
        """Keep `value` for later runs."""
        self._write(lambda database: database.execute("INSERT OR REPLACE INTO shelf VALUES (?, ?)", (key, value)))

    def prune(self, limit: int = LIMIT) -> None:
        """Keep the file below `limit` bytes: drop the roots that were not analysed for the longest time, and entries of none."""
        if self._file is None or not self.is_open or self._file.stat().st_size <= limit:
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
            for table in ("entries", *(f"section{number}" for number in range(len(SECTIONS)))):
                database.executemany(f"DELETE FROM {table} WHERE id = ?", gone)

        if self._write(write):
            self._do(lambda database: database.execute("VACUUM"), None)

    # --- the file

    def _open(self, file: Path) -> None:
        try:
            self._database = _connect(file)
        except sqlite3.OperationalError as error:
            self._database, self._writable = _connect_read_only(file), False
            self._note(f"nothing is stored in {file} ({error})")
        except (sqlite3.DatabaseError, OSError) as error:
            self._rebuild(error)

    def _rebuild(self, error: Exception) -> None:
        """Start again with an empty file; without a cache when that fails too."""
        self.close()
        assert self._file is not None
        try:
            for suffix in ("", "-wal", "-shm"):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
            self._database = _connect(self._file)
            self._note(f"{self._file} could not be read ({error}) and was made anew")
        except (sqlite3.Error, OSError) as second:
            self._note(f"{self._file} cannot be used ({second})")

    def _do(self, action: Callable[[sqlite3.Connection], Result], default: Result) -> Result:
        """What `action` gives, `default` when there is no cache or it has a fault."""
        if self._database is None:
            return default
        try:
            return action(self._database)
        except sqlite3.OperationalError as error:
            self._note(f"{self._file} cannot be used ({error})")
            self.close()
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
        return default

    def _write(self, action: Callable[[sqlite3.Connection], object]) -> bool:
        """Run `action` in a transaction; False when nothing can be written (from then on nothing is)."""
        if self._database is None or not self._writable:
            return False
        try:
            with self._database:
                action(self._database)
        except sqlite3.OperationalError as error:  # locked by another run, full, read-only
            self._writable = False
            self._note(f"nothing more is stored in {self._file} ({error})")
            return False
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
            return False
        return True

    def _select(self, query: str, values: Sequence[bytes] | Sequence[int]) -> list[Any]:
        """Rows of a query with `IN ({})`, asked in batches."""

        def read(database: sqlite3.Connection) -> list[Any]:
            rows: list[Any] = []
            for batch in _batches(values):
                rows += database.execute(query.format(",".join("?" * len(batch))), batch).fetchall()
            return rows

        return self._do(read, [])

    def _note(self, what: str) -> None:
        self.notes.append(f"Cache: {what}; the results are the same without it, only slower.")


def _connect(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(file, timeout=PATIENCE)
    try:
        found = database.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _LAYOUT):
            raise sqlite3.DatabaseError(f"its layout is {found}, not {_LAYOUT}")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")  # a cache that a power cut breaks is made anew
        if not found or _lacks_a_section(database):
            with database:
                for statement in _TABLES:
                    database.execute(statement)
    except BaseException:
        database.close()
        raise
    return database


def _lacks_a_section(database: sqlite3.Connection) -> bool:
    """Whether the file was made when facts had fewer sections; what is in it stays good."""
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    return not database.execute(query, (f"section{len(SECTIONS) - 1}",)).fetchone()[0]


def _connect_read_only(file: Path) -> sqlite3.Connection | None:
    """A file that this process must not write, as it is; None when it cannot be read either."""
    try:
        database = sqlite3.connect(f"file:{quote(str(file))}?mode=ro&immutable=1", uri=True)
        found = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error:
        return None
    return database if found == _LAYOUT else None


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


_DECODE_INDEX = msgspec.msgpack.Decoder(dict[str, Seen]).decode


def _is_text(path: str) -> bool:
    """Whether the name of a file is Unicode, and no other bytes."""
    try:
        return bool(path.encode())
    except UnicodeEncodeError:
        return False
