"""Names the facts that a matching sentence changed: numbers, shares, dates, weekdays. Matches no sentences.

Every number of the sentence that the other article does not bear out is set against the numbers of the
partners that this article does not bear out; those that are of one kind and about one size are one fact,
altered.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final

from syndicate.compare.likeness import borne_out
from syndicate.compare.numerals import DATE, SHARE, WEEKDAY, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syndicate.compare.numerals import Numeral
    from syndicate.compare.postings import Postings

# Times: a slip of a digit or of a zero, lakhs for thousands; what is further off counts something else.
FARTHEST: Final = 12.0


def unsupported(postings: Postings, article: int, other: int) -> list[Numeral]:
    """The numbers, dates and weekdays of an article that nothing in the other bears out."""
    own, others = (postings.numbers[slice(*postings.number_bounds[i : i + 2])] for i in (article, other))
    known = borne_out(own, others)
    return [x for x, found in zip(postings.numerals[article], known, strict=True) if not found]


def altered_facts(own: Iterable[Numeral], theirs: Iterable[Numeral]) -> list[tuple[Numeral, Numeral]]:
    """(from, to) for every fact that changed between matching sentences, in text order.

    `own` are the unsupported numerals of the sentence, `theirs` those of its partners.
    """
    left = list(theirs)
    changes = []
    for x in own:
        rivals = [y for y in left if _rival(x, y)]
        if rivals:
            y = min(rivals, key=lambda rival: _apart(x, rival))
            left.remove(y)
            changes.append((y, x))
    return changes


def _rival(x: Numeral, y: Numeral) -> bool:
    """Both may be the same fact, told differently: of one kind, and of about one size."""
    if any(kind in (x.kind, y.kind) for kind in (DATE, WEEKDAY)):
        return x.kind == y.kind
    if any((x.kind == kind) != (y.kind == kind) for kind in (YEAR, SHARE)):
        return False
    low, high = sorted((abs(x.value), abs(y.value)))
    return low > 0 and high / low <= FARTHEST


def _apart(x: Numeral, y: Numeral) -> tuple[bool, float]:
    """How unlikely two rivals are to be one fact: first by what they count, then by their ratio."""
    return x.unit != y.unit, abs(log((abs(x.value) + 1) / (abs(y.value) + 1)))
