"""From evidence to a probability and a kind of relation: logistic models in named features. Fits nothing.

The weights stand in `weights.json`, fitted by `scripts/fit_pairs.py`. Each feature is a number with a
meaning, so a verdict is the sum of named contributions (`contributions`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.match.evidence import FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

COPY: Final = 0.8  # share of the shorter's words in runs: more than this is a copy
SAME_TEXT: Final = 0.95  # resemblance of 5-shingles: one changed number in a hundred words is already less
SAME_TEXT_SHINGLES: Final = 10  # and so many in common: two short notices can be equal by chance
SAME_TEXT_PROBABILITY: Final = 0.99
SAME_TERMS: Final = 0.4  # share of the smaller's informative terms that one text has in common, and more
COPIED: Final = 0.5  # share of the shorter's 5-shingles from which another outlet has its text, ...
COPIED_SHINGLES: Final = 20  # ... and so many: a quotation alone is soon half of a notice
EDIT: Final = 0.25  # and more than this an edited copy
LATE_HOURS: Final = 20.0  # the next day's report: an outlet that takes a wire report seldom waits so long
UNKNOWN_LAG: Final = 12.0  # hours between articles of which one has no time
FACTS_DOUBT: Final = 3.0  # facts added to those of a pair: of one apart and none shared little follows
MODELS: Final = ("agency", "outlets", "story")  # see `model`
TEN_TERMS: Final = 50.0  # weight of about ten terms of an article
DETAILS_DOUBT: Final = 3.0  # tens of terms added to an article's: in a notice one detail is not yet much
SHINGLES_DOUBT: Final = 20.0  # shingles added to an article's: a slogan or two are not yet running text
SHORT: Final = 100.0  # words of an article that may well be put anew from the first to the last
LONG: Final = 8.0  # times as long: hardly
FEW_SHINGLES: Final = 12.0  # that are told alike by chance
DOUBT: Final = 2.0  # numbers added to those of an article: one shared of one is not yet all


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What M pairs share, gathered by three rooms; row k of every column is pair k."""

    evidence: NDArray[np.float32]  # (M, len(evidence.FEATURES))
    shingles: NDArray[np.int32]  # (M, 3): |A|, |B|, |A and B| of word 5-shingles
    told: NDArray[np.int32]  # (M, 3): the same of those that hold no word in quotation marks
    a_in_b: NDArray[np.float64]  # M
    b_in_a: NDArray[np.float64]
    longest_run: NDArray[np.int32]  # in words
    lag_hours: NDArray[np.float64]  # b's time minus a's, NaN where one is unknown
    slack_hours: NDArray[np.float64]  # how far the lag may be off
    credit: NDArray[np.int8]  # 1 both name one agency, -1 they name two, 0 at least one names none
    same_outlet: NDArray[np.bool_]  # both were published by one outlet, as far as is known
    source: NDArray[np.int8]  # -1 only a is an agency's own report, 1 only b is, 0 neither or both


def joined(parts: Sequence[Shared]) -> Shared:
    """The pairs of all parts, one after another."""
    return Shared(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Shared)})


def chosen(shared: Shared, kept: NDArray[np.bool_]) -> Shared:
    """Only the pairs that are kept."""
    rows = np.flatnonzero(kept)  # taken by row: a mask of rows of evidence takes four times as long
    return Shared(**{f.name: getattr(shared, f.name).take(rows, axis=0) for f in fields(Shared)})


