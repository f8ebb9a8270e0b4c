"""Says of every sentence of an aligned pair whether it was kept, edited, rewritten, added or removed.

Aligns nothing and reads no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate import schema
from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.align import Alignment
    from syndicate.corpus import Corpus

# Mean share of a sentence's words, and pairs of neighbouring words, that its partners have. Between edited
# and rewritten sentences of the labelled set it parts all but 3 in 1,000, and hardly one lies between .4
# and .6.
EDITED: Final = 0.5
KEPT, CHANGED, REWORDED, ADDED, REMOVED = range(len(schema.STATUSES))  # places of the statuses
FEW: Final = 1 << 14  # comparisons of words that take less time than to sort them
_MIX: Final = np.uint64(0x9E3779B185EBCA87)


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """R rows: which sentence is what to which, numbered within the corpus; -1 for none."""

    statuses: NDArray[np.int8]  # place in `schema.STATUSES`
    own: NDArray[np.int64]
    others: NDArray[np.int64]
    similarity: NDArray[np.float64]


def findings(corpus: Corpus, pair: tuple[int, int], alignment: Alignment) -> Findings:
    """The rows of one pair: each sentence of its first article, then the removed ones of the other."""
    x, (a, b) = alignment, pair
    room = len(x.best) + len(x.carried) - int(np.count_nonzero(x.carried))
    rows = Findings(np.empty(room, np.int8), np.empty(room, int), np.empty(room, int), np.empty(room))
    _fill(
        (x.best, x.kept, x.similarity), x.links, x.carried, (corpus.words, corpus.sentence_words),
        (corpus.sentence_bounds[a], corpus.sentence_bounds[b]),
        (rows.statuses, rows.own, rows.others, rows.similarity),
    )  # fmt: skip
    return rows


@compiled
def _fill(
    own: tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.float64]], links: NDArray[np.int64],
    carried: NDArray[np.bool_], text: tuple[NDArray[np.uint64], NDArray[np.int64]], first: tuple[int, int],
    rows: tuple[NDArray[np.int8], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
) -> None:  # fmt: skip
    """Write the rows of a pair; `first` are the first sentences of its articles, within the corpus."""
    (best, kept, similarity), (statuses, ours, theirs, alike) = own, rows
    at, n = 0, len(best)
    for i in range(n):
        start = at
        while at < len(links) and links[at, 0] == i:
            at += 1
        statuses[i] = _status(first[0] + i, kept[i], links[start:at, 1] + first[1], text)
        ours[i], alike[i] = first[0] + i, similarity[i]
        theirs[i] = first[1] + best[i] if best[i] >= 0 else -1
    for j in range(len(carried)):
        if not carried[j]:
            statuses[n], ours[n], theirs[n], alike[n] = REMOVED, -1, first[1] + j, 0.0
            n += 1


@compiled
def _status(
    sentence: int, kept: bool, partners: NDArray[np.int64], text: tuple[NDArray[np.uint64], NDArray[np.int64]]
) -> int:
    """The status of a sentence with its partners; all are numbered within the corpus."""
    if len(partners) == 0:
        return ADDED
    if kept:
        return KEPT
    words, bounds = text
    alike = same_wording(words[bounds[sentence] : bounds[sentence + 1]], _words_of(partners, words, bounds))
    return CHANGED if alike >= EDITED else REWORDED


@compiled
def _words_of(
    sentences: NDArray[np.int64], words: NDArray[np.uint64], first: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """The words of some sentences, of which s has those from first[s] to first[s + 1]."""
    n = 0
    for s in sentences:
        n += first[s + 1] - first[s]
    found, n = np.empty(n, np.uint64), 0
    for s in sentences:
        for w in range(first[s], first[s + 1]):
            found[n] = words[w]
            n += 1
    return found


@compiled
def same_wording(own: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> float:
    """Mean of the shares of own words and own pairs of neighbours that stand in theirs; 0 without words."""
    if len(own) == 0:
        return 0.0
    words = _found(own, theirs) / len(own)
    if len(own) == 1:
        return words
    return 0.5 * words + 0.5 * _found(_pairs(own), _pairs(theirs)) / (len(own) - 1)


@compiled
def _found(own: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> float:
    """How many of the own hashes are among theirs."""
    count = 0.0
    if len(own) * len(theirs) <= FEW:
        for mine in own:
            same = False
            for other in theirs:  # to the end: many at a time
                same |= mine == other
            count += same
        return count
    known = np.sort(theirs)
    places = np.searchsorted(known, own)
    for i in range(len(own)):
        if places[i] < len(known) and known[places[i]] == own[i]:
            count += 1.0
    return count


@compiled
def _pairs(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash for each pair of neighbours."""
    return (words[:-1] * _MIX) ^ words[1:]
