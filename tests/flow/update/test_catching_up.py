from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from newsroom import differences, news

from syndicate.flow.detect import detect
from syndicate.flow.update import catching_up, relinking, updating
from syndicate.flow.update.stored import read_store
from syndicate.flow.update.updating import update
from syndicate.settings import Settings
from syndicate.store.file import open_store
from syndicate.store.sketches import without_facts

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 2, 21, tzinfo=UTC)
N, OLD = 24, 18


@pytest.mark.parametrize("at_once", [4, 5000])
def test_an_older_store_comes_to_the_groups_of_one_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Its articles lose their facts and what hangs on them, as if they had come before there were any."""
    path = tmp_path / "news.db"
    monkeypatch.setattr(catching_up, "ARTICLES_A_STEP", at_once)
    with pytest.MonkeyPatch.context() as patch, open_store(path, create=True) as store:
        patch.setattr(
            relinking, "facts_beside", lambda connection, *_: relinking.sketches_in(connection, 9, 0)
        )
        patch.setattr(updating, "write_facts", lambda *_: None)
        update(store, news(N)[:OLD], now=NOW)
        before = store.connection.execute("SELECT count(*) FROM link").fetchone()
        store.connection.executescript("DROP TABLE shown; DROP TABLE fact; PRAGMA user_version = 2")
    with open_store(path) as store:
        assert len(without_facts(store.connection, 99)) == OLD
        update(store, news(N)[OLD:], now=NOW)
        assert without_facts(store.connection, 99) == []
        after = store.connection.execute("SELECT count(*) FROM link WHERE b <= ?", (OLD,)).fetchone()
    assert after > before
    assert differences(read_store(path), detect(news(N), Settings(alone=1))) == []


def test_a_new_store_has_nothing_to_catch_up_with(tmp_path: Path) -> None:
    with open_store(tmp_path / "news.db", create=True) as store:
        update(store, news(6), now=NOW)
        assert without_facts(store.connection, 9) == []
