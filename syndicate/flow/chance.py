"""How many pairs are chance: articles compared across a lag that no report survives. Groups nothing.

In the manner of RNewsflow (Welbers and others 2018, `hourdiff_range_thresholds`): half of the articles are
moved in time, around a circle, so that inside the window stand only articles that are weeks apart in truth.
What is found among them is no common report, but for what an outlet prints again. The words, the model and
the lag it sees are those of any other pair.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
import xxhash

from syndicate.flow.detect import telling
from syndicate.flow.verifying import verify
from syndicate.schema import THRESHOLDS
from syndicate.sketch.candidates import candidates
from syndicate.sketch.timeline import read_timeline
from syndicate.text.indexing import index_articles, read_hours, with_counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.flow.detect import Detection

WEEKS_APART: Final = 14 * 24.0  # hours: no report is taken over so late
SAMPLE: Final = 4000  # articles compared: bounds the work
FEWEST: Final = 1000  # pairs that could have been found by chance; of fewer no share can be told


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """What was found where nothing can be."""

    probability: NDArray[np.float64]  # of the pairs found, each that both derive from one report
    compared: int  # pairs of articles inside the moved window: so many could have been found
    reason: str  # why nothing could be measured; empty where it was


def with_chance(found: Detection, thresholds: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """(schema.THRESHOLDS with `false_share`, what it rests on or why it cannot be told, in a sentence).

    The share is what chance would give among as many pairs of articles as stand inside the window, over the
    pairs that were found: at most 1, null where nothing could be measured or nothing was found.
    """
    chance = chance_of(found)
    if chance.reason:
        return thresholds.with_columns(false_share=pl.lit(None, pl.Float64)), chance.reason
    hours, slack = read_hours(found.articles["published"].to_list())
    known = found.articles.filter(pl.Series(~np.isnan(hours)))["article"].to_list()
    timed = found.links.filter(pl.col("a").is_in(known) & pl.col("b").is_in(known))["probability"].to_numpy()
    scale = _inside(hours, slack, found.settings.window_hours) / chance.compared
    shares = []
    for level in thresholds["threshold"].to_list():
        seen = int((timed >= level).sum())
        expected = int((chance.probability >= level).sum()) * scale
        shares.append(min(1.0, round(expected / seen, 6)) if seen else None)
    n = len(chance.probability)
    told = f"Chance: {n:,} faint likenesses or more in {chance.compared:,} pairs of articles weeks apart."
    return THRESHOLDS.cast(thresholds.with_columns(false_share=pl.Series(shares, dtype=pl.Float64))), told


def chance_of(found: Detection) -> Chance:
    """Compare a sample of the articles, half of them moved by half of the time that all of them span."""
    settings = found.settings
    articles = _sampled(found.articles)
    corpus = index_articles(articles, settings)
    hours = corpus.hours
    span = float(hours.max() - hours.min()) if len(hours) else 0.0
    least = 2 * (WEEKS_APART + settings.window_hours)
    if span < least:
        reason = f"the times known span {span / 24:.0f} days, and {least / 24:.0f} are needed"
        return _nothing(reason)
    half = np.array([xxhash.xxh64_intdigest(article.encode()) & 1 for article in corpus.articles], np.bool_)
    moved = np.where(half, hours.min() + (hours - hours.min() + span / 2) % span, hours)
    window = settings.window_hours
    compared = _inside(moved, corpus.slack, window) - sum(
        _inside(moved[side], corpus.slack[side], window) for side in (half, ~half)
    )
    if compared < FEWEST:
        return _nothing(f"only {compared:,} pairs of articles could be compared across weeks")
    corpus = replace(corpus, hours=moved)
    pairs = candidates(corpus, settings).pairs
    pairs = pairs[half[pairs[:, 0]] != half[pairs[:, 1]]]
    counted = with_counts(articles, corpus)
    verified = verify(corpus, counted, pairs[telling(counted, settings)[pairs].all(axis=1)])
    return Chance(verified.probability, compared, "")


def _nothing(reason: str) -> Chance:
    return Chance(np.empty(0), 0, f"Chance cannot be measured: {reason}.")


def _sampled(articles: pl.DataFrame) -> pl.DataFrame:
    """At most SAMPLE articles of known time, the same in every run, sorted by id."""
    hours, _ = read_hours(articles["published"].to_list())
    timed = articles.filter(pl.Series(~np.isnan(hours), dtype=pl.Boolean))
    order = sorted(
        timed["article"].to_list(), key=lambda article: xxhash.xxh64_intdigest(article.encode(), 1)
    )
    return timed.filter(pl.col("article").is_in(order[:SAMPLE])).sort("article")


def _inside(hours: NDArray[np.float64], slack: NDArray[np.float64], window: float) -> int:
    """Pairs of articles of known time that stand inside the window."""
    known = ~np.isnan(hours)
    timeline = read_timeline(hours[known], slack[known], window)
    return int((timeline.reach - np.arange(len(timeline.reach)) - 1).sum())
