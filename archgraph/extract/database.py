"""The SQLite file that facts are kept in: in: queries, out: rows; a file that cannot be used gives none and takes nothing.

No fault of the file stops a run: it is made anew when it is broken, else left aside, and `notes` says so in a sentence.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from archgraph.model.facts.file import STORED

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 2.0
"""Seconds that this run waits for another one that writes."""

_LAYOUT = 4
"""Version of the tables; a file with another one is made anew."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, sum INTEGER)",
    *(
        f"CREATE TABLE IF NOT EXISTS section{n} (id INTEGER PRIMARY KEY, facts BLOB NOT NULL, sum INTEGER)"
        for n in range(len(STORED))
    ),
    "CREATE TABLE IF NOT EXISTS roots"
    " (root TEXT, code BLOB, written INTEGER, files BLOB, sum INTEGER, PRIMARY KEY (root, code))",
    "CREATE TABLE IF NOT EXISTS externals"
    " (path TEXT, code BLOB, written INTEGER, seen BLOB, entry INTEGER, sum INTEGER, PRIMARY KEY (path, code))",
    "CREATE TABLE IF NOT EXISTS shelf (key TEXT PRIMARY KEY, value BLOB NOT NULL, sum INTEGER)",
    f"PRAGMA user_version = {_LAYOUT}",
)
"""`sum`: the checksum of a row (`checksums.py`); SQLite has none of its own."""
_BATCH = 500
_PAGE = 1 << 14
"""Bytes of a page: sections are some thousand bytes long, and read in two thirds of the time that pages of 4,096 bytes take."""
_LOG = 4 << 20
"""Bytes of what was written from which on it is moved from the log into the file."""


class Database:
    """The file, open or given up. Without a file, and after a fault, it is empty and takes nothing."""

    def __init__(self, file: Path | None) -> None:
        self.notes: list[str] = []
        self._file = file
        self._process = os.getpid()
        self._inherited: sqlite3.Connection | None = None
        self._writable = True
        self._connection: sqlite3.Connection | None = None
        if file is not None:
            self._open(file)

    @property
    def is_open(self) -> bool:
        """Whether anything can be read from it."""
        return self._connection is not None

    @property
    def size(self) -> int:
        """Bytes of the file, 0 when there is none."""
        return self._file.stat().st_size if self._file is not None and self.is_open else 0

    def close(self) -> None:
        """Let go of the file."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows of a query, none when the file cannot be read."""
        return self._do(lambda connection: connection.execute(query, values).fetchall(), [])

    def rows_in(self, query: str, values: Sequence[bytes] | Sequence[int]) -> list[Any]:
        """The rows of a query with `IN ({})`, asked in batches."""

        def read(connection: sqlite3.Connection) -> list[Any]:
            rows: list[Any] = []
            for batch in _batches(values):
                rows += connection.execute(query.format(",".join("?" * len(batch))), batch).fetchall()
            return rows

        return self._do(read, [])

    def write(self, action: Callable[[sqlite3.Connection], object]) -> bool:
        """Run `action` in a transaction; False when nothing can be written (from then on nothing is)."""
        self._own()
        if self._connection is None or not self._writable:
            return False
        try:
            with self._connection:
                action(self._connection)
        except sqlite3.OperationalError as error:  # locked by another run, full, read-only
            self._writable = False
            self._note(f"nothing more is stored in {self._file} ({error})")
            return False
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
            return False
        return True

    def shrink(self) -> None:
        """Give the room of what was deleted back."""
        self._do(lambda connection: connection.execute("VACUUM"), None)

    def _open(self, file: Path) -> None:
        if os.path.exists(file) and not os.path.isfile(file):
            self._note(f"{file} is no regular file")  # reading a pipe would wait for ever
            return
        try:
            self._connection = _connect(file)
        except sqlite3.OperationalError as error:
            self._connection, self._writable = _connect_read_only(file), False
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
            self._connection = _connect(self._file)
            self._note(f"{self._file} could not be read ({error}) and was made anew")
        except (sqlite3.Error, OSError) as second:
            self._note(f"{self._file} cannot be used ({second})")

    def _own(self) -> None:
        """In a fork of the process that opened the file, open it anew: SQLite forbids a connection to go along, even to close
        it (https://www.sqlite.org/howtocorrupt.html, 2.6)."""
        if self._connection is not None and self._process != os.getpid():
            assert self._file is not None
            self._process, self._inherited = os.getpid(), self._connection
            self._open(self._file)

    def _do(self, action: Callable[[sqlite3.Connection], Result], default: Result) -> Result:
        """What `action` gives, `default` when there is no file or it has a fault."""
        self._own()
        if self._connection is None:
            return default
        try:
            return action(self._connection)
        except sqlite3.OperationalError as error:
            self._note(f"{self._file} cannot be used ({error})")
            self.close()
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
        return default

    def _note(self, what: str) -> None:
        self.notes.append(f"Cache: {what}; the results are the same without it, only slower.")


def _connect(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(file, timeout=PATIENCE)
    try:
        found = database.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _LAYOUT):
            raise sqlite3.DatabaseError(f"its layout is {found}, not {_LAYOUT}")
        if not found:
            database.execute(f"PRAGMA page_size = {_PAGE}")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(f"PRAGMA wal_autocheckpoint = {_LOG // _PAGE}")
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
    return not database.execute(query, (f"section{len(STORED) - 1}",)).fetchone()[0]


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
