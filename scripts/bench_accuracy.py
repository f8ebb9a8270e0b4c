"""How near signatures come to the truth: planted pairs of invented news, and their exact resemblance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
from bench_peers import BANDS, ROWS, SHINGLE
from generated import generate

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALIKE = 0.5  # resemblance from which a pair is to be found


class Planted(NamedTuple):
    """Invented articles and their pairs of a report and a retelling."""

    texts: list[str]
    pairs: NDArray[np.int32]  # (M, 2), rows
    resemblance: NDArray[np.float64]  # M, exact, over word 5-shingles


def planted(n: int) -> Planted:
    """n invented articles."""
    pages = pl.concat(generate(n))
    return Planted(pages["text"].to_list(), *exact_pairs(pages))


def exact_pairs(pages: pl.DataFrame) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """(rows of report and retelling, their exact resemblance) of frames that `generate` has made."""
    from syndicate.sketch.shingles import exact_overlap
    from syndicate.text.tokens import read_words

    places = pages["place"].str.split(":").list
    told = pages.select(story=places.get(0), way=places.get(1)).with_row_index("row")
    reports = told.filter(way="report").select("story", first="row")
    pairs = told.filter(pl.col("way") != "report").join(reports, on="story").sort("row")
    pairs_of = pairs.select("first", "row").to_numpy().astype(np.int32).reshape(-1, 2)
    words = read_words(pages["text"].to_list())
    one, other, both = exact_overlap(words.words, words.bounds, pairs_of, SHINGLE).T
    return pairs_of, both / np.maximum(one + other - both, 1)


def accuracy(slots: NDArray[Any], truth: Planted) -> tuple[float, float]:
    """(mean absolute error of the share of equal slots, share of alike pairs with a band in common)."""
    equal = slots[truth.pairs[:, 0]] == slots[truth.pairs[:, 1]]
    error = float(np.abs(equal.mean(axis=1) - truth.resemblance).mean())
    bands = equal[:, : BANDS * ROWS].reshape(-1, BANDS, ROWS).all(axis=2).any(axis=1)
    return error, float(bands[truth.resemblance >= ALIKE].mean())
