"""Kill -9 at random moments: nothing is lost, nothing is twice, and the groups are those of one batch."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest
from newsroom import differences, news

from syndicate.flow.detect import detect
from syndicate.flow.update.stored import read_store
from syndicate.settings import Settings
from syndicate.store.file import open_store

Call = Callable[..., CompletedProcess[str]]
PROGRAM = Path(__file__).with_name("killed.py")


def killed(call: Call, folder: Path, kills: int, n_pages: int) -> None:
    done = call(sys.executable, PROGRAM, folder, str(kills), str(n_pages))
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= kills
    batch = detect(news(n_pages), Settings(alone=1))
    stores = sorted(folder.glob("[0-9]*.db"))
    assert stores
    for path in stores:
        found = read_store(path)
        assert differences(found, batch) == []
        with open_store(path) as store:
            rows = store.connection.execute("SELECT count(*), count(DISTINCT digest) FROM seen").fetchone()
            waiting = store.connection.execute("SELECT count(*) FROM inbox").fetchone()[0]
            assert rows == (n_pages, n_pages)
            assert waiting == 0
            assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not pl.Series(found.articles["article"]).is_duplicated().any()


def test_a_dozen_kills(call: Call, tmp_path: Path) -> None:
    killed(call, tmp_path, 12, 24)


@pytest.mark.slow
def test_two_hundred_kills(call: Call, tmp_path: Path) -> None:
    killed(call, tmp_path, 200, 40)
