from __future__ import annotations

import re

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.name_scan import held, wanted

WHOLE = {
    "AP": True,
    "APP": True,
    "AP通信": False,
    "通信": False,
    "АФП": True,
    "agenc": False,
    "Dow Jones": True,
}
WORDS = wanted(WHOLE)
PIECES = (*WHOLE, "A", "P", "Dow", " ", "\n", "_", "9", "é", "信", "а", "", "aGENCies", "\0")


def twin(text: str) -> set[str]:
    """The same by plain expressions."""
    around = {True: ("(?<![A-Za-z0-9])", "(?![A-Za-z0-9])"), False: ("", "")}
    return {word for word, whole in WHOLE.items() if re.search(re.escape(word).join(around[whole]), text)}


def names(*texts: str) -> list[set[str]]:
    found = held(pl.Series(texts, dtype=pl.String), WORDS)
    assert found.shape == (len(texts), len(WHOLE))
    return [{WORDS.words[w] for w in np.flatnonzero(row)} for row in found]


def test_nothing_holds_nothing() -> None:
    assert names() == []
    assert names("", "", "A") == [set(), set(), set()]


@pytest.mark.parametrize(("text", "expected"), [
    ("AP", {"AP"}),
    ("(AP) PAPER", {"AP"}),
    ("PAPER, MAP, AP9", set()),
    ("PAPER and AP", {"AP"}),  # the one within a word hides no other
    ("APP", {"APP"}),
    ("xAP通信x", {"AP通信", "通信"}),
    ("АФПом", {"АФП"}),
    ("_AP_", {"AP"}),
    ("Dow\nJones", set()),
    ("agencies", {"agenc"}),
])  # fmt: skip
def test_words(text: str, expected: set[str]) -> None:
    assert names(text) == [expected] == [twin(text)]


def test_no_word_stands_in_two_texts() -> None:
    assert names("Dow ", "Jones", "A", "P", "x", "AP", "x") == [set()] * 5 + [{"AP"}, set()]


@given(st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=6).map("".join), max_size=6))
def test_as_by_plain_expressions(texts: list[str]) -> None:
    assert names(*texts) == [twin(text) for text in texts]
