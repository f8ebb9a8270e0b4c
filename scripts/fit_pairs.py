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
from labelled import READ_PAIRS, Labelled, material, with_hours, without_times
from metrics import auc, b_cubed, macro_f1, pairwise
from scipy.optimize import minimize

from syndicate.match import relation
from syndicate.match.cluster import copied, link, masses, versions
from syndicate.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).resolve().parent.parent / "syndicate/match/weights.json"
FOLDS = 5
# Sense demands that agreement never makes kinship less likely, and contradiction never likelier.
NEGATIVE = {
    "phrases_without_names", "phrases_without_numbers", "facts_apart", "phrases_facts_apart", "late", "lag",
    "other_agency", "same_outlet", "untold",
}  # fmt: skip
FREE = {"length", "timed", "names_missing", "numbers_missing"}
# How much of the article the agency's report has, and of its quotations, and whether two long ones tell
# nothing in the same words; where times are known by the hour, numbers count as well.
AGENCY_FEATURES = (
    "contained", "nameless_contained", "names_missing", "quotes", "untold", "late", "other_agency", "timed",
    "timed_numbers",
)  # fmt: skip
# Two outlets may each have taken another part of the report: what is exclusive to it counts, wording less.
OUTLETS_FEATURES = (
    "exclusive", "exclusive_share", "names", "names_missing", "numbers_back", "told", "untold", "facts_apart",
    "phrases_facts_apart", "late", "same_agency", "other_agency", "same_outlet", "timed",
)  # fmt: skip
# What the terms of two articles tell: beside it their sentences and phrases add nothing to stories left out,
# and of most pairs they need not be compared then.
STORY_FEATURES = (
    "cosine", "contained", "contained_back", "names", "names_back", "names_missing", "numbers",
    "numbers_back", "numbers_missing", "rare", "facts_apart", "late", "lag", "length", "same_outlet",
    "shared", "exclusive", "exclusive_numbers",
)  # fmt: skip
FEATURES = {"agency": AGENCY_FEATURES, "outlets": OUTLETS_FEATURES, "story": STORY_FEATURES}
# Press cuttings known by the day and pages known by the hour, in equal parts; the look-alikes have to be
# fitted against, or templates merge; events say only that two of them never share a report.
SHARES = {
    "gold": 1.0, "lookalikes": 1.0, "meter": 1.0, "counter": 1.0, "groundnews": 0.3, "crowd": 3.0,
    "read groundnews": 0.7, "read crowd": 0.15,
}  # fmt: skip
# Between two outlets: the wire mostly stands beside the gold set's retellings, which is rare on the web; and
# of the pairs that were read many were drawn for being hard.
OUTLETS_SHARES = SHARES | {"gold": 0.7, "read groundnews": 0.4}
CROWD_STORY = 1.0  # the crowd's share where stories are asked for: strangers are easily told
# The same pairs once more as if no time were known, or as if the hours were: evidence must not hang on them.
VARIANTS = {
    "gold": without_times, "lookalikes": without_times,
    "read groundnews": with_hours, "read crowd": with_hours,
}  # fmt: skip
TIMELESS_AGENCY = 0.05  # ... hardly with an agency's own report: an archive of the wire knows its times
OTHER_STORIES = 0.3  # weight of pairs from different stories, beside those inside a story: the easy ones
BETWEEN_OUTLETS = 0.3  # METER: pairs of newspapers, whose labels follow from those of newspaper and wire
# How far derived and not derived are evened out; 1 makes them weigh alike. Four in five of METER's pairs are
# derived, and its few others are what macro-F1 turns on.
EVEN = {"meter": 2.2, "counter": 0.3}
RIDGE = 0.005


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
    share = (OUTLETS_SHARES if model == "outlets" else SHARES)[c.name]
    if c.answers is not None:
        return np.asarray(share * (y >= 0) / max(1, (y >= 0).sum()) * (model != "story"))
    if model == "story":
        share = CROWD_STORY if c.strangers is not None else share
        return np.asarray(share * (y >= 0) / max(1, (y >= 0).sum()) * (not c.variant))
    inside = c.same(c.story) == 1 if c.story is not None else np.ones(len(y), np.bool_)
    near, far = ((y >= 0) & inside).astype(float), ((y >= 0) & ~inside).astype(float)
    if c.name == "meter":
        near[c.shared.source == 0] *= BETWEEN_OUTLETS
    if c.derivation:
        for value in (0, 1):
            chosen = inside & (y == value)
            near[chosen] *= (near.sum() / max(1e-9, 2 * near[chosen].sum())) ** EVEN[c.name]
    weight = near / max(1e-9, near.sum()) + OTHER_STORIES * far / max(1.0, far.sum())
    if c.variant == "timeless":
        weight[c.shared.source != 0] *= TIMELESS_AGENCY
    return np.asarray(share * weight)


