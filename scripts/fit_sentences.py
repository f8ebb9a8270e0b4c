"""Fits the three scores of the sentence alignment and says how well they do on stories left out.

    python scripts/fit_sentences.py MATERIAL [--write]

MATERIAL is the folder of the labelled corpora: gold/dev.json is fitted on. --write puts the weights, with the
digests of what they were fitted on, into syndicate/compare/weights.json.
"""

from __future__ import annotations

import argparse
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
from syndicate.compare.align import (
    STAGES,
    carried_rows,
    context_rows,
    link,
    score_pairs,
    score_sentences,
)
from syndicate.compare.context import CARRIED_FEATURES, CONTEXT_FEATURES
from syndicate.compare.likeness import PAIR_FEATURES, Table, pair_features, share_table
from syndicate.compare.postings import read_postings
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

WEIGHTS = Path(__file__).parents[1] / "syndicate" / "compare" / "weights.json"
FEATURES = {"pair": PAIR_FEATURES, "context": CONTEXT_FEATURES, "carried": CARRIED_FEATURES}
DERIVED = ("wire", "verbatim", "trimmed", "edited", "rewritten", "summary", "mixed")
FOLDS = 6
OVERLAP = 0.3  # of the shorter of two spans, above which a found sentence is the labelled one
STRENGTH = {"pair": 1.0, "context": 1.0, "carried": 0.3}  # inverse of the penalty, scikit-learn's C
KIN_WEIGHT = 0.3  # of a pair without the wire, against one with it: there are six times as many

Floats = NDArray[np.float64]


@dataclass
class Pair:
    """Two articles of one story, laid out, with which of their sentences carry the same facts."""

    story: int
    kind: str  # of the first article where the second is the wire, else ""
    weight: float
    table: Table
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
                share_table(postings, a, b, len(facts[a]), len(facts[b])),
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
    table, even = pair.table, np.full(pair.same.size, pair.weight)
    if "pair" not in models:
        x = pair_features(table.shared, table.held_a, table.held_b)
        return x.reshape(-1, x.shape[-1]), pair.same.ravel(), even
    if "context" not in models:
        x = context_rows(score_pairs(table, {**models, "context": np.zeros(len(CONTEXT_FEATURES) + 1)})[0])
        return x.reshape(-1, x.shape[-1]), pair.same.ravel(), even
    alone, likeness = score_pairs(table, models)
    turned = (table.turned(), np.ascontiguousarray(alone.T), np.ascontiguousarray(likeness.T))
    x = np.concatenate([carried_rows(table, alone, likeness), carried_rows(*turned)])
    words = np.concatenate([table.held_a["words"], table.held_b["words"]])
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
                links = link(score_sentences(pair.table, models), pair.equal)
                row = np.concatenate([
                    tally(held["words"], np.asarray(~links.any(axis)), np.asarray(~pair.same.any(axis)))
                    for axis, held in ((1, pair.table.held_a), (0, pair.table.held_b))
                ])  # fmt: skip
                counts[pair.kind] += row
                counts["ALL"] += row
    return counts


def tally(words: Floats, said: NDArray[np.bool_], true: NDArray[np.bool_]) -> list[float]:
    return [float(words[said & true].sum()), float(words[said].sum()), float(words[true].sum())]


def f1(hit: float, said: float, true: float) -> float:
    return 2 * hit / max(1.0, said + true)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("material", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    gold = options.material / "gold" / "dev.json"
    pairs = read_gold(gold)
    figures = cross_validate(pairs)
    for kind, c in sorted(figures.items()):
        print(f"{kind:12s} added F1 {f1(*c[:3]):.3f}  removed F1 {f1(*c[3:]):.3f}")
    if options.write:
        models = fit(pairs)
        stored: dict[str, Any] = {
            "fitted_on": {"gold/dev.json": hashlib.sha256(gold.read_bytes()).hexdigest()}
        }
        for stage, model in models.items():
            named = dict(zip(FEATURES[stage], (round(float(v), 5) for v in model), strict=False))
            stored[stage] = {"intercept": round(float(model[-1]), 5), "coefficients": named}
        WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
