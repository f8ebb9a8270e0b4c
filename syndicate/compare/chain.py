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


@compiled
def posterior(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability, (n, m), that row i tells column j, from the log odds (n, m) of each pair by itself."""
    n, m = odds.shape
    told = np.zeros((n, m))
    if n == 0 or m == 0:
        return told
    emit = np.exp(TEMPER * (odds + PRIOR))
    step = _steps(m)
    own = np.empty((n, m + 1))  # by the sentence told last, 0 for none yet: i is the article's own
    last = np.zeros(m + 1)
    last[0] = 1.0
    for i in range(n):
        told[i] = np.dot(last, step) * emit[i] * (1.0 - OWN)
        own[i] = last * OWN
        total = told[i].sum() + own[i].sum()
        told[i] /= total
        own[i] /= total
        last = own[i].copy()
        last[1:] += told[i]
    after = np.ones(m + 1)
    for i in range(n - 1, -1, -1):
        told[i] *= after[1:]
        told[i] /= told[i].sum() + (own[i] * after).sum()
        after = np.dot(step, emit[i] * after[1:]) * (1.0 - OWN) + OWN * after
        after /= after.max()
    return told


@compiled
def _steps(m: int) -> NDArray[np.float64]:
    """Probability, (m + 1, m), of the next sentence told, by the last (0: none yet)."""
    step = np.full((m + 1, m), (1.0 - np.sum(np.array(STEPS))) / m)
    for last in range(m + 1):
        for k in range(len(STEPS)):
            j = last - 1 + FIRST_STEP + k
            if 0 <= j < m:
                step[last, j] += STEPS[k]
        step[last] /= step[last].sum()
    return step
