from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import numpy as np
import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from syndicate.corpus import CAPITAL, GLYPH, NUMBER, QUOTED
from syndicate.text.characters import IDEOGRAPHS, TABLE_SIZE, fold, tables
from syndicate.text.tokens import Words, fold_words, read_words
from syndicate.text.utf8 import of_strings

# One letter for each kind of character, so that a text is read by an expression over its kinds.
KINDS = "bwudjhgpql"
WORD = re.compile(r"g[jh]*|[wudj](?:[wudjh]|(?<=d)p(?=d))*")

Word = tuple[int, int, int, int]  # start, end, hash, marks


def kinds_of(text: str) -> str:
    def kind(point: int) -> str:
        if point < TABLE_SIZE:
            return KINDS[tables().kinds[point]]
        return "g" if IDEOGRAPHS[0] <= point < IDEOGRAPHS[1] else "b"

    return "".join(kind(ord(c)) for c in text)


def plain_words(text: str) -> list[Word]:
    """What the kernel does, in the words of its documentation."""
    kinds, found, quote, at = kinds_of(text), [], "", 0
    for match in WORD.finditer(kinds):
        start, end = match.start(), match.start() + len(match.group().rstrip("h"))
        gap = text[at:start].replace("``", "“").replace("''", "”")
        for c, kind in zip(gap, kinds_of(gap), strict=True):
            if kind == "l":
                quote = ""
            elif kind == "q":
                quote = c if not quote or (c == "“" and quote != "„") else ""
        at = end
        marks = (NUMBER if "d" in match.group() else 0) | (QUOTED if quote else 0)
        marks |= (CAPITAL if kinds[start] == "u" else 0) | (GLYPH if kinds[start] == "g" else 0)
        found.append((start, end, xxhash.xxh64_intdigest(fold(text[start:end]).encode()), marks))
    return found


def listed(words: Words, i: int = 0) -> list[Word]:
    rows = slice(words.bounds[i], words.bounds[i + 1])
    columns = (words.starts, words.ends, words.words, words.marks)
    return list(zip(*(column[rows].tolist() for column in columns), strict=True))


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end, _, _ in listed(read_words([text]))]


ODD = [
    "", " ", "x", "...", "\u00ad", "\u0301", "1.", ".5", "a.b", "\ud800", "a\ud800b", "İ", "Iİi", "\x00",
    "🙂", "𝕏", "𠀀𠀁", "e\u0301te\u0301", "か\u3099", "x\u00ad", "x\u00ad\u00ady", "\u200dx", "1\u00ad,2",
    "1,,2", "1,2,", "9.5.1", "한국어", "가", "นาย กก", "نہیں\u200cہے", "क्षत्रिय", "“a „b“ c” d",
    "“a\nb", "«a «b» c»", "x" * 3000, "İ" * 2000, "Ⱥ" * 2000, "Ⱥ" * 90_000, "中" * 3000, "1,2" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:12]))
def test_odd_texts(text: str) -> None:
    assert listed(read_words([text])) == plain_words(text)


@given(st.text())
def test_any_text(text: str) -> None:
    assert listed(read_words([text])) == plain_words(text)


TRICKY = "aZé0``''٣.,«»“”„\"\n \u0301\u00ad\u200bİ中か\u3099नि\ud800𠀀Ёي-\u2028"


@given(st.lists(st.text(st.sampled_from(TRICKY), max_size=25), max_size=6))
def test_several_tricky_texts(texts: list[str]) -> None:
    words = read_words(texts)
    assert len(words.bounds) == len(texts) + 1
    assert [listed(words, i) for i in range(len(texts))] == [plain_words(text) for text in texts]


RUNS = [
    "abcdefg",
    "Abcdefgh",
    "1234567",
    "12345678",
    "9",
    "x",
    ".",
    ",",
    "٣",
    "é",
    "’",
    " ",
    "\u00ad",
    "国",
    "\u066b",
    "_",
]


@given(st.lists(st.sampled_from(RUNS), max_size=12).map("".join))
def test_words_that_end_anywhere_in_eight_bytes(text: str) -> None:
    assert listed(read_words([text, text]), 1) == plain_words(text)


