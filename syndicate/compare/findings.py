"""Says of every sentence of an aligned pair whether it was kept, edited, rewritten, added or removed.

Aligns nothing and reads no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate import schema
from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.alignment import Alignments
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

    def part(self, first: int, last: int) -> Findings:
        """Some rows on end."""
        rows = slice(first, last)
        return Findings(self.statuses[rows], self.own[rows], self.others[rows], self.similarity[rows])


def findings(corpus: Corpus, found: Alignments) -> list[Findings]:
    """The rows of each pair: the sentences of its first article, then the removed ones of the other."""
    removed = np.concatenate([[0], np.cumsum(~found.carried)])
    bounds = found.rows + removed[found.columns]
    room = int(bounds[-1])
    every = Findings(np.empty(room, np.int8), np.empty(room, int), np.empty(room, int), np.empty(room))
    _fill_pairs(
        (found.rows, found.columns, found.link_bounds, bounds), corpus.sentence_bounds[found.pairs],
        (found.best, found.kept, found.similarity), found.links, found.carried,
        (corpus.words, corpus.sentence_words), (every.statuses, every.own, every.others, every.similarity),
    )  # fmt: skip
    return [every.part(*span) for span in pairwise(bounds.tolist())]


Own = tuple["NDArray[np.int64]", "NDArray[np.bool_]", "NDArray[np.float64]"]  # best, kept, similarity
Text = tuple["NDArray[np.uint64]", "NDArray[np.int64]"]  # words, and where those of each sentence begin
Rows = tuple["NDArray[np.int8]", "NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.float64]"]


@compiled
def _fill_pairs(
    bounds: tuple[NDArray[np.int64], ...], firsts: NDArray[np.int64], own: Own, links: NDArray[np.int64],
    carried: NDArray[np.bool_], text: Text, rows: Rows,
) -> None:  # fmt: skip
    """Write the rows of all pairs; `firsts`, (P, 2), are the first sentences of their articles."""
    of_rows, of_columns, of_links, of_out = bounds
    (best, kept, similarity), (statuses, ours, theirs, alike) = own, rows
    for p in range(len(firsts)):
        i, j = slice(of_rows[p], of_rows[p + 1]), slice(of_columns[p], of_columns[p + 1])
        link, out = slice(of_links[p], of_links[p + 1]), slice(of_out[p], of_out[p + 1])
        _fill(
            (best[i], kept[i], similarity[i]), links[link], carried[j], text, (firsts[p, 0], firsts[p, 1]),
            (statuses[out], ours[out], theirs[out], alike[out]),
        )  # fmt: skip


@compiled
def _fill(
    own: Own, links: NDArray[np.int64], carried: NDArray[np.bool_], text: Text, first: tuple[int, int],
    rows: Rows,
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
def _status(sentence: int, kept: bool, partners: NDArray[np.int64], text: Text) -> int:
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
