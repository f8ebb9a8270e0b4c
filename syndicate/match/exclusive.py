"""Which details do only these two articles share, and which of their facts differ? Reads no order.

Everybody who reports an event has its main names and figures; a detail that hardly anyone else has was taken
from the same report. How exclusive a term is follows from the number of wordings it stands in all over the
corpus, not from the number of articles: copies of one text add no wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, NUMBER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.outline import Outline

OWN_WORDINGS: Final = 4  # a term before and after it in each of two articles: as exclusive as can be
MANY_WORDINGS: Final = 12  # wordings beyond these that halve it
CROWD: Final = 500  # articles in which a term's general frequency is counted where no others are looked at


def exclusivities(n_terms: int, phrases: NDArray[np.int64]) -> NDArray[np.float32]:
    """How exclusive each of the terms is, above 0 to 1, from the phrases (`outline`) of all articles."""
    distinct = np.sort(phrases)  # np.unique takes 40 times as long on 64-bit numbers
    distinct = distinct[np.append([True], distinct[1:] != distinct[:-1])[: len(distinct)]]
    wordings = np.bincount(distinct >> 32, minlength=n_terms) + np.bincount(
        distinct & 0xFFFFFFFF, minlength=n_terms
    )
    return _exclusivity(wordings)


def general_exclusivities(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same from the terms' weights alone: as if they stood in CROWD articles of general language."""
    return _exclusivity(2 * CROWD * np.exp(-weights.astype(np.float64)))


def _exclusivity(wordings: NDArray[Any]) -> NDArray[np.float32]:
    crowded: NDArray[np.float64] = np.maximum(0, wordings - OWN_WORDINGS) / MANY_WORDINGS
    return (1 / (1 + crowded)).astype(np.float32)


@compiled
def compare_exclusive(pairs: NDArray[np.int32], outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), their exclusive details and their facts apart."""
    bounds, terms, kinds = outline.terms.bounds, outline.terms.values, outline.kinds
    facts = NUMBER | CAPITAL
    for p in range(len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        i, j = bounds[a], bounds[b]
        details = numbers = 0.0
        both = only_a = only_b = 0
        while i < bounds[a + 1] or j < bounds[b + 1]:
            if j == bounds[b + 1] or (i < bounds[a + 1] and terms[i] < terms[j]):
                only_a += (kinds[i] & facts) > 0
                i += 1
            elif i == bounds[a + 1] or terms[i] > terms[j]:
                only_b += (kinds[j] & facts) > 0
                j += 1
            else:
                details += outline.exclusivity[terms[i]]
                numbers += outline.exclusivity[terms[i]] if kinds[i] & NUMBER else 0.0
                both += ((kinds[i] | kinds[j]) & facts) > 0
                i += 1
                j += 1
        row = rows[p]
        row.exclusive, row.exclusive_numbers = np.log(1 + details), np.log(1 + numbers)
        row.shared_facts, row.facts_apart = both, min(only_a, only_b)
