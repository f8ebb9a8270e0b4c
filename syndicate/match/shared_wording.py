"""What do two articles say in the same words? Phrases and quotations. Knows no sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import QUOTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.outline import Outline

QUOTATION_TERMS: Final = 3  # informative words of a quotation that counts; fewer are a name or an aside
CARRIED: Final = 0.6  # share of a quotation's weight that the other has in quotation marks when it carries it


@compiled
def compare_phrases(pairs: NDArray[np.int32], outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), which phrases they share."""
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        shared = _shared_phrases(outline, a, b)
        if shared > 0:
            x, y = min(1.0, shared / outline.phrase_weights[a]), min(1.0, shared / outline.phrase_weights[b])
            row.phrases, row.phrases_back = max(x, y), min(x, y)


@compiled
def compare_quotations(pairs: NDArray[np.int32], outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), which quotations they share."""
    quoted = np.zeros(len(outline.weights), np.bool_)  # terms that the other side has in quotation marks
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        row.shared_quotes = max(_carried(outline, a, b, quoted), _carried(outline, b, a, quoted))


@compiled
def _shared_phrases(outline: Outline, a: int, b: int) -> float:
    """Weight of the distinct phrases that both articles have."""
    bounds, phrases = outline.phrases.bounds, outline.phrases.values
    i, j, shared = bounds[a], bounds[b], 0.0
    while i < bounds[a + 1] and j < bounds[b + 1]:
        one, other = phrases[i], phrases[j]
        if one == other:
            shared += outline.weights[one >> 32] + outline.weights[one & 0xFFFFFFFF]
        i += one <= other  # no branch: which list is ahead is anybody's guess
        j += other <= one
    return shared


@compiled
def _carried(outline: Outline, a: int, b: int, quoted: NDArray[np.bool_]) -> int:
    """Number of a's quotations that b carries; `quoted` is False throughout, before and after."""
    first, stop = outline.quotations[a], outline.quotations[a + 1]
    if first == stop:
        return 0
    _mark_quoted(outline, b, quoted, mark=True)
    found = 0
    for q in range(first, stop):
        start, end = outline.quotation_terms.bounds[q], outline.quotation_terms.bounds[q + 1]
        total = shared = 0.0
        for k in range(start, end):
            term = outline.quotation_terms.values[k]
            total += outline.weights[term]
            shared += outline.weights[term] if quoted[term] else 0.0
        found += end - start >= QUOTATION_TERMS and shared >= CARRIED * total
    _mark_quoted(outline, b, quoted, mark=False)
    return found


@compiled
def _mark_quoted(outline: Outline, article: int, quoted: NDArray[np.bool_], mark: bool) -> None:
    """Set the marks of the terms that the article has in quotation marks."""
    for k in range(outline.terms.bounds[article], outline.terms.bounds[article + 1]):
        if outline.kinds[k] & QUOTED:
            quoted[outline.terms.values[k]] = mark
