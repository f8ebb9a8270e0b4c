"""How much the articles of large clusters share, each with each, for a heat map. Aligns no sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.compare.overlap import overlap
from syndicate.report.html.contents import UNKNOWN, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus

# Articles of one cluster: 80,000 pairs, whose runs are read in a second, and 430 kB of the report. Nobody
# reads a larger matrix; those of the clusters table that come first stand in it.
MOST: Final = 400


def grids_of(corpus: Corpus, clusters: pl.DataFrame, pairs: pl.DataFrame, least: int) -> Iterator[Grid]:
    """A grid for each cluster (of schema.CLUSTERS) of `least` articles or more.

    The shares of words are exact; those of sentences are those of schema.PAIRS, where a pair was verified.
    """
    large = clusters.filter(pl.len().over("cluster") >= least)
    if large.is_empty():
        return
    number = {article: i for i, article in enumerate(corpus.articles)}
    known = pairs.join(large, left_on="a", right_on="article", how="semi")
    for group in large.partition_by("cluster", maintain_order=True):
        ids = group["article"].head(MOST).to_list()
        words = overlap(corpus, [number[article] for article in ids])
        yield Grid(group["cluster"][0], ids, _hundredths(words), _sentences(ids, known))


def _sentences(ids: list[str], pairs: pl.DataFrame) -> NDArray[np.uint8]:
    """The share of the row's sentences that find a partner in the column; UNKNOWN where nobody looked."""
    matrix = np.full((len(ids), len(ids)), UNKNOWN, np.uint8)
    place = pl.DataFrame({"id": ids, "place": range(len(ids))}, schema={"id": pl.String, "place": pl.Int64})
    inside = pairs.join(place, left_on="a", right_on="id").join(
        place, left_on="b", right_on="id", suffix="_b"
    )
    a, b = inside["place"].to_numpy(), inside["place_b"].to_numpy()
    matrix[a, b] = _hundredths(inside["sentences_a_in_b"].to_numpy())
    matrix[b, a] = _hundredths(inside["sentences_b_in_a"].to_numpy())
    return matrix


def _hundredths(shares: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.rint(100 * shares).astype(np.uint8)
