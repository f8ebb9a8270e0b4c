"""Names the facts that a matching sentence changed: numbers, shares, dates, weekdays. Matches no sentences.

Every number of the sentence that the other article does not bear out is set against the numbers of the
partners that this article does not bear out; those that are of one kind and about one size are one fact,
altered.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compare.likeness import agree, borne_out
from syndicate.compare.numerals import DATE, SHARE, WEEKDAY, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syndicate.compare.align import Alignment
    from syndicate.compare.numerals import Numeral
    from syndicate.compare.postings import Postings

# Times: a slip of a digit or of a zero, lakhs for thousands; what is further off counts something else.
FARTHEST: Final = 12.0


def changed_numbers(
    bodies: Sequence[str], postings: Postings, pair: tuple[int, int], alignment: Alignment
) -> Iterator[tuple[int, list[str]]]:
    """(sentence, "old -> new" for each) of the matched sentences of a pair's first article that changed some.

    Numbers that were rounded in such a sentence are told too ("rounded 1,214 -> 1,200"); where nothing but a
    rounding differs, nothing is altered and nothing is told.
    """
    a, b = pair
    changed, replaced = unsupported(postings, a, b), unsupported(postings, b, a)
    for sentence in changed.keys() if replaced else ():
        if alignment.best[sentence] >= 0 and not alignment.kept[sentence]:
            partners = alignment.partners(sentence).tolist()
            found = altered_numbers(changed[sentence], [y for j in partners for y in replaced.get(j, ())])
            if found:
                rounded = rounded_numbers(postings, (a, sentence), [(b, j) for j in partners])
                yield (
                    sentence,
                    [
                        f"{mark}{bodies[b][y.start : y.end]} -> {bodies[a][x.start : x.end]}"
                        for mark, changes in (("", found), ("rounded ", rounded))
                        for y, x in changes
                    ],
                )


def rounded_numbers(
    postings: Postings, sentence: tuple[int, int], partners: Iterable[tuple[int, int]]
) -> list[tuple[Numeral, Numeral]]:
    """(from, to) of the numbers of a sentence that are a partner's number, more or less exactly told.

    Sentences are (article, number within it).
    """
    own = _numbers_of(postings, *sentence)
    theirs = [y for partner in partners for y in _numbers_of(postings, *partner)]
    exact = {y["value"] for y, _ in theirs}
    return [
        (y[1], x[1])
        for x in own
        if x[0]["value"] not in exact
        for y in next(([y] for y in theirs if agree(x[0], y[0])), [])
    ]


def _numbers_of(postings: Postings, article: int, sentence: int) -> list[tuple[Any, Numeral]]:
    own = postings.numbers[postings.number_bounds[article] : postings.number_bounds[article + 1]]
    chosen = np.flatnonzero(own["sentence"] == sentence).tolist()
    return [(own[i], postings.numerals[article][i]) for i in chosen]


def unsupported(postings: Postings, article: int, other: int) -> dict[int, list[Numeral]]:
    """By sentence, the numbers, dates and weekdays of an article that nothing in the other bears out."""
    own, others = (
        postings.numbers[postings.number_bounds[i] : postings.number_bounds[i + 1]] for i in (article, other)
    )
    numerals = postings.numerals[article]
    found: dict[int, list[Numeral]] = {}
    for i in np.flatnonzero(~borne_out(own, others)).tolist():
        found.setdefault(int(own["sentence"][i]), []).append(numerals[i])
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
