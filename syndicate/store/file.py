"""Opens the file of a store, or says why it cannot be used. Knows no table but `meta`.

SQLite in WAL mode: readers never wait, one writes at a time, and what was committed survives a kill at any
moment (`synchronous` NORMAL: a loss of power may undo the last commits, whole, and corrupts nothing).
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from syndicate.errors import InputError, SettingError
from syndicate.settings import Settings
from syndicate.store.migrations import APPLICATION_ID, MIGRATIONS, migrate, version_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from types import TracebackType

SIGNATURES: Final = "affine32"  # scheme of the signatures that the band keys are made of
# Large pages: a body and a half fit where small ones would leave a third of each page empty.
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "temp_store = MEMORY",
    "cache_size = -65536",  # 64 MB
    "wal_autocheckpoint = 1000",
)
_PAGE_BYTES: Final = 16384
_WAIT_SECONDS: Final = 30.0  # for another writer
_HEADER: Final = b"SQLite format 3\0"


@dataclass(slots=True)
class Store:
    """An open store; close it, or use it in `with`. Its settings read every article by itself."""

    path: Path
    settings: Settings
    connection: sqlite3.Connection

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is undone."""
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, the only writer: all of it is stored, or on any error nothing.

        Inside another `writing` it is a part of that one. InputError where another process writes for longer
        than half a minute, or the disk gives way.
        """
        with told(self.path):
            if self.connection.in_transaction:
                yield self.connection
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.OperationalError):  # where SQLite has done it already
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the store, whatever others write; inside `writing`, what was written so far."""
        with told(self.path):
            inside = self.connection.in_transaction
            if not inside:
                self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                if not inside and self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")


def open_store(
    path: str | os.PathLike[str], settings: Settings | None = None, *, create: bool = False
) -> Store:
    """The store in a file, made where `create` allows it and there is none.

    settings: None takes the store's own (or the defaults for a new one); others than its own are refused.
    InputError, with the remedy, for a missing file, another application's, a newer or a damaged store.
    """
    path = Path(path)
    wanted = None if settings is None else replace(settings, alone=1)
    _check_file(path, create=create)
    with told(path):
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, cached_statements=256)
        try:
            _check_header(connection, path, create=create)
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").fetchall()
            migrate(connection)
            own = _settings(connection, path, wanted)
        except BaseException:
            connection.close()
            raise
    return Store(path, own, connection)


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether the path is a file that a store has written: by its header, without opening it."""
    try:
        with Path(path).open("rb") as file:
            header = file.read(72)
    except OSError:
        return False
    return header.startswith(_HEADER) and header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise InputError("is a folder, not a store", place=str(path), remedy="name a file, such as news.db")
    if not create and not path.exists():
        raise InputError("no such store", place=str(path), remedy="make it with `syndicate update`")
    if create and not path.parent.is_dir():
        raise InputError("the folder is not there", place=str(path), remedy=f"make {path.parent} first")


def _check_header(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    application, version = version_of(connection)
    empty = (application, version) == (0, 0) and not connection.execute(
        "SELECT 1 FROM sqlite_master LIMIT 1"
    ).fetchone()
    if empty and create:
        return
    if application != APPLICATION_ID:
        raise InputError(
            "is not a store" if empty else "is another application's database",
            place=str(path),
            remedy="name another file: a new one is made where there is none",
        )
    if version > len(MIGRATIONS):
        raise InputError(
            f"was written by a newer syndicate (form {version}, this one knows {len(MIGRATIONS)})",
            place=str(path),
            remedy="update syndicate",
        )


def _settings(connection: sqlite3.Connection, path: Path, wanted: Settings | None) -> Settings:
    """The settings that the store was made with; a new store keeps those wanted."""
    meta = dict(connection.execute("SELECT name, value FROM meta"))
    if "settings" not in meta:
        own = wanted or Settings(alone=1)
        rows = {"settings": json.dumps(asdict(own)), "fingerprint": own.fingerprint(),
                "signatures": SIGNATURES, "step": "0"}  # fmt: skip
        connection.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", rows.items())
        return own
    if meta.get("signatures") != SIGNATURES:
        raise InputError("holds signatures of another scheme", place=str(path), remedy="build it anew")
    own = _known(meta["settings"], path)
    if own.fingerprint() != meta.get("fingerprint"):
        raise InputError("holds what its settings do not say", place=str(path), remedy="build it anew")
    if wanted is not None and wanted != own:
        names = [f.name for f in fields(Settings) if getattr(own, f.name) != getattr(wanted, f.name)]
        told_apart = ", ".join(f"{n} {getattr(own, n)}, not {getattr(wanted, n)}" for n in names)
        raise InputError(
            f"was made with other settings ({told_apart})",
            place=str(path),
            remedy="leave these options out, or begin another store",
        )
    return own


def _known(text: str, path: Path) -> Settings:
    try:
        stored: Any = json.loads(text)
        return Settings(**stored)
    except (ValueError, TypeError, SettingError) as error:
        remedy = "update syndicate, or build it anew"
        raise InputError("has settings that are not known here", place=str(path), remedy=remedy) from error


@contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors about the file as InputErrors with a remedy."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InternalError)):
            raise  # ours, not the file's
        raise InputError(_problem(error), place=str(path), remedy=_remedy(error)) from error


_CAUSES: Final = {
    sqlite3.SQLITE_BUSY: ("another process is writing to it", "try again when that is done"),
    sqlite3.SQLITE_LOCKED: ("another process is writing to it", "try again when that is done"),
    sqlite3.SQLITE_NOTADB: ("is not a store", "name another file: a new one is made where there is none"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore a copy, or save the rest with `sqlite3 FILE .recover`"),
    sqlite3.SQLITE_FULL: ("the disk is full", "make room and try again: nothing that was stored is lost"),
    sqlite3.SQLITE_READONLY: ("cannot be written", "change its permissions, and those of its folder"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check its permissions, and those of its folder"),
}  # fmt: skip


def _problem(error: sqlite3.DatabaseError) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _CAUSES.get(code, (str(error), ""))[0]


def _remedy(error: sqlite3.DatabaseError) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _CAUSES.get(code, ("", "check the disk, and try again"))[1]
