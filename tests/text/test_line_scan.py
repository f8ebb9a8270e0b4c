from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text import characters
from syndicate.text.line_scan import COLUMNS, END_BRACKET, END_COLON, END_DOTS, END_STOP, scan

PIECES = st.sampled_from([
    "the", "AFP", "Ab", "1,180", "x", "don’t", "don't", "caf\u00e9", "\u00c9t\u00e9", "\u043c\u0438\u0440",
    "co\u00adop", "e\u0301", "e\u0301x", "\u56fd\u5bb6", "\u200d", " ", ". ", "...", ", ", "|", "…", ")", "(",
    "3rd", "Ω", "\u0661\u0662", "\U0001f642", "\U00020000", "–", "a\u4e00b", "\u2060", ":", "”",
])  # fmt: skip


def words_of(line: str) -> list[str]:
    """The words of a line, hidden characters left out: a glyph stands alone."""
    kinds = characters.tables().kinds
    found: list[str] = []
    inside = False
    for character in line:
        point = ord(character)
        kind = kinds[point] if point < characters.TABLE_SIZE else characters.GLYPH
        if kind == characters.GLYPH:
            found.append(character)
            inside = False
        elif kind in (characters.LETTER, characters.UPPER, characters.DIGIT, characters.JOINER):
            found[-1:] = [found[-1] + character] if inside else [*found[-1:], character]
            inside = True
        elif kind != characters.HIDDEN:
            inside = False
    return found


def hashed(word: str) -> int:
    """FNV-1a of the folded code points."""
    folds = characters.tables().folds
    found = 0xCBF29CE484222325
    for character in word:
        point = ord(character)
        point = int(folds[point]) if point < characters.TABLE_SIZE else point
        found = (found ^ point) * 0x100000001B3 % (1 << 64)
    return found


def column(lines: list[str], name: str) -> list[int]:
    found: list[int] = scan(pl.Series(lines, dtype=pl.String)).column(name).tolist()
    return found


@given(st.lists(st.one_of(st.text(), st.lists(PIECES, max_size=8).map("".join)), max_size=5))
def test_words_are_those_of_plain_python(lines: list[str]) -> None:
    found = scan(pl.Series(lines, dtype=pl.String))
    words = [words_of(line) for line in lines]
    assert np.diff(found.bounds).tolist() == [len(own) for own in words]
    odd = np.uint64(1)
    assert (found.words | odd).tolist() == [hashed(word) | 1 for own in words for word in own]
    assert found.column("words").tolist() == [len(own) for own in words]
    assert found.column("short").tolist() == [sum(len(word) <= 3 for word in own) for own in words]
    digits = [sum(characters.tables().kinds[ord(c)] == characters.DIGIT for word in own for c in word
                  if ord(c) < characters.TABLE_SIZE) for own in words]  # fmt: skip
    assert found.column("digits").tolist() == digits


@given(st.text(st.characters(max_codepoint=127)))
def test_a_word_of_ascii_is_counted_as_one_with_another_letter_is(line: str) -> None:
    """The quick way and the long way agree: `line` again, each small a with an accent."""
    accented = line.replace("a", "\u00e1")
    found = scan(pl.Series([line, accented], dtype=pl.String))
    assert found.counts[0].tolist() == found.counts[1].tolist()
    assert found.ends[0].tolist() == found.ends[1].tolist()


@pytest.mark.parametrize(("name", "counts"), [
    ("words", [0, 0, 5, 2]), ("capitals", [0, 0, 3, 1]), ("shouted", [0, 0, 1, 0]), ("digits", [0, 0, 4, 0]),
    ("stops", [0, 0, 1, 0]), ("commas", [0, 0, 1, 0]), ("short", [0, 0, 2, 1]), ("latin", [0, 0, 14, 0]),
    ("cyrillic", [0, 0, 0, 6]),
])  # fmt: skip
def test_counts(name: str, counts: list[int]) -> None:
    lines = ["", " .?!… ", "Ships (AFP), in 2026. They", "Совет и"]
    assert name in COLUMNS
    assert column(lines, name) == counts


STOPS = ".!?…‥。！？．।॥۔؟։።"
CLOSERS = "\"'”’»」』)]）】"


def ends_of(line: str) -> list[bool]:
    """The columns of `ends`, character by character."""
    kinds = characters.tables().kinds
    seen = last = ""
    dotted = bracketed = False
    for c in line:
        kind = kinds[ord(c)] if ord(c) < characters.TABLE_SIZE else characters.GLYPH
        is_word = kind in (
            characters.LETTER,
            characters.UPPER,
            characters.DIGIT,
            characters.JOINER,
            characters.GLYPH,
        )
        if kind != characters.HIDDEN or c == "\u2060":  # a bar to lines
            bracketed = c in ")]）"
            dotted = not is_word and (c == "…" or (c in STOPS and c == seen))
            last = c if is_word or (c not in CLOSERS and c > " ") else last
        seen = "" if is_word else c
    stopped = last != "" and last in STOPS
    return [stopped, last in (":", "："), dotted and stopped, bracketed and not stopped]


@given(st.one_of(st.text(), st.lists(PIECES, max_size=8).map("".join)))
def test_how_a_line_ends(line: str) -> None:
    (found,) = scan([line]).ends[:, [END_STOP, END_COLON, END_DOTS, END_BRACKET]].tolist()
    assert found == ends_of(line)


def test_letters_and_digits_of_a_long_word_are_counted_apart() -> None:
    word = "A" * 1000 + "b" * 70_000 + "7" * 70_000
    found = scan([word, "A" * 70_000])
    assert found.column("digits").tolist() == [70_000, 0]
    assert found.column("latin").tolist() == [71_000, 70_000]
    assert found.column("shouted").tolist() == [0, 1]
