"""Writes down what an article kept, edited, rewrote, added and left out. Decides no alignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate import schema
from syndicate.compare.align import align_pairs, align_sentences
from syndicate.compare.claims import altered_claims, word_roots
from syndicate.compare.facts import changed_numbers
from syndicate.compare.paraphrase import paraphrases
from syndicate.compare.postings import read_postings
from syndicate.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from syndicate.compare.align import Alignment
    from syndicate.compare.postings import Postings
    from syndicate.corpus import Corpus

# Mean share of a sentence's words, and pairs of neighbouring words, that its partners have. Between edited
# and rewritten sentences of the labelled set it parts all but 3 in 1,000, and hardly one lies between .4
# and .6.
EDITED: Final = 0.5
KEPT, CHANGED, REWORDED, ADDED, REMOVED = range(len(schema.STATUSES))  # places of the statuses
_MIX: Final = np.uint64(0x9E3779B185EBCA87)


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """R rows: which sentence is what to which, numbered within the corpus; -1 for none."""

    statuses: NDArray[np.int8]  # place in `schema.STATUSES`
    own: NDArray[np.int64]
    others: NDArray[np.int64]
    similarity: NDArray[np.float64]


def residue(
    corpus: Corpus, bodies: Sequence[str], pairs: Sequence[tuple[int, int]], clusters: Sequence[str] = ()
) -> pl.DataFrame:
    """`schema.RESIDUE` of pairs (article, other) of article numbers, in the order given.

    For each pair the sentences of `article` in text order, then those of `other` that nothing in `article`
    carries. `bodies` are the texts of all articles of the corpus; `clusters` are ids parallel to the pairs,
    or nothing.
    """
    chosen = sorted({i for pair in pairs for i in pair})
    postings, known = read_postings(corpus, bodies, chosen), _Roots(bodies)
    parts, altered, n = [], dict[int, str](), 0
    for pair, alignment in zip(pairs, _alignments(corpus, bodies, postings, pairs), strict=True):
        part = findings(corpus, pair, alignment)
        parts.append(part)
        notes = dict(changed_numbers(bodies, postings, pair, alignment))
        for i in np.flatnonzero(part.statuses == CHANGED).tolist():
            texts = (
                _text(corpus, bodies, pair[0], [i]),
                _text(corpus, bodies, pair[1], alignment.partners(i)),
            )
            notes[i] = notes.get(i, []) + list(altered_claims(*texts, known[pair[0]], known[pair[1]]))
        altered |= {n + i: "; ".join(told) for i, told in notes.items()}
        n += len(part.own)
    of_pair = np.repeat(np.arange(len(parts)), [len(part.own) for part in parts])
    keys = {
        "cluster": pl.Series(clusters or [""] * len(pairs), dtype=pl.String).gather(of_pair),
        **{
            name: pl.Series(corpus.articles, dtype=pl.String).gather(side[of_pair])
            for name, side in zip(
                ("article", "other"), np.array(pairs, np.int64).reshape(-1, 2).T, strict=True
            )
        },
    }
    return _frame(keys, _joined(parts), altered, _sentences(corpus, bodies, chosen))


class _Roots(dict[int, set[str]]):
    """By article, the roots of all its words, read when they are first asked for."""

    def __init__(self, bodies: Sequence[str]) -> None:
        super().__init__()
        self.bodies = bodies

    def __missing__(self, article: int) -> set[str]:
        self[article] = word_roots(self.bodies[article])
        return self[article]


def _text(corpus: Corpus, bodies: Sequence[str], article: int, sentences: Iterable[int]) -> str:
    """Some sentences of an article, one after the other."""
    own = [corpus.sentence_bounds[article] + s for s in sentences]
    return " ".join(bodies[article][corpus.sentence_starts[s] : corpus.sentence_ends[s]].strip() for s in own)


def _alignments(
    corpus: Corpus, bodies: Sequence[str], postings: Postings, pairs: Sequence[tuple[int, int]]
) -> Iterator[Alignment]:
    """The alignments of all pairs; where both articles are one sentence, its own score decides."""
    n = np.diff(corpus.sentence_bounds)
    lone = [pair for pair in pairs if n[pair[0]] == n[pair[1]] == 1]
    alike = dict(zip(lone, paraphrases(corpus, bodies, postings, lone).tolist(), strict=True))
    for pair, alignment in zip(pairs, align_pairs(corpus, postings, pairs), strict=True):
        yield align_sentences(alignment, alike[pair]) if pair in alike else alignment


def _joined(parts: Sequence[Findings]) -> Findings:
    nothing = Findings(np.empty(0, np.int8), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    columns = zip(*((x.statuses, x.own, x.others, x.similarity) for x in (nothing, *parts)), strict=True)
    return Findings(*(np.concatenate(column) for column in columns))


def _sentences(corpus: Corpus, bodies: Sequence[str], articles: Sequence[int]) -> pl.DataFrame:
    """All sentences of the corpus: number, start, end, text without the space around it.

    Those of other articles than the ones given have no text.
    """
    bounds = corpus.sentence_bounds
    texts = [""] * len(corpus.sentence_starts)
    for i in articles:
        own, body = slice(*bounds[i : i + 2].tolist()), bodies[i]
        spans = zip(corpus.sentence_starts[own].tolist(), corpus.sentence_ends[own].tolist(), strict=True)
        texts[own] = [body[start:end].strip() for start, end in spans]
    return pl.DataFrame({
        "sentence": np.arange(len(texts)) - np.repeat(bounds[:-1], np.diff(bounds)),
        "start": corpus.sentence_starts.astype(np.int64),
        "end": corpus.sentence_ends.astype(np.int64),
        "text": pl.Series(texts, dtype=pl.String),
    })  # fmt: skip


def _frame(
    keys: Mapping[str, pl.Series], found: Findings, altered: Mapping[int, str], sentences: pl.DataFrame
) -> pl.DataFrame:
    """The table of all rows."""
    notes = np.full(len(found.own), "", object)
    notes[list(altered)] = list(altered.values())
    own, others = (_or_null(side) for side in (found.own, found.others))
    shown = _or_null(np.where(found.statuses == REMOVED, found.others, found.own))
    mine = {name: sentences[name].gather(own) for name in ("sentence", "start", "end")}
    theirs = {
        f"other_{name}": sentences[name].gather(others) for name in ("sentence", "start", "end", "text")
    }
    columns = {
        **keys,
        **mine,
        **theirs,
        "status": pl.Series(schema.STATUSES).gather(found.statuses),
        "text": sentences["text"].gather(shown),
        "other_text": theirs["other_text"].fill_null(""),
        "similarity": found.similarity.round(4),
        "altered": pl.Series(notes, dtype=pl.String),
    }
    return schema.RESIDUE.frame({name: columns[name] for name in schema.RESIDUE.columns})


def _or_null(places: NDArray[np.int64]) -> pl.Series:
    numbers = pl.Series(places)
    return numbers.set(numbers < 0, None)


def findings(corpus: Corpus, pair: tuple[int, int], alignment: Alignment) -> Findings:
    """The rows of one pair: each sentence of its first article, then the removed ones of the other."""
    x, (a, b) = alignment, pair
    gone = np.flatnonzero(~x.carried)
    room = len(x.best) + len(gone)
    rows = Findings(np.full(room, REMOVED, np.int8), np.full(room, -1), np.full(room, -1), np.zeros(room))
    rows.own[: len(x.best)] = np.arange(*corpus.sentence_bounds[a : a + 2])
    rows.others[: len(x.best)] = np.where(x.best < 0, -1, x.best + corpus.sentence_bounds[b])
    rows.others[len(x.best) :] = gone + corpus.sentence_bounds[b]
    rows.similarity[: len(x.best)] = x.similarity
    own, theirs = (corpus.sentence_words[corpus.sentence_bounds[i] :] for i in pair)
    _tell(x.best, x.kept, x.links, corpus.words, own, theirs, rows.statuses)
    return rows


@compiled
def _tell(
    best: NDArray[np.int64], kept: NDArray[np.bool_], links: NDArray[np.int64], words: NDArray[np.uint64],
    own: NDArray[np.int64], theirs: NDArray[np.int64], statuses: NDArray[np.int8],
) -> None:  # fmt: skip
    """Write the status of every sentence; `own` and `theirs` are the first words of the sentences."""
    at = 0
    for i in range(len(best)):
        first = at
        while at < len(links) and links[at, 0] == i:
            at += 1
        if best[i] < 0:
            statuses[i] = ADDED
        elif kept[i]:
            statuses[i] = KEPT
        else:
            alike = same_wording(words[own[i] : own[i + 1]], _words_of(links[first:at, 1], words, theirs))
            statuses[i] = CHANGED if alike >= EDITED else REWORDED


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
    known = np.sort(theirs)
    places = np.searchsorted(known, own)
    count = 0.0
    for i in range(len(own)):
        if places[i] < len(known) and known[places[i]] == own[i]:
            count += 1.0
    return count


@compiled
def _pairs(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash for each pair of neighbours."""
    return (words[:-1] * _MIX) ^ words[1:]