@given(st.text(st.characters(categories=["L", "M"], exclude_characters="İ"), min_size=1, max_size=8))
def test_composed_and_decomposed_words_are_the_same(word: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
    if len(cut(composed)) == len(cut(decomposed)) == 1:
        assert read_words([composed]).words.tolist() == read_words([decomposed]).words.tolist()


@pytest.mark.parametrize(("text", "words"), [
    ("Don't stop-and-go", ["Don", "t", "stop", "and", "go"]),
    ("1,180 men, 9.5% and 3.", ["1,180", "men", "9.5", "and", "3"]),
    ("1\u066b5 1\u066bx \u0663\u066b5", ["1\u066b5", "1", "x", "\u0663\u066b5"]),
    ("co\u00adop x\u00ad y", ["co\u00adop", "x", "y"]),
    ("क्षत्रिय की", ["क्षत्रिय", "की"]),
    ("می\u200cشود", ["می\u200cشود"]),
    ("東京で10,5人", ["東", "京", "で", "10,5", "人"]),
    ("ไทย 5", ["ไ", "ท", "ย", "5"]),
    ("G20-Gipfel", ["G20", "Gipfel"]),
])  # fmt: skip
def test_words(text: str, words: list[str]) -> None:
    assert cut(text) == words


@pytest.mark.parametrize(("text", "quoted"), [
    ('He said "yes we can" twice', ["yes", "we", "can"]),
    ("“one “two” three", ["one", "two"]),
    ("„eins zwei“ drei", ["eins", "zwei"]),
    ("«un» deux «trois", ["un", "trois"]),
    ("»eins« zwei", ["eins"]),
    ("「国」家", ["国"]),
    ('"never closed\nnext line', ["never", "closed"]),
    ("it's 'single'", []),
    ("``so it is,'' he said", ["so", "it", "is"]),
    ("''so it is'' `single` rock ''n''", ["so", "it", "is", "n"]),
    ("``open ``still'' not", ["open", "still"]),
])  # fmt: skip
def test_quotations(text: str, quoted: list[str]) -> None:
    words = read_words([text])
    assert [word for word, mark in zip(cut(text), words.marks, strict=True) if mark & QUOTED] == quoted


def test_marks() -> None:
    words = read_words(["Élan iPhone F16 16 中"])
    assert words.marks.tolist() == [CAPITAL, 0, CAPITAL | NUMBER, NUMBER, GLYPH]


def test_no_text_at_all() -> None:
    words = read_words([])
    assert [len(column) for column in words] == [1, 0, 0, 0, 0]
    assert [column.dtype for column in words] == [np.int64, np.uint64, np.int32, np.int32, np.uint8]
    assert read_words(["", ""]).bounds.tolist() == [0, 0, 0]


@given(st.lists(st.text(st.sampled_from(TRICKY), max_size=25), max_size=6))
def test_folds_are_what_is_hashed(texts: list[str]) -> None:
    words, folds = fold_words(of_strings(texts))
    spelt = [folds.folded[begin:end].tobytes() for begin, end in folds.edges.tolist()]
    assert list(map(xxhash.xxh64_intdigest, spelt)) == words.words.tolist()
    glyphs = np.flatnonzero(words.marks & GLYPH)
    for t in range(len(texts)):
        some = glyphs[(glyphs >= words.bounds[t]) & (glyphs + 1 < words.bounds[t + 1])]
        both = some[(words.marks[some + 1] & GLYPH) > 0]
        assert np.array_equal(folds.edges[both, 1], folds.edges[both + 1, 0])


def test_ten_megabytes_in_one_line() -> None:
    words = read_words(["word " * 2_000_000])
    assert len(words.words) == 2_000_000
    assert words.words.min() == words.words.max() == xxhash.xxh64_intdigest(b"word")


def test_one_word_of_ten_megabytes() -> None:
    words = read_words(["w" * 10_000_000, "x"])
    assert words.bounds.tolist() == [0, 1, 2]
    assert words.words[0] == xxhash.xxh64_intdigest(b"w" * 10_000_000)


@given(st.text())
def test_spans_are_in_order_and_no_word_is_empty(text: str) -> None:
    places = [place for start, end, _, _ in listed(read_words([text])) for place in (start, end)]
    assert all(a <= b for a, b in pairwise([0, *places, len(text)]))
    assert all(cut(text))
