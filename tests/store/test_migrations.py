from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from syndicate.store import migrations
from syndicate.store.file import open_store
from syndicate.store.migrations import APPLICATION_ID, MIGRATIONS, migrate, version_of

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = "SELECT type, name, sql FROM sqlite_master ORDER BY name"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def older(file: Path, form: int) -> None:
    """A store as a release of that form left it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:form])
        open_store(file, create=True).close()


@pytest.mark.parametrize("form", range(1, len(MIGRATIONS)))
def test_an_older_store_is_led_to_the_newest_form_and_keeps_what_it_holds(file: Path, form: int) -> None:
    older(file, form)
    with closing(sqlite3.connect(file)) as connection, connection:
        assert version_of(connection) == (APPLICATION_ID, form)
        connection.execute("INSERT INTO seen VALUES (17)")
    with open_store(file) as store, closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        migrate(new)
        assert version_of(store.connection) == version_of(new) == (APPLICATION_ID, len(MIGRATIONS))
        assert store.connection.execute(SHAPE).fetchall() == new.execute(SHAPE).fetchall()
        assert store.connection.execute("SELECT digest FROM seen").fetchall() == [(17,)]


def test_a_step_that_fails_is_undone_whole(file: Path) -> None:
    older(file, 1)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        before = connection.execute(SHAPE).fetchall()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                migrations, "MIGRATIONS", (MIGRATIONS[0], "CREATE TABLE half (x); CREATE TABLE meta (y);")
            )
            with pytest.raises(sqlite3.OperationalError, match="meta already exists"):
                migrate(connection)
        assert connection.execute(SHAPE).fetchall() == before
        assert version_of(connection) == (APPLICATION_ID, 1)


def test_a_store_of_the_newest_form_is_left_as_it_is(file: Path) -> None:
    open_store(file, create=True).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        before = connection.execute("PRAGMA schema_version").fetchone()
        migrate(connection)
        assert connection.execute("PRAGMA schema_version").fetchone() == before