def replace_some(shared: Shared, rows: NDArray[np.bool_], read: Shared) -> None:
    """Write what was read of some pairs in their place."""
    for f in fields(Shared):
        getattr(shared, f.name)[rows] = getattr(read, f.name)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A logistic model: probability = 1 / (1 + exp(-(constant + features x weights)))."""

    constant: float
    weights: Mapping[str, float]

    def logits(self, features: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The sum of the constant and all contributions, for each pair."""
        total = np.full(len(next(iter(features.values()))), self.constant)
        for name, weight in self.weights.items():
            total += weight * features[name]
        return total

    def probabilities(self, features: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The probability of each pair."""
        return 1.0 / (1.0 + np.exp(-np.clip(self.logits(features), -40.0, 40.0)))


@cache
def model(name: str) -> Model:
    """A fitted model.

    agency: was the article taken from this agency's own report? Asked where one of the two is such a report.
    outlets: were both articles taken from one report, each perhaps from another part of it?
    story: do both tell of one event?
    """
    stored = json.loads((files("syndicate.match") / "weights.json").read_text(encoding="utf-8"))[name]
    return Model(stored["constant"], stored["weights"])


def features(shared: Shared) -> dict[str, NDArray[np.float64]]:
    """The features of every pair, by name; shares are 0..1, a missing one is 0 and has a flag of its own."""
    column = {name: shared.evidence[:, k].astype(np.float64) for k, name in enumerate(FEATURES)}
    lag = np.maximum(0.0, np.abs(shared.lag_hours) - shared.slack_hours)
    known = ~np.isnan(shared.lag_hours)
    timed = known & (shared.slack_hours == 0)
    lag = np.where(known, lag, UNKNOWN_LAG)
    out = {
        name: column[name]
        for name in (
            "cosine",
            "contained",
            "contained_back",
            "coverage",
            "coverage_back",
            "covered",
            "covered_back",
            "best_three",
            "rare",
            "exclusive",
            "exclusive_numbers",
        )
    }
    _turn(out, column, shared.source)
    out["order"] = column["order"] * (column["covered_back"] > 0)
    for name in ("names", "names_back", "quotes"):
        out[name] = np.maximum(0.0, column[name])
    for name in ("numbers", "numbers_back"):
        out[name] = _tempered(np.maximum(0.0, column[name]), column["shared_numbers"])
    for name in ("names", "numbers", "quotes"):
        out[f"{name}_missing"] = (column[name] < 0).astype(np.float64)
    # Without capitals no name can be told: there the terms in common have to say more.
    out["nameless_contained"] = out["names_missing"] * out["contained"]
    # Who was there quotes the same words and tells the rest in his own: what is told alike was taken over.
    out["told"] = np.minimum(_contained(shared.told, doubt=SHINGLES_DOUBT), column["contained"])
    out["untold"] = _untold(shared.told)
    out["runs"] = np.maximum(shared.a_in_b, shared.b_in_a)
    # A template shares its wording and not its facts: phrases in common, names or numbers not.
    names = np.where(column["names"] < 0, 0.7, column["names"])
    numbers = np.where(column["numbers"] < 0, 0.7, column["numbers"])
    out["phrases_without_names"] = column["phrases"] * (1.0 - names)
    out["phrases_without_numbers"] = column["phrases"] * (1.0 - numbers)
    # Names and numbers that each has and the other has not: another event in one frame, or another report.
    apart = column["facts_apart"] / (column["shared_facts"] + column["facts_apart"] + FACTS_DOUBT)
    out["facts_apart"] = apart
    out["phrases_facts_apart"] = out["phrases"] * apart
    out["length"] = np.abs(np.log((column["size_a"] + 1.0) / (column["size_b"] + 1.0)))
    out["late"] = (lag > LATE_HOURS).astype(np.float64)
    out["lag"] = np.log1p(lag)
    # An agency credits itself on all its pages: that makes no two of them one report.
    out["same_agency"] = ((shared.credit > 0) & ~shared.same_outlet).astype(np.float64)
    out["other_agency"] = (shared.credit < 0).astype(np.float64)
    # An outlet does not take from itself: two of its articles are versions, or nothing to each other.
    out["same_outlet"] = shared.same_outlet.astype(np.float64)
    # Shares of a short article are high by chance: what is shared must weigh something as well.
    smaller = np.minimum(column["size_a"], column["size_b"])
    out["shared"] = np.log1p(column["contained"] * smaller)
    # Long reports of one event share many details by chance, short ones few: details for every ten terms.
    out["exclusive_share"] = np.log1p(np.expm1(column["exclusive"]) / (smaller / TEN_TERMS + DETAILS_DOUBT))
    # Where both times are known to the hour, closeness in time speaks for itself and the text need say less.
    out["timed"] = timed.astype(np.float64)
    for name in ("phrases", "coverage", "numbers", "names", "rare"):
        out[f"timed_{name}"] = out["timed"] * out[name]
    return out


def _untold(told: NDArray[np.int32]) -> NDArray[np.float64]:
    """How long both articles are, 0..1, where they tell next to nothing in the same words: the longer, the
    less likely is it that all of it was put anew.
    """
    words = np.minimum(told[:, 0], told[:, 1]) / SHORT
    long = np.log(np.clip(words, 1.0, LONG)) / np.log(LONG)
    return np.asarray(long * np.exp(-told[:, 2] / FEW_SHINGLES))


def _tempered(share: NDArray[np.float64], hits: NDArray[np.float64]) -> NDArray[np.float64]:
    """hits / (n + DOUBT) for share = hits / n: chance finds all of a few numbers, and never all of many."""
    n = np.divide(hits, share, out=np.zeros(len(share)), where=share > 0)
    return hits / (n + DOUBT)


def _turn(
    out: dict[str, NDArray[np.float64]], column: dict[str, NDArray[np.float64]], source: NDArray[np.int8]
) -> None:
    """Measure shares from the side of the article that may derive: how much of it the other has.

    Against an agency's own report that is the other article; elsewhere the smaller, a digest of the larger.
    The larger share of a pair belongs to the smaller side, near enough for phrases and sentences too.
    """
    a_smaller = column["size_a"] <= column["size_b"]
    turned = ((source < 0) & a_smaller) | ((source > 0) & ~a_smaller)
    for name in ("contained", "phrases", "coverage", "covered"):
        one, other = column[name], column[f"{name}_back"]
        out[name], out[f"{name}_back"] = np.where(turned, other, one), np.where(turned, one, other)
    for name in ("phrases", "phrases_back"):
        out[name] = np.sqrt(out[name])


def relations(shared: Shared) -> list[str]:
    """copy, edit or rewrite, by the share of the shorter article's words that stand in runs in the other."""
    runs = np.maximum(shared.a_in_b, shared.b_in_a)
    return list(map(str, np.select([runs >= COPY, runs >= EDIT], ["copy", "edit"], "rewrite")))


def resemblance(shingles: NDArray[np.int32]) -> NDArray[np.float64]:
    """Jaccard of (|A|, |B|, |A and B|) rows; 0 where both are empty."""
    union = shingles[:, 0] + shingles[:, 1] - shingles[:, 2]
    shares: NDArray[np.float64] = np.divide(
        shingles[:, 2], union, out=np.zeros(len(shingles)), where=union > 0
    )
    return shares


def probabilities(
    shared: Shared, found: Mapping[str, NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(both derive from one report, both tell of one event) for each pair; the first implies the second.

    The same text (`same_text`) is the same report, whatever the evidence of time and names says.
    """
    derived = np.where(
        shared.source != 0, model("agency").probabilities(found), model("outlets").probabilities(found)
    )
    derived = np.where(same_text(shared), np.maximum(derived, SAME_TEXT_PROBABILITY), derived)
    return derived, np.maximum(derived, model("story").probabilities(found))


def same_text(shared: Shared) -> NDArray[np.bool_]:
    """Which pairs are one text, but for a word or two, or half of one stands in another outlet's.

    All such pairs of the gold set, the look-alikes and METER derive from one report. Against an agency's own
    report the model has wording enough to go by.
    """
    same: NDArray[np.bool_] = (resemblance(shared.shingles) >= SAME_TEXT) & (
        shared.shingles[:, 2] >= SAME_TEXT_SHINGLES
    )
    copied = (_contained(shared.shingles) >= COPIED) & (shared.shingles[:, 2] >= COPIED_SHINGLES)
    same |= copied & ~shared.same_outlet & (shared.source == 0)
    return same & same_terms(shared)


def same_terms(shared: Shared) -> NDArray[np.bool_]:
    """Which pairs have terms enough in common to be one text: where only a notice is the same they have not.

    Of two articles that have none, being all of standing text, nothing is known.
    """
    contained, *sizes = (shared.evidence[:, FEATURES.index(n)] for n in ("contained", "size_a", "size_b"))
    return np.asarray((contained >= SAME_TERMS) | (np.maximum(*sizes) == 0))


def question(shared: Shared, k: int) -> str:
    """The model that judges pair k."""
    return "agency" if shared.source[k] else "outlets"


def contributions(
    found: Mapping[str, NDArray[np.float64]], k: int, name: str
) -> list[tuple[str, float, float]]:
    """[(feature, its value, what it adds to the logit of model `name`)] of pair k, the weightiest first."""
    fitted = model(name)
    rows = [(f, float(found[f][k]), float(w * found[f][k])) for f, w in fitted.weights.items() if w]
    return sorted(rows, key=lambda row: -abs(row[2]))


def _contained(sizes: NDArray[np.int32], *, doubt: float = 0.0) -> NDArray[np.float64]:
    """Share of the smaller set, and of `doubt` elements more, that the other holds."""
    least = np.minimum(sizes[:, 0], sizes[:, 1]) + doubt
    return np.divide(sizes[:, 2], least, out=np.zeros(len(sizes)), where=least > 0)
