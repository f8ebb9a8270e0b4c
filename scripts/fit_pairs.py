"""Fits the weights of the pair models on labelled corpora, and says how well they do on stories left out.

    .venv/bin/python scripts/fit_pairs.py MATERIAL             prints the figures, writes nothing
    .venv/bin/python scripts/fit_pairs.py MATERIAL --write     writes syndicate/match/weights.json too

Every corpus goes through the product's own steps up to the evidence. Corpora weigh alike however many pairs they
have; weights that sense gives a sign keep it. Folds are whole stories.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from corpora import APART, body
from metrics import auc, b_cubed, macro_f1, pairwise
from numpy.typing import NDArray
from scipy.optimize import minimize

from syndicate import schema
from syndicate.flow.detect import agency_codes, gather_shared, own_reports
from syndicate.match import relation
from syndicate.match.cluster import link, masses, versions
from syndicate.settings import Settings
from syndicate.sketch.candidates import candidates
from syndicate.sources import read
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles

WEIGHTS = Path(__file__).resolve().parent.parent / "syndicate/match/weights.json"
FOLDS = 5
# What sense demands: more agreement never makes kinship less likely, more contradiction never more likely.
NEGATIVE = ("phrases_without_names", "phrases_without_numbers", "late", "lag", "other_agency")
FREE = ("from_agency", "agency_names", "agency_numbers", "agency_rare", "agency_cosine", "agency_quotes", "agency_order", 
    "length",
    "timed",
    "names_missing",
    "numbers_missing",
    "quotes_missing",
    "timed_phrases",
    "timed_triples",
    "timed_coverage",
)
CLUSTER_FEATURES = (
    "cosine", "contained", "contained_back", "coverage", "best_three", "order", "names", "names_missing", "numbers",
    "numbers_back", "numbers_missing", "quotes", "phrases", "phrases_back", "rare", "phrases_without_names",
    "phrases_without_numbers", "late", "same_agency", "other_agency", "timed", "timed_phrases", "timed_triples",
    "from_agency", "agency_contained", "agency_phrases", "agency_coverage", "agency_names",
    "agency_numbers", "agency_rare", "agency_cosine", "agency_quotes", "agency_order", "timed_coverage", "timed_numbers", "timed_names", "timed_rare",
)  # fmt: skip
STORY_FEATURES = (
    "cosine", "contained", "contained_back", "coverage", "coverage_back", "best_three", "names", "names_back",
    "names_missing", "numbers", "numbers_back", "numbers_missing", "rare", "phrases_without_names",
    "phrases_without_numbers", "late", "lag", "length",
)  # fmt: skip
# Corpora and their weights. Press cuttings with a day only, and pages with an hour, in equal parts; the look-alikes
# have to be fitted against, or templates merge.
SHARES = {"gold": 1.0, "lookalikes": 1.0, "meter": 1.0, "counter": 1.0, "groundnews": 0.3}
OTHER_STORIES = 0.3  # weight of pairs from different stories, beside those inside a story: the easy ones
BETWEEN_OUTLETS = (
    0.1  # METER: two newspapers' reports, beside a newspaper's and the wire's, which were labelled
)
EVEN = 0.7  # METER, COUNTER: how far derived and not derived are evened out, 0..1
RIDGE = 0.002


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """One corpus: its candidate pairs with features and labels."""

    name: str
    ids: list[str]
    pairs: NDArray[np.int32]
    features: dict[str, NDArray[np.float64]]
    shared: relation.Shared
    own: NDArray[np.bool_]
    cluster: dict[str, str] | None
    story: dict[str, str] | None
    derivation: list[tuple[str, str, bool]]

    def same(self, groups: dict[str, str] | None) -> NDArray[np.int8]:
        """1 same group, 0 not, -1 not labelled, for each pair."""
        if groups is None:
            return np.full(len(self.pairs), -1, np.int8)
        names = [groups.get(i, "") for i in self.ids]
        return np.array(
            [-1 if not names[a] or not names[b] else names[a] == names[b] for a, b in self.pairs], np.int8
        )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def prepared(name: str, pages: pl.DataFrame, **labels: Any) -> Labelled:
    """The product's steps up to the evidence."""
    articles = clean(pages.sort("article")).articles
    corpus = index_articles(articles, Settings())
    pairs = candidates(corpus, Settings()).pairs
    shared = gather_shared(corpus, agency_codes(articles), own_reports(articles), pairs)
    found = {"cluster": None, "story": None, "derivation": [], **labels}
    return Labelled(
        name, list(corpus.articles), pairs, relation.features(shared), shared, own_reports(articles), **found
    )


