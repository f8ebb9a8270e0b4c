"""Which terms do two articles share, and which of their facts differ? Terms as sets; reads no order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, NUMBER, QUOTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.in_common import InCommon
    from syndicate.match.outline import Outline

RARE_WEIGHT: Final = 4.5  # a term that stands in about one of a hundred articles, or fewer
USES: Final = 256  # uses of a term in an article whose logarithm is looked up
MISSING: Final = -1.0  # share of the names, numbers or quoted terms of a side that has none


SUMS: Final = (
    "product",
    "weight",
    "names",
    "numbers",
    "quoted",
    "rare",
    "facts",
)  # columns of `Outline.sums`
_FACT: Final = NUMBER | CAPITAL


class Sums(NamedTuple):
    """Sums over some terms of an article, or over those that two articles share."""

    product: float  # of w (1 + ln tf) on either side; of one article with itself where it is alone
    weight: float
    names: float  # weight of those with a capital
    numbers: float  # number of those with a digit
    quoted: float  # weight of those in quotation marks
    rare: float  # number of those of RARE_WEIGHT
    facts: int  # names and numbers


class Details(NamedTuple):
    """What else is counted of the terms that two articles share."""

    exclusive: float  # each as far as it is exclusive to few wordings
    exclusive_numbers: float
    facts_a: int  # names and numbers of a
    facts_b: int


def sums_of_articles(
    bounds: NDArray[np.int64],
    terms: NDArray[np.int32],
    counts: NDArray[np.int32],
    kinds: NDArray[np.uint8],
    weights: NDArray[np.float32],
) -> NDArray[np.float64]:
    """The SUMS of the N articles with these bounds; columns as in `Outline`."""
    found = np.empty((len(bounds) - 1, len(SUMS)))
    _sum_articles(bounds, terms, counts, kinds, weights, _damped(), found)
    return found


@compiled
def compare_terms(pairs: NDArray[np.int32], common: InCommon, outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), what they share as sets of terms."""
    damped = _damped()
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        one, other = _sums(outline.sums[a]), _sums(outline.sums[b])
        both, details = _shared_sums(outline, a, b, _common_of(common, p), damped)
        if both.weight > 0:
            row.cosine = both.product / np.sqrt(one.product * other.product)
        row.contained, row.contained_back = _both_ways(both.weight, one.weight, other.weight, 0.0)
        row.names, row.names_back = _both_ways(both.names, one.names, other.names, MISSING)
        row.numbers, row.numbers_back = _both_ways(both.numbers, one.numbers, other.numbers, MISSING)
        row.quotes, _ = _both_ways(both.quoted, one.quoted, other.quoted, MISSING)
        row.rare, row.shared_terms, row.shared_numbers = np.log(1 + both.rare), both.rare, both.numbers
        row.size_a, row.size_b = one.weight, other.weight
        row.exclusive, row.exclusive_numbers = (
            np.log(1 + details.exclusive), np.log(1 + details.exclusive_numbers)
        )  # fmt: skip
        row.shared_facts = both.facts
        row.facts_apart = min(one.facts - details.facts_a, other.facts - details.facts_b)


@compiled
def _damped() -> NDArray[np.float64]:
    """1 + ln of the numbers below USES: what so many uses of a term count for."""
    damped = np.ones(USES, np.float64)
    for uses in range(1, USES):
        damped[uses] = 1 + np.log(uses)
    return damped


@compiled
def _sums(row: NDArray[np.float64]) -> Sums:
    return Sums(row[0], row[1], row[2], row[3], row[4], row[5], int(row[6]))


@compiled
def _sum_articles(
    bounds: NDArray[np.int64],
    terms: NDArray[np.int32],
    counts: NDArray[np.int32],
    kinds: NDArray[np.uint8],
    weights: NDArray[np.float32],
    damped: NDArray[np.float64],
    found: NDArray[np.float64],
) -> None:
    for article in range(len(bounds) - 1):
        product = weight = names = numbers = quoted = rare = 0.0
        facts = 0
        for k in range(bounds[article], bounds[article + 1]):
            w, kind, uses = weights[terms[k]], kinds[k], counts[k]
            product += (w * (damped[uses] if uses < USES else 1 + np.log(uses))) ** 2
            weight += w
            names += w if kind & CAPITAL else 0.0
            numbers += (kind & NUMBER) > 0
            quoted += w if kind & QUOTED else 0.0
            rare += w >= RARE_WEIGHT
            facts += (kind & _FACT) > 0
        row = found[article]
        row[0], row[1], row[2], row[3] = product, weight, names, numbers
        row[4], row[5], row[6] = quoted, rare, facts


@compiled
def _common_of(common: InCommon, p: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    low, high = common.bounds[p], common.bounds[p + 1]
    return common.in_a[low:high], common.in_b[low:high]


@compiled
def _shared_sums(
    outline: Outline,
    a: int,
    b: int,
    common: tuple[NDArray[np.int32], NDArray[np.int32]],
    damped: NDArray[np.float64],
) -> tuple[Sums, Details]:
    """Sums over the terms of both articles: a name is one on either side, a quoted term on both.

    Nothing branches on the kind of a term, which is anybody's guess: what does not count is counted 0 times.
    Places are unsigned: of a signed one every use asks whether it counts from the end.
    """
    first_a, first_b = outline.terms.bounds[a], outline.terms.bounds[b]
    counts, kinds = outline.counts, outline.kinds
    product = weight = names = quoted = exclusive = exclusive_numbers = 0.0
    numbers = rare = facts = facts_a = facts_b = 0
    in_a, in_b = common
    for k in range(np.uint64(len(in_a))):
        i, j = np.uint64(first_a + in_a[k]), np.uint64(first_b + in_b[k])
        w = outline.weights[np.uint64(outline.terms.values[i])]
        m, n = np.uint64(counts[i]), np.uint64(counts[j])
        of_a = damped[m] if m < USES else 1 + np.log(m)
        of_b = damped[n] if n < USES else 1 + np.log(n)
        either, each = kinds[i] | kinds[j], kinds[i] & kinds[j]
        product += w * of_a * w * of_b
        weight += w
        number = (kinds[i] & NUMBER) > 0
        names += w * np.float32((either & CAPITAL) > 0)
        numbers += number
        quoted += w * np.float32((each & QUOTED) > 0)
        rare += w >= RARE_WEIGHT
        own = outline.exclusivity[max(outline.wordings[i], outline.wordings[j])]
        exclusive += own
        exclusive_numbers += own * np.float32(number)
        facts += (either & _FACT) > 0
        facts_a += (kinds[i] & _FACT) > 0
        facts_b += (kinds[j] & _FACT) > 0
    both = Sums(product, weight, names, float(numbers), quoted, float(rare), facts)
    return both, Details(exclusive, exclusive_numbers, facts_a, facts_b)


@compiled
def _both_ways(shared: float, one: float, other: float, missing: float) -> tuple[float, float]:
    """(larger, smaller) share of the two sides; `missing` where a side has nothing."""
    if one <= 0 or other <= 0:
        return missing, missing
    x, y = min(1.0, shared / one), min(1.0, shared / other)
    return max(x, y), min(x, y)
