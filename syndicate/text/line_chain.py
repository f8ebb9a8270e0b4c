"""The chain that reads a page's lines in order: before the body, body, furniture inside it, after it.

A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001, "Conditional random fields", section 3) with
weights that `scripts/fit_lines.py` fits; here is only the reading: how probable each state is, by forward and backward
passes (Rabiner 1989, "A tutorial on hidden Markov models", section III). A single best path would bet a whole page on
one choice; the marginals can keep both blocks between which it is torn.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FURNITURE, BODY = range(2)
MODEL: Final = Path(__file__).with_name("line_model.json")
STARTS: Final = np.array([1, 1], np.bool_)
STEPS: Final = np.array([[1, 1], [1, 1]], np.bool_)
ENDS: Final = np.array([1, 1], np.bool_)
NEVER: Final = -1e9
TINY: Final = 1e-30  # keeps a page with no possible path from dividing by zero


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Weights for F features and 4 states, in natural log units."""

    names: tuple[str, ...]  # F
    weights: NDArray[np.float64]  # F x 4
    bias: NDArray[np.float64]  # 4
    steps: NDArray[np.float64]  # 4 x 4, from row to column; NEVER where there is no such step

    def shares(self, names: Sequence[str], values: NDArray[np.float32], pages: NDArray[np.int64]) -> NDArray[np.float32]:
        """N x 4: how probable each state is for each of N rows of `values` (N x F); `pages` are the pages' bounds."""
        if tuple(names) != self.names:
            raise ValueError("the line model was fitted on other features: run scripts/fit_lines.py")
        scores = values @ self.weights.astype(np.float32) + self.bias.astype(np.float32)
        shares = np.empty_like(scores)
        _marginals(scores, np.exp(self.steps), STARTS.astype(float), ENDS.astype(float), pages, shares)
        return shares


def edges(allowed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """0 where a state is allowed, NEVER where not."""
    return np.where(allowed, 0.0, NEVER)


@cache
def load(path: Path = MODEL) -> Chain:
    """The fitted chain."""
    model = json.loads(path.read_text("utf-8"))
    rows = model["weights"]
    steps = np.where(STEPS, np.array(model["steps"], np.float64), NEVER)
    return Chain(tuple(rows), np.array(list(rows.values()), np.float64), np.array(model["bias"], np.float64), steps)


@compiled
def _marginals(
    scores: NDArray[np.float32],
    steps: NDArray[np.float64],
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    pages: NDArray[np.int64],
    shares: NDArray[np.float32],
) -> None:
    """Forward and backward, page by page, scaled to 1 at every line. `steps`, `starts` and `ends` are factors."""
    n_states = len(starts)
    for page in range(len(pages) - 1):
        low, high = pages[page], pages[page + 1]
        ahead = np.empty((high - low, n_states))
        here = np.empty((high - low, n_states))  # of each line, its scores as factors
        for i in range(low, high):
            top = scores[i].max()
            for to in range(n_states):
                here[i - low, to] = np.exp(scores[i, to] - top)
                came = starts[to] if i == low else 0.0
                if i > low:
                    for k in range(n_states):
                        came += ahead[i - low - 1, k] * steps[k, to]
                ahead[i - low, to] = came * here[i - low, to] + TINY
            ahead[i - low] /= ahead[i - low].sum()
        back = ends.copy()
        for i in range(high - 1, low - 1, -1):
            both = ahead[i - low] * back + TINY
            shares[i] = (both / both.sum()).astype(np.float32)
            last = back * here[i - low]
            for k in range(n_states):
                back[k] = (steps[k] * last).sum()
            back /= back.sum() + TINY
