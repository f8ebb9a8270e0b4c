"""Why: what was kept of a page, and why two articles are, or are not, together. Decides nothing anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from syndicate.errors import InputError
from syndicate.flow.detect import propose, telling
from syndicate.flow.excerpts import excerpt
from syndicate.flow.explain.counterfactuals import changes
from syndicate.flow.explain.reasoning import Judged, linkage_of, why_apart, would_change
from syndicate.flow.provenance import provenance
from syndicate.flow.translating import judged as judged_pairs
from syndicate.flow.translating import read_translations
from syndicate.flow.verifying import gather_shared, read_for_comparison
from syndicate.lists import chosen
from syndicate.match import relation, translation
from syndicate.match.exclusive import of_their_time
from syndicate.match.outline import read_outline
from syndicate.match.standing import standing_sentences
from syndicate.sketch.candidates import why_not
from syndicate.text.indexing import index_articles, with_counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.flow.detect import Detection
    from syndicate.flow.translating import Translations
    from syndicate.match.relation import Model, Shared
    from syndicate.sketch.candidates import WhyNot
    from syndicate.text.clean import Cleaned

NEAR = 5  # articles named where a name fits none or several


@dataclass(frozen=True, slots=True, eq=False)
class PairExplained:
    """Everything that was known about two articles when they were, or were not, put together."""

    a: str
    b: str
    verdict: str  # in one sentence
    together: bool
    probability: float
    story_probability: float
    relation: str
    sketches: WhyNot
    contributions: list[tuple[str, float, float]]  # feature, value, what it adds to the logit
    constant: float
    would: tuple[str, ...] = ()  # what would have changed the answer, in sentences


def find_article(articles: pl.DataFrame, name: str) -> str:
    """The id in a frame of schema.ARTICLES that `name` means: itself, its path, or the one it is part of.

    Raises InputError where it fits no article, or several.
    """
    ids: list[str] = articles["article"].to_list()
    if name in ids:
        return name
    near = [i for i in ids if i.endswith(name) or name.endswith(f"/{i}")] or [i for i in ids if name in i]
    if len(near) == 1:
        return near[0]
    what = f"{name!r} is no article" if not near else f"{name!r} fits {len(near)} articles"
    named = near or ids
    some = ", ".join(named[:NEAR]) + (" ..." if len(named) > NEAR else "")
    raise InputError(what, remedy=f"name one of: {some}" if named else "give a PATH that holds it")


def explain_page(found: Detection | Cleaned, article: str) -> pl.DataFrame:
    """schema.LINES of one article, in reading order; InputError where its page is not at hand."""
    _known(found.articles, article)
    lines = found.lines.filter(pl.col("article") == article)
    if lines.is_empty():
        raise InputError(
            f"the page of {article!r} was not kept", remedy="give the pages themselves as PATH, not a result"
        )
    return lines.sort("line")


def explain_pair(found: Detection, a: str, b: str) -> PairExplained:
    """Why a and b are, or are not, together; InputError where one is unknown, or both are the same.

    Words, terms and proposals are read of all articles; of those that the evidence of the two hangs on, see
    `_hangs_on`, all else.
    """
    i, j = sorted(_known(found.articles, name) for name in (a, b))
    if i == j:
        raise InputError(f"{a!r} is given twice", remedy="name two articles")
    alone, articles = bool(found.settings.alone), found.articles
    if alone:  # then a term weighs what it weighs in the two languages, whatever others are there
        articles, i, j = articles[[i, j]], 0, 1
    corpus = index_articles(articles, found.settings, spans=False)
    articles = with_counts(articles, corpus)
    pair = np.array([[i, j]], np.int32)
    if alone:
        known = read_translations(articles, corpus, found.settings)
        shared = gather_shared(corpus, provenance(articles), pair, read_for_comparison(corpus, alone=True))
    else:  # then how exclusive a detail is hangs on other pairs
        proposed, known, _ = propose(corpus, articles, found.settings)
        shared = _shared(corpus, articles, proposed, i, j)
    model, features, (probability, story) = _model(known, shared, pair)
    enough = telling(articles, found.settings)
    a, b = (corpus.articles[row] for row in (i, j))
    judged = Judged(
        a, b, probability, story,
        tuple(corpus.articles[row] for row in (i, j) if not enough[row]),
        why_not(corpus, found.settings, i, j),
        linkage_of(found, a, b),
        found.settings,
        found.links.filter((pl.col("a") == a) & (pl.col("b") == b)).height > 0,
    )  # fmt: skip
    together, verdict = _verdict(found.clusters, a, b, judged)
    pieces = changes(shared, found.settings.threshold) if model.of_words else []
    return PairExplained(
        a, b, verdict, together, probability, story, relation.relations(shared)[0], judged.sketches,
        _contributions(model.fitted, features), model.fitted.constant, would_change(judged, together, pieces),
    )  # fmt: skip


def _shared(corpus: Corpus, articles: pl.DataFrame, proposed: NDArray[np.int32], i: int, j: int) -> Shared:
    """What articles i and j share, as it comes out among all articles, read of those that it hangs on."""
    hangs = _hangs_on(corpus, proposed, i, j)
    rows, among = np.flatnonzero(hangs), proposed[hangs[proposed].all(axis=1)]
    standing = standing_sentences(corpus)[chosen(corpus.sentence_bounds, rows)[1]]
    part, numbered = excerpt(corpus, rows), np.searchsorted(rows, among).astype(np.int32)
    outline = read_outline(part, standing, proposed=numbered)
    pair = np.searchsorted(rows, [[i, j]]).astype(np.int32)
    return gather_shared(part, provenance(articles[rows]), pair, outline)


def _hangs_on(corpus: Corpus, proposed: NDArray[np.int32], i: int, j: int) -> NDArray[np.bool_]:
    """Which articles the evidence of i and j depends on, beside the weights of terms and the proposals.

    How exclusive a detail is follows from the wordings of all articles of their time, of which those of
    their partners count in full (`match.density`).
    """
    hangs, (one, other) = of_their_time(corpus.hours, (i, j)), proposed.T
    hangs[proposed[(one == i) | (other == i) | (one == j) | (other == j)]] = True
    return hangs


class _Chosen(NamedTuple):
    """The model that had the last word on a pair."""

    fitted: Model
    of_words: bool  # it judges by the words in common; else by what survives translation


def _model(
    known: Translations | None, shared: Shared, pair: NDArray[np.int32]
) -> tuple[_Chosen, dict[str, NDArray[np.float64]], tuple[float, float]]:
    """(the model that decided on the one pair, its features, its probabilities: one report, one event).

    known: what judges pairs across languages.
    """
    features = relation.features(shared)
    by_words = relation.probabilities(shared, features)
    probability, story = judged_pairs(known, pair, *by_words)
    both = float(probability[0]), float(story[0])
    if known is not None and probability[0] > by_words[0][0]:
        found_across = known.features(pair)
        if known.semantic:
            found_across |= known.meanings(pair)
        return _Chosen(translation.chosen(found_across), False), found_across, both
    return _Chosen(relation.model(relation.question(shared, 0)), True), features, both


def _contributions(
    model: Model, features: Mapping[str, NDArray[np.float64]]
) -> list[tuple[str, float, float]]:
    """[(feature, its value, what it adds to the logit)] of the one pair, the weightiest first."""
    values = {name: float(features[name][0]) for name, weight in model.weights.items() if weight}
    rows = [(name, value, model.weights[name] * value) for name, value in values.items()]
    return sorted(rows, key=lambda row: -abs(row[2]))


def _known(articles: pl.DataFrame, article: str) -> int:
    """The row of an article."""
    rows = (articles["article"] == article).arg_true()
    if rows.is_empty():
        raise InputError(f"there is no article {article!r}", remedy="take an id from the articles table")
    return int(rows[0])


def _verdict(clusters: pl.DataFrame, a: str, b: str, judged: Judged) -> tuple[bool, str]:
    """(they are together, the stage that decided, in one sentence)."""
    groups = {r["article"]: r for r in clusters.filter(pl.col("article").is_in([a, b])).to_dicts()}
    one, other = groups[a], groups[b]
    if one["cluster"] == other["cluster"]:
        own = judged.probability >= judged.settings.threshold
        how = "their own evidence carries it" if own else "through the other members"
        return True, f"Together in cluster {one['cluster']}: {how}."
    event = " They tell of one event." if one["story"] == other["story"] else ""
    return False, f"Apart: {why_apart(judged)}.{event}"
