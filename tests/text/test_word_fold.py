"""Each stage against its plain twin; `test_word_hashes` has them all together."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.characters import DIGIT, GLYPH, HIDDEN, JOINER, POINT, TABLE_SIZE, fold, tables
from syndicate.text.tokens import read_words
from syndicate.text.word_fold import find_words, fold_texts, mark_edges, spellings

TRICKY = 'aZé0٣.,«»“”„"\n \u0301\u00ad\u200bİⱥȺ中か\u3099नि𠀀Ёي-\u2028😀'


def folded(texts: list[str]) -> tuple[list[bytes], list[bool]]:
    """(the fold of each text, whether it is odd)."""
    encoded = [text.encode() for text in texts]
    bounds = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    data = np.frombuffer(b"".join(encoded), np.uint8)
    out, ends = np.full(2 * len(data) + len(texts) + 8, 0xEE, np.uint8), np.zeros_like(bounds)
    odd = fold_texts(data, bounds, spellings(), out, ends)
    assert (out[ends[-1] + 8 :] == 0xEE).all()
    return [out[a:b].tobytes() for a, b in pairwise(ends)], odd.tolist()


def plain_fold(text: str) -> bytes:
    """The words of a text as another reader finds them, folded by Python, parted by spaces."""
    found = read_words([text])
    words = [fold(text[a:b]) for a, b in zip(found.starts, found.ends, strict=True)]
    return " ".join(words).encode()


def words_of(spelt: bytes) -> list[bytes]:
    return spelt.split()


@given(
    st.lists(st.one_of(st.text(st.characters(codec="utf-8")), st.text(st.sampled_from(TRICKY))), max_size=5)
)
def test_any_texts(texts: list[str]) -> None:
    spelt, odd = folded(texts)
    for text, own, is_odd in zip(texts, spelt, odd, strict=True):
        assert own.endswith(b" ")
        if not is_odd:
            assert words_of(own) == words_of(plain_fold(text))


@given(st.text(st.characters(codec="utf-8", min_codepoint=0x80)))
def test_a_text_that_is_not_nfc_is_odd(text: str) -> None:
    assert folded([text])[1] == [True] or unicodedata.is_normalized("NFC", text)


@given(st.text(st.sampled_from("ab0 9.,-\nZ“٣"), min_size=20, max_size=200))
def test_long_runs_of_ascii(text: str) -> None:
    assert words_of(folded([text])[0][0]) == words_of(plain_fold(text))


@pytest.mark.parametrize(("text", "spelt"), [
    ("", " "), ("Don't", "don t "), ("1,180.", "1,180  "), ("9.x", "9 x "), ("co\u00adop", "coop "),
    ("中国ab", " 中 国 ab "), ("ȺȺ", "ⱥⱥ "), ("٣.5", "3.5 "), ("5.", "5  "), ("5.٣", "5.3 "), ("5.“", "5   "),
])  # fmt: skip
def test_folds(text: str, spelt: str) -> None:
    assert folded([text]) == ([spelt.encode()], [False])


def test_a_number_does_not_reach_into_the_next_text() -> None:
    assert folded(["5.", "5", ".5"])[0] == [b"5  ", b"5 ", b" 5 "]


def test_every_spelling() -> None:
    kinds = tables().kinds
    for point in [*range(0x3000), *range(0x10400, 0x10450), 0x1E900, 0x1D7CE]:
        entry, kind = int(spellings()[point]), int(kinds[point])
        spelt = (entry & 0xFFFFFFFF).to_bytes(4, "little")[: entry >> 32 & 15]
        if kind == HIDDEN:
            assert spelt == b""
        elif kind in (DIGIT, GLYPH, JOINER, POINT) and not entry >> 40:
            assert spelt.decode() == fold(chr(point))
        assert entry >> 36 & 15 == kind
    assert len(spellings()) == TABLE_SIZE


@given(st.text(st.sampled_from("ab ")))
def test_edges(text: str) -> None:
    data = np.frombuffer(text.encode() + b" ", np.uint8)
    is_edge = np.full(len(data), 7, np.uint8)
    mark_edges(data, is_edge)
    wanted = {edge for match in re.finditer(r"\w+", text) for edge in match.span()}
    assert np.flatnonzero(is_edge).tolist() == sorted(wanted)


@given(st.lists(st.text(st.sampled_from("ab ")), max_size=6))
def test_words_are_found_text_by_text(texts: list[str]) -> None:
    data = np.frombuffer("".join(text + " " for text in texts).encode(), np.uint8)
    ends = np.cumsum([0, *(len(text) + 1 for text in texts)], dtype=np.int64)
    edges, bounds = np.zeros(len(data) + 1, np.int64), np.zeros_like(ends)
    find_words(data, ends, np.zeros(len(data), np.uint8), edges, bounds)
    counts = [len(text.split()) for text in texts]
    assert np.diff(bounds).tolist() == counts
    found = [data[a:b].tobytes().decode() for a, b in edges[: 2 * sum(counts)].reshape(-1, 2)]
    assert found == " ".join(texts).split()
