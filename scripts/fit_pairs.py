"""Fits the weights of the pair models on labelled corpora, and says how well they do on stories left out.

    .venv/bin/python scripts/fit_pairs.py MATERIAL             prints the figures, writes nothing
    .venv/bin/python scripts/fit_pairs.py MATERIAL --write     writes syndicate/match/weights.json too

MATERIAL is the folder of the research corpora. Every corpus goes through the product's own steps up to the
evidence. Corpora weigh alike however many pairs they have; weights that sense gives a sign keep it. Folds are
whole stories: each pair is judged by a model that has seen nothing of its story.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from labelled import Labelled, material, without_times
from metrics import auc, b_cubed, macro_f1, pairwise
from scipy.optimize import minimize

from syndicate.match import relation
from syndicate.match.cluster import link, masses, versions
from syndicate.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).resolve().parent.parent / "syndicate/match/weights.json"
FOLDS = 5
# Sense demands that agreement never makes kinship less likely, and contradiction never likelier.
NEGATIVE = {"phrases_without_names", "phrases_without_numbers", "late", "lag", "other_agency", "same_outlet"}
FREE = {"length", "timed", "names_missing", "numbers_missing", "timed_phrases", "timed_coverage"}
# How much of the article the agency's report has; where times are known by the hour, facts count as well.
AGENCY_FEATURES = (
    "phrases", "contained", "nameless_contained", "names_missing", "phrases_without_names", "late",
    "other_agency", "timed", "timed_phrases", "timed_coverage", "timed_numbers", "timed_names", "timed_rare",
)  # fmt: skip
# Two outlets may each have taken another part of the report: facts in common count, wording hardly.
OUTLETS_FEATURES = (
    "names", "names_missing", "numbers", "numbers_back", "quotes", "rare", "shared", "contained", "phrases",
    "coverage", "late", "same_agency", "other_agency", "same_outlet", "versions", "timed", "timed_numbers",
    "timed_names", "timed_rare",
)  # fmt: skip
STORY_FEATURES = (
    "cosine", "contained", "contained_back", "coverage", "coverage_back", "best_three", "names", "names_back",
    "names_missing", "numbers", "numbers_back", "numbers_missing", "rare", "phrases_without_names",
    "phrases_without_numbers", "late", "lag", "length", "same_outlet", "versions", "shared",
)  # fmt: skip
FEATURES = {"agency": AGENCY_FEATURES, "outlets": OUTLETS_FEATURES, "story": STORY_FEATURES}
# Press cuttings known by the day and pages known by the hour, in equal parts; the look-alikes have to be
# fitted against, or templates merge; events say only that two of them never share a report.
SHARES = {"gold": 1.0, "lookalikes": 1.0, "meter": 1.0, "counter": 1.0, "groundnews": 0.3, "crowd": 3.0}
CROWD_STORY = 1.0  # the crowd's share where stories are asked for: strangers are easily told
TIMELESS = {"gold": 1.0, "lookalikes": 1.0}  # the same pairs once more as if no time were known
TIMELESS_AGENCY = 0.05  # ... hardly with an agency's own report: an archive of the wire knows its times
OTHER_STORIES = 0.3  # weight of pairs from different stories, beside those inside a story: the easy ones
BETWEEN_OUTLETS = 0.3  # METER: pairs of newspapers, whose labels follow from those of newspaper and wire
# How far derived and not derived are evened out; 1 makes them weigh alike. Four in five of METER's pairs are
# derived, and its few others are what macro-F1 turns on.
EVEN = {"meter": 1.8, "counter": 0.4}
RIDGE = 0.002


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Weighted pairs of all corpora for one model."""

    x: NDArray[np.float64]
    y: NDArray[np.int8]
    weight: NDArray[np.float64]
    fold: NDArray[np.int64]
    corpus: NDArray[np.int64]  # number in the list given


