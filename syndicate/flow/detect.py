"""The pipeline, once, in reading order. Computes nothing itself: every step is a room's.

PAGES -> clean -> ARTICLES -> index -> corpus -> candidates -> evidence -> PAIRS -> link -> CLUSTERS
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

from syndicate.compare.runs import read_runs, read_windows
from syndicate.flow.grouping import group
from syndicate.flow.pages import checked
from syndicate.flow.provenance import SOME, Provenance, provenance
from syndicate.flow.tables import link_table, pair_table
from syndicate.flow.translating import judged, read_translations, translated_pairs
from syndicate.match import relation
from syndicate.match.evidence import gather
from syndicate.match.exclusive import general_exclusivities
from syndicate.match.outline import read_outline
from syndicate.match.standing import standing_sentences
from syndicate.settings import Settings
from syndicate.sketch.candidates import candidates
from syndicate.sketch.lsh import distinct_pairs
from syndicate.sketch.shingles import exact_overlap
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles, with_counts, without_spans
from syndicate.text.reading import batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.flow.translating import Translations
    from syndicate.match.outline import Outline
    from syndicate.match.relation import Shared

PAIRS_A_TIME = 1 << 18  # pairs whose evidence is gathered at once: bounds memory, not results


class Progress(Protocol):
    """Is told which step begins, over how many things, and by the long ones how many of them are done."""

    def __call__(self, step: str, size: int, done: int = 0, /) -> None:
        """Begin the step, or go on with it where some of it is done."""


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


def quiet(step: str, size: int, done: int = 0, /) -> None:
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
    cleaned = clean(counted(pages, progress), alone=bool(settings.alone), keep_lines=keep_lines)
    del pages
    compare = _compare_alone if settings.alone else _compare
    articles, pairs, links, notes = compare(cleaned.articles, settings, progress)
    progress("group", len(links))
    return Detection(
        articles=articles,
        pairs=pairs,
        links=links,
        clusters=group(articles, links, pairs, settings),
        lines=cleaned.lines,
        problems=cleaned.problems,
        evidence=cleaned.evidence,
        notes=notes,
        settings=settings,
    )


Compared: TypeAlias = "tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, tuple[str, ...]]"


def _compare(cleaned: pl.DataFrame, settings: Settings, progress: Progress) -> Compared:
    """(schema.ARTICLES counted, schema.PAIRS, schema.LINKS, notes) of articles sorted by id."""
    progress("index", len(cleaned))
    corpus = index_articles(cleaned, settings)
    articles = with_counts(cleaned, corpus)
    progress("candidates", len(cleaned))
    found = candidates(corpus, settings)
    translations = read_translations(articles, corpus, settings)
    pairs = distinct_pairs(
        np.concatenate([found.pairs, translated_pairs(translations, settings)]).astype(np.int64), len(cleaned)
    )
    proposed = pairs[telling(articles, settings)[pairs].all(axis=1)]
    progress("compare", len(proposed))
    corpus = without_spans(corpus)
    verified = verify(corpus, articles, proposed, translations=translations, progress=progress)
    return (
        articles,
        pair_table(corpus, verified, settings.floor),
        link_table(corpus, verified),
        found.notes,
    )


def _compare_alone(cleaned: pl.DataFrame, settings: Settings, progress: Progress) -> Compared:
    """The same for articles that are each read by themselves."""
    from syndicate.flow.alone import compare_alone  # which compares with `verify`, below

    progress("compare", len(cleaned))
    return *compare_alone(cleaned, settings), ()


def counted(pages: pl.DataFrame, progress: Progress) -> Iterator[pl.DataFrame]:
    """The pages in batches, each counted as read when the next is asked for; then the next step begins."""
    done = 0
    for batch in batches(pages):
        yield batch
        done += len(batch)
        if done < len(pages):
            progress("clean", len(pages), done)
    progress("bodies", len(pages))


def telling(articles: pl.DataFrame, settings: Settings) -> NDArray[np.bool_]:
    """Which articles have words enough to be compared: those without a whole shingle are alike by chance."""
    return (articles["n_words"] >= settings.shingle_words).to_numpy()


def verify(
    corpus: Corpus,
    articles: pl.DataFrame,
    pairs: NDArray[np.int32],
    *,
    least: float = 0.05,
    translations: Translations | None = None,
    alone: bool = False,
    progress: Progress = quiet,
) -> Verified:
    """Compare the pairs exactly; those that hardly (below `least`) tell of one event are let go."""
    known, outline = provenance(articles), read_for_comparison(corpus, alone=alone)
    parts = []
    for low in range(0, max(1, len(pairs)), PAIRS_A_TIME):
        parts.append(
            _verify_some(corpus, known, outline, pairs[low : low + PAIRS_A_TIME], least, translations)
        )
        if low + PAIRS_A_TIME < len(pairs):
            progress("compare", len(pairs), low + PAIRS_A_TIME)
    return Verified(
        np.concatenate([p.pairs for p in parts]),
        relation.joined([p.shared for p in parts]),
        np.concatenate([p.probability for p in parts]),
        np.concatenate([p.story for p in parts]),
    )


def _verify_some(
    corpus: Corpus,
    known: Provenance,
    outline: Outline,
    pairs: NDArray[np.int32],
    least: float,
    translations: Translations | None,
) -> Verified:
    shared = gather_shared(corpus, known, pairs, outline)
    features = relation.features(shared)
    probability, story = judged(translations, pairs, *relation.probabilities(shared, features))
    kept = story >= least
    return Verified(pairs[kept], relation.chosen(shared, kept), probability[kept], story[kept])


def read_for_comparison(corpus: Corpus, *, alone: bool = False) -> Outline:
    """What the comparison of pairs needs of all articles; `alone`: no pair's depends on a third article."""
    if alone:
        return read_outline(corpus)._replace(exclusivity=general_exclusivities(corpus.term_weights))
    return read_outline(corpus, standing_sentences(corpus))


def gather_shared(
    corpus: Corpus, known: Provenance, pairs: NDArray[np.int32], outline: Outline | None = None
) -> Shared:
    """What three rooms say of the pairs."""
    a, b = pairs[:, 0], pairs[:, 1]
    shingles = exact_overlap(corpus.words, corpus.word_bounds, pairs, 5)
    matching = shingles[:, 2] > 0  # the others have no run in common: a run is a shingle, or longer
    runs = read_runs(read_windows(corpus, pairs[matching].ravel()), pairs, among=matching)
    return relation.Shared(
        evidence=gather(corpus, pairs, outline=outline or read_for_comparison(corpus)),
        shingles=shingles,
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
