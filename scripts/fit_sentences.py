"""Fits the scores of the sentence alignment and says how well they do on stories and pairs left out.

    python scripts/fit_sentences.py MATERIAL [--write]

MATERIAL is the folder of the labelled corpora: the alignment is fitted on gold/dev.json, the score of two
sentences by themselves on corpora/msrp. --write puts the weights, with the
digests of what they were fitted on, into syndicate/compare/weights.json.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from syndicate import schema
from syndicate.compare.align import STAGES, carried_rows, context_rows, score_pairs, score_sentences
from syndicate.compare.context import CARRIED_FEATURES, CONTEXT_FEATURES
from syndicate.compare.layout import lay_out as lay_out_pairs
from syndicate.compare.likeness import PAIR_FEATURES, Tables, pair_features, share_tables
from syndicate.compare.linking import link
from syndicate.compare.paraphrase import PARAPHRASE_FEATURES, paraphrase_features
from syndicate.compare.postings import read_postings
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

WEIGHTS = Path(__file__).parents[1] / "syndicate" / "compare" / "weights.json"
FEATURES = {
    "pair": PAIR_FEATURES, "context": CONTEXT_FEATURES, "carried": CARRIED_FEATURES,
    "paraphrase": PARAPHRASE_FEATURES,
}  # fmt: skip
DERIVED = ("wire", "verbatim", "trimmed", "edited", "rewritten", "summary", "mixed")
FOLDS = 6
OVERLAP = 0.3  # of the shorter of two spans, above which a found sentence is the labelled one
STRENGTH = {
    "pair": 1.0,
    "context": 1.0,
    "carried": 0.3,
    "paraphrase": 1.0,
}  # inverse of the penalty, scikit-learn's C
KIN_WEIGHT = 0.3  # of a pair without the wire, against one with it: there are six times as many

Floats = NDArray[np.float64]


@dataclass
class Pair:
    """Two articles of one story, laid out, with which of their sentences carry the same facts."""

    story: int
    kind: str  # of the first article where the second is the wire, else ""
    weight: float
    tables: Tables
    equal: NDArray[np.bool_]
    same: NDArray[np.bool_]


def read_gold(path: Path) -> list[Pair]:
    articles, labels = [], []
    for number, story in enumerate(json.loads(path.read_text("utf-8"))):
        for article in (story["wire"], *story["articles"]):
            language = article.get("language", story["language"])
            body, spans = lay_out(article["sentences"], "" if language in ("zh", "ja") else " ")
            articles.append({
                **dict.fromkeys(schema.ARTICLES.columns, ""), "article": article["id"], "language": language,
                "n_words": 0, "n_sentences": 0, "body": body,
            })  # fmt: skip
            labels.append((number, article.get("kind", "wire"), language, article["sentences"], spans))
    return gold_pairs(articles, labels)


def lay_out(sentences: list[dict[str, Any]], glue: str) -> tuple[str, list[tuple[int, int]]]:
    body, spans = "", []
    for before, sentence in zip([None, *sentences], sentences, strict=False):
        if before is not None:
            body += glue if before["p"] == sentence["p"] else "\n\n"
        spans.append((len(body), len(body) + len(sentence["s"])))
        body += sentence["s"]
    return body, spans


def gold_pairs(articles: list[dict[str, Any]], labels: list[Any]) -> list[Pair]:
    corpus = index_articles(schema.ARTICLES.frame(articles), Settings())
    postings = read_postings(corpus, [a["body"] for a in articles], range(len(articles)))
    own = [slice(*corpus.sentence_bounds[i : i + 2]) for i in range(len(articles))]
    facts = [
        sentence_facts(list(zip(corpus.sentence_starts[o], corpus.sentence_ends[o], strict=True)), label)
        for o, label in zip(own, labels, strict=True)
    ]
    pairs = []
    for b, a in itertools.combinations(range(len(articles)), 2):
        (story, kind, language, *_), (other_story, other_kind, other_language, *_) = labels[b], labels[a]
        if story == other_story and language == other_language and kind in DERIVED and other_kind in DERIVED:
            wired = kind == "wire"
            pairs.append(Pair(
                story, other_kind if wired else "", 1.0 if wired else KIN_WEIGHT,
                share_tables(postings, lay_out_pairs(corpus.sentence_bounds, [(a, b)])),
                np.equal.outer(postings.wordings[own[a]], postings.wordings[own[b]]),
                np.array([[bool(x & y) for y in facts[b]] for x in facts[a]]),
            ))  # fmt: skip
    return pairs


def sentence_facts(found: list[tuple[int, int]], label: Any) -> list[set[int]]:
    """The wire sentences whose facts each found sentence carries, by the labelled sentences it overlaps."""
    _, kind, _, sentences, spans = label
    facts = []
    for start, end in found:
        over = [
            k for k, (low, high) in enumerate(spans)
            if min(high, end) - max(low, start) > OVERLAP * min(high - low, end - start)
        ]  # fmt: skip
        facts.append({f for k in over for f in ([k] if kind == "wire" else sentences[k]["from"])})
    return facts


def stage_rows(pair: Pair, models: dict[str, Floats]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """(features, labels, weights) of the stage that follows those in `models`."""
    tables, even = pair.tables, np.full(pair.same.size, pair.weight)
    if "pair" not in models:
        return pair_features(tables), pair.same.ravel(), even
    if "context" not in models:
        alone, _ = score_pairs(tables, {**models, "context": np.zeros(len(CONTEXT_FEATURES) + 1)})
        return context_rows(tables.layout, alone), pair.same.ravel(), even
    x = np.concatenate(carried_rows(tables, *score_pairs(tables, models)))
    words = np.concatenate([tables.rows["words"], tables.columns["words"]])
    return x, np.concatenate([pair.same.any(1), pair.same.any(0)]), np.sqrt(words) / 4 * pair.weight


def fit(pairs: list[Pair]) -> dict[str, Floats]:
    models: dict[str, Floats] = {}
    for stage in STAGES:
        x, y, weight = (
            np.concatenate(c) for c in zip(*(stage_rows(pair, models) for pair in pairs), strict=True)
        )
        models[stage] = logistic(x, y, weight, STRENGTH[stage])
    return models


def logistic(x: Floats, y: NDArray[np.bool_], weight: Floats, c: float) -> Floats:
    mean, spread = x.mean(0), x.std(0) + 1e-9
    model = LogisticRegression(C=c, max_iter=3000).fit((x - mean) / spread, y, sample_weight=weight)
    coefficients = model.coef_[0] / spread
    return np.append(coefficients, model.intercept_[0] - (coefficients * mean).sum())


def cross_validate(pairs: list[Pair]) -> dict[str, Floats]:
    """By kind: words rightly called added, called added, added; the same for removed."""
    counts: dict[str, Floats] = defaultdict(lambda: np.zeros(6))
    for fold in range(FOLDS):
        models = fit([p for p in pairs if p.story % FOLDS != fold])
        for pair in pairs:
            if pair.story % FOLDS == fold and pair.kind:
                scores = score_sentences(pair.tables, models)
                likeness = scores.likeness.reshape(pair.same.shape)
                links = link(likeness, scores.rows, scores.columns, pair.equal)
                row = np.concatenate([
                    tally(held["words"], np.asarray(~links.any(axis)), np.asarray(~pair.same.any(axis)))
                    for axis, held in ((1, pair.tables.rows), (0, pair.tables.columns))
                ])  # fmt: skip
                counts[pair.kind] += row
                counts["ALL"] += row
    return counts


def tally(words: Floats, said: NDArray[np.bool_], true: NDArray[np.bool_]) -> list[float]:
    return [float(words[said & true].sum()), float(words[said].sum()), float(words[true].sum())]


def f1(hit: float, said: float, true: float) -> float:
    return 2 * hit / max(1.0, said + true)


def read_paraphrases(path: Path) -> tuple[Floats, NDArray[np.bool_]]:
    """(features, labels) of pairs of sentences that say the same or not."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    bodies = [row[side].strip() for row in rows for side in ("sentence_a", "sentence_b")]
    blank = {**dict.fromkeys(schema.ARTICLES.columns, ""), "language": "en", "n_words": 0, "n_sentences": 0}
    articles = [{**blank, "article": str(i), "body": body} for i, body in enumerate(bodies)]
    corpus = index_articles(schema.ARTICLES.frame(articles), Settings())
    pairs = [(2 * i, 2 * i + 1) for i in range(len(rows))]
    postings = read_postings(corpus, bodies, range(len(bodies)))
    return paraphrase_features(corpus, bodies, postings, pairs), np.array([r["label"] == "1" for r in rows])