def sample(corpora: list[Labelled], model: str) -> Sample:
    """The pairs of one model: `agency` sees those with an agency's own report, `outlets` the others."""
    parts = []
    for k, c in enumerate(corpora):
        y = c.labels(model)
        asked = {
            "agency": c.shared.source != 0,
            "outlets": c.shared.source == 0,
            "story": np.ones(len(y), np.bool_),
        }
        x = np.column_stack([c.features[name] for name in FEATURES[model]])
        parts.append((x, y, pair_weights(c, y, model) * asked[model], folds(c), np.full(len(y), k)))
    return Sample(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def pair_weights(c: Labelled, y: NDArray[np.int8], model: str) -> NDArray[np.float64]:
    """What each pair counts for."""
    share = SHARES[c.name] * (TIMELESS[c.name] if c.timeless else 1.0)
    if model == "story":
        share = CROWD_STORY if c.strangers is not None else share
        return np.asarray(share * (y >= 0) / max(1, (y >= 0).sum()) * (not c.timeless))
    inside = c.same(c.story) == 1 if c.story is not None else np.ones(len(y), np.bool_)
    near, far = ((y >= 0) & inside).astype(float), ((y >= 0) & ~inside).astype(float)
    if c.name == "meter":
        near[c.shared.source == 0] *= BETWEEN_OUTLETS
    if c.derivation:
        for value in (0, 1):
            chosen = inside & (y == value)
            near[chosen] *= (near.sum() / max(1e-9, 2 * near[chosen].sum())) ** EVEN[c.name]
    weight = near / max(1e-9, near.sum()) + OTHER_STORIES * far / max(1.0, far.sum())
    if c.timeless:
        weight[c.shared.source != 0] *= TIMELESS_AGENCY
    return np.asarray(share * weight)


def folds(c: Labelled) -> NDArray[np.int64]:
    """The fold of each pair: that of its first article's story."""
    groups = c.story or c.cluster or {}
    digests = (hashlib.sha256(f"{c.name}/{groups.get(i, i)}".encode()).hexdigest() for i in c.ids)
    return np.array([int(digest[:8], 16) % FOLDS for digest in digests])[c.pairs[:, 0]]


def fit(s: Sample, chosen: NDArray[np.bool_], names: tuple[str, ...]) -> NDArray[np.float64]:
    """Weights and, last, the constant: ridge logistic regression under the signs that sense demands."""
    use = chosen & (s.y >= 0) & (s.weight > 0)
    w = s.weight[use] / s.weight[use].sum()
    scale = np.sqrt(np.maximum(1e-12, w @ (s.x[use] - w @ s.x[use]) ** 2))
    x = np.column_stack([s.x[use] / scale, np.ones(use.sum())])
    y = s.y[use].astype(float)

    def loss(t: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        p = predict(x[:, :-1], t)
        value = -float(w @ (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)))
        slope = x.T @ (w * (p - y))
        slope[:-1] += RIDGE * t[:-1]
        return value + RIDGE / 2 * float(t[:-1] @ t[:-1]), slope

    signs = [(None, None) if n in FREE else (None, 0) if n in NEGATIVE else (0, None) for n in names]
    found = minimize(
        loss, np.zeros(len(names) + 1), jac=True, bounds=[*signs, (None, None)], method="L-BFGS-B",
        options={"maxiter": 3000},
    )  # fmt: skip
    return np.append(found.x[:-1] / scale, found.x[-1])


def predict(x: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x @ t[:-1] + t[-1], -35, 35))))


def crossed(s: Sample, names: tuple[str, ...]) -> NDArray[np.float64]:
    """Each pair's probability from a fit on the other folds."""
    p = np.zeros(len(s.y))
    for k in range(FOLDS):
        p[s.fold == k] = predict(s.x[s.fold == k], fit(s, s.fold != k, names))
    return p


