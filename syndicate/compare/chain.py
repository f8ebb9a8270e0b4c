"""Follows one text through another: where a sentence stands, given where its neighbours do. Knows no words.

A hidden Markov model over the sentences of one article: a state is the sentence of the other that was told
last, an article goes on with the next one more often than it jumps, and may say things of its own in
between. Forward and backward passes as in Rabiner, "A tutorial on hidden Markov models", Proc. IEEE 77
(1989), section III; for alignment first in Vogel, Ney and Tillmann, "HMM-based word alignment", COLING 1996.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Shares of the steps from the last sentence told to the next, -1 to 4, among edited, rewritten, mixed and
# summarised articles of the labelled set; what is left goes evenly to all others.
STEPS: Final = (0.02, 0.10, 0.42, 0.12, 0.05, 0.03)
FIRST_STEP: Final = -1
OWN: Final = 0.35  # sentences of its own among an article's
TEMPER: Final = 0.8  # evidence of a pair is not independent of its neighbours'
PRIOR: Final = 2.0  # log odds against a pair of sentences taken blindly
_ELSEWHERE: Final = 1.0 - sum(STEPS)


Bounds = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]  # rows, columns, cells


@compiled
def posteriors(odds: NDArray[np.float64], bounds: Bounds) -> NDArray[np.float64]:
    """Probability, (2, cells), that row i tells column j: along the rows, and along the columns.

    `odds` are the log odds of the cells of many pairs, laid out by `bounds`.
    """
    rows, columns, cells = bounds
    told, likely = np.empty((2, len(odds))), _likely(odds)
    for p in range(len(cells) - 1):
        shape, own = (rows[p + 1] - rows[p], columns[p + 1] - columns[p]), slice(cells[p], cells[p + 1])
        block = likely[own].reshape(shape)
        told[0][own] = _follow(block).ravel()
        told[1][own] = _follow(block.T.copy()).T.copy().ravel()
    return told


@compiled
def posterior(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability, (n, m), that row i tells column j, from the log odds (n, m) of each pair by itself."""
    return _follow(_likely(odds))


@compiled
def _likely(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely each pair is by itself, times the share of sentences that are not an article's own."""
    return np.exp(TEMPER * (odds + PRIOR)) * (1.0 - OWN)


@compiled
def _follow(likely: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probabilities of `posterior`: forwards through the rows, and back."""
    n, m = likely.shape
    told = np.zeros((n, m))
    if n == 0 or m == 0:
        return told
    norm = _norms(m)
    own = np.empty((n, m + 1))  # by the sentence told last, 0 for none yet: i is the article's own
    last = np.zeros(m + 1)
    last[0] = 1.0
    for i in range(n):
        _step(last, norm, told[i])
        told[i] *= likely[i]
        total = told[i].sum() + last.sum() * OWN
        for j in range(m):
            told[i, j] /= total
        for j in range(m + 1):
            own[i, j] = last[j] * OWN / total
            last[j] = own[i, j] + (told[i, j - 1] if j else 0.0)
    after, ahead = np.ones(m + 1), np.empty(m)
    for i in range(n - 1, -1, -1):
        total = 0.0
        for j in range(m):
            ahead[j] = likely[i, j] * after[j + 1]
            told[i, j] *= after[j + 1]
            total += told[i, j]
        for j in range(m + 1):
            total += own[i, j] * after[j]
        for j in range(m):
            told[i, j] /= total
        _step_back(ahead, norm, after)
    return told


@compiled
def _norms(m: int) -> NDArray[np.float64]:
    """By the sentence told last (0: none yet), the sum of the shares of all next ones: 1 but at the ends."""
    norm = np.full(m + 1, _ELSEWHERE)
    for last in range(m + 1):
        for k in range(len(STEPS)):
            if 0 <= last - 1 + FIRST_STEP + k < m:
                norm[last] += STEPS[k]
    return norm


@compiled
def _step(last: NDArray[np.float64], norm: NDArray[np.float64], told: NDArray[np.float64]) -> None:
    """Write the probability of each next sentence told, m, from that of the last one, m + 1."""
    m, total = len(told), 0.0
    for j in range(m + 1):
        total += last[j] / norm[j]
    told[:] = total * _ELSEWHERE / m
    for j in range(m + 1):
        share = last[j] / norm[j]
        for k in range(len(STEPS)):
            following = j - 1 + FIRST_STEP + k
            if 0 <= following < m:
                told[following] += STEPS[k] * share


@compiled
def _step_back(ahead: NDArray[np.float64], norm: NDArray[np.float64], after: NDArray[np.float64]) -> None:
    """Turn `after`, (m + 1), what follows a sentence, into what follows the one before; scaled to 1."""
    m = len(ahead)
    elsewhere, largest = ahead.sum() * _ELSEWHERE / m, 0.0
    for last in range(m + 1):
        total = elsewhere
        for k in range(len(STEPS)):
            j = last - 1 + FIRST_STEP + k
            if 0 <= j < m:
                total += STEPS[k] * ahead[j]
        after[last] = total / norm[last] + OWN * after[last]
        largest = max(largest, after[last])
    after /= largest
