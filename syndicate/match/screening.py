"""Which pairs may still prove kin? Bounds their probabilities while evidence is missing. Judges no pair.

Most proposed pairs are strangers, and the cheap evidence says so: whatever the rest were, their probability
would stay below what is kept. The bound holds for any weights, since every feature that is bounded lies in
0..1: a missing one adds at most its weight, where that is positive, and nothing where it is not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

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
OF_TRIPLES: Final = frozenset(("triples", "versions", "timed_triples"))
OF_RUNS: Final = frozenset(("runs",))
_ROUNDING: Final = 1e-6  # of a logit: a bound that ends just below what it bounds lets nothing go


def may_reach(shared: Shared, missing: frozenset[str], least: float) -> NDArray[np.bool_]:
    """Which of M pairs may tell of one event with a probability of `least`.

    shared: the evidence behind the features `missing` is 0 in it.
    """
    if least <= 0:
        return np.ones(len(shared.evidence), np.bool_)
    found = relation.features(shared)
    bounds = {name: relation.model(name).logits(found) + _most(name, missing) for name in relation.MODELS}
    report = np.where(shared.source != 0, bounds["agency"], bounds["outlets"])
    enough = np.maximum(report, bounds["story"]) >= math.log(least / (1 - least)) - _ROUNDING
    return np.asarray(enough | relation.same_text(shared))


def weighed(features: frozenset[str]) -> bool:
    """Whether any model gives any of these features a weight: else they need not be known to judge."""
    return any(relation.model(name).weights.get(feature) for name in relation.MODELS for feature in features)


def _most(name: str, missing: frozenset[str]) -> float:
    """What the missing features may add to the logit of a model."""
    weights = relation.model(name).weights
    return sum(max(0.0, weights.get(feature, 0.0)) for feature in sorted(missing))
