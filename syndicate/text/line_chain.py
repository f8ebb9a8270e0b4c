"""The chain that reads a page's lines in order and says how probable it is that each is of the body.

A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001, "Conditional random fields",
section 3) of two states with weights that `scripts/fit_lines.py` fits. Here is only the reading:
marginals by forward and backward passes (Rabiner 1989, "A tutorial on hidden Markov models", section
III). States for "before" and "after" the body were tried: a page's many menu lines then outvote clear
prose, and one early mistake costs the whole page.
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


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Weights for F features, in natural log units; above 0 speaks for the body."""

    names: tuple[str, ...]  # F
    weights: NDArray[np.float64]  # F
    bias: float
    steps: NDArray[
        np.float64
    ]  # 2 x 2: what it adds that a line in the row's state is followed by one in the column's

    def body(
        self, names: Sequence[str], values: NDArray[np.float32], pages: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """How probable it is that each of N rows of `values` (N x F) is of the body; `pages` are the
        pages' bounds.
        """
        if tuple(names) != self.names:
            raise ValueError("the line model was fitted on other features: run scripts/fit_lines.py")
        # Summed here: the last bit of a matrix product depends on the rows around it.
        odds = np.full(len(values), self.bias)
        for weight, column in zip(self.weights, values.T, strict=True):
            odds += weight * column
        shares = np.empty(len(odds))
        _marginals(odds, np.exp(self.steps), pages, shares)
        return shares


@cache
def load(path: Path = MODEL) -> Chain:
    """The fitted chain."""
    model = json.loads(path.read_text("utf-8"))
    rows = model["weights"]
    return Chain(tuple(rows), np.array(list(rows.values())), float(model["bias"]), np.array(model["steps"]))


@compiled
def _marginals(
    odds: NDArray[np.float64],
    steps: NDArray[np.float64],
    pages: NDArray[np.int64],
    shares: NDArray[np.float64],
) -> None:
    """Forward and backward, page by page, each line's two shares scaled to 1; `steps` are factors."""
    ahead = np.empty((len(odds), 2))
    for page in range(len(pages) - 1):
        low, high = pages[page], pages[page + 1]
        for i in range(low, high):
            body = 1.0 / (1.0 + np.exp(-odds[i]))
            came_out = came_in = 1.0
            if i > low:
                came_out = ahead[i - 1, 0] * steps[0, 0] + ahead[i - 1, 1] * steps[1, 0]
                came_in = ahead[i - 1, 0] * steps[0, 1] + ahead[i - 1, 1] * steps[1, 1]
            total = came_out * (1.0 - body) + came_in * body
            ahead[i, 0], ahead[i, 1] = came_out * (1.0 - body) / total, came_in * body / total
        back_out = back_in = 1.0
        for i in range(high - 1, low - 1, -1):
            total = ahead[i, 0] * back_out + ahead[i, 1] * back_in
            shares[i] = ahead[i, 1] * back_in / total
            body = 1.0 / (1.0 + np.exp(-odds[i]))
            out, inside = (1.0 - body) * back_out, body * back_in
            back_out, back_in = (
                steps[0, 0] * out + steps[0, 1] * inside,
                steps[1, 0] * out + steps[1, 1] * inside,
            )
            total = back_out + back_in
            back_out, back_in = back_out / total, back_in / total