def folds(c: Labelled) -> NDArray[np.int64]:
    """The fold of each pair: that of its first article's story."""
    groups = c.story or c.cluster or {}
    name = c.name.removeprefix("read ")
    digests = (hashlib.sha256(f"{name}/{groups.get(i, i)}".encode()).hexdigest() for i in c.ids)
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
    likeness = relation.resemblance(c.shared.shingles)
    version = versions(n, c.pairs, p, likeness)
    copies = c.pairs[copied(p, ~c.shared.same_outlet & (c.shared.source == 0))]
    weight = masses(n, version, c.own)
    groups = link(version, c.pairs[p >= floor], p[p >= floor], weight, threshold, copies=copies)
    told = np.maximum(p, story)
    seen = told >= floor
    events = link(version, c.pairs[seen], told[seen], np.ones(n), Settings().story_threshold, together=groups)
    said = [f"{f'{c.name} {c.variant}':24}"]
    for name, truth, got in (("cluster", c.cluster, groups), ("story", c.story, events)):
        if truth:
            found = {i: str(g) for i, g in zip(c.ids, got, strict=True)}
            said.append(
                f"{name} F1 {b_cubed(truth, found).f1:.3f} pairs P {pairwise(truth, found).precision:.3f}"
            )
    if c.answers is not None:
        wrong = [int(((p >= threshold) != c.answers)[c.answers == value].sum()) for value in (0, 1)]
        counts = [int((c.answers == value).sum()) for value in (0, 1)]
        return (
            f"{said[0]}  false alarms {wrong[0]} of {counts[0]}, missed {wrong[1]} of {counts[1]}"
            f"  AUC {auc((c.answers == 1).tolist(), p.tolist()):.3f}"
        )
    if c.derivation:
        number = {i: k for k, i in enumerate(c.ids)}
        by_pair = {frozenset((c.ids[a], c.ids[b])): float(x) for (a, b), x in zip(c.pairs, p, strict=True)}
        truth_ = [tie for *_, tie in c.derivation]
        hit = [bool(groups[number[a]] == groups[number[b]]) for a, b, _ in c.derivation]
        scores = [by_pair.get(frozenset((a, b)), 0.0) for a, b, _ in c.derivation]
        said.append(f"derivation F1 {macro_f1(truth_, hit):.3f} AUC {auc(truth_, scores):.3f}")
    return "  ".join(said)


def reliability(
    y: NDArray[np.int8], weight: NDArray[np.float64], p: NDArray[np.float64]
) -> list[tuple[float, float, int]]:
    """(predicted, observed, pairs) for each tenth of predicted probability that has labelled pairs."""
    table = []
    for low in range(10):
        use = (np.minimum(9, (p * 10).astype(int)) == low) & (y >= 0) & (weight > 0)
        if use.any():
            predicted, observed = (float(np.average(v[use], weights=weight[use])) for v in (p, y))
            table.append((round(predicted, 3), round(observed, 3), int(use.sum())))
    return table


def main() -> None:
    """Fit, judge, and write where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("material", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights file")
    asked = parser.parse_args()
    judge(material(asked.material), asked.material, write=asked.write)


def judge(read_corpora: list[Labelled], folder: Path, *, write: bool) -> None:
    """Fit the models, print their cross-validated figures, write the weights where asked."""
    corpora = [*read_corpora, *(VARIANTS[c.name](c) for c in read_corpora if c.name in VARIANTS)]
    samples = {model: sample(corpora, model) for model in FEATURES}
    p = {model: crossed(s, FEATURES[model]) for model, s in samples.items()}
    stored: dict[str, Any] = {}
    for model, s in samples.items():
        *weights, constant = fit(s, np.ones(len(s.y), np.bool_), FEATURES[model]).tolist()
        named = {n: round(v, 4) for n, v in zip(FEATURES[model], weights, strict=True) if abs(v) >= 5e-5}
        stored[model] = {"constant": round(constant, 4), "weights": named}
        print(model, json.dumps(stored[model]))
    corpus = samples["agency"].corpus
    of_agency = np.concatenate([c.shared.source for c in corpora]) != 0

    def either(agency: NDArray[Any], outlets: NDArray[Any]) -> NDArray[Any]:
        return np.where(of_agency, agency, outlets)

    joint = either(p["agency"], p["outlets"])
    same = np.concatenate([relation.same_text(c.shared) for c in corpora])
    joint = np.where(same, np.maximum(joint, relation.SAME_TEXT_PROBABILITY), joint)
    for threshold in (0.4, 0.45, 0.5):
        print(f"cross-validated by story, threshold {threshold}")
        for k, c in enumerate(corpora):
            if c.strangers is not None:
                high = joint[corpus == k][c.strangers] >= threshold
                print(f"  {c.name:20}strangers at or above the threshold {high.mean():.4f}")
                continue
            print(" ", figures(c, joint[corpus == k], p["story"][corpus == k], threshold))
    labels = either(samples["agency"].y, samples["outlets"].y)
    stored["reliability"] = reliability(
        labels, either(samples["agency"].weight, samples["outlets"].weight), joint
    )
    print("reliability, cross-validated: predicted, observed, pairs")
    for row in stored["reliability"]:
        print("  {:.3f} {:.3f} {:6}".format(*row))
    if write:
        names = ("gold/dev.json", "gold/lookalikes/articles.jsonl",
                 *(f"corpora/{name}/articles.jsonl" for name in ("meter", "counter", "groundnews")),
                 "corpora/speed.parquet")  # fmt: skip
        stored["read"] = hashlib.sha256(READ_PAIRS.read_bytes()).hexdigest()
        stored["fitted_on"] = {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names
        }
        WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
