from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from syndicate.schema import PAGES
from syndicate.text import reading
from syndicate.text.clean import clean
from syndicate.text.reading import batches, first_known


def pages(*texts: str) -> pl.DataFrame:
    row = dict.fromkeys(PAGES.columns, "") | {"markup": False}
    return PAGES.frame([
        row | {"article": f"a{i}", "text": text, "outlet": "The Courier", "published": f"{i % 28 + 1}/2/2026"}
        for i, text in enumerate(texts)
    ])  # fmt: skip


@given(st.lists(st.integers(0, 9), max_size=12))
def test_batches_are_all_pages_in_order(lengths: list[int]) -> None:
    frame = pages(*("x" * length for length in lengths)) if lengths else PAGES.empty()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BATCH_BYTES", 10)
        parts = list(batches(frame))
    assert all(part.height for part in parts)
    assert_frame_equal(pl.concat([PAGES.empty(), *parts]), frame)


def test_a_small_input_is_read_on_every_core(monkeypatch: pytest.MonkeyPatch) -> None:
    some = pages(*("x" * (reading.LEAST_BYTES // 8) for _ in range(24)))
    monkeypatch.setattr(reading, "FEW_BATCHES", 2)
    assert [part.height for part in batches(some)] == [12, 12]
    monkeypatch.setattr(reading, "FEW_BATCHES", 9)
    assert [part.height for part in batches(some)] == [8, 8, 8]
    assert len(list(batches(some[:6]))) == 1


TEXTS = [
    f"Read our newsletter every day\n\nThe council of town {i} voted for the bridge. It took {i} hours."
    for i in range(30)
]


@pytest.mark.parametrize("size", [1, 300])
def test_the_size_of_batches_changes_nothing(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    whole = clean(pages(*TEXTS))
    monkeypatch.setattr(reading, "BATCH_BYTES", size)
    parts = clean(pages(*TEXTS))
    assert_frame_equal(parts.articles, whole.articles)
    assert_frame_equal(parts.lines, whole.lines)
    assert "newsletter" not in "".join(whole.articles["body"])
    assert set(whole.articles["published"]) >= {"2026-02-01", "2026-02-28"}, "one date settles the others"


def test_pages_may_come_frame_by_frame() -> None:
    frame = pages(*TEXTS)
    together, apart = clean(frame), clean(frame[i : i + 7] for i in range(0, frame.height, 7))
    assert_frame_equal(together.articles, apart.articles)


def test_without_lines_the_articles_are_the_same() -> None:
    frame = pages(*TEXTS[:4])
    bare = clean(frame, keep_lines=False)
    assert bare.lines.is_empty()
    assert_frame_equal(bare.articles, clean(frame).articles)


def test_the_first_that_is_not_blank() -> None:
    assert first_known(["", " a ", None], ["b", "c", " "]) == ["b", "a", ""]
