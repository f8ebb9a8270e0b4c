from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from syndicate.compare.clauses import Piece
from syndicate.compare.findings import ADDED, CHANGED, REMOVED, REWORDED, Findings
from syndicate.compare.places import Places, by_clauses

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

A = "One thing was said, and another thing was done. Nobody was there."
B = "One thing was said, as ever. It rained. Somebody was there."


def found(*rows: tuple[int, int, int, float]) -> Findings:
    kinds = (np.int8, np.int64, np.int64, np.float64)
    return Findings(*(np.array(x, kind) for x, kind in zip(zip(*rows, strict=True), kinds, strict=True)))


def test_pieces_are_numbered_after_the_sentences(index: Callable[..., Corpus]) -> None:
    places = Places(index(A, B), [A, B])
    assert places.number(0, 0, 0, 20) == 5
    assert places.number(1, 0, 20, 29) == 6
    assert places.number(0, 0, 0, 20) == 5
    frame = places.frame([0, 1])
    assert frame["text"].to_list()[4:] == ["Somebody was there.", "One thing was said,", "as ever."]
    assert frame.select("sentence", "start", "end").rows()[4:] == [(2, 40, 59), (0, 0, 20), (0, 20, 29)]


def test_articles_not_asked_for_have_no_text(index: Callable[..., Corpus]) -> None:
    frame = Places(index(A, B), [A, B]).frame([1])
    assert frame["text"].to_list()[:3] == ["", "", "One thing was said, as ever."]


def test_rows_by_clauses(index: Callable[..., Corpus]) -> None:
    places = Places(index(A, B), [A, B])
    part = found((REWORDED, 0, 2, 0.9), (REWORDED, 1, 4, 0.8), (REMOVED, -1, 3, 0.0))
    own = {0: [Piece(0, 20, own=False), Piece(20, 48, own=True)]}
    theirs = {0: [Piece(0, 20, own=False), Piece(20, 29, own=True)]}
    rows, moved = by_clauses(part, (own, theirs), (0, 1), places)
    assert rows.statuses.tolist() == [CHANGED, ADDED, REWORDED, REMOVED, REMOVED]
    texts = ["", *places.frame([0, 1])["text"].to_list()]
    assert [texts[i + 1] for i in rows.own.tolist()] == [
        "One thing was said,", "and another thing was done.", "Nobody was there.", "", "",
    ]  # fmt: skip
    assert [texts[i + 1] for i in rows.others.tolist()] == [
        "One thing was said,", "", "Somebody was there.", "as ever.", "It rained.",
    ]  # fmt: skip
    assert rows.similarity.tolist() == [0.9, 0.0, 0.8, 0.0, 0.0]
    assert moved == {0: 0, 1: 2}
