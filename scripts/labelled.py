"""The labelled corpora as pairs with features, for fitting. Fits nothing and judges nothing.

Every corpus goes through the product's own steps up to the evidence.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from corpora import APART, body

from syndicate import schema
from syndicate.flow.detect import gather_shared
from syndicate.flow.provenance import provenance
from syndicate.match import relation
from syndicate.settings import Settings
from syndicate.sketch.candidates import candidates
from syndicate.sources import read
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray

# A crowd of real articles, unlabelled: its candidates with next to nothing in common are strangers, so are
# two articles of one outlet that are not nearly the same. Without them short articles merge by chance.
CROWD, CROWD_PAIRS, CROWD_SEED = 16_000, 40_000, 5
STRANGERS, OTHER_EVENT, SAME_OUTLET = 0.25, 0.12, 0.5  # cosines below which that is taken for granted


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """One corpus: its candidate pairs with features and labels."""

    name: str
    ids: list[str]
    pairs: NDArray[np.int32]
    features: dict[str, NDArray[np.float64]]
    shared: relation.Shared
    own: NDArray[np.bool_]
    cluster: dict[str, str] | None = None
    story: dict[str, str] | None = None
    derivation: tuple[tuple[str, str, bool], ...] = ()
    timeless: bool = False
    strangers: NDArray[np.bool_] | None = None  # pairs of a crowd that are taken for unrelated
    other_event: NDArray[np.bool_] | None = None

    def same(self, groups: dict[str, str] | None) -> NDArray[np.int8]:
        """1 same group, 0 not, -1 not labelled, for each pair."""
        if groups is None:
            return np.full(len(self.pairs), -1, np.int8)
        names = [groups.get(i, "") for i in self.ids]
        labels = [-1 if not names[a] or not names[b] else names[a] == names[b] for a, b in self.pairs]
        return np.array(labels, np.int8)

    def labels(self, level: str) -> NDArray[np.int8]:
        """What a model is fitted to: the story, or the report; two events never share a report."""
        if self.strangers is not None and self.other_event is not None:
            return np.where(self.other_event if level == "story" else self.strangers, 0, -1).astype(np.int8)
        if level == "story":
            return self.same(self.story)
        if self.cluster is None:
            return np.where(self.same(self.story) == 0, 0, -1).astype(np.int8)
        return self.same(self.cluster)


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def column(path: Path, value: str) -> dict[str, str]:
    """One column of a CSV file, by id."""
    return {row["id"]: row[value] for row in rows(path)}


def prepared(name: str, pages: pl.DataFrame, **labels: Any) -> Labelled:
    """The product's steps up to the evidence."""
    articles = clean(pages.sort("article")).articles
    corpus = index_articles(articles, Settings())
    pairs = candidates(corpus, Settings()).pairs
    known = provenance(articles)
    shared = gather_shared(corpus, known, pairs)
    return Labelled(
        name, list(corpus.articles), pairs, relation.features(shared), shared, known.own, **labels
    )


def material(folder: Path) -> list[Labelled]:
    """All labelled corpora."""
    look, meter, counter, news = (
        folder / name
        for name in ("gold/lookalikes", "corpora/meter", "corpora/counter", "corpora/groundnews")
    )
    meter_ties, counter_ties = (
        tuple((r["source"], r["article"], r["label"] != "non-derived") for r in rows(path / "derivation.csv"))
        for path in (meter, counter)
    )
    events = {i: source for source, article, _ in counter_ties for i in (source, article)}
    derived = {article: source if tie else article for source, article, tie in counter_ties}
    pages = {path.name: read([path / "articles.jsonl"]).pages for path in (look, meter, counter, news)}
    return [
        gold(folder / "gold/dev.json"),
        prepared("lookalikes", pages["lookalikes"], cluster=column(look / "clusters.csv", "cluster")),
        prepared(
            "meter",
            pages["meter"],
            cluster=column(meter / "clusters.csv", "cluster"),
            story=column(meter / "stories.csv", "cluster"),
            derivation=meter_ties,
        ),
        prepared(
            "counter", pages["counter"], cluster=events | derived, story=events, derivation=counter_ties
        ),
        prepared("groundnews", pages["groundnews"], story=column(news / "events.csv", "event")),
        crowd(folder / "corpora/speed.parquet"),
    ]


def crowd(path: Path) -> Labelled:
    """A sample of an unlabelled crowd: candidates that are strangers beyond doubt."""
    articles = clean(read([path]).pages.sample(CROWD, seed=CROWD_SEED).sort("article")).articles
    corpus = index_articles(articles, Settings())
    pairs = candidates(corpus, Settings()).pairs
    chosen = np.sort(
        np.random.default_rng(CROWD_SEED).choice(len(pairs), min(CROWD_PAIRS, len(pairs)), replace=False)
    )
    pairs, known = pairs[chosen], provenance(articles)
    shared = gather_shared(corpus, known, pairs)
    found = relation.features(shared)
    strangers = (found["cosine"] < STRANGERS) | (shared.same_outlet & (found["cosine"] < SAME_OUTLET))
    return Labelled(
        "crowd", list(corpus.articles), pairs, found, shared, known.own,
        strangers=strangers, other_event=found["cosine"] < OTHER_EVENT,
    )  # fmt: skip


def gold(path: Path) -> Labelled:
    """The invented stories as whole pages."""
    pages, cluster, story = [], {}, {}
    for tale in json.loads(path.read_text(encoding="utf-8")):
        for a in (tale["wire"], *tale["articles"]):
            text = "\n".join([*a.get("page_before", ()), "", body(a), "", *a.get("page_after", ())])
            named = {key: a[key] for key in ("outlet", "published", "title")}
            blank = dict.fromkeys(schema.PAGES.columns, "")
            pages.append({**blank, **named, "article": a["id"], "text": text, "markup": False})
            cluster[a["id"]] = a["id"] if a.get("kind") in APART else tale["story_id"]
            story[a["id"]] = tale["story_id"]
    return prepared("gold", schema.PAGES.frame(pages), cluster=cluster, story=story)


def without_times(c: Labelled) -> Labelled:
    """The same pairs as if no article had a time."""
    shared = replace(c.shared, lag_hours=np.full(len(c.pairs), np.nan))
    return replace(c, shared=shared, features=relation.features(shared), timeless=True)
