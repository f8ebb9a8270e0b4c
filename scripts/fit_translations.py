"""Fits the weights for pairs across languages on the gold set, and says how well they do on stories left out.

    .venv/bin/python scripts/fit_translations.py MATERIAL             prints the figures, writes nothing
    .venv/bin/python scripts/fit_translations.py MATERIAL --write     writes translation_weights.json too

MATERIAL is the folder of the research corpora. Its crowd of English articles, all without a time as then the
gold set's are, gives the strangers: candidates between the two. Folds are whole stories. Needs the extras
[fit, semantic]; sentences are embedded once, and kept: the first run takes half an hour.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from gold import APART, body

from syndicate.flow.pages import checked
from syndicate.flow.translating import Translations, read_translations, translated_pairs
from syndicate.match import translation
from syndicate.settings import Settings
from syndicate.sources import read
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).resolve().parent.parent / "syndicate/match/translation_weights.json"
CHEAP = ("numbers", "names", "order", "late")
CROWD, CROWD_SEED, STRANGERS = 3000, 7, 60
STRANGERS_SHARE = 0.5  # of the weight of all gold pairs
RIDGE = 1.0  # in standard deviations of the features


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Labelled pairs across languages."""

    x: dict[str, NDArray[np.float64]]
    report: NDArray[np.bool_]
    story: NDArray[np.bool_]
    fold: NDArray[np.str_]  # the story of the translated article; strangers have one of their own
    weight: NDArray[np.float64]


def pages_of(path: Path) -> tuple[pl.DataFrame, dict[str, str], dict[str, str]]:
    """(pages of the gold set, cluster of each article, story of each)."""
    pages, clusters, stories = [], {}, {}
    for story in json.loads(path.read_text(encoding="utf-8")):
        for article in (story["wire"], *story["articles"]):
            lines = [*article.get("page_before", ()), "", body(article), "", *article.get("page_after", ())]
            kept = {key: article[key] for key in ("outlet", "published", "title")}
            pages.append({"article": article["id"], **kept, "text": "\n".join(lines)})
            apart = article.get("kind") in APART
            clusters[article["id"]] = article["id"] if apart else story["story_id"]
            stories[article["id"]] = story["story_id"]
    return pl.DataFrame(pages), clusters, stories


def known_of(pages: pl.DataFrame, settings: Settings) -> Translations:
    articles = clean(checked(pages).sort("article")).articles
    known = read_translations(articles, index_articles(articles, settings), settings)
    if known is None:
        raise SystemExit("all articles are in one language")
    return known


def labelled(folder: Path) -> Pairs:
    """The pairs of the gold set across languages, and its candidates among strangers."""
    settings = Settings(semantic=1)
    gold, clusters, stories = pages_of(folder / "gold/dev.json")
    crowd = read([folder / "corpora/speed.parquet"]).pages.sample(CROWD, seed=CROWD_SEED)
    crowd = crowd.select("article", "outlet", "title", "text").with_columns(published=pl.lit(""))
    mixed = pl.concat([gold.with_columns(published=pl.lit("")), crowd.select(gold.columns)])
    parts = [
        _of(known_of(gold, settings), settings, clusters, stories),
        _strangers(known_of(mixed, settings), settings, stories),
    ]
    parts[1].weight[:] = STRANGERS_SHARE * len(parts[0].weight) / max(1, len(parts[1].weight))
    x = {name: np.concatenate([p.x[name] for p in parts]) for name in parts[0].x}
    rest = (
        np.concatenate([getattr(p, field) for p in parts]) for field in ("report", "story", "fold", "weight")
    )
    return Pairs(x, *rest)


def _of(known: Translations, settings: Settings, clusters: dict[str, str], stories: dict[str, str]) -> Pairs:
    ids, n = known.corpus.articles, known.corpus.n_articles
    one, other = np.triu_indices(n, 1)
    near = np.abs(known.corpus.hours[one] - known.corpus.hours[other]) <= settings.window_hours
    pairs = np.column_stack([one, other])[near].astype(np.int32)
    pairs = pairs[known.across(pairs)]
    found = {(a, b) for a, b in translated_pairs(known, settings).tolist()}
    names = [(ids[a], ids[b]) for a, b in pairs.tolist()]
    report = np.array([clusters[a] == clusters[b] for a, b in names])
    story = np.array([stories[a] == stories[b] for a, b in names])
    kept = np.array([(a, b) in found for a, b in pairs.tolist()])
    print(f"candidates: {kept[report].mean():.3f} of {report.sum()} pairs of one report")
    print(f"            {kept[~story].sum()} of {(~story).sum()} pairs of two events")
    use = kept | story
    fold = np.array([stories[a] for a, _ in names])[use]
    return Pairs(_features(known, pairs[use]), report[use], story[use], fold, np.ones(use.sum()))


