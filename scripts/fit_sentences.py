"""Fits the scores of the sentence alignment and says how well they do on stories and pairs left out.

    python scripts/fit_sentences.py MATERIAL [--write]

MATERIAL is the folder of the labelled corpora: the alignment is fitted on gold/dev.json, once by words alone
and once with the meaning of the sentences too (extra [semantic]: minutes, the first time), the score of two
sentences by themselves on corpora/msrp. --write puts the weights, with the digests of what they were fitted
on, into syndicate/compare/weights.json.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import re
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from fit_network import fit_network
from fit_strangers import lay_out, strangers, with_insertions
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from syndicate import schema
from syndicate.compare.align import carried_rows, context_rows, kin_rows, score_pairs, score_sentences
from syndicate.compare.context import ARTICLE_FEATURES, CARRIED_FEATURES, CONTEXT_FEATURES
from syndicate.compare.layout import lay_out as lay_out_pairs
from syndicate.compare.likeness import PAIR_FEATURES, Tables, pair_features, share_tables
from syndicate.compare.linking import link
from syndicate.compare.meaning import MEANING_FEATURES, SENTENCE_MEANING_FEATURES
from syndicate.compare.paraphrase import PARAPHRASE_FEATURES, paraphrase_features
from syndicate.compare.postings import read_postings
from syndicate.compare.scoring import MEANING, WORDS, Network, Stages
from syndicate.semantic.embedding import MODEL, embed
from syndicate.semantic.kept import Kept
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

WEIGHTS = Path(__file__).parents[1] / "syndicate" / "compare" / "weights.json"
DERIVED = ("wire", "verbatim", "trimmed", "edited", "rewritten", "summary", "mixed")
FOLDS = 6
OVERLAP = 0.3  # of the shorter of two spans, above which a found sentence is the labelled one
STRENGTH = 1.0  # inverse of the penalty on a logistic score, scikit-learn's C
LENIENCE = 30.0  # weight of kin against strangers: a report that is taken for a stranger's is lost whole
KIN_WEIGHT = 0.3  # of a pair without the wire, against one with it: there are six times as many

Floats = NDArray[np.float64]


@dataclass
class Pair:
    """Two articles of one story, laid out, with which of their sentences carry the same facts."""

    stories: frozenset[int]  # one, or two: strangers, which share nothing
    kind: str  # of the first article where the second is the wire; "strangers", or ""
    weight: float
    tables: Tables
    equal: NDArray[np.bool_]
    same: NDArray[np.bool_]


def read_gold(path: Path) -> list[Pair]:
    articles, labels = [], []
    stories = json.loads(path.read_text("utf-8"))
    for number, story in enumerate(stories):
        for article in (story["wire"], *story["articles"], *with_insertions(stories, number)):
            language = article.get("language", story["language"])
            body, spans = lay_out(article["sentences"], "" if language in ("zh", "ja") else " ")
            articles.append({
                **dict.fromkeys(schema.ARTICLES.columns, ""), "article": article["id"], "language": language,
                "n_words": 0, "n_sentences": 0, "body": body,
            })  # fmt: skip
            labels.append((number, article.get("kind", "wire"), language, article["sentences"], spans))
    return gold_pairs(articles, labels)


def gold_pairs(articles: list[dict[str, Any]], labels: list[Any]) -> list[Pair]:
    corpus = index_articles(schema.ARTICLES.frame(articles), Settings())
    postings = read_postings(corpus, [a["body"] for a in articles], range(len(articles)))
    own = [slice(*corpus.sentence_bounds[i : i + 2]) for i in range(len(articles))]
    spans = [
        list(zip(corpus.sentence_starts[o].tolist(), corpus.sentence_ends[o].tolist(), strict=True))
        for o in own
    ]
    facts = [sentence_facts(found, label) for found, label in zip(spans, labels, strict=True)]
    with closing(Kept(MODEL)) as kept:
        vectors = {
            i: embed([article["body"][start:end] for start, end in spans[i]], kept)
            for i, article in enumerate(articles) if labels[i][1] in (*DERIVED, "inserted")
        }  # fmt: skip
    pairs = []
    for b, a in [*itertools.combinations(range(len(articles)), 2), *strangers(labels)]:
        (story, kind, language, *_), (other_story, other_kind, other_language, *_) = labels[b], labels[a]
        put_in = kind == "wire" and other_kind == "inserted"
        if language == other_language and kind in DERIVED and (other_kind in DERIVED or put_in) and (
            story == other_story or b > a
        ):  # fmt: skip
            strange, wired = story != other_story, kind == "wire" and story == other_story
            pairs.append(Pair(
                frozenset((story, other_story)),
                "strangers" if strange else other_kind if wired else "",
                1.0 if strange or wired else KIN_WEIGHT,
                share_tables(postings, lay_out_pairs(corpus.sentence_bounds, [(a, b)]), vectors),
                np.equal.outer(postings.wordings[own[a]], postings.wordings[own[b]]),
                np.array([[not strange and bool(x & y) for y in facts[b]] for x in facts[a]]),
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


def of_kind(pairs: list[Pair], kind: str) -> list[Pair]:
    """The pairs, with what their sentences mean or without."""
    return pairs if kind == MEANING else [replace(p, tables=replace(p.tables, meaning=None)) for p in pairs]


def fit(every: list[Pair]) -> Stages:
    """The scores of sentences tell kin from kin; that of articles kin from strangers."""
    pairs = [p for p in every if p.kind != "strangers"]
    same = np.concatenate([p.same.ravel() for p in pairs])
    even = np.concatenate([np.full(p.same.size, p.weight) for p in pairs])
    pair = logistic(np.concatenate([pair_features(p.tables) for p in pairs]), same, even)
    nothing = np.zeros(len(CONTEXT_FEATURES) + 1)
    rows = [context_rows(p.tables.layout, score_pairs(p.tables, pair, nothing)[0]) for p in pairs]
    context = logistic(np.concatenate(rows), same, even)
    sides = {id(p): carried_rows(p.tables, *score_pairs(p.tables, pair, context)) for p in every}
    both = np.concatenate([np.concatenate(sides[id(p)]) for p in pairs])
    carried = np.concatenate([np.concatenate([p.same.any(1), p.same.any(0)]) for p in pairs])
    words = [np.concatenate([p.tables.rows["words"], p.tables.columns["words"]]) for p in pairs]
    weight = [np.sqrt(n) * p.weight for n, p in zip(words, pairs, strict=True)]
    network = fit_network(both, carried, np.concatenate(weight))
    related = np.array([p.kind != "strangers" for p in every])
    of_articles = np.concatenate([kin_rows(p.tables.layout, *sides[id(p)]) for p in every])
    return Stages(pair, context, network, logistic(of_articles, related, np.where(related, LENIENCE, 1.0)))


def logistic(x: Floats, y: NDArray[np.bool_], weight: Floats) -> Floats:
    mean, spread = x.mean(0), x.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit((x - mean) / spread, y, sample_weight=weight)
    coefficients = model.coef_[0] / spread
    return np.append(coefficients, model.intercept_[0] - (coefficients * mean).sum())


def cross_validate(pairs: list[Pair]) -> dict[str, Floats]:
    """By kind: words rightly called added, called added, added; the same for removed."""
    counts: dict[str, Floats] = defaultdict(lambda: np.zeros(6))
    for fold in range(FOLDS):
        models = fit([p for p in pairs if all(story % FOLDS != fold for story in p.stories)])
        for pair in pairs:
            if pair.kind and any(story % FOLDS == fold for story in pair.stories):
                scores = score_sentences(pair.tables, models)
                likeness = scores.likeness.reshape(pair.same.shape)
                links = link(likeness, scores.rows, scores.columns, pair.equal)
                row = np.concatenate([
                    tally(held["words"], np.asarray(~links.any(axis)), np.asarray(~pair.same.any(axis)))
                    for axis, held in ((1, pair.tables.rows), (0, pair.tables.columns))
                ])  # fmt: skip
                counts[pair.kind] += row
                counts["ALL"] += row * (pair.kind not in ("strangers", "inserted"))
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
        model = logistic(x[fold != f], y[fold != f], np.ones((fold != f).sum()))
        said[fold == f] = x[fold == f] @ model[:-1] + model[-1] >= 0
    return float((said == y).mean()), f1(float((said & y).sum()), float(said.sum()), float(y.sum()))


def named(features: tuple[str, ...], model: Floats) -> dict[str, Any]:
    """A logistic score as the weights file has it."""
    *coefficients, intercept = (round(float(x), 5) for x in model)
    return {"intercept": intercept, "coefficients": dict(zip(features, coefficients, strict=True))}


def named_network(features: tuple[str, ...], network: Network) -> dict[str, Any]:
    """A network likewise: by feature, the direct weight and that into each unit."""
    *rows, intercept = np.column_stack([network.direct, network.inner]).round(4).tolist()
    return {
        "intercept": intercept, "coefficients": dict(zip(features, rows, strict=True)),
        "units": network.outer.round(4).tolist(),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("material", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    gold = options.material / "gold" / "dev.json"
    said_alike = options.material / "corpora" / "msrp" / "sentence_pairs.csv"
    stored: dict[str, Any] = {"fitted_on": {
        str(path.relative_to(options.material)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (gold, said_alike)
    }}  # fmt: skip
    both = read_gold(gold)
    for kind, more, of_rows in (
        (WORDS, (), ()), (MEANING, MEANING_FEATURES, SENTENCE_MEANING_FEATURES),
    ):  # fmt: skip
        pairs = of_kind(both, kind)
        for name, c in sorted(cross_validate(pairs).items()):
            print(f"{kind:8s} {name:12s} added F1 {f1(*c[:3]):.3f}  removed F1 {f1(*c[3:]):.3f}", flush=True)
        fitted = fit(pairs)
        stored[kind] = {
            "pair": named((*PAIR_FEATURES, *more), fitted.pair),
            "context": named(CONTEXT_FEATURES, fitted.context),
            "carried": named_network((*of_rows, *CARRIED_FEATURES), fitted.carried),
            "kin": named(ARTICLE_FEATURES, fitted.kin),
        }
    x, y = read_paraphrases(said_alike)
    print("paraphrases  accuracy {:.3f}  F1 {:.3f}".format(*cross_validate_paraphrases(x, y)))
    stored["paraphrase"] = named(PARAPHRASE_FEATURES, logistic(x, y, np.ones(len(y))))
    if options.write:
        WEIGHTS.write_text(_lines(stored) + "\n", "utf-8")


def _lines(stored: dict[str, Any]) -> str:
    """JSON with a feature to a line: the weights are read by people, too."""
    text = json.dumps(stored, indent=1)
    return re.sub(r"\[[^\[\]]*\]", lambda row: " ".join(row.group().split()), text)


if __name__ == "__main__":
    main()