def figures(c: Labelled, p: NDArray[np.float64], story: NDArray[np.float64], threshold: float) -> str:
    """The scores of one corpus when its pairs have these probabilities."""
    n, floor = len(c.ids), Settings().floor
    version = versions(n, c.pairs, p, relation.resemblance(c.shared.shingles))
    groups = link(version, c.pairs[p >= floor], p[p >= floor], masses(n, version, c.own), threshold)
    told = np.maximum(p, story)
    seen = told >= floor
    events = link(version, c.pairs[seen], told[seen], np.ones(n), Settings().story_threshold, together=groups)
    said = [f"{c.name + (' timeless' if c.timeless else ''):20}"]
    for name, truth, got in (("cluster", c.cluster, groups), ("story", c.story, events)):
        if truth:
            found = {i: str(g) for i, g in zip(c.ids, got, strict=True)}
            said.append(
                f"{name} F1 {b_cubed(truth, found).f1:.3f} pairs P {pairwise(truth, found).precision:.3f}"
            )
    if c.derivation:
        number = {i: k for k, i in enumerate(c.ids)}
        by_pair = {frozenset((c.ids[a], c.ids[b])): float(x) for (a, b), x in zip(c.pairs, p, strict=True)}
        truth_ = [tie for *_, tie in c.derivation]
        hit = [bool(groups[number[a]] == groups[number[b]]) for a, b, _ in c.derivation]
        scores = [by_pair.get(frozenset((a, b)), 0.0) for a, b, _ in c.derivation]
        said.append(f"derivation F1 {macro_f1(truth_, hit):.3f} AUC {auc(truth_, scores):.3f}")
    return "  ".join(said)


def reliability(s: Sample, p: NDArray[np.float64]) -> None:
    """Predicted against observed shares, by tenths."""
    for low in np.arange(10) / 10:
        use = (p >= low) & (p < low + 0.1) & (s.y >= 0) & (s.weight > 0)
        if use.any():
            mean, observed = (np.average(v[use], weights=s.weight[use]) for v in (p, s.y))
            print(f"  from {low:.1f}: predicted {mean:.3f} observed {observed:.3f} ({use.sum()} pairs)")


def main() -> None:
    """Fit, judge, and write where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("material", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights file")
    asked = parser.parse_args()
    judge(material(asked.material), asked.material, write=asked.write)


def judge(read_corpora: list[Labelled], folder: Path, *, write: bool) -> None:
    """Fit the models, print their cross-validated figures, write the weights where asked."""
    corpora = [*read_corpora, *(without_times(c) for c in read_corpora if c.name in TIMELESS)]
    samples = {model: sample(corpora, model) for model in FEATURES}
    p = {model: crossed(s, FEATURES[model]) for model, s in samples.items()}
    stored: dict[str, Any] = {}
    for model, s in samples.items():
        *weights, constant = fit(s, np.ones(len(s.y), np.bool_), FEATURES[model]).tolist()
        named = {n: round(v, 4) for n, v in zip(FEATURES[model], weights, strict=True) if abs(v) >= 5e-5}
        stored[model] = {"constant": round(constant, 4), "weights": named}
        print(model, json.dumps(stored[model]))
    corpus = samples["agency"].corpus
    source = np.concatenate([c.shared.source for c in corpora])
    joint = np.where(source != 0, p["agency"], p["outlets"])
    for threshold in (0.4, 0.45, 0.5):
        print(f"cross-validated by story, threshold {threshold}")
        for k, c in enumerate(corpora):
            if c.strangers is not None:
                high = joint[corpus == k][c.strangers] >= threshold
                print(f"  {c.name:20}strangers at or above the threshold {high.mean():.4f}")
                continue
            print(" ", figures(c, joint[corpus == k], p["story"][corpus == k], threshold))
    for model in ("agency", "outlets"):
        print(f"reliability, {model}")
        reliability(samples[model], p[model])
    if write:
        names = ("gold/dev.json", "gold/lookalikes/articles.jsonl",
                 *(f"corpora/{name}/articles.jsonl" for name in ("meter", "counter", "groundnews")),
                 "corpora/speed.parquet")  # fmt: skip
        stored["fitted_on"] = {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names
        }
        WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
