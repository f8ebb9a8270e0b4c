"""Words counted from residue rows: by hand, and against the sums they must give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from retellings import FOREIGN, RETOLD, WIRE

from syndicate.compare.measures import TAKEN, THIRDS, taken
from syndicate.compare.residue import residue

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

FOUR = "Four words stand here."
REST = ("The quartet rehearsed in a barn.", "Nine swans came down at noon.", "A clerk lost his umbrella.")
APART = "Bus fares to the port of Selm doubled to 9,000 shillings after Easter."


def counts(index: Callable[..., Corpus], article: str, other: str) -> dict[str, float]:
    bodies = [article, other]
    corpus = index(*bodies)
    (row,) = taken(residue(corpus, bodies, [(0, 1)]), corpus).to_dicts()
    return row


def test_a_copy_is_kept_whole(index: Callable[..., Corpus]) -> None:
    row = counts(index, WIRE, WIRE)
    assert row["kept"] == np.diff(index(WIRE).word_bounds)[0]
    assert (row["edited"], row["rewritten"], row["carried"], row["altered"]) == (0, 0, 1.0, 0)
    assert [row[name] for name in THIRDS] == [None] * 3


def test_words_are_counted_and_placed(index: Callable[..., Corpus]) -> None:
    row = counts(index, f"{FOUR} {REST[0]}\n\n{REST[1]}", f"{FOUR} {APART} {APART}")
    assert (row["kept"], row["edited"], row["rewritten"]) == (4, 0, 0)
    assert row["carried"] == pytest.approx(4 / 30)
    third = 16 / 3
    assert row["own_lead"] == pytest.approx((third - 4) / 12)
    assert row["own_middle"] == pytest.approx(third / 12)
    assert row["own_end"] == pytest.approx(third / 12)


@given(st.permutations([FOUR, *REST]), st.integers(1, 4), st.integers(1, 4))
def test_the_words_add_up(index: Callable[..., Corpus], lines: list[str], n: int, m: int) -> None:
    article, other = "\n\n".join(lines[:n]), "\n\n".join(lines[-m:])
    row = counts(index, article, other)
    words = np.diff(index(article).word_bounds)[0]
    assert 0 <= sum(row[name] for name in TAKEN) <= words
    assert 0 <= row["carried"] <= 1
    own = [row[name] for name in THIRDS]
    if sum(row[name] for name in TAKEN) < words:
        assert sum(own) == pytest.approx(1)
    else:
        assert own == [None] * 3


def test_an_altered_fact_and_a_stranger(index: Callable[..., Corpus]) -> None:
    assert counts(index, RETOLD, WIRE)["altered"] >= 1
    row = counts(index, FOREIGN, WIRE)
    assert (row["carried"], [row[name] for name in TAKEN]) == (0, [0, 0, 0])


def test_an_empty_article_carries_nothing(index: Callable[..., Corpus]) -> None:
    assert counts(index, "", WIRE)["carried"] == 0
    bodies = ["", ""]
    corpus = index(*bodies)
    assert taken(residue(corpus, bodies, [(0, 1)]), corpus).is_empty()
