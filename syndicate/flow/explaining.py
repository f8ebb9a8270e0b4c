"""Why: what was kept and cut of a page, and why two articles are, or are not, together. Decides nothing anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.errors import InputError
from syndicate.flow.detect import agency_codes, gather_shared, own_reports
from syndicate.match import relation
from syndicate.settings import Settings
from syndicate.sketch.candidates import WhyNot, why_not
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection


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


def find_article(found: Detection, name: str) -> str:
    """The id that `name` stands for: itself, or the one id that ends with it."""
    ids = found.articles["article"].to_list()
    if name in ids:
        return name
    near = [i for i in ids if i.endswith(name)] or [i for i in ids if name in i]
    if len(near) == 1:
        return str(near[0])
    what = f"{name!r} is no article" if not near else f"{name!r} fits {len(near)} articles"
    raise InputError(
        what, remedy="name one of: " + ", ".join((near or ids)[:5]) + (" ..." if len(near or ids) > 5 else "")
    )


def explain_page(found: Detection, article: str) -> pl.DataFrame:
    """schema.LINES of one article, in reading order."""
    lines = found.lines.filter(pl.col("article") == article)
    if lines.is_empty():
        raise InputError(
            f"the lines of {article!r} were not kept", remedy="give the pages themselves as PATH"
        )
    return lines.sort("line")


def explain_pair(found: Detection, a: str, b: str) -> PairExplained:
    """Why a and b are, or are not, together."""
    a, b = sorted((a, b))
    corpus = index_articles(found.articles, found.settings)
    number = {article: i for i, article in enumerate(corpus.articles)}
    i, j = number[a], number[b]
    shared = gather_shared(
        corpus, agency_codes(found.articles), own_reports(found.articles), np.array([[i, j]], np.int32)
    )
    features = relation.features(shared)
    probability, story = (float(p[0]) for p in relation.probabilities(shared, features))
    question = relation.question(shared, 0)
    sketches = why_not(corpus, found.settings, i, j)
    rows = {
        r["article"]: r for r in found.clusters.filter(pl.col("article").is_in([a, b])).iter_rows(named=True)
    }
    together = rows[a]["cluster"] == rows[b]["cluster"]
    verdict = _verdict(rows, a, b, probability, sketches, found.settings)
    return PairExplained(
        a, b, verdict, together, probability, story, relation.relations(shared)[0], sketches,
        relation.contributions(features, 0, question), relation.model(question).constant,
    )  # fmt: skip


def _verdict(
    rows: dict[str, dict[str, str]], a: str, b: str, probability: float, sketches: WhyNot, settings: Settings
) -> str:
    """The stage that decided, in one sentence."""
    if rows[a]["cluster"] == rows[b]["cluster"]:
        how = (
            "their own evidence carries it"
            if probability >= settings.threshold
            else "through the other members"
        )
        return f"Together in cluster {rows[a]['cluster']}: {how}."
    if not sketches.inside_window:
        return f"Apart: {sketches.hours_apart:.0f} hours lie between them, the window is {sketches.window_hours:.0f}."
    if not sketches.proposed:
        return "Apart: neither sketch proposed the pair (no LSH band and too few key terms in common)."
    if probability < settings.floor:
        return f"Apart: the evidence gives {probability:.3f}, below the floor of {settings.floor:g}."
    event = " They tell of one event." if rows[a]["story"] == rows[b]["story"] else ""
    if probability < settings.threshold:
        return f"Apart: the evidence gives {probability:.2f}, below the threshold of {settings.threshold:g}.{event}"
    return f"Apart: the pair alone would join ({probability:.2f}), but the mean over both groups is lower.{event}"
