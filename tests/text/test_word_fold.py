"""Each stage against its plain twin; `test_word_hashes` has them all together."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.characters import (
    DIGIT,
    GLYPH,
    HIDDEN,
    JOINER,
    LETTER,
    POINT,
    TABLE_SIZE,
    UPPER,
    fold,
    tables,
)
from syndicate.text.string_views import string_views
from syndicate.text.tokens import read_words
from syndicate.text.word_fold import EIGHT, fold_texts, spellings

TRICKY = 'aZé0٣.,«»“”„"\n \u0301\u00ad\u200bİⱥȺ中か\u3099नि𠀀Ёي-\u2028😀'


def folded(texts: list[str]) -> tuple[list[bytes], list[bool]]:
    """(the fold of each text, whether it is odd); nothing is written beyond the room it asks for."""
    room = sum(len(text.encode()) for text in texts) // 4 + 2 * len(texts) + 4
    whole, ends = np.full(room + 8, 2**64 - 1, np.uint64), np.zeros(len(texts) + 1, np.int64)
    with string_views(pl.Series(texts, dtype=pl.String)) as views:
        odd = fold_texts(*views, spellings(), whole[:room], ends)
    assert (whole[room:] == 2**64 - 1).all()
    assert not (ends % EIGHT).any()
    written = whole.view(np.uint8)
    return [written[a:b].tobytes() for a, b in pairwise(ends)], odd.tolist()


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


@given(
    st.text(st.sampled_from("ab0 9.,-\n"), max_size=40),
    st.sampled_from([*TRICKY, "’", "—", "…", "É", "ı", "İ", "\u200d", "\U00020000"]),
    st.text(st.sampled_from("ab0 9.,-\n’é"), max_size=40),
)
def test_one_character_that_is_not_ascii_at_any_place(before: str, character: str, after: str) -> None:
    text = before + character + after
    (spelt,), (is_odd,) = folded([text])
    assert is_odd or words_of(spelt) == words_of(plain_fold(text))


@pytest.mark.parametrize(("text", "spelt"), [
    ("", ""), ("Don't", "don t"), ("1,180.", "1,180"), ("9.x", "9 x"), ("co\u00adop", "coop"), (".5", " 5"),
    ("中国ab", " 中 国 ab"), ("ȺȺ", "ⱥⱥ"), ("٣.5", "3.5"), ("5.", "5"), ("5.٣", "5.3"), ("5.“", "5"),
    ("É—é", "é   é"), ("x’s", "x   s"), ("😀x", "    x"), ("ÉÉÉÉ’Х", "éééé   х"),
])  # fmt: skip
def test_folds(text: str, spelt: str) -> None:
    (own,), odd = folded([text])
    assert own == spelt.encode().ljust(len(own))
    assert len(own) == max(
        len(own.rstrip()) // EIGHT * EIGHT + EIGHT, len(text.encode()) // EIGHT * EIGHT + EIGHT
    )
    assert odd == [False]


def test_a_number_does_not_reach_into_the_next_text() -> None:
    assert [spelt.rstrip() for spelt in folded(["5.", "5", ".5"])[0]] == [b"5", b"5", b" 5"]


def test_which_characters_are_written_over() -> None:
    """Breaks, and letters whose fold takes as many bytes; never what reaches beyond itself."""
    assert all(in_place(c) for c in "éÉßçЯяكي’“”—…、😀\u00a0")
    assert not any(in_place(c) for c in "Ⱥ中ก٣\u066b\u00ad\u200d")


def in_place(character: str) -> bool:
    return bool(int(spellings()[ord(character)]) >> 41 & 1)


def test_every_spelling() -> None:
    kinds = tables().kinds
    for point in [*range(0x3000), *range(0x10400, 0x10450), 0x1E900, 0x1D7CE]:
        entry, kind = int(spellings()[point]), int(kinds[point])
        spelt = (entry & 0xFFFFFFFF).to_bytes(4, "little")[: entry >> 32 & 15]
        if kind == HIDDEN:
            assert spelt == b""
        elif kind in (LETTER, UPPER, DIGIT, GLYPH, JOINER, POINT):
            assert entry >> 40 & 1 or spelt.decode() == fold(chr(point))
        else:
            assert spelt == b" " * len(chr(point).encode())
        assert entry >> 36 & 15 == kind
        assert not in_place(chr(point)) or len(spelt) == len(chr(point).encode())
    assert len(spellings()) == TABLE_SIZE
