from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.string_views import string_views
from syndicate.text.tokens import read_words
from syndicate.text.word_hashes import HashReader

ODD = [
    "", " ", "x", "\u00ad", "\u0301", "1.", "İ", "Iİi", "\x00", "a\x00b", "🙂", "𠀀𠀁 x",
    "e\u0301te\u0301", "か\u3099",
    "x\u00ad", "1\u00ad,2", "한국어", "가", "가", "นาย กก", "نہیں\u200cہے", "क्षत्रिय", "“a „b“ c” d",
    "x" * 3000, "Ⱥ" * 3000, "中" * 3000, "1,2" * 2000, "\U0002f800", "Å",
    "Ёлка — «Правда»", "وقال الرئيس يوم ٢٠٢٦،", "Zürich’s “ÉTÉ”…", "ĲSSELMEER ß ẞ", "ΣΊΣΥΦΟΣ",
    "1\u066b5 1\u066bx ٣\u066b5 1.٣ 1\u066c", "½ ² Ⅷ",
    "a" * 8, "a" * 9, "a" * 15 + " " + "b" * 16 + " " + "c" * 17, "é" * 4 + " " + "é" * 8, "x’" * 40,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:12]))
def test_odd_texts(text: str) -> None:
    assert_read(HashReader(), [text, "two words", text])


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), max_size=5), max_size=4))
def test_batch_after_batch(batches: list[list[str]]) -> None:
    reader = HashReader()
    for texts in batches:
        assert_read(reader, texts)


def test_what_is_remembered_of_an_odd_text_misleads_nobody() -> None:
    assert_read(HashReader(), ["İab \0ab", "ab", "\0ab"])


def assert_read(reader: HashReader, texts: list[str]) -> None:
    with string_views(pl.Series(texts, dtype=pl.String)) as views:
        found, wanted = reader.read(views), read_words(texts)
        assert found.bounds.tolist() == wanted.bounds.tolist()
        assert found.words.tolist() == wanted.words.tolist()
