from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text import frequencies
from syndicate.text.frequencies import (
    number_share,
    pair_shares,
    share_by_length,
    stems,
    word_shares,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("word", "language", "stem"), [
    ("elections", "en", "elect"),
    ("díaz", "", "diaz"),
    ("díaz", "xx", "diaz"),
    ("málaga", "en", "malaga"),
    ("øre", "da", "øre"),
    ("минобороны", "ru", "миноборон"),
    ("й", "ru", "й"),
    ("क़", "hi", unicodedata.normalize("NFC", "क़")),
    ("häuser", "de", "haus"),
])  # fmt: skip
def test_stems(word: str, language: str, stem: str) -> None:
    assert stems([word], language) == [stem]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=5))
def test_without_an_algorithm_stems_only_lose_accents(words: list[str]) -> None:
    found = stems(words, "xx")
    assert len(found) == len(words)
    assert stems(found, "xx") == found


def test_common_words_have_large_shares() -> None:
    the, council, zyxgh = word_shares(["the", "council", "zyxgh"], "en")
    assert the > 0.99
    assert 0.005 < council < 0.2
    assert zyxgh == 0.0


def test_nothing_to_look_up() -> None:
    assert word_shares([], "en").tolist() == []
    assert pair_shares([], "zh").tolist() == []
    assert stems([], "en") == []


@pytest.mark.parametrize("language", ["xx", "ka", "sw", "th", "english", "a" * 50, "no such code!", "\ud800"])
def test_a_language_without_a_list_is_not_lent_another_ones(language: str) -> None:
    assert np.isnan(word_shares(["the", "and"], language)).all()
    assert np.isnan(pair_shares(["กข"], language)).all()


@pytest.mark.parametrize(("language", "word"), [("no", "og"), ("nn", "og"), ("hr", "je"), ("tl", "ang")])
def test_lists_of_another_name(language: str, word: str) -> None:
    assert word_shares([word], language)[0] > 0.5


def test_an_unknown_language_reads_english_in_latin_letters_only() -> None:
    the, unheard, cyrillic = word_shares(["the", "zyxgh", "и"], "")
    assert the > 0.99
    assert unheard == 0.0
    assert math.isnan(cyrillic)
    assert np.isnan(pair_shares(["国家"], "")).all()


def test_pairs_of_neighbours() -> None:
    known, unknown = pair_shares(["中国", "国龘"], "zh")
    assert known > 0.3
    assert unknown == 0.0


@pytest.mark.parametrize(("number", "share"), [
    ("7", 0.3), ("43", 0.06), ("180", 0.02), ("1,180", 0.01), ("9.5", 0.06), ("2026", 0.1), ("1926", 0.1),
    ("3026", 0.01), ("20260221", 0.01), ("g20", 0.06), ("19.26", 0.01),
])  # fmt: skip
def test_numbers(number: str, share: float) -> None:
    assert number_share(number) == share


def test_short_words_are_likelier_to_be_grammar() -> None:
    shares = [share_by_length("x" * n, unspaced=False) for n in range(2, 14)]
    assert shares == sorted(shares, reverse=True)
    assert share_by_length("ab", unspaced=True) < share_by_length("ab", unspaced=False)
    assert 0 < shares[-1] < shares[0] < 1


def test_what_a_run_has_counted_the_next_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept frequencies tell the same without a list at hand; damaged ones are counted anew."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    listed = {"harbours": 1e-5, "harbour": 2e-5, "中国": 3e-5}

    def told() -> list[float]:
        for counted in (frequencies._frequencies, frequencies._pair_frequencies):
            counted.cache_clear()
        return [*word_shares(["harbour", "zzqq"], "en"), *pair_shares(["中国", "国中"], "zh")]

    try:
        monkeypatch.setattr(frequencies, "_listed", lambda _: listed)
        first = told()
        assert first == pytest.approx([0.010445, 0, 0.010445, 0], abs=1e-6)
        monkeypatch.setattr(frequencies, "_listed", lambda _: {})
        assert told() == first
        monkeypatch.setattr(frequencies, "_listed", lambda _: listed)
        for file in (tmp_path / "syndicate").iterdir():
            file.write_bytes(file.read_bytes()[:-8])
        assert told() == first
    finally:
        frequencies._frequencies.cache_clear()
        frequencies._pair_frequencies.cache_clear()


def test_no_language_leads_out_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert np.isnan(word_shares(["x"], "/../../../up")).all()
    assert np.isnan(word_shares(["x"], "\0")).all()
    assert list(tmp_path.iterdir()) == []
