from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.utf8 import of_column, of_strings
from syndicate.text.xxh64 import PADDING

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), max_size=5)


@given(TEXTS)
def test_texts_one_after_another(texts: list[str]) -> None:
    data = "".join(f"{text}\n" for text in texts).encode()
    for found in (of_strings(texts), of_column(pl.Series(texts, dtype=pl.String))):
        assert found.data == data + b"\n" * PADDING
        assert [found.text(t) for t in range(len(texts))] == texts
        assert found.bounds[-1] == len(data)


def test_lone_surrogates_become_question_marks() -> None:
    assert of_strings(["a\ud800", "b"]).text(0) == "a?"
