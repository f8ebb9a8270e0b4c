from __future__ import annotations

import numpy as np
import polars as pl
from datasketch_alone import ten_lines
from hypothesis import given
from hypothesis import strategies as st

from syndicate.flow.signing import sign_texts
from syndicate.settings import Settings
from syndicate.sketch.signature import EMPTY, sign
from syndicate.text.tokens import read_words


@given(st.lists(st.text(st.sampled_from("abéя ")), min_size=1, max_size=8))
def test_signatures_are_datasketchs_bit_for_bit(texts: list[str]) -> None:
    signatures, _ = sign_texts(pl.Series(texts))
    for text, signature in zip(texts, signatures, strict=True):
        assert signature.tolist() == ten_lines(text).hashvalues.tolist()


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=8), st.integers(1, 2))
def test_any_texts_as_the_pipeline_signs_them(texts: list[str], threads: int) -> None:
    settings = Settings(permutations=48, bands=4, band_rows=4, shingle_words=2)
    words = read_words(texts)
    wanted, counts = sign(words.words, words.bounds, settings)
    signatures, own_counts = sign_texts(pl.Series(texts, dtype=pl.String), settings, threads=threads)
    assert (signatures == wanted).all()
    assert (own_counts == counts).all()


def test_any_layout_of_the_column() -> None:
    plain = pl.Series(["", "one two three", None, "x" * 13, "中文 é " * 400, None])
    layouts = [
        plain,
        pl.concat([plain[:2], plain[2:]], rechunk=False),
        pl.concat([plain, plain])[6:],
        pl.concat([pl.Series(["z"]), plain])[1:],
        plain.cast(pl.Categorical).cast(pl.String),
    ]
    first = sign_texts(layouts[0])
    assert first[1].tolist() == [0, 1, 0, 1, 1196, 0]
    assert (first[0][[0, 2, 5]] == EMPTY).all()
    for other in layouts[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(first, sign_texts(other), strict=True))


def test_batches_and_slices_change_nothing() -> None:
    texts = pl.Series([f"word{i % 7} " * (i % 11) + str(i) for i in range(5000)])
    whole = sign_texts(texts, threads=2)
    some = [sign_texts(texts[low : low + 333], threads=1) for low in range(0, 5000, 333)]
    assert (whole[0] == np.concatenate([part[0] for part in some])).all()
    assert (whole[1] == np.concatenate([part[1] for part in some])).all()
