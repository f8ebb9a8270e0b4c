"""Says which numbers of two articles may name one fact. Reads no text and matches no sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compare.numerals import PLAIN, SHARE, YEAR
from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.alignment import Alignments
    from syndicate.compare.layout import Layout

    Bounds = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]  # rows, columns, cells
    Numbers = tuple[NDArray[np.int64], NDArray[np.void]]  # bounds by article, NUMBER

ABSENT, ROUNDED, EXACT = range(3)  # how one article bears out a number of another
CLOSE: Final = 0.055  # a rounding is nearer than this: 1,180 and 1,200, 9,400 and 9,000


@compiled
def agree(x: Any, y: Any) -> bool:
    """Two numbers (`postings.NUMBER`) may name one fact: 1,180 and 1,200 do, 94 and 96 do not.

    They are the same, or one is the other rounded to fewer digits.
    """
    counted = x.kind in (PLAIN, SHARE, YEAR) and y.kind in (PLAIN, SHARE, YEAR)
    if x.kind != y.kind and not counted:
        return False
    if x.value == y.value:
        return True
    rounds = x.kind in (PLAIN, SHARE) and y.kind in (PLAIN, SHARE)
    if not rounds or x.digits == y.digits:
        return False
    rounded, exact = (x.value, y.value) if x.digits < y.digits else (y.value, x.value)
    if abs(rounded - exact) > CLOSE * abs(exact):
        return False
    step = 10.0 ** (np.floor(np.log10(max(abs(rounded), 1e-12))) + 1 - min(x.digits, y.digits))
    return bool(abs(rounded - exact) < step)


@compiled
def support(own: NDArray[np.void], others: NDArray[np.void]) -> NDArray[np.int8]:
    """How the others (NUMBER) have each of the own numbers: ABSENT, ROUNDED (less or more exact) or EXACT."""
    found = np.full(len(own), ABSENT, np.int8)
    for i in range(len(own)):
        x = own[i]
        for y in others:
            if agree(x, y):
                exact = x.value == y.value
                found[i] = max(found[i], EXACT if exact else ROUNDED)
    return found


def may_differ(known: Numbers, found: Alignments) -> NDArray[np.bool_]:
    """Of which of P pairs a matched sentence may have changed or rounded a number: of no others.

    Most pairs are done with here; which number became which is for `facts` to say.
    """
    differing = np.zeros(len(found.pairs), np.bool_)
    bounds = found.rows, found.link_bounds
    _may_differ(known, found.pairs, bounds, (found.best >= 0) & ~found.kept, found.links, differing)
    return differing


@compiled
def _may_differ(
    known: Numbers, pairs: NDArray[np.int64], bounds: tuple[NDArray[np.int64], NDArray[np.int64]],
    retold: NDArray[np.bool_], links: NDArray[np.int64], differing: NDArray[np.bool_],
) -> None:  # fmt: skip
    (first, numbers), (rows, last) = known, bounds
    for p in range(len(pairs)):
        a, b = pairs[p]
        own, theirs = numbers[first[a] : first[a + 1]], numbers[first[b] : first[b + 1]]
        if len(own) and len(theirs):
            differing[p] = _differ(own, theirs, retold[rows[p] : rows[p + 1]], links[last[p] : last[p + 1]])


@compiled
def _differ(
    own: NDArray[np.void], theirs: NDArray[np.void], retold: NDArray[np.bool_], links: NDArray[np.int64]
) -> bool:
    """A retold sentence has a number that is rounded, or one that is absent and so is a partner's."""
    said, lacking = support(own, theirs), np.zeros(len(retold), np.bool_)
    for x in range(len(own)):
        if retold[own[x].sentence]:
            if said[x] == ROUNDED:
                return True
            lacking[own[x].sentence] |= said[x] == ABSENT
    if lacking.any():
        said = support(theirs, own)
        for link in range(len(links)):
            if lacking[links[link, 0]]:
                for y in range(len(theirs)):
                    if said[y] == ABSENT and theirs[y].sentence == links[link, 1]:
                        return True
    return False


def share_numbers(
    known: Numbers, layout: Layout, shared: NDArray[np.void], held: tuple[NDArray[np.void], NDArray[np.void]]
) -> None:
    """Add the numbers to what the sentences of all pairs of a layout share and have (`likeness.Tables`)."""
    _share_numbers(known, layout.pairs, layout.bounds, shared, *held)


@compiled
def _share_numbers(
    known: Numbers, pairs: NDArray[np.int64], bounds: Bounds,
    shared: NDArray[np.void], held_a: NDArray[np.void], held_b: NDArray[np.void],
) -> None:  # fmt: skip
    (rows, columns, cells), (first, numbers) = bounds, known
    for p in range(len(pairs)):
        i, j = pairs[p]
        a, b = held_a[rows[p] : rows[p + 1]], held_b[columns[p] : columns[p + 1]]
        if len(a) and len(b):
            table = shared[cells[p] : cells[p + 1]].reshape(len(a), len(b))
            fill_numbers(numbers[first[i] : first[i + 1]], numbers[first[j] : first[j + 1]], table, a, b)


@compiled
def fill_numbers(
    a: NDArray[np.void],
    b: NDArray[np.void],
    shared: NDArray[np.void],
    held_a: NDArray[np.void],
    held_b: NDArray[np.void],
) -> None:
    """Compare every number of a with every number of b; one that agrees with few counts more."""
    same = np.zeros((len(a), len(b)), np.bool_)
    for x in range(len(a)):
        for y in range(len(b)):
            same[x, y] = agree(a[x], b[y])
    hits_a, hits_b = same.sum(axis=1), same.sum(axis=0)
    for x in range(len(a)):
        for y in range(len(b)):
            if same[x, y]:
                cell = shared[a[x].sentence, b[y].sentence]
                cell.numbers += 1.0 / np.sqrt(max(hits_a[x], hits_b[y]))
    for numbers, hits, held in ((a, hits_a, held_a), (b, hits_b, held_b)):
        for x in range(len(numbers)):
            row = held[numbers[x].sentence]
            row.numbers += 1.0
            row.found_numbers += 1.0 if hits[x] else 0.0
