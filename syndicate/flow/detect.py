"""The pipeline, once, in reading order. Computes nothing itself: every step is a room's.

PAGES -> clean -> ARTICLES -> index -> corpus -> candidates -> evidence -> PAIRS -> link -> CLUSTERS
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from syndicate.compare.runs import read_runs, read_windows
from syndicate.flow.grouping import group
from syndicate.flow.pages import checked
from syndicate.flow.provenance import SOME, Provenance, provenance
from syndicate.flow.tables import link_table, pair_table
from syndicate.match import relation
from syndicate.match.evidence import gather
from syndicate.match.outline import read_outline
from syndicate.schema import LINES
from syndicate.settings import Settings
from syndicate.sketch.candidates import candidates
from syndicate.sketch.shingles import exact_overlap
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles, with_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl
    from numpy.typing import NDArray

    from syndicate.compare.runs import Windows
    from syndicate.corpus import Corpus
    from syndicate.match.outline import Outline
    from syndicate.match.relation import Shared

Progress: TypeAlias = "Callable[[str, int], None]"  # (step, how many things it works on)
PAIRS_A_TIME = 1 << 18  # pairs whose evidence is gathered at once: bounds memory, not results


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """What was found: the tables, and what they were made from."""

    articles: pl.DataFrame
    pairs: pl.DataFrame
    links: pl.DataFrame  # schema.LINKS: what grouping needs of every compared pair
    clusters: pl.DataFrame
    lines: pl.DataFrame
    problems: pl.DataFrame
    evidence: Mapping[str, str]  # article -> the words that credit its wire; empty when read back
    notes: tuple[str, ...]
    settings: Settings


@dataclass(frozen=True, slots=True, eq=False)
class Verified:
    """M compared pairs (rows of the corpus), and what was found."""

    pairs: NDArray[np.int32]
    shared: Shared
    probability: NDArray[np.float64]  # derive from one report
    story: NDArray[np.float64]  # tell of one event


def quiet(step: str, size: int) -> None:
    """Report no progress."""


def detect(
    pages: pl.DataFrame,
    settings: Settings | None = None,
    *,
    keep_lines: bool = True,
    progress: Progress = quiet,
) -> Detection:
    """Group the pages by the wire report they derive from. The order of the pages changes nothing.

    pages: schema.PAGES, or as much of it as `checked` needs; none give empty tables. Without `keep_lines` the
    lines of the pages are let go once they are cleaned: they hold as much text as the pages themselves.
    """
    settings = settings or Settings()
    pages = checked(pages).sort("article")
    progress("clean", len(pages))
    cleaned = clean(pages)
    if not keep_lines:
        cleaned = replace(cleaned, lines=LINES.empty())
    progress("index", len(pages))
    corpus = index_articles(cleaned.articles, settings)
    articles = with_counts(cleaned.articles, corpus)
    progress("candidates", len(pages))
    found = candidates(corpus, settings)
    proposed = found.pairs[telling(articles, settings)[found.pairs].all(axis=1)]
    progress("compare", len(proposed))
    verified = verify(corpus, articles, proposed)
    progress("group", len(verified.pairs))
    pairs, links = pair_table(corpus, verified, settings.floor), link_table(corpus, verified)
    return Detection(
        articles=articles,
        pairs=pairs,
        links=links,
        clusters=group(articles, links, pairs, settings),
        lines=cleaned.lines,
        problems=cleaned.problems,
        evidence=cleaned.evidence,
        notes=found.notes,
        settings=settings,
    )


def telling(articles: pl.DataFrame, settings: Settings) -> NDArray[np.bool_]:
    """Which articles have words enough to be compared: those without a whole shingle are alike by chance."""
    return (articles["n_words"] >= settings.shingle_words).to_numpy()


def verify(
    corpus: Corpus, articles: pl.DataFrame, pairs: NDArray[np.int32], *, least: float = 0.05
) -> Verified:
    """Compare the pairs exactly; those that hardly (below `least`) tell of one event are let go."""
    known, reading = provenance(articles), read_for_comparison(corpus)
    parts = [
        _verify_some(corpus, known, reading, pairs[low : low + PAIRS_A_TIME], least)
        for low in range(0, max(1, len(pairs)), PAIRS_A_TIME)
    ]
    return Verified(
        np.concatenate([p.pairs for p in parts]),
        relation.joined([p.shared for p in parts]),
        np.concatenate([p.probability for p in parts]),
        np.concatenate([p.story for p in parts]),
    )


def _verify_some(
    corpus: Corpus, known: Provenance, reading: Reading, pairs: NDArray[np.int32], least: float
) -> Verified:
    shared = gather_shared(corpus, known, pairs, reading)
    features = relation.features(shared)
    probability, story = relation.probabilities(shared, features)
    kept = story >= least
    return Verified(pairs[kept], relation.chosen(shared, kept), probability[kept], story[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The corpus as two rooms read it for comparison, prepared once for any number of pairs."""

    outline: Outline
    windows: Windows


def read_for_comparison(corpus: Corpus) -> Reading:
    """What the comparison of pairs needs of all articles."""
    return Reading(read_outline(corpus), read_windows(corpus))


def gather_shared(
    corpus: Corpus, known: Provenance, pairs: NDArray[np.int32], reading: Reading | None = None
) -> Shared:
    """What three rooms say of the pairs."""
    reading = reading or read_for_comparison(corpus)
    a, b = pairs[:, 0], pairs[:, 1]
    runs = read_runs(reading.windows, pairs)
    return relation.Shared(
        evidence=gather(corpus, pairs, outline=reading.outline),
        shingles=exact_overlap(corpus.words, corpus.word_bounds, pairs, 5),
        triples=exact_overlap(corpus.words, corpus.word_bounds, pairs, 3),
        a_in_b=runs.a_in_b,
        b_in_a=runs.b_in_a,
        longest_run=runs.longest,
        lag_hours=corpus.hours[b] - corpus.hours[a],
        slack_hours=corpus.slack[a] + corpus.slack[b],
        credit=_agreement(known.agency[a], known.agency[b]),
        same_outlet=(known.outlet[a] >= 0) & (known.outlet[a] == known.outlet[b]),
        source=known.own[b].astype(np.int8) - known.own[a].astype(np.int8),
    )


def _agreement(one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int8]:
    """1 where both credit an agency and may mean the same, -1 where they name two, else 0."""
    known, agree = (one != -1) & (other != -1), (one == other) | (one == SOME) | (other == SOME)
    return np.where(known, np.where(agree, 1, -1), 0).astype(np.int8)
