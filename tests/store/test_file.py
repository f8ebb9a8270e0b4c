from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from syndicate.errors import InputError
from syndicate.settings import Settings
from syndicate.store.file import Store, is_store, open_store
from syndicate.store.migrations import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    open_store(path, create=True).close()
    return path


def refused(path: Path, settings: Settings | None = None, *, create: bool = False) -> InputError:
    with pytest.raises(InputError) as caught:
        open_store(path, settings, create=create)
    assert caught.value.place == str(path)
    assert caught.value.remedy
    return caught.value


def test_a_new_store_says_what_it_is(path: Path) -> None:
    assert is_store(path)
    with open_store(path) as store:
        asked = {name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
                 for name in ("journal_mode", "application_id", "user_version")}  # fmt: skip
        meta = dict(store.connection.execute("SELECT name, value FROM meta"))
    assert asked == {"journal_mode": "wal", "application_id": APPLICATION_ID, "user_version": len(MIGRATIONS)}
    assert meta["fingerprint"] == Settings(alone=1).fingerprint()
    assert meta["signatures"] == "affine32"


def test_its_settings_last(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_store(path, Settings(window_hours=24.0), create=True).close()
    with open_store(path) as store:
        assert store.settings == Settings(window_hours=24.0, alone=1)
    open_store(path, Settings(window_hours=24.0)).close()
    assert "window_hours 24.0, not 48.0" in refused(path, Settings(window_hours=48.0)).message


def test_a_missing_store_is_made_only_where_asked(tmp_path: Path) -> None:
    refused(tmp_path / "none.db")
    refused(tmp_path / "no folder" / "news.db", create=True)
    refused(tmp_path, create=True)
    assert list(tmp_path.iterdir()) == []


def test_another_applications_file_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = other.read_bytes()
    assert "another application" in refused(other, create=True).message
    assert other.read_bytes() == before
    assert not is_store(other)


def test_a_newer_store_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    assert "newer" in refused(path).message


@pytest.mark.parametrize("content", [b"no database at all, " * 50, b"SQLite format 3\0" + b"\xff" * 2000])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(content)
    refused(path, create=True)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_store_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.touch()
    refused(path)
    open_store(path, create=True).close()
    assert is_store(path)


def test_a_damaged_store_is_refused(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:] = bytes(len(data) - 100)
    path.write_bytes(data)
    assert "damaged" in refused(path).message


@pytest.mark.parametrize(
    ("name", "value"),
    [("settings", "{}["), ("settings", '{"odd": 1}'), ("signatures", "x"), ("fingerprint", "0")],
)
def test_a_store_of_unknown_settings_is_refused(path: Path, name: str, value: str) -> None:
    with open_store(path) as store, store.writing() as connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
    refused(path)


def write_and_fail(store: Store) -> None:
    with store.writing() as connection:
        connection.execute("INSERT INTO meta VALUES ('x', '1')")
        with store.writing() as same:
            same.execute("INSERT INTO meta VALUES ('y', '1')")
        raise ZeroDivisionError


def test_a_transaction_is_whole_or_nothing(path: Path) -> None:
    with open_store(path) as store:
        with pytest.raises(ZeroDivisionError):
            write_and_fail(store)
        with store.reading() as connection:
            assert connection.execute("SELECT count(*) FROM meta WHERE name IN ('x', 'y')").fetchone() == (0,)


def test_readers_do_not_wait_for_a_writer(path: Path) -> None:
    with open_store(path) as store, open_store(path) as other, store.writing() as connection:
        connection.execute("INSERT INTO meta VALUES ('x', '1')")
        with other.reading() as reading:
            assert reading.execute("SELECT count(*) FROM meta WHERE name = 'x'").fetchone() == (0,)


def test_a_second_writer_is_told(path: Path) -> None:
    with open_store(path) as store, open_store(path) as other, store.writing():
        other.connection.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(InputError, match="another process"), other.writing():
            pass
