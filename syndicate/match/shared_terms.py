"""Which terms do two articles share? Their weight, names, numbers and rarity, as sets. Reads no order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, NUMBER, QUOTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.outline import Outline

RARE_WEIGHT: Final = 4.5  # a term that stands in about one of a hundred articles, or fewer
USES: Final = 256  # uses of a term in an article whose logarithm is looked up
MISSING: Final = -1.0  # share of the names, numbers or quoted terms of a side that has none


class Sums(NamedTuple):
    """Sums over some terms of an article, or over those that two articles share."""

    product: float  # of w (1 + ln tf) on either side; of one article with itself where it is alone
    weight: float
    names: float  # weight of those with a capital
    numbers: float  # number of those with a digit
    quoted: float  # weight of those in quotation marks
    rare: float  # number of those of RARE_WEIGHT


@compiled
def compare_terms(pairs: NDArray[np.int32], outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), what they share as sets of terms."""
    damped = _damped()
    entered = -1
    one = Sums(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        if a != entered:
            one, entered = _sums(outline, a, damped), a
        other, both = _sums(outline, b, damped), _shared_sums(outline, a, b, damped)
        if both.weight > 0:
            row.cosine = both.product / np.sqrt(one.product * other.product)
        row.contained, row.contained_back = _both_ways(both.weight, one.weight, other.weight, 0.0)
        row.names, row.names_back = _both_ways(both.names, one.names, other.names, MISSING)
        row.numbers, row.numbers_back = _both_ways(both.numbers, one.numbers, other.numbers, MISSING)
        row.quotes, _ = _both_ways(both.quoted, one.quoted, other.quoted, MISSING)
        row.rare, row.shared_terms, row.shared_numbers = np.log(1 + both.rare), both.rare, both.numbers
        row.size_a, row.size_b = one.weight, other.weight


@compiled
def _damped() -> NDArray[np.float64]:
    """1 + ln of the numbers below USES: what so many uses of a term count for."""
    damped = np.ones(USES, np.float64)
    for uses in range(1, USES):
        damped[uses] = 1 + np.log(uses)
    return damped


@compiled
def _sums(outline: Outline, article: int, damped: NDArray[np.float64]) -> Sums:
    """Sums over all terms of an article."""
    product = weight = names = numbers = quoted = rare = 0.0
    for k in range(outline.terms.bounds[article], outline.terms.bounds[article + 1]):
        w, kind = outline.weights[outline.terms.values[k]], outline.kinds[k]
        uses = outline.counts[k]
        product += (w * (damped[uses] if uses < USES else 1 + np.log(uses))) ** 2
        weight += w
        names += w if kind & CAPITAL else 0.0
        numbers += (kind & NUMBER) > 0
        quoted += w if kind & QUOTED else 0.0
        rare += w >= RARE_WEIGHT
    return Sums(product, weight, names, numbers, quoted, rare)


@compiled
def _shared_sums(outline: Outline, a: int, b: int, damped: NDArray[np.float64]) -> Sums:
    """Sums over the terms of both articles: a name is one on either side, a quoted term on both."""
    bounds, terms, counts, kinds = outline.terms.bounds, outline.terms.values, outline.counts, outline.kinds
    product = weight = names = numbers = quoted = rare = 0.0
    i, j = bounds[a], bounds[b]
    while i < bounds[a + 1] and j < bounds[b + 1]:
        one, other = terms[i], terms[j]
        if one == other:
            w = outline.weights[one]
            m, n = counts[i], counts[j]
            in_a = damped[m] if m < USES else 1 + np.log(m)
            in_b = damped[n] if n < USES else 1 + np.log(n)
            product += w * in_a * w * in_b
            weight += w
            names += w if (kinds[i] | kinds[j]) & CAPITAL else 0.0
            numbers += (kinds[i] & NUMBER) > 0
            quoted += w if kinds[i] & kinds[j] & QUOTED else 0.0
            rare += w >= RARE_WEIGHT
        i += one <= other  # no branch: which list is ahead is anybody's guess
        j += other <= one
    return Sums(product, weight, names, numbers, quoted, rare)


@compiled
def _both_ways(shared: float, one: float, other: float, missing: float) -> tuple[float, float]:
    """(larger, smaller) share of the two sides; `missing` where a side has nothing."""
    if one <= 0 or other <= 0:
        return missing, missing
    x, y = min(1.0, shared / one), min(1.0, shared / other)
    return max(x, y), min(x, y)
