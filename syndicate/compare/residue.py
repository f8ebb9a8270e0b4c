"""Writes down what an article kept, edited, rewrote, added and left out. Decides no alignment."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate import schema
from syndicate.compare.agreement import may_differ
from syndicate.compare.align import align_pairs, align_sentences
from syndicate.compare.alignment import together
from syndicate.compare.claims import altered_claims, word_roots
from syndicate.compare.clauses import cut_clauses
from syndicate.compare.facts import changed_numbers
from syndicate.compare.findings import CHANGED, REMOVED, Findings, findings
from syndicate.compare.paraphrase import paraphrases
from syndicate.compare.places import Places, by_clauses
from syndicate.compare.postings import read_postings
from syndicate.counting import nobody

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from syndicate.compare.alignment import Alignment, Compared
    from syndicate.compare.meaning import Meanings
    from syndicate.compare.postings import Postings
    from syndicate.corpus import Corpus
    from syndicate.counting import Told

_TELLING: Final = 32  # pairs that are written down together, between two tellings of how many are compared


def residue(
    corpus: Corpus,
    bodies: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    clusters: Sequence[str] = (),
    *,
    told: Told = nobody,
    meanings: Meanings | None = None,
    clauses: bool = False,
) -> pl.DataFrame:
    """`schema.RESIDUE` of pairs (article, other) of article numbers, in the order given.

    For each pair the sentences of `article` in text order, then those of `other` that nothing in `article`
    carries. `bodies` are the texts of all articles of the corpus; `clusters` are ids parallel to the pairs,
    or nothing. `told` hears how many pairs are compared; `meanings` are asked about the
    articles of those pairs that words leave open. With `clauses` a sentence that is carried in part has a row
    for each part, see `clauses`.
    """
    chosen = sorted({i for pair in pairs for i in pair})
    postings, known, places = read_postings(corpus, bodies, chosen), _Roots(bodies), Places(corpus, bodies)
    parts, altered, rounded, n = list[Findings](), dict[int, str](), dict[int, str](), 0
    compared = zip(pairs, _alignments(corpus, bodies, postings, pairs, meanings), strict=True)
    while some := list(islice(compared, _TELLING)):
        found = together(some)
        differing = may_differ((postings.number_bounds, postings.numbers), found).tolist()
        for (pair, alignment), rows, differ in zip(some, findings(corpus, found), differing, strict=True):
            numbers = dict(changed_numbers(bodies, postings, pair, alignment)) if differ else {}
            notes = {i: changes.altered for i, changes in numbers.items()}
            for i, claims in _changed_claims(corpus, bodies, known, (pair, alignment), rows):
                notes[i] = notes.get(i, []) + claims
            part, at = rows, {i: i for i in notes}
            if clauses and any(cuts := cut_clauses(corpus, bodies, postings, pair, alignment)):
                part, at = by_clauses(rows, cuts, pair, places)
            parts.append(part)
            altered |= {n + at[i]: "; ".join(told) for i, told in notes.items()}
            rounded |= {n + at[i]: "; ".join(changes.rounded) for i, changes in numbers.items()}
            n += len(part.own)
        if len(some) == _TELLING:
            told(len(parts))
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
    return _frame(keys, _joined(parts), altered, rounded, places.frame(chosen))


class _Roots(dict[int, set[str]]):
    """By article, the roots of all its words, read when they are first asked for."""

    def __init__(self, bodies: Sequence[str]) -> None:
        super().__init__()
        self.bodies = bodies

    def __missing__(self, article: int) -> set[str]:
        self[article] = word_roots(self.bodies[article])
        return self[article]


def _changed_claims(
    corpus: Corpus, bodies: Sequence[str], known: _Roots, compared: Compared, rows: Findings
) -> Iterator[tuple[int, list[str]]]:
    """(sentence, what it changed besides numbers) of the edited sentences of a pair."""
    (a, b), alignment = compared
    for i, status in enumerate(rows.statuses.tolist()):
        if status == CHANGED:
            after, before = (
                _text(corpus, bodies, a, [i]),
                _text(corpus, bodies, b, alignment.partners(i)),
            )
            yield i, list(altered_claims(after, before, known, (a, b)))


def _text(corpus: Corpus, bodies: Sequence[str], article: int, sentences: Iterable[int]) -> str:
    """Some sentences of an article, one after the other."""
    own = [corpus.sentence_bounds[article] + s for s in sentences]
    return " ".join(bodies[article][corpus.sentence_starts[s] : corpus.sentence_ends[s]].strip() for s in own)


def _alignments(
    corpus: Corpus,
    bodies: Sequence[str],
    postings: Postings,
    pairs: Sequence[tuple[int, int]],
    meanings: Meanings | None,
) -> Iterator[Alignment]:
    """The alignments of all pairs; where both articles are one sentence, its own score decides."""
    n = np.diff(corpus.sentence_bounds)
    lone = [pair for pair in pairs if n[pair[0]] == n[pair[1]] == 1]
    alike = dict(zip(lone, paraphrases(corpus, bodies, postings, lone).tolist(), strict=True))
    aligned = align_pairs(corpus, postings, pairs)
    if meanings:
        aligned = _with_meaning(corpus, postings, pairs, list(aligned), meanings)
    for pair, alignment in zip(pairs, aligned, strict=True):
        yield align_sentences(alignment, alike[pair]) if pair in alike else alignment


def _with_meaning(
    corpus: Corpus,
    postings: Postings,
    pairs: Sequence[tuple[int, int]],
    alignments: Sequence[Alignment],
    meanings: Meanings,
) -> Iterator[Alignment]:
    """The alignments, those that are open done again by what the sentences mean."""
    asked = [pair for pair, alignment in zip(pairs, alignments, strict=True) if alignment.open]
    vectors = meanings(sorted({i for pair in asked for i in pair})) if asked else {}
    again = align_pairs(corpus, postings, asked, vectors)
    for alignment in alignments:
        yield next(again) if alignment.open else alignment


def _joined(parts: Sequence[Findings]) -> Findings:
    nothing = Findings(np.empty(0, np.int8), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    columns = zip(*((x.statuses, x.own, x.others, x.similarity) for x in (nothing, *parts)), strict=True)
    return Findings(*(np.concatenate(column) for column in columns))


def _frame(
    keys: Mapping[str, pl.Series],
    found: Findings,
    altered: Mapping[int, str],
    rounded: Mapping[int, str],
    sentences: pl.DataFrame,
) -> pl.DataFrame:
    """The table of all rows; `altered` and `rounded` are told by row."""
    notes = np.full((2, len(found.own)), "", object)
    for column, told in zip(notes, (altered, rounded), strict=True):
        column[list(told)] = list(told.values())
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
        "altered": pl.Series(notes[0], dtype=pl.String),
        "rounded": pl.Series(notes[1], dtype=pl.String),
    }
    return schema.RESIDUE.frame({name: columns[name] for name in schema.RESIDUE.columns})


def _or_null(places: NDArray[np.int64]) -> pl.Series:
    numbers = pl.Series(places)
    return numbers.set(numbers < 0, None)
