"""Names the facts that a matching sentence changed: numbers, shares, dates, weekdays. Matches no sentences.

Every number of the sentence that the other article does not bear out is set against the numbers of the
partners that this article does not bear out; those that are of one kind and about one size are one fact,
altered.
"""

from __future__ import annotations

from itertools import groupby
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from syndicate.compare.agreement import ABSENT, EXACT, ROUNDED, support
from syndicate.compare.numerals import DATE, SHARE, WEEKDAY, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from syndicate.compare.alignment import Alignment
    from syndicate.compare.numerals import Numeral
    from syndicate.compare.postings import Postings

# Times: a slip of a digit or of a zero, lakhs for thousands; what is further off counts something else.
FARTHEST: Final = 12.0


class Changes(NamedTuple):
    """What became of the numbers of a sentence, "old -> new" for each."""

    altered: list[str]
    rounded: list[str]  # told more or less exactly: no alteration


class _Side(NamedTuple):
    """One article of a pair, and its numbers twice: for kernels, and with their places."""

    body: str
    numbers: NDArray[np.void]  # NUMBER
    numerals: Sequence[Numeral]


def changed_numbers(
    bodies: Sequence[str], postings: Postings, pair: tuple[int, int], alignment: Alignment
) -> Iterator[tuple[int, Changes]]:
    """(sentence, changes) of the matched sentences of a pair's first article that changed or rounded numbers.

    A number that the other article has as it is, anywhere, is neither.
    """
    retold = (alignment.best >= 0) & ~alignment.kept
    if not retold.any():
        return
    a, b = (_side(bodies, postings, i) for i in pair)
    if not a.numerals or not b.numerals:
        return
    said, sentences = support(a.numbers, b.numbers), a.numbers["sentence"]
    (left,) = ((said != EXACT) & retold[sentences]).nonzero()
    if not len(left):
        return
    bearing, partners = said.tolist(), _partners(alignment)
    missing = _absent(b, a) if ABSENT in bearing else {}
    for sentence, places in groupby(left.tolist(), key=sentences.item):
        numbers, theirs = list(places), partners[sentence]
        gone = [y for j in theirs for y in missing.get(j, ())] if missing else []
        absent = [a.numerals[x] for x in numbers if bearing[x] == ABSENT] if gone else []
        rounded = [x for x in numbers if bearing[x] == ROUNDED]
        found = (
            altered_numbers(absent, gone) if absent else [],
            list(_rounded(a, rounded, b, theirs)) if rounded else [],
        )
        if any(found):
            yield sentence, Changes(*([_told(b, y, a, x) for y, x in changes] for changes in found))


def _partners(alignment: Alignment) -> dict[int, list[int]]:
    """The partners of every sentence that has any, in text order."""
    found: dict[int, list[int]] = {}
    for own, other in alignment.links.tolist():
        found.setdefault(own, []).append(other)
    return found


def _side(bodies: Sequence[str], postings: Postings, article: int) -> _Side:
    own = slice(*postings.number_bounds[article : article + 2])
    return _Side(bodies[article], postings.numbers[own], postings.numerals[article])


def _told(b: _Side, y: Numeral, a: _Side, x: Numeral) -> str:
    return f"{b.body[y.start : y.end]} -> {a.body[x.start : x.end]}"


def _absent(side: _Side, other: _Side) -> dict[int, list[Numeral]]:
    """The numbers of an article that the other does not have, by sentence."""
    found: dict[int, list[Numeral]] = {}
    (absent,) = (support(side.numbers, other.numbers) == ABSENT).nonzero()
    for sentence, i in zip(side.numbers["sentence"][absent].tolist(), absent.tolist(), strict=True):
        found.setdefault(sentence, []).append(side.numerals[i])
    return found


def _rounded(
    a: _Side, own: Iterable[int], b: _Side, partners: Iterable[int]
) -> Iterator[tuple[Numeral, Numeral]]:
    """(from, to) of the numbers of a sentence that its partners tell more or less exactly, the first so."""
    said_by = set(partners)
    theirs = [y for y, sentence in enumerate(b.numbers["sentence"].tolist()) if sentence in said_by]
    for x in own:
        (agreeing,) = support(b.numbers[theirs], a.numbers[x : x + 1]).nonzero()
        if len(agreeing):
            yield b.numerals[theirs[agreeing[0]]], a.numerals[x]


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
    kinds = {x.kind, y.kind}
    if kinds & {DATE, WEEKDAY} or (len(kinds) > 1 and kinds & {YEAR, SHARE}):
        return len(kinds) == 1
    low, high = sorted((abs(x.value), abs(y.value)))
    return low > 0 and high / low <= FARTHEST


def _apart(x: Numeral, y: Numeral) -> tuple[bool, float]:
    """How unlikely two rivals are to be one fact: first by what they count, then by their ratio."""
    return x.unit != y.unit, abs(log((abs(x.value) + 1) / (abs(y.value) + 1)))
