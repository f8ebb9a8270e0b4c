"""Cuts a matched sentence where only some of its clauses are carried by its partners. Matches no sentences.

Told by words alone, and only where they tell it surely. A clause is the article's own where another clause of
its sentence stands in a partner word for word; where hardly one of its terms stands in a partner, or with the
others in any sentence of the other article; and where the partners have nothing left that it could be telling
in other words. So free retellings are not cut: there a missing word is no missing fact.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import GLYPH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from syndicate.compare.alignment import Alignment
    from syndicate.compare.postings import Postings
    from syndicate.corpus import Corpus

RUN: Final = 5  # words on end that a carried clause has in common with a partner
GLYPHS: Final = 8  # characters likewise, in scripts without spaces
TERMS: Final = 4  # an own clause has at least so many: fewer are an apposition, or who said it
MISSING: Final = 0.75  # of the terms of an own clause, at least, no partner has
LEFT: Final = 2  # terms, at most, that a partner has and no sentence matched with it

# Behind a comma, semicolon or colon, and before a dash, with space around; or those of scripts without space
_BORDER: Final = re.compile(r"[,;:،؛]\s+|[，；：]|\s+(?=[–—-]+\s)|(?<=\w)(?=[–—]{1,2}\w)")
DASHES: Final = "–—-"


class Side(NamedTuple):
    """The postings of one article; of each, whether a partner of its sentence has its root."""

    roots: NDArray[np.int32]
    terms: NDArray[np.int32]
    sentences: NDArray[np.int32]
    found: NDArray[np.bool_]


class Piece(NamedTuple):
    """A part of a sentence: characters in the body, and whether the other article has nothing of it."""

    start: int
    end: int
    own: bool


Cuts: TypeAlias = "dict[int, list[Piece]]"  # the pieces, which tile it, of a sentence by its number


def cut_clauses(
    corpus: Corpus, bodies: Sequence[str], postings: Postings, pair: tuple[int, int], alignment: Alignment
) -> tuple[Cuts, Cuts]:
    """The sentences of both articles that are carried in part, each by its number in its article.

    Both sides are judged alike, so that swapping the articles swaps the cuts. A corpus without the places of
    its words has none.
    """
    cuts: tuple[Cuts, Cuts] = {}, {}
    if not len(corpus.starts) or alignment.kept[alignment.links[:, 0]].all():
        return cuts
    sides = [_side(postings, article) for article in pair]
    linked = np.zeros((len(alignment.best), len(alignment.carried)), np.bool_)
    in_part = tuple(np.empty(n, np.bool_) for n in linked.shape)
    _find(alignment.links, alignment.kept, linked, sides[0], sides[1])
    _told_in_part(linked, sides[0], sides[1], *in_part)
    for k, matched in enumerate((linked, linked.T)):
        article, other = pair[k], pair[1 - k]
        for s in np.flatnonzero(in_part[k]).tolist():
            row = int(corpus.sentence_bounds[article]) + s
            borders = _borders(corpus, bodies[article], row)
            if len(borders) > 2:
                partners = corpus.sentence_bounds[other] + np.flatnonzero(matched[s])
                pieces = _pieces(corpus, row, borders, partners, _lacked(sides[k], sides[1 - k], s))
                if len(pieces) > 1:
                    cuts[k][s] = pieces
    return cuts


def _side(postings: Postings, article: int) -> Side:
    own = slice(*postings.bounds[article : article + 2].tolist())
    found = np.zeros(own.stop - own.start, np.bool_)
    return Side(postings.roots[own], postings.terms[own], postings.sentences[own], found)


@compiled
def _find(
    links: NDArray[np.int64], kept: NDArray[np.bool_], linked: NDArray[np.bool_], a: Side, b: Side
) -> None:
    """Mark the links of sentences that were not kept, and the postings whose root such a partner has."""
    for link in range(len(links)):
        linked[links[link, 0], links[link, 1]] = not kept[links[link, 0]]
    i, j = 0, 0
    while i < len(a.roots) and j < len(b.roots):
        root = a.roots[i]
        if root > b.roots[j]:
            j += 1
            continue
        first = j
        while i < len(a.roots) and a.roots[i] == root:
            j = first
            while j < len(b.roots) and b.roots[j] == root:
                if linked[a.sentences[i], b.sentences[j]]:
                    a.found[i], b.found[j] = True, True
                j += 1
            i += 1


@compiled
def _told_in_part(
    linked: NDArray[np.bool_], a: Side, b: Side, of_a: NDArray[np.bool_], of_b: NDArray[np.bool_]
) -> None:
    """Mark the sentences with terms that their partners lack, while those have hardly any left."""
    left_a, left_b = np.zeros(len(of_a), np.int64), np.zeros(len(of_b), np.int64)
    for x in range(len(a.found)):
        left_a[a.sentences[x]] += not a.found[x]
    for x in range(len(b.found)):
        left_b[b.sentences[x]] += not b.found[x]
    for i in range(len(of_a)):
        of_a[i] = left_a[i] >= TERMS and linked[i].any() and (linked[i] * left_b).sum() <= LEFT
    for j in range(len(of_b)):
        of_b[j] = left_b[j] >= TERMS and linked[:, j].any() and (linked[:, j] * left_a).sum() <= LEFT


def _lacked(own: Side, theirs: Side, sentence: int) -> dict[int, NDArray[np.int32]]:
    """The terms of a sentence that its partners lack, each with the sentences elsewhere that have it."""
    lacked = np.flatnonzero((own.sentences == sentence) & ~own.found)
    spans = np.searchsorted(theirs.roots, np.stack([own.roots[lacked], own.roots[lacked] + 1], axis=1))
    elsewhere = [theirs.sentences[first:last] for first, last in spans.tolist()]
    return dict(zip(own.terms[lacked].tolist(), elsewhere, strict=True))


def _borders(corpus: Corpus, body: str, row: int) -> list[int]:
    """Where the clauses of a sentence, by its number in the corpus, begin; and where the last one ends."""
    start, end = int(corpus.sentence_starts[row]), int(corpus.sentence_ends[row])
    found = [x.end() for x in _BORDER.finditer(body, start, end) if start < x.end() < end]
    return [start, *(x for x in found if body[x] not in DASHES or not _is_dated(body[start:x])), end]


def _is_dated(head: str) -> bool:
    """What stands before a dash is a dateline, which is no clause: it ends in "(Reuters)" or "ИНТЕРФАКС"."""
    head = head.rstrip()
    return head.endswith(")") or head[-1:].isupper()


def _pieces(
    corpus: Corpus,
    row: int,
    borders: Sequence[int],
    partners: NDArray[np.int64],
    lacked: Mapping[int, NDArray[np.int32]],
) -> list[Piece]:
    """The pieces of a sentence; it and its partners are numbered within the corpus."""
    first, last = corpus.sentence_words[row : row + 2].tolist()
    at = [first, *(first + np.searchsorted(corpus.starts[first:last], borders[1:-1])).tolist(), last]
    terms = [set(corpus.terms[i:j].tolist()) - {-1} for i, j in pairwise(at)]
    own = _joined([_is_own(some, lacked) for some in terms], [len(some) for some in terms])
    carried = [slice(*span) for span, is_own in zip(pairwise(at), own, strict=True) if not is_own]
    if not any(own) or not any(_copied(corpus, words, partners) for words in carried):
        return []
    pieces = zip(own, pairwise(borders), strict=True)
    groups = [(is_own, [span for _, span in some]) for is_own, some in groupby(pieces, itemgetter(0))]
    return [Piece(spans[0][0], spans[-1][1], is_own) for is_own, spans in groups]


def _is_own(terms: AbstractSet[int], lacked: Mapping[int, NDArray[np.int32]]) -> bool | None:
    """A clause of these terms is carried by no sentence; None where it has no term."""
    if not terms:
        return None
    missing = [lacked[term].tolist() for term in terms if term in lacked]
    together = Counter(sentence for some in missing for sentence in set(some))
    return len(missing) - max(together.values(), default=0) >= MISSING * len(terms)


def _joined(own: Sequence[bool | None], terms: Sequence[int]) -> list[bool]:
    """Which clauses are own: those without terms go with the one before, those too short with the others."""
    known: list[bool] = []
    for one in own:
        known.append(one if one is not None else bool(known) and known[-1])
    joined: list[bool] = []
    for is_own, some in groupby(zip(known, terms, strict=True), itemgetter(0)):
        counts = [count for _, count in some]
        joined += [is_own and sum(counts) >= TERMS] * len(counts)
    return joined


def _copied(corpus: Corpus, words: slice, partners: NDArray[np.int64]) -> bool:
    """Some words on end stand in one of the partners, too."""
    n = GLYPHS if (corpus.marks[words] & GLYPH).any() else RUN
    theirs = {
        run for s in partners for run in _runs(corpus, slice(*corpus.sentence_words[s : s + 2].tolist()), n)
    }
    return not theirs.isdisjoint(_runs(corpus, words, n))


def _runs(corpus: Corpus, words: slice, n: int) -> Iterator[tuple[int, ...]]:
    hashes = corpus.words[words].tolist()
    return zip(*(hashes[k:] for k in range(n)), strict=False)
