"""Fits a small network of one hidden layer to labels, for `syndicate.compare.scoring`. Reads no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from syndicate.compare.scoring import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

UNITS = 8
# Fits from different starts, put side by side: their mean errs less than any of them
STARTS = 4
PENALTY = 5e-4  # on squared weights; with four times as much little but the direct path is left
DIRECT = 0.1  # share of the penalty on the direct path
STEPS = 200  # of a fit: those that follow learn the stories by heart


def fit_network(x: Floats, y: NDArray[np.bool_], weight: Floats) -> Network:
    """The network of weighted rows x (R, F) with labels y, R: the mean of STARTS fits."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - mean) / spread
    fits = [_fit_one(z, y, weight / weight.sum(), seed) for seed in range(STARTS)]
    inner, bias, outer, direct, constant = (np.array(part) for part in zip(*fits, strict=True))
    inner = np.concatenate([*inner], axis=1) / spread[:, None]
    slopes = direct.mean(axis=0) / spread
    return Network(
        np.vstack([inner, bias.ravel() - mean @ inner]),
        outer.ravel() / STARTS,
        np.append(slopes, constant.mean() - mean @ slopes),
    )


def _fit_one(z: Floats, y: NDArray[np.bool_], weight: Floats, seed: int) -> list[Floats]:
    """Weights into the units (F, UNITS), their constants, out of them, the direct path and its constant."""
    n, sign, chance = z.shape[1], np.where(y, 1.0, -1.0), np.random.default_rng(seed)
    cuts = np.cumsum([n * UNITS, UNITS, UNITS, n])
    penalty = np.full(cuts[-1] + 1, PENALTY)
    penalty[cuts[0] : cuts[1]] = 0.0
    penalty[cuts[2] :] *= DIRECT
    penalty[-1] = 0.0

    def parts(t: Floats) -> list[Floats]:
        inner, bias, outer, direct, constant = np.split(t, cuts)
        return [inner.reshape(n, UNITS), bias, outer, direct, constant]

    def loss(t: Floats) -> tuple[float, Floats]:
        inner, bias, outer, direct, constant = parts(t)
        q = z @ inner + bias
        damped = 1.0 / (1.0 + np.abs(q))
        units = q * damped
        margin = sign * (units @ outer + z @ direct + constant)
        slope = -weight * sign / (1.0 + np.exp(np.clip(margin, -30, 30)))
        back = np.outer(slope, outer) * damped**2
        gradient = [(z.T @ back).ravel(), back.sum(axis=0), units.T @ slope, z.T @ slope, [slope.sum()]]
        value = (weight * np.logaddexp(0, -margin)).sum() + (penalty * t * t).sum() / 2
        return float(value), np.concatenate(gradient) + penalty * t

    inner, outer = chance.normal(0, 0.5 / np.sqrt(n), n * UNITS), chance.normal(0, 0.3, UNITS)
    start = np.concatenate([inner, np.zeros(UNITS), outer, np.zeros(n + 1)])
    return parts(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x)
