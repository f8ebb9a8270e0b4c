"""Why: what was kept of a page, and why two articles are, or are not, together. Decides nothing anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.errors import InputError
from syndicate.flow.detect import gather_shared, telling
from syndicate.flow.provenance import provenance
from syndicate.match import relation
from syndicate.sketch.candidates import WhyNot, why_not
from syndicate.text.indexing import index_articles, with_counts

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection
    from syndicate.settings import Settings
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


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """What is known of one pair before a sentence is made of it."""

    probability: float
    too_short: tuple[str, ...]  # those of the two that have too few words to be compared
    sketches: WhyNot
    settings: Settings


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
    """Why a and b are, or are not, together; InputError where one is unknown, or both are the same."""
    i, j = sorted(_known(found.articles, name) for name in (a, b))
    if i == j:
        raise InputError(f"{a!r} is given twice", remedy="name two articles")
    corpus = index_articles(found.articles, found.settings)
    pair = np.array([[i, j]], np.int32)
    shared = gather_shared(corpus, provenance(found.articles), pair)
    features = relation.features(shared)
    probability, story = (float(p[0]) for p in relation.probabilities(shared, features))
    enough = telling(with_counts(found.articles, corpus), found.settings)
    a, b = (corpus.articles[row] for row in (i, j))
    judged = _Judged(
        probability,
        tuple(corpus.articles[row] for row in (i, j) if not enough[row]),
        why_not(corpus, found.settings, i, j),
        found.settings,
    )
    question = relation.question(shared, 0)
    together, verdict = _verdict(found.clusters, a, b, judged)
    return PairExplained(
        a, b, verdict, together, probability, story, relation.relations(shared)[0], judged.sketches,
        relation.contributions(features, 0, question), relation.model(question).constant,
    )  # fmt: skip


def _known(articles: pl.DataFrame, article: str) -> int:
    """The row of an article."""
    rows = (articles["article"] == article).arg_true()
    if rows.is_empty():
        raise InputError(f"there is no article {article!r}", remedy="take an id from the articles table")
    return int(rows[0])


def _verdict(clusters: pl.DataFrame, a: str, b: str, judged: _Judged) -> tuple[bool, str]:
    """(they are together, the stage that decided, in one sentence)."""
    groups = {r["article"]: r for r in clusters.filter(pl.col("article").is_in([a, b])).to_dicts()}
    one, other = groups[a], groups[b]
    if one["cluster"] == other["cluster"]:
        own = judged.probability >= judged.settings.threshold
        how = "their own evidence carries it" if own else "through the other members"
        return True, f"Together in cluster {one['cluster']}: {how}."
    event = " They tell of one event." if one["story"] == other["story"] else ""
    return False, f"Apart: {_why_apart(judged)}.{event}"


def _why_apart(judged: _Judged) -> str:
    sketches, settings, probability = judged.sketches, judged.settings, judged.probability
    if judged.too_short:
        few = f"fewer than {settings.shingle_words} words, too little to go by"
        return f"{' and '.join(judged.too_short)} {'have' if len(judged.too_short) > 1 else 'has'} {few}"
    if not sketches.inside_window:
        return f"{sketches.hours_apart:.0f} hours lie between them, the window is {sketches.window_hours:g}"
    if not sketches.proposed:
        return "neither sketch proposed the pair (no LSH band and too few key terms in common)"
    if probability < settings.floor:
        return f"the evidence gives {probability:.3f}, below the floor of {settings.floor:g}"
    if probability < settings.threshold:
        return f"the evidence gives {probability:.2f}, below the threshold of {settings.threshold:g}"
    return f"the pair alone would join ({probability:.2f}), but the mean over both groups is lower"
