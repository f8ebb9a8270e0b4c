"""The labelled corpora as pairs with features, for fitting. Fits nothing and judges nothing.

Every corpus goes through the product's own steps up to the evidence.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from gold import APART, body

from syndicate import schema
from syndicate.flow.provenance import provenance
from syndicate.flow.verifying import gather_shared, read_for_comparison
from syndicate.match import relation
from syndicate.settings import Settings
from syndicate.sketch.candidates import candidates
from syndicate.sources import read
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.flow.provenance import Provenance

READ_PAIRS = Path(__file__).with_name("read_pairs.csv")  # pairs labelled by a reader; its head says how

# A crowd of real articles, unlabelled: its candidates with next to nothing in common are strangers, so are
# two articles of one outlet that are not nearly the same. Without them short articles merge by chance.
CROWD, CROWD_PAIRS, CROWD_SEED = 16_000, 40_000, 5
HOURS_APART = 4.0  # of articles that a variant gives times of its own
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
    variant: str = ""  # the same pairs once more with other times
    strangers: NDArray[np.bool_] | None = None  # pairs of a crowd that are taken for unrelated
    other_event: NDArray[np.bool_] | None = None
    answers: NDArray[np.int8] | None = None  # of pairs that a reader labelled: 1 derived, 0 independent

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
        if self.answers is not None:
            return np.where(self.answers == 1, 1, -1).astype(np.int8) if level == "story" else self.answers
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


def indexed(pages: pl.DataFrame) -> tuple[Corpus, Provenance]:
    """The product's steps up to the candidates."""
    articles = clean(pages.sort("article")).articles
    return index_articles(articles, Settings()), provenance(articles)


def compared(
    name: str,
    corpus: Corpus,
    known: Provenance,
    pairs: NDArray[np.int32],
    proposed: NDArray[np.int32] | None = None,
    **labels: Any,
) -> Labelled:
    """The pairs with their evidence, as if they were compared among those proposed (by default no others)."""
    outline = read_for_comparison(corpus, pairs if proposed is None else proposed)
    shared = gather_shared(corpus, known, pairs, outline)
    return Labelled(
        name, list(corpus.articles), pairs, relation.features(shared), shared, known.own, **labels
    )


def prepared(name: str, pages: pl.DataFrame, **labels: Any) -> Labelled:
    """All candidates of a corpus."""
    corpus, known = indexed(pages)
    return compared(name, corpus, known, candidates(corpus, Settings()).pairs, **labels)


def labels(name: str) -> list[dict[str, str]]:
    """The rows of READ_PAIRS of one corpus that are sure."""
    with READ_PAIRS.open(newline="", encoding="utf-8") as file:
        lines = csv.DictReader(line for line in file if not line.startswith("#"))
        return [row for row in lines if row["corpus"] == name and row["label"] != "unsure"]


def read_pairs(name: str, corpus: Corpus) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """(pairs of a corpus that were read and are sure, 1 where one derives from the other)."""
    number, sure = {i: k for k, i in enumerate(corpus.articles)}, labels(name)
    pairs = np.array([sorted((number[r["a"]], number[r["b"]])) for r in sure], np.int32)
    return pairs, np.array([r["label"] == "derived" for r in sure], np.int8)


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
        *web_news(pages["groundnews"], column(news / "events.csv", "event")),
        *crowd(folder / "corpora/speed.parquet"),
    ]


def web_news(pages: pl.DataFrame, events: Mapping[str, str]) -> list[Labelled]:
    """Web news of known events, and those of its pairs that were read."""
    corpus, known = indexed(pages)
    proposed, (pairs, answers) = candidates(corpus, Settings()).pairs, read_pairs("groundnews", corpus)
    return [
        compared("groundnews", corpus, known, proposed, story=events),
        compared("read groundnews", corpus, known, pairs, proposed, story=events, answers=answers),
    ]


def crowd(path: Path) -> list[Labelled]:
    """A sample of an unlabelled crowd: candidates, strangers beyond doubt marked, and the pairs read."""
    pages = read([path]).pages
    listed = {row[end] for row in labels("crowd") for end in ("a", "b")}
    chosen_pages = [pages.sample(CROWD, seed=CROWD_SEED), pages.filter(pl.col("article").is_in(listed))]
    corpus, known = indexed(pl.concat(chosen_pages).unique("article"))
    proposed, rng = candidates(corpus, Settings()).pairs, np.random.default_rng(CROWD_SEED)
    chosen = np.sort(rng.choice(len(proposed), min(CROWD_PAIRS, len(proposed)), replace=False))
    some = compared("crowd", corpus, known, proposed[chosen], proposed)
    cosine = some.features["cosine"]
    strangers = (cosine < STRANGERS) | (some.shared.same_outlet & (cosine < SAME_OUTLET))
    pairs, answers = read_pairs("crowd", corpus)
    return [
        replace(some, strangers=strangers, other_event=cosine < OTHER_EVENT),
        compared("read crowd", corpus, known, pairs, proposed, answers=answers),
    ]


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
    return _with_lag(c, np.nan, "timeless")


def with_hours(c: Labelled) -> Labelled:
    """The same pairs, known by the day, as if their times were known to the hour."""
    return _with_lag(c, HOURS_APART, "hourly")


def _with_lag(c: Labelled, hours: float, variant: str) -> Labelled:
    lag = np.full(len(c.pairs), hours)
    shared = replace(c.shared, lag_hours=lag, slack_hours=np.zeros(len(c.pairs)))
    return replace(c, shared=shared, features=relation.features(shared), variant=variant)
