from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.flow import together
from syndicate.flow.together import Reader
from syndicate.schema import ARTICLES
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    import polars as pl
    import pytest

    from syndicate.corpus import Corpus

ALONE = Settings(alone=1)
BODIES = (
    "",
    "Flood.",
    "The harbour board of Port Wessel approved 43 million crowns. Work begins in May.",
    "“We cannot wait for a third storm,” said Mina Dorrit. The board approved 1,180 crowns.",
    "北京市议会推迟了关于新桥的表决。会议持续了三小时。",
    "La junta aprobó 43 millones para el puerto. El trabajo empieza en mayo.",
)


def articles(languages: list[str]) -> pl.DataFrame:
    n = len(languages)
    columns = {
        "article": [f"a{i}" for i in range(n)],
        "published": ["2026-02-20", "", "2026-02-20T10:00:00Z"] * n,
        "language": languages,
        "body": list(BODIES) * n,
    }
    untold = {
        name: [0 if name.startswith("n_") else ""] * n for name in ARTICLES.columns if name not in columns
    }
    return ARTICLES.frame({name: values[:n] for name, values in (columns | untold).items()})


def same(one: Corpus, other: Corpus) -> None:
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            np.testing.assert_array_equal(a, b, field.name, strict=True)
        else:
            assert list(a) == list(b), field.name


@given(
    st.lists(st.sampled_from(["en", "en", "es", "zh", ""]), min_size=1, max_size=14),
    st.lists(st.sets(st.integers(0, 13), min_size=1), max_size=4),
)
def test_what_was_read_before_reads_as_if_read_at_once(languages: list[str], asked: list[set[int]]) -> None:
    reader, all_of_them = Reader(ALONE), articles(languages)
    for wanted in asked:
        rows = sorted(row for row in wanted if row < len(languages))
        if rows:
            same(reader.read(all_of_them[rows]), index_articles(all_of_them[rows], ALONE))


def test_an_article_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(some: pl.DataFrame, settings: Settings) -> Corpus:
        read.extend(some["article"])
        return index_articles(some, settings)

    monkeypatch.setattr(together, "index_articles", counted)
    reader, found = Reader(ALONE), articles(["en"] * 6)
    for rows in ([0, 1, 2], [1, 2, 3], [0, 1, 2, 3], [5]):
        reader.read(found[rows])
    assert read == ["a0", "a1", "a2", "a3", "a5"]


def test_articles_of_several_languages_are_read_in_their_own_company() -> None:
    """A term weighs there what it weighs in the language where it is commoner."""
    reader, found = Reader(ALONE), articles(["en", "en", "en", "en", "es", "es"])
    for rows in ([2, 3], [5], [2, 3, 5]):
        same(reader.read(found[rows]), index_articles(found[rows], ALONE))


def test_no_articles() -> None:
    same(Reader(ALONE).read(articles([])), index_articles(articles([]), ALONE))
