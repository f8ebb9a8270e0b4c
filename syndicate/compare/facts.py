"""Names the facts that a matching sentence changed: numbers, shares, dates, weekdays. Matches no sentences.

Every number of the sentence that the other article does not bear out is set against the numbers of the
partners that this article does not bear out; those that are of one kind and about one size are one fact,
altered.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compare.likeness import ABSENT, EXACT, ROUNDED, agree, support
from syndicate.compare.numerals import DATE, SHARE, WEEKDAY, YEAR
from syndicate.compare.postings import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.compare.align import Alignment
    from syndicate.compare.numerals import Numeral
    from syndicate.compare.postings import Postings

# Times: a slip of a digit or of a zero, lakhs for thousands; what is further off counts something else.
FARTHEST: Final = 12.0


class Changes(NamedTuple):
    """What became of the numbers of a sentence, "old -> new" for each."""

    altered: list[str]
    rounded: list[str]  # told more or less exactly: no alteration


def changed_numbers(
    bodies: Sequence[str], postings: Postings, pair: tuple[int, int], alignment: Alignment
) -> Iterator[tuple[int, Changes]]:
    """(sentence, changes) of the matched sentences of a pair's first article that changed or rounded numbers.

    A number that the other article has as it is, anywhere, is neither.
    """
    a, b = pair
    if not (alignment.kept < (alignment.best >= 0)).any():
        return  # nothing is told in other words
    own, theirs = (_numbers_of(postings, i) for i in pair)
    if not len(own) or not len(theirs):
        return
    left, missing = (_by_sentence(postings, *side) for side in ((a, own, theirs), (b, theirs, own)))
    for sentence in sorted({s for s, _ in left}):
        if alignment.best[sentence] < 0 or alignment.kept[sentence]:
            continue
        partners = alignment.partners(sentence).tolist()
        gone = [y for j in partners for y in missing.get((j, ABSENT), ())]
        altered = altered_numbers(left.get((sentence, ABSENT), ()), gone)
        rounded = _rounded(left.get((sentence, ROUNDED), ()), postings, b, partners)
        if altered or rounded:
            yield (
                sentence,
                Changes(*(
                    [f"{bodies[b][y.start : y.end]} -> {bodies[a][x.start : x.end]}" for y, x in changes]
                    for changes in (altered, rounded)
                )),
            )  # fmt: skip


def _numbers_of(postings: Postings, article: int) -> NDArray[np.void]:
    return postings.numbers[postings.number_bounds[article] : postings.number_bounds[article + 1]]


def _by_sentence(
    postings: Postings, article: int, own: NDArray[np.void], others: NDArray[np.void]
) -> dict[tuple[int, int], list[Numeral]]:
    """The numbers of an article that the other does not have as they are, by sentence and by `support`."""
    found: dict[tuple[int, int], list[Numeral]] = {}
    said = support(own, others)
    for i in np.flatnonzero(said != EXACT).tolist():
        found.setdefault((int(own["sentence"][i]), int(said[i])), []).append(postings.numerals[article][i])
    return found


def _rounded(
    own: Iterable[Numeral], postings: Postings, other: int, partners: Iterable[int]
) -> list[tuple[Numeral, Numeral]]:
    """(from, to) of the numbers of a sentence that its partners tell more or less exactly."""
    numbers = _numbers_of(postings, other)
    places = np.flatnonzero(np.isin(numbers["sentence"], list(partners))).tolist()
    theirs = [(numbers[i], postings.numerals[other][i]) for i in places]
    found = []
    for x in own:
        exact = np.array([(x.value, x.kind, x.digits, 0)], NUMBER)[0]
        nearest = next((y for number, y in theirs if agree(exact, number)), None)
        if nearest is not None:
            found.append((nearest, x))
    return found


def altered_numbers(own: Iterable[Numeral], theirs: Iterable[Numeral]) -> list[tuple[Numeral, Numeral]]:
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
