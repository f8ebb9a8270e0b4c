"""Where the sentences of articles, and pieces of sentences, stand and what they say. Compares nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.compare.findings import ADDED, CHANGED, REMOVED, Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syndicate.compare.clauses import Cuts, Piece
    from syndicate.corpus import Corpus


class Places:
    """The sentences of a corpus by number, then pieces of them, numbered as they are asked for."""

    def __init__(self, corpus: Corpus, bodies: Sequence[str]) -> None:
        self.corpus, self.bodies = corpus, bodies
        self.pieces: dict[tuple[int, int, int], int] = {}  # article, start, end -> number
        self._sentences: list[int] = []

    def number(self, article: int, sentence: int, start: int, end: int) -> int:
        """The number of a piece: characters of a sentence of the article."""
        key, n = (article, start, end), len(self.corpus.sentence_starts)
        if key not in self.pieces:
            self.pieces[key] = n + len(self.pieces)
            self._sentences.append(sentence)
        return self.pieces[key]

    def frame(self, articles: Sequence[int]) -> pl.DataFrame:
        """All by number: sentence, start, end, text without the space around it.

        Sentences of other articles than the ones given have no text.
        """
        corpus, bounds = self.corpus, self.corpus.sentence_bounds
        texts = [""] * len(corpus.sentence_starts)
        for i in articles:
            own, body = slice(*bounds[i : i + 2].tolist()), self.bodies[i]
            spans = zip(corpus.sentence_starts[own].tolist(), corpus.sentence_ends[own].tolist(), strict=True)
            texts[own] = [body[start:end].strip() for start, end in spans]
        numbers = np.arange(len(texts)) - np.repeat(bounds[:-1], np.diff(bounds))
        keys = np.array([*self.pieces], np.int64).reshape(-1, 3)
        texts += [self.bodies[i][start:end].strip() for i, start, end in self.pieces]
        return pl.DataFrame({
            "sentence": np.append(numbers, np.array(self._sentences, np.int64)),
            "start": np.append(corpus.sentence_starts.astype(np.int64), keys[:, 1]),
            "end": np.append(corpus.sentence_ends.astype(np.int64), keys[:, 2]),
            "text": pl.Series(texts, dtype=pl.String),
        })  # fmt: skip


def by_clauses(
    part: Findings, cuts: tuple[Cuts, Cuts], pair: tuple[int, int], places: Places
) -> tuple[Findings, dict[int, int]]:
    """The rows of a pair, cut sentences piece by piece; and where the row of each cut or moved one is now.

    A piece that is carried is edited, since a sentence is cut only where a partner has the words of a clause,
    and has the partner of its sentence; of one that is cut, from its first carried piece to its last.
    """
    (a, b), (own_cuts, their_cuts) = pair, cuts
    first_a, first_b = (int(places.corpus.sentence_bounds[i]) for i in pair)

    def carried(j: int) -> int:
        pieces = [x for x in their_cuts.get(j - first_b, ()) if not x.own]
        return places.number(b, j - first_b, pieces[0].start, pieces[-1].end) if pieces else j

    rows: list[tuple[int, int, int, float]] = []
    removed: list[tuple[int, int]] = []  # start, number
    moved: dict[int, int] = {}
    columns = (part.statuses, part.own, part.others, part.similarity)
    for i, (status, own, other, alike) in enumerate(zip(*(x.tolist() for x in columns), strict=True)):
        if status == REMOVED:
            removed.append((int(places.corpus.sentence_starts[other]), other))
            continue
        for piece in own_cuts.get(own - first_a, [None]):
            number = own if piece is None else _numbered(places, a, own - first_a, piece)
            if piece is None or not piece.own:
                moved.setdefault(i, len(rows))
                rows.append(
                    (
                        status if piece is None else CHANGED,
                        number,
                        carried(other) if other >= 0 else -1,
                        alike,
                    )
                )
            else:
                rows.append((ADDED, number, -1, 0.0))
    for j, pieces in their_cuts.items():
        removed += [(x.start, _numbered(places, b, j, x)) for x in pieces if x.own]
    rows += [(REMOVED, -1, number, 0.0) for _, number in sorted(removed)]
    kinds = (np.int8, np.int64, np.int64, np.float64)
    found = Findings(*(np.array(x, kind) for x, kind in zip(zip(*rows, strict=True), kinds, strict=True)))
    return found, moved


def _numbered(places: Places, article: int, sentence: int, piece: Piece) -> int:
    return places.number(article, sentence, piece.start, piece.end)
