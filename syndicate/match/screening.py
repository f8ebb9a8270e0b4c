"""Which pairs may still prove kin, and what is left to read of them? Bounds probabilities. Judges no pair.

Most proposed pairs are strangers, and the cheap evidence says so: whatever the rest were, their probability
would stay below what is kept. Of most others it tells the event already, and that they derive from no report
in common. The bounds hold for any weights, since every feature that is bounded lies in 0..1: a missing one
adds at most its weight, where that is positive, and nothing where it is not; and what two tell in the same
words is no more than they have terms in common.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.match import relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.relation import Shared

# The features of `relation.features` that are 0 where this evidence is missing, and else lie in 0..1
OF_PHRASES: Final = frozenset(
    ("phrases", "phrases_back", "phrases_without_names", "phrases_without_numbers", "phrases_facts_apart",
     "timed_phrases")
)  # fmt: skip
OF_SENTENCES: Final = frozenset(
    ("coverage", "coverage_back", "covered", "covered_back", "best_three", "order", "timed_coverage")
)
OF_SHINGLES: Final = frozenset(("told", "untold"))  # and whether two are one text
OF_RUNS: Final = frozenset(("runs",))
OF_WORDING: Final = OF_PHRASES | OF_SENTENCES | OF_SHINGLES | OF_RUNS
_ROUNDING: Final = 1e-6  # of a logit: a bound that ends just below what it bounds lets nothing go


class Bounds(NamedTuple):
    """The most that M pairs may come to while evidence is missing, as logits."""

    report: NDArray[np.float64]  # that they derive from one report
    story: NDArray[np.float64]  # that they tell of one event
    open_story: bool  # whether what is missing has any weight there

    def may_reach(self, least: float) -> NDArray[np.bool_]:
        """Which of the pairs may tell of one event with a probability of `least`."""
        return np.maximum(self.report, self.story) >= _logit(least)

    def undecided(self, least: float, floor: float) -> NDArray[np.bool_]:
        """Of which pairs the missing evidence matters: which may derive from one report with a probability of
        `floor`, or tell of one event with one of `least` where that hangs on it as well.
        """
        derived = self.report >= _logit(floor)
        return derived | (self.story >= _logit(least)) if self.open_story else derived


def bounds(shared: Shared, missing: frozenset[str]) -> Bounds:
    """What the pairs may come to; the evidence behind the features `missing` is 0 in `shared`."""
    found = relation.features(shared)
    in_common = np.maximum(found["contained"], found["contained_back"])
    most = {
        name: relation.model(name).logits(found) + _most(name, missing, in_common) for name in relation.MODELS
    }
    report = np.where(shared.source != 0, most["agency"], most["outlets"])
    same = relation.same_text(shared)
    if missing >= OF_SHINGLES:
        same |= relation.same_terms(shared)
    return Bounds(np.where(same, np.inf, report), most["story"], _any_weighed("story", missing))


def _logit(probability: float) -> float:
    """A little less than that of a probability; that of 0 or less is below all."""
    if probability <= 0:
        return -math.inf
    return math.log(probability / (1 - probability)) - _ROUNDING if probability < 1 else math.inf


def _any_weighed(name: str, features: frozenset[str]) -> bool:
    return any(relation.model(name).weights.get(feature) for feature in features)


def weighed(features: frozenset[str]) -> bool:
    """Whether any model gives any of these features a weight: else they need not be known to judge."""
    return any(_any_weighed(name, features) for name in relation.MODELS)


def _most(name: str, missing: frozenset[str], in_common: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the missing features may add to the logit of a model; in_common: the share of terms."""
    weights = {
        feature: max(0.0, relation.model(name).weights.get(feature, 0.0)) for feature in sorted(missing)
    }
    shares = in_common * sum(weight for feature, weight in weights.items() if feature in OF_SHINGLES)
    return np.asarray(shares + sum(w for feature, w in weights.items() if feature not in OF_SHINGLES))