def _strangers(known: Translations, settings: Settings, stories: dict[str, str]) -> Pairs:
    pairs = translated_pairs(known, settings)
    ours = np.array([article in stories for article in known.corpus.articles])
    pairs = pairs[ours[pairs].sum(axis=1) == 1]
    chosen = np.random.default_rng(CROWD_SEED).permutation(len(pairs))[:STRANGERS]
    print(f"{len(pairs)} candidates among {CROWD} strangers, {len(chosen)} used")
    pairs = pairs[np.sort(chosen)]
    no, fold = np.zeros(len(pairs), np.bool_), np.array([f"crowd{k % 5}" for k in range(len(pairs))])
    return Pairs(_features(known, pairs), no, no, fold, np.ones(len(pairs)))


def _features(known: Translations, pairs: NDArray[np.int32]) -> dict[str, NDArray[np.float64]]:
    return known.features(pairs) | known.meanings(pairs)


def fit(x: NDArray[np.float64], y: NDArray[np.bool_], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights, none of a sign against sense (all features but the last cheap one speak for), and constant."""
    from scipy.optimize import minimize

    mean, scale = np.average(x, axis=0, weights=weight), np.maximum(1e-9, x.std(axis=0))
    z = np.column_stack([(x - mean) / scale, np.ones(len(x))])

    def loss(t: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = np.where(y, 1, -1) * (z @ t)
        slope = -z.T @ (weight * np.where(y, 1, -1) / (1 + np.exp(np.clip(margin, -40, 40))))
        slope[:-1] += RIDGE * t[:-1]
        return float(weight @ np.logaddexp(0, -margin) + RIDGE / 2 * t[:-1] @ t[:-1]), slope

    signs = [(None, 0.0) if k == CHEAP.index("late") else (0.0, None) for k in range(x.shape[1])]
    t = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=[*signs, (None, None)], method="L-BFGS-B").x
    return np.append(t[:-1] / scale, t[-1] - (t[:-1] * mean / scale).sum())


def predicted(x: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x @ t[:-1] + t[-1], -40, 40))))


def figures(name: str, p: NDArray[np.float64], y: NDArray[np.bool_], weight: NDArray[np.float64]) -> str:
    loss = -np.average(np.log(np.clip(np.where(y, p, 1 - p), 1e-9, 1)), weights=weight)
    over = p >= Settings().threshold
    wrong = f"{(over & ~y).sum()} false, {(~over & y).sum()} missed of {y.sum()}"
    return f"{name:28} log loss {loss:.3f}, at {Settings().threshold:g}: {wrong}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights for pairs across languages.")
    parser.add_argument("material", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    pairs = labelled(asked.material)
    stored: dict[str, Any] = {}
    for kind, names in (("", CHEAP), ("_meaning", (*CHEAP, *translation.MEANING))):
        x = np.column_stack([pairs.x[name] for name in names])
        for level, y in (("report", pairs.report), ("story", pairs.story)):
            p = np.zeros(len(y))
            for fold in np.unique(pairs.fold):
                left = pairs.fold == fold
                p[left] = predicted(x[left], fit(x[~left], y[~left], pairs.weight[~left]))
            t = fit(x, y, pairs.weight)
            print(figures(f"{level}{kind}, fitted", predicted(x, t), y, pairs.weight))
            print(figures(f"{level}{kind}, cross-validated", p, y, pairs.weight))
            for low in np.arange(0, 1, 0.2):
                inside = (p >= low) & (p < low + 0.2 + 1e-9)
                if inside.any():
                    seen = np.average(y[inside], weights=pairs.weight[inside])
                    told = np.average(p[inside], weights=pairs.weight[inside])
                    print(f"    predicted {told:.2f}, observed {seen:.2f} ({inside.sum()} pairs)")
            weights = dict(zip(names, (round(float(w), 4) for w in t[:-1]), strict=True))
            stored[level + kind] = {"constant": round(float(t[-1]), 4), "weights": weights}
    print(json.dumps(stored, indent=1))
    if asked.write:
        WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