def material(folder: Path) -> list[Labelled]:
    meter, counter, news = (folder / "corpora" / name for name in ("meter", "counter", "groundnews"))
    ties = {
        name: [
            (r["source"], r["article"], r["label"] != "non-derived") for r in rows(path / "derivation.csv")
        ]
        for name, path in (("meter", meter), ("counter", counter))
    }
    counter_story = {i: source for source, article, _ in ties["counter"] for i in (source, article)}
    counter_cluster = {
        i: source if derived or i == source else i
        for source, article, derived in ties["counter"]
        for i in (source, article)
    }
    pick = lambda path, value: {r["id"]: r[value] for r in rows(path)}  # noqa: E731
    pages = lambda path: read([path]).pages  # noqa: E731
    return [
        gold(folder / "gold/dev.json"),
        prepared("lookalikes", pages(folder / "gold/lookalikes/articles.jsonl"), cluster=pick(folder / "gold/lookalikes/clusters.csv", "cluster")),
        prepared("meter", pages(meter / "articles.jsonl"), cluster=pick(meter / "clusters.csv", "cluster"), story=pick(meter / "stories.csv", "cluster"), derivation=ties["meter"]),
        prepared("counter", pages(counter / "articles.jsonl"), cluster=counter_cluster, story=counter_story, derivation=ties["counter"]),
        prepared("groundnews", pages(news / "articles.jsonl"), story=pick(news / "events.csv", "event")),
    ]  # fmt: skip


def gold(path: Path) -> Labelled:
    """The invented stories as whole pages."""
    pages, cluster, story = [], {}, {}
    for tale in json.loads(path.read_text(encoding="utf-8")):
        for a in (tale["wire"], *tale["articles"]):
            text = "\n".join([*a.get("page_before", ()), "", body(a), "", *a.get("page_after", ())])
            pages.append({**dict.fromkeys(schema.PAGES.columns, ""), "article": a["id"], "text": text, "markup": False,
                          **{k: a[k] for k in ("outlet", "published", "title")}})  # fmt: skip
            cluster[a["id"]] = a["id"] if a.get("kind") in APART else tale["story_id"]
            story[a["id"]] = tale["story_id"]
    return prepared("gold", schema.PAGES.frame(pages), cluster=cluster, story=story)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Weighted pairs of all corpora: features, labels, weights, fold, corpus."""

    x: NDArray[np.float64]
    y: NDArray[np.int8]
    weight: NDArray[np.float64]
    fold: NDArray[np.int64]
    corpus: NDArray[np.int64]


def sample(corpora: list[Labelled], names: tuple[str, ...], level: str) -> Sample:
    parts = []
    for c in corpora:
        y = c.same(getattr(c, level))
        if level == "cluster" and c.cluster is None:
            y = np.where(c.same(c.story) == 0, 0, -1).astype(np.int8)
        x = np.column_stack([c.features[name] for name in names])
        parts.append((x, y, pair_weights(c, y, level), folds(c), np.full(len(y), corpora.index(c))))
    return Sample(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def pair_weights(c: Labelled, y: NDArray[np.int8], level: str) -> NDArray[np.float64]:
    inside = c.same(c.story) == 1 if c.story is not None else np.ones(len(y), np.bool_)
    near = ((y >= 0) & inside).astype(float)
    if level == "story":
        return SHARES[c.name] * ((y >= 0) / max(1, (y >= 0).sum()))
    if c.name == "meter":
        near *= np.where(c.own[c.pairs].any(axis=1), 1.0, BETWEEN_OUTLETS)
    if c.derivation:
        for value in (0, 1):
            part = near[inside & (y == value)]
            near[inside & (y == value)] *= (near.sum() / max(1e-9, 2 * part.sum())) ** EVEN
    far = ((y >= 0) & ~inside).astype(float)
    return SHARES[c.name] * (near / max(1e-9, near.sum()) + OTHER_STORIES * far / max(1.0, far.sum()))


def folds(c: Labelled) -> NDArray[np.int64]:
    """The fold of each pair: that of its first article's story."""
    groups = c.story or c.cluster or {}
    digest = lambda text: int(hashlib.sha256(f"{c.name}/{text}".encode()).hexdigest()[:8], 16) % FOLDS  # noqa: E731
    by_id = np.array([digest(groups.get(i, i)) for i in c.ids])
    return by_id[c.pairs[:, 0]]


