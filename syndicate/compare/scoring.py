"""Turns features into log odds: fitted logistic scores, and a small network. Computes no feature.

The network has one hidden layer beside a direct, linear path; its units bend by x / (1 + |x|) ("softsign",
Bergstra et al. 2009), which needs no exponential.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

# The fitted scores of sentences: by words alone, and where their meaning is known too.
WORDS: Final = "words"
MEANING: Final = "meaning"


class Network(NamedTuple):
    """A network of F features and K hidden units."""

    inner: Floats  # (F + 1, K), from the features, and last the constant, to the units
    outer: Floats  # K, from the units to the log odds
    direct: Floats  # F + 1, from the features, and last the constant, to the log odds


class Stages(NamedTuple):
    """The scores that follow on each other, see `align`; the constant comes last."""

    pair: Floats
    context: Floats
    carried: Network
    kin: Floats  # of two articles: whether they tell of one thing at all


@cache
def stages(kind: str = WORDS) -> Stages:
    """The fitted scores of the alignment, of the kind WORDS or MEANING."""
    fitted = _stored()[kind]
    carried = fitted["carried"]
    rows = np.array([*carried["coefficients"].values(), carried["intercept"]])
    network = Network(np.ascontiguousarray(rows[:, 1:]), np.array(carried["units"]), rows[:, 0].copy())
    pair, context, kin = (_coefficients(fitted[name]) for name in ("pair", "context", "kin"))
    return Stages(pair, context, network, kin)


@cache
def paraphrase_weights() -> Floats:
    """The fitted score of two sentences without the articles around them, the constant last."""
    return _coefficients(_stored()["paraphrase"])


def _stored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (resources.files("syndicate.compare") / "weights.json").read_text("utf-8")
    )
    return found


def _coefficients(fitted: Mapping[str, Any]) -> Floats:
    return np.array([*fitted["coefficients"].values(), fitted["intercept"]])


def linear(features: Floats, coefficients: Floats) -> Floats:
    """Log odds, R, of R rows of F features; F + 1 coefficients, the constant last.

    By a kernel of our own: a BLAS starts threads for so small a product, and lets them wait in a loop.
    """
    odds = np.empty(len(features))
    _linear(features, coefficients, odds)
    return odds


def bent(features: Floats, network: Network) -> Floats:
    """Log odds, R, of R rows of F features, by a network."""
    odds = np.empty(len(features))
    _bent(features, network.inner, network.outer, network.direct, odds)
    return odds


@compiled
def _linear(features: Floats, coefficients: Floats, odds: Floats) -> None:
    last = len(coefficients) - 1
    for r in range(len(features)):
        total = coefficients[last]
        for f in range(last):
            total += features[r, f] * coefficients[f]
        odds[r] = total


@compiled
def _bent(features: Floats, inner: Floats, outer: Floats, direct: Floats, odds: Floats) -> None:
    last = len(direct) - 1
    units = np.empty(len(outer))
    for r in range(len(features)):
        row, total = features[r], direct[last]
        units[:] = inner[last]
        for f in range(last):
            x, weights = row[f], inner[f]
            total += x * direct[f]
            for k in range(len(units)):
                units[k] += x * weights[k]
        for k in range(len(units)):
            total += outer[k] * units[k] / (1.0 + abs(units[k]))
        odds[r] = total
