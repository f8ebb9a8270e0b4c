from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from newsroom import differences, news

from syndicate.errors import SettingError
from syndicate.flow.detect import detect
from syndicate.flow.update.forgetting import forget, moment
from syndicate.flow.update.stored import read_store
from syndicate.flow.update.updating import update
from syndicate.settings import Settings
from syndicate.sketch import nearest
from syndicate.store.care import vacuum
from syndicate.store.file import open_store

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 2, 21, tzinfo=UTC)
CUT = datetime(2026, 2, 14, tzinfo=UTC)


@pytest.mark.parametrize("most", [3, 128])
def test_what_is_left_is_grouped_as_if_the_rest_had_never_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(nearest, "MOST", most)
    monkeypatch.setattr(nearest, "CLOSEST", most - 1)
    pages = news(60)
    with open_store(tmp_path / "news.db", create=True) as store:
        update(store, pages, now=NOW)
        n = forget(store, CUT, now=NOW)
        left = read_store(store.path)
        assert 0 < n == 60 - left.articles.height
        kept = pages.filter(pages["article"].is_in(left.articles["article"].to_list()))
        assert differences(left, detect(kept, Settings(alone=1))) == []
        assert update(store, pages, now=NOW).received == 0
        vacuum(store)
        assert differences(read_store(store.path), left) == []


def test_ages_and_days() -> None:
    assert moment("1w", NOW) == datetime(2026, 2, 14, tzinfo=UTC)
    assert moment("7d", NOW) == moment("2026-02-14", NOW) == moment("2026-02-14T00:00:00Z", NOW)


@pytest.mark.parametrize("text", ["", "7", "soon", "7 days", "999999w", "2026-02-30", "-7d"])
def test_other_ages_are_refused(text: str) -> None:
    with pytest.raises(SettingError):
        moment(text, NOW)