def fit(s: Sample, chosen: NDArray[np.bool_], names: tuple[str, ...]) -> NDArray[np.float64]:
    """Weights and, last, the constant: ridge logistic regression under the signs that sense demands."""
    use = chosen & (s.y >= 0) & (s.weight > 0)
    w = s.weight[use] / s.weight[use].sum()
    scale = np.sqrt(np.maximum(1e-12, w @ (s.x[use] - w @ s.x[use]) ** 2))
    x = np.column_stack([s.x[use] / scale, np.ones(use.sum())])
    y = s.y[use].astype(float)

    def loss(t: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        p = 1 / (1 + np.exp(-np.clip(x @ t, -35, 35)))
        value = -float(w @ (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)))
        slope = x.T @ (w * (p - y))
        slope[:-1] += RIDGE * t[:-1]
        return value + RIDGE / 2 * float(t[:-1] @ t[:-1]), slope

    bounds = [(None, None) if n in FREE else (None, 0) if n in NEGATIVE else (0, None) for n in names] + [
        (None, None)
    ]
    found = minimize(
        loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 3000}
    )
    return np.append(found.x[:-1] / scale, found.x[-1])


def predict(x: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(x @ t[:-1] + t[-1], -35, 35)))


def crossed(s: Sample, names: tuple[str, ...]) -> NDArray[np.float64]:
    """Each pair's probability from a fit on the other folds."""
    p = np.zeros(len(s.y))
    for k in range(FOLDS):
        p[s.fold == k] = predict(s.x[s.fold == k], fit(s, s.fold != k, names))
    return p


def figures(
    corpora: list[Labelled],
    p: NDArray[np.float64],
    story: NDArray[np.float64],
    s: Sample,
    threshold: float,
    story_threshold: float,
) -> None:
    for k, c in enumerate(corpora):
        mine, told = p[s.corpus == k], np.maximum(p, story)[s.corpus == k]
        n = len(c.ids)
        version = versions(n, c.pairs, mine, relation.resemblance(c.shared.shingles))
        seen = mine >= Settings().floor
        groups = link(version, c.pairs[seen], mine[seen], masses(n, version, c.own), threshold)
        seen = told >= Settings().floor
        events = link(version, c.pairs[seen], told[seen], np.ones(n), story_threshold, together=groups)
        said = [c.name.ljust(11)]
        for name, truth, got in (("cluster", c.cluster, groups), ("story", c.story, events)):
            if truth:
                found = {i: str(g) for i, g in zip(c.ids, got, strict=True)}
                r = b_cubed(truth, found)
                said.append(
                    f"{name} P={r.precision:.3f} R={r.recall:.3f} F1={r.f1:.3f} pairs P={pairwise(truth, found).precision:.3f}"
                )
        if c.derivation:
            number = {i: k for k, i in enumerate(c.ids)}
            prob = {
                frozenset((c.ids[a], c.ids[b])): float(x) for (a, b), x in zip(c.pairs, mine, strict=True)
            }
            truth_, hit = (
                [t for *_, t in c.derivation],
                [bool(groups[number[a]] == groups[number[b]]) for a, b, _ in c.derivation],
            )
            said.append(
                f"derivation F1={macro_f1(truth_, hit):.3f} AUC={auc(truth_, [prob.get(frozenset((a, b)), 0.0) for a, b, _ in c.derivation]):.3f}"
            )
        print("  ".join(said))
    for low in np.arange(0, 1, 0.1):
        use = (p >= low) & (p < low + 0.1) & (s.y >= 0)
        w = s.weight[use]
        print(
            f"predicted {low:.1f}-{low + 0.1:.1f}: mean {np.average(p[use], weights=w) if w.sum() else 0:.3f} observed {np.average(s.y[use], weights=w) if w.sum() else 0:.3f} ({use.sum()} pairs)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("material", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    corpora = material(asked.material)
    stored: dict[str, Any] = {}
    crossed_p = {}
    for level, names in (("cluster", CLUSTER_FEATURES), ("story", STORY_FEATURES)):
        s = sample(corpora, names, level)
        crossed_p[level] = crossed(s, names)
        t = fit(s, np.ones(len(s.y), np.bool_), names)
        stored[level] = {
            "constant": round(float(t[-1]), 4),
            "weights": {n: round(float(v), 4) for n, v in zip(names, t[:-1], strict=True) if abs(v) >= 5e-5},
        }
        print(level, stored[level])
    first = sample(corpora, CLUSTER_FEATURES, "cluster")
    for threshold in (0.4, 0.5, 0.6):
        print(f"cross-validated, threshold {threshold}")
        figures(corpora, crossed_p["cluster"], crossed_p["story"], first, threshold, threshold)
    if asked.write:
        used = [
            "gold/dev.json",
            "gold/lookalikes/articles.jsonl",
            *(f"corpora/{n}/articles.jsonl" for n in ("meter", "counter", "groundnews")),
        ]
        stored["fitted_on"] = {
            name: hashlib.sha256((asked.material / name).read_bytes()).hexdigest() for name in used
        }
        WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
