"""Candidate pairs across languages: articles that share rare facts inside the time window. Reads no text.

`across_languages` looks for them in a whole corpus, in which a fact of many articles proposes nothing; for
articles that are each read by itself `fact_sketches` and ACROSS are what `nearest.choose` needs, whose
choices depend on no count of articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.lists import bounds_of, chosen, distinct
from syndicate.sketch.lsh import distinct_pairs
from syndicate.sketch.nearest import ONE, Rule
from syndicate.sketch.timeline import read_timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Facts
    from syndicate.sketch.sketches import Sketches

LEAST_SHARED: Final = 3  # facts in common
LEAST_SURPRISE: Final = 9.0  # nats in common: two unrelated articles of a year's news seldom have so much
COMMON: Final = 300  # articles of one window that may hold a fact before it proposes nothing
CLOSEST: Final = 30  # partners kept of each article
MOST_FACTS: Final = 64  # kept of an article by itself: those that surprise most; few have more
CHOSEN: Final = 16  # by an article by itself; the other may choose it, too
FULL: Final = 8.0 * MOST_FACTS  # nats, more than any article's facts add up to
ACROSS: Final = Rule(
    shared=LEAST_SHARED,
    least=np.uint64((LEAST_SURPRISE - 0.01) / FULL * ONE),  # the parts of the sum are cut to whole numbers
    closest=CHOSEN,
    clear=np.uint64(1 << 62),
    most=CHOSEN,
)


def across_languages(
    facts: Facts,
    languages: NDArray[np.int16],
    hours: NDArray[np.float64],
    slack: NDArray[np.float64],
    window_hours: float,
) -> NDArray[np.int32]:
    """Pairs of articles of different known languages with facts in common: int32[M, 2], a < b, sorted.

    Articles are as many as `languages` (-1 unknown), their times as for `read_timeline`. The cost is that of
    the articles in all but the commonest language, for each fact of theirs at most 2 x COMMON others.
    """
    counts = np.bincount(languages[languages >= 0])
    if (counts > 0).sum() < 2:
        return np.empty((0, 2), np.int32)
    timeline = read_timeline(hours, slack, window_hours)
    rank = np.empty(len(languages), np.int64)
    rank[timeline.rows] = np.arange(len(languages))
    undated = int(np.isnan(hours).sum())  # they come first, and reach all
    since = undated + np.searchsorted(
        np.maximum.accumulate(timeline.reach[undated:]), np.arange(len(languages)), side="right"
    )
    owner = rank[np.repeat(np.arange(len(languages)), np.diff(facts.bounds))]
    foreign = np.flatnonzero((languages >= 0) & (languages != counts.argmax()))
    keys = distinct(facts.keys[chosen(facts.bounds, foreign)[1]])
    dense = np.searchsorted(keys, facts.keys)
    held = np.flatnonzero(np.append(keys, np.uint64(0))[dense] == facts.keys)  # by a foreign article
    order = held[np.argsort(dense[held] * len(languages) + owner[held])]
    starts = np.searchsorted(dense[order], np.arange(len(keys) + 1))
    found = _meet(
        foreign, facts.bounds, dense, facts.surprise, order, starts, owner[order],
        rank, timeline.rows, timeline.reach, since, undated, languages,
    )  # fmt: skip
    return distinct_pairs(found, len(languages))


def fact_sketches(facts: Facts, words: Sketches) -> Sketches:
    """The facts of N articles as sketches, beside those of their words; none of articles without words.

    A fact weighs so much that the products of two articles' weights add up to what they share of FULL.
    """
    owner = np.repeat(np.arange(len(words.who)), np.diff(facts.bounds))
    order = np.lexsort((facts.keys, -facts.surprise, owner))
    rank = np.arange(len(order)) - facts.bounds[:-1][owner]
    telling = np.asarray(words.bands.any(axis=1), np.bool_)
    kept = np.sort(order[(rank < MOST_FACTS) & telling[owner]])
    counts = np.bincount(owner[kept], minlength=len(words.who))
    return words._replace(
        bands=np.empty((len(words.who), 0), np.uint64),
        bounds=bounds_of(counts),
        terms=facts.keys[kept],
        weights=np.sqrt(facts.surprise[kept] / np.float32(FULL)).astype(np.float32),
    )


@compiled
def _meet(
    foreign: NDArray[np.int64],
    bounds: NDArray[np.int64],
    dense: NDArray[np.int64],
    surprise: NDArray[np.float32],
    order: NDArray[np.int64],
    starts: NDArray[np.int64],
    ranks: NDArray[np.int64],
    rank: NDArray[np.int64],
    rows: NDArray[np.int64],
    reach: NDArray[np.int64],
    since: NDArray[np.int64],
    undated: int,
    languages: NDArray[np.int16],
) -> NDArray[np.int64]:
    """Pairs (article, its partner) of each foreign article with its CLOSEST partners.

    dense: the fact of each entry, of those that a foreign article holds; order, ranks: the entries of each
    fact by their article's rank (its postings), those of fact k from starts[k] to starts[k + 1]. since: the
    first dated rank that may reach each rank; the ranks below `undated` reach all.
    """
    found = np.empty((len(foreign) * CLOSEST, 2), np.int64)
    n = 0
    shared, nats = np.zeros(len(rank), np.int32), np.zeros(len(rank), np.float64)
    met = np.empty(len(rank), np.int64)
    for one in foreign:
        n_met = 0
        for entry in range(bounds[one], bounds[one + 1]):
            first, last = starts[dense[entry]], starts[dense[entry] + 1]
            at = first + np.searchsorted(ranks[first:last], rank[one])
            front = min(at, first + np.searchsorted(ranks[first:last], undated))
            low = max(front, min(at, first + np.searchsorted(ranks[first:last], since[rank[one]])))
            high = first + np.searchsorted(ranks[first:last], reach[rank[one]])
            if front - first + at - low > COMMON or high - at > COMMON:
                continue
            for step in range(front - first + high - low):
                place = first + step if step < front - first else low + step - (front - first)
                other = rows[ranks[place]]
                if place < at and reach[ranks[place]] <= rank[one]:
                    continue
                if languages[other] >= 0 and languages[other] != languages[one]:
                    if shared[other] == 0:
                        met[n_met] = other
                        n_met += 1
                    shared[other] += 1
                    nats[other] += min(surprise[entry], surprise[order[place]])
        kept = met[:n_met]
        kept = kept[(shared[kept] >= LEAST_SHARED) & (nats[kept] >= LEAST_SURPRISE)]
        kept.sort()
        kept = kept[np.argsort(-nats[kept], kind="mergesort")][:CLOSEST]
        for other in kept:
            found[n, 0], found[n, 1] = one, other
            n += 1
        shared[met[:n_met]] = 0
        nats[met[:n_met]] = 0.0
    return found[:n].copy()
