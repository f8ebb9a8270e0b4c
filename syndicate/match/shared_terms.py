"""Which terms do two articles share? Their weight, their numbers and names, as sets. Reads no word order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, NUMBER, QUOTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.outline import Outline

RARE_WEIGHT: Final = 4.5  # a term that stands in about one of a hundred articles, or fewer
MISSING: Final = -1.0  # the share of what a side has none of


@compiled
def compare_terms(pairs: NDArray[np.int32], outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in each pair's row what its articles share as sets of terms."""
    for p in range(len(pairs)):
        row = rows[p]
        a, b = _slice(outline.terms.bounds, pairs[p, 0]), _slice(outline.terms.bounds, pairs[p, 1])
        _share(row, outline, a, b)


@compiled
def _share(row: Any, outline: Outline, a: slice, b: slice) -> None:
    ...
