"""Reads the words of articles, and says how many are read. Reads none itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from syndicate.growing import in_memory
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    import polars as pl

    from syndicate.corpus import Corpus, Joining
    from syndicate.flow.detect import Progress


def indexed(
    articles: pl.DataFrame,
    progress: Progress,
    settings: Settings | None = None,
    *,
    joining: Joining = in_memory,
    spans: bool = True,
) -> Corpus:
    """`index_articles` as the step "index"."""
    progress("index", articles.height)
    told = partial(progress, "index", articles.height)
    return index_articles(articles, settings or Settings(), told=told, joining=joining, spans=spans)