def cross_validate_paraphrases(x: Floats, y: NDArray[np.bool_]) -> tuple[float, float]:
    """Accuracy and F1 over pairs left out by the order of the file."""
    said, fold = np.zeros(len(y), np.bool_), np.arange(len(y)) * FOLDS // len(y)
    for f in range(FOLDS):
        model = logistic(x[fold != f], y[fold != f], np.ones((fold != f).sum()), STRENGTH["paraphrase"])
        said[fold == f] = x[fold == f] @ model[:-1] + model[-1] >= 0
    return float((said == y).mean()), f1(float((said & y).sum()), float(said.sum()), float(y.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("material", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    gold = options.material / "gold" / "dev.json"
    said_alike = options.material / "corpora" / "msrp" / "sentence_pairs.csv"
    pairs = read_gold(gold)
    figures = cross_validate(pairs)
    for kind, c in sorted(figures.items()):
        print(f"{kind:12s} added F1 {f1(*c[:3]):.3f}  removed F1 {f1(*c[3:]):.3f}")
    x, y = read_paraphrases(said_alike)
    print("paraphrases  accuracy {:.3f}  F1 {:.3f}".format(*cross_validate_paraphrases(x, y)))
    if options.write:
        models = fit(pairs)
        models["paraphrase"] = logistic(x, y, np.ones(len(y)), STRENGTH["paraphrase"])
        stored: dict[str, Any] = {"fitted_on": {
            str(path.relative_to(options.material)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (gold, said_alike)
        }}  # fmt: skip
        for stage, model in models.items():
            named = dict(zip(FEATURES[stage], (round(float(v), 5) for v in model), strict=False))
            stored[stage] = {"intercept": round(float(model[-1]), 5), "coefficients": named}
        WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
