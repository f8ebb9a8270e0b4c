"""What do two articles say in the same words? Phrases and quotations. Knows no sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import QUOTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.in_common import InCommon
    from syndicate.match.outline import Outline

QUOTATION_TERMS: Final = 3  # informative words of a quotation that counts; fewer are a name or an aside
CARRIED: Final = 0.6  # share of a quotation's weight that the other has in quotation marks when it carries it
_ONE: Final = np.uint64(1)


@compiled
def compare_phrases(pairs: NDArray[np.int32], common: InCommon, outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), which phrases they share."""
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        shared = _shared_phrases(outline, a, b, common, p)
        if shared > 0:
            x, y = min(1.0, shared / outline.phrase_weights[a]), min(1.0, shared / outline.phrase_weights[b])
            row.phrases, row.phrases_back = max(x, y), min(x, y)


@compiled
def compare_quotations(
    pairs: NDArray[np.int32], common: InCommon, outline: Outline, rows: NDArray[Any]
) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), which quotations they share."""
    quoted = np.zeros(len(outline.weights), np.bool_)  # terms of both that the other quotes
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        low, high = common.bounds[p], common.bounds[p + 1]
        carried_a = _carried(outline, a, b, common.in_b[low:high], quoted)
        row.shared_quotes = max(carried_a, _carried(outline, b, a, common.in_a[low:high], quoted))


@compiled
def _shared_phrases(outline: Outline, a: int, b: int, common: InCommon, p: int) -> float:
    """Weight of the distinct phrases that both articles have: of two terms that both have.

    Places are unsigned: of a signed one every use asks whether it counts from the end.
    """
    terms, ends_a, following_a = _followed(outline, a)
    _, ends_b, following_b = _followed(outline, b)
    weights, shared = outline.weights, 0.0
    for k in range(np.uint64(common.bounds[p]), np.uint64(common.bounds[p + 1])):
        place_a, place_b = np.uint64(common.in_a[k]), np.uint64(common.in_b[k])
        i, last_a = np.uint64(ends_a[place_a - _ONE] if place_a else 0), np.uint64(ends_a[place_a])
        j, last_b = np.uint64(ends_b[place_b - _ONE] if place_b else 0), np.uint64(ends_b[place_b])
        while i < last_a and j < last_b:
            one, other = following_a[i], following_b[j]
            if one == other:
                shared += weights[np.uint64(terms[place_a])] + weights[np.uint64(one)]
            i += np.uint64(one <= other)
            j += np.uint64(other <= one)
    return shared


@compiled
def _followed(
    outline: Outline, article: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """The article's (terms, ends of those that follow each, these)."""
    first, last = outline.terms.bounds[article], outline.terms.bounds[article + 1]
    own = outline.phrases.values[outline.phrases.bounds[article] : outline.phrases.bounds[article + 1]]
    return outline.terms.values[first:last], outline.phrase_ends[first:last], own


@compiled
def _carried(
    outline: Outline, a: int, b: int, common_in_b: NDArray[np.int32], quoted: NDArray[np.bool_]
) -> int:
    """Number of a's quotations that b carries; `quoted` is False throughout, before and after."""
    first, stop = outline.quotations[a], outline.quotations[a + 1]
    if first == stop:
        return 0
    _mark_quoted(outline, b, common_in_b, quoted, mark=True)
    found = 0
    for q in range(first, stop):
        start, end = outline.quotation_terms.bounds[q], outline.quotation_terms.bounds[q + 1]
        total = shared = 0.0
        for k in range(start, end):
            term = outline.quotation_terms.values[k]
            total += outline.weights[term]
            shared += outline.weights[term] if quoted[term] else 0.0
        found += end - start >= QUOTATION_TERMS and shared >= CARRIED * total
    _mark_quoted(outline, b, common_in_b, quoted, mark=False)
    return found


@compiled
def _mark_quoted(
    outline: Outline, article: int, places: NDArray[np.int32], quoted: NDArray[np.bool_], mark: bool
) -> None:
    """Set the marks of those of the article's terms, given by their places, that it quotes."""
    first = outline.terms.bounds[article]
    for place in places:
        if outline.kinds[first + place] & QUOTED:
            quoted[outline.terms.values[first + place]] = mark
