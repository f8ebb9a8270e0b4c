from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text import characters
from syndicate.text.characters import (
    BREAK,
    DIGIT,
    GLYPH,
    HIDDEN,
    JOINER,
    LETTER,
    LINE,
    POINT,
    QUOTE,
    TABLE_SIZE,
    UPPER,
    fold,
    tables,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("text", "kind"), [
    ("aßéñжבمक가ªⅻ²", LETTER),
    ("AÉЖΩǅ", UPPER),
    ("09٣۴५", DIGIT),
    ("\u0301\u064b\u093f\u0e31\ufe0f", JOINER),
    ("\u00ad\u200b\u200d\u200e\ufeff", HIDDEN),
    ("中々あアｱกກကក", GLYPH),
    (".,٫٬", POINT),
    ('"«»“”„‟「」『』＂', QUOTE),
    ("\n\r\v\f\u0085\u2028\u2029", LINE),
    (" \t\u00a0-–'’!?。、|€$()_\u0000\ud800", BREAK),
])  # fmt: skip
def test_kinds(text: str, kind: int) -> None:
    assert {c: int(tables().kinds[ord(c)]) for c in text} == dict.fromkeys(text, kind)


def test_tables_cover_what_they_say_and_one_letter_alone_folds_to_several() -> None:
    kinds, folds = tables()
    assert (len(kinds), len(folds)) == (TABLE_SIZE, TABLE_SIZE)
    assert (kinds.dtype, folds.dtype) == (np.uint8, np.uint32)
    assert np.flatnonzero(folds[1:] == 0).tolist() == [ord("İ") - 1]
    assert tables() is tables()


@pytest.mark.parametrize(("word", "folded"), [
    ("", ""),
    ("Zürich", "zürich"),
    ("Zu\u0308rich", "zürich"),
    ("İstanbul", "i\u0307stanbul"),
    ("co\u00adop", "coop"),
    ("می\u200cشود", "میشود"),
    ("١٢٣", "123"),
    ("१,१८०", "1,180"),
    ("ΟΔΟΣ", "οδοσ"),
    ("كييف", "کییف"),
    ("Ёлка", "елка"),
    ("Straße", "straße"),
])  # fmt: skip
def test_folds(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text())
def test_folding_twice_and_composing_first_change_nothing(word: str) -> None:
    assert fold(unicodedata.normalize("NFD", word)) == fold(word)
    assert not any(unicodedata.category(c) in ("Cf", "Nd") and c not in "0123456789" for c in fold(word))


@given(st.characters(max_codepoint=TABLE_SIZE - 1, categories=["L", "M", "N"]))
def test_a_kernel_folds_one_character_as_python_does(character: str) -> None:
    if unicodedata.is_normalized("NFC", character) and character != "İ":
        assert chr(tables().folds[ord(character)]) == fold(character)


def test_the_kinds_are_all_different() -> None:
    names = ("BREAK", "LETTER", "UPPER", "DIGIT", "JOINER", "HIDDEN", "GLYPH", "POINT", "QUOTE", "LINE")
    assert sorted(getattr(characters, name) for name in names) == list(range(10))


def test_what_a_run_has_made_the_next_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept tables are the same, and writable as kernels are compiled for; damaged ones are made anew."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = characters._make_tables()
    for damage in (False, False, True):
        for file in tmp_path.rglob("characters.tables") if damage else ():
            file.write_bytes(file.read_bytes()[:-4])
        found = tables.__wrapped__()
        for mine, theirs in zip(found, made, strict=True):
            assert mine.dtype == theirs.dtype
            assert mine.flags.writeable
            assert np.array_equal(mine, theirs)
    assert [file.name for file in (tmp_path / "syndicate").iterdir()] == ["characters.tables"]
