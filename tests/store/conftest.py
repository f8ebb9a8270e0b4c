from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from four_articles import write_four

from syndicate.store.file import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store."""
    with open_store(tmp_path / "news.db", create=True) as opened:
        yield opened


@pytest.fixture
def four(store: Store) -> Store:
    """A store of four articles, see `four_articles`; no pair, no group."""
    write_four(store)
    return store
