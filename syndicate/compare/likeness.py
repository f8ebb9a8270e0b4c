"""Measures how alike the sentences of two articles are, every one with every one. Decides nothing.

All evidence is additive over what two sentences share, so one merge of the articles' postings fills the
table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compare.agreement import share_numbers
from syndicate.compare.company import COMPANY_FEATURES, company_features
from syndicate.compare.meaning import read_meaning
from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, NUMBER, QUOTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.layout import Layout
    from syndicate.compare.meaning import Meaning, Vectors
    from syndicate.compare.postings import Postings

# What two sentences share: weight of terms, the same counting terms that are rare in these two articles,
# the rarest such term, names and figures, words in quotation marks, numbers that agree.
SHARED: Final = np.dtype(
    [(name, "f8") for name in ("weight", "local", "rarest", "names", "quotes", "numbers")]
)
# What one sentence has, and what of that stands anywhere in the other article.
HELD: Final = np.dtype([
    (name, "f8") for name in (
        "weight", "local", "names", "quotes", "numbers", "found", "found_names", "found_numbers", "words",
    )
])  # fmt: skip
PAIR_FEATURES: Final = (
    "local", "cosine", "covered_short", "covered_long", "cosine_plain", "rarest", "names", "quotes",
    "numbers", "distance", "distance_root", "short", "lengths", "cosine_found", *COMPANY_FEATURES,
)  # fmt: skip

RELATED: Final = 0.5  # of a term's weight counts where two terms have only their root in common
SMALL: Final = 2.0  # weight added to every total: a sentence of one common word resembles nothing
_NAMED: Final = CAPITAL | NUMBER
_N_PAIR: Final = len(PAIR_FEATURES)


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What the sentences of each pair of articles share, and what each has by itself, as laid out."""

    layout: Layout
    shared: NDArray[np.void]  # SHARED, by cell
    rows: NDArray[np.void]  # HELD
    columns: NDArray[np.void]  # HELD
    company: NDArray[np.float64]  # COMPANY_FEATURES, by cell
    meaning: Meaning | None = None  # where it is known


def share_tables(postings: Postings, layout: Layout, vectors: Vectors | None = None) -> Tables:
    """The tables of all pairs of a layout; `vectors` say what the sentences of all its articles mean."""
    p = postings
    rows, columns, cells = (int(bounds[-1]) for bounds in layout.bounds)
    tables = Tables(
        layout, np.zeros(cells, SHARED), np.zeros(rows, HELD), np.zeros(columns, HELD),
        company_features(postings, layout), None if vectors is None else read_meaning(vectors, layout),
    )  # fmt: skip
    _fill_tables(
        layout.pairs, layout.bounds, p.bounds, (p.roots, p.terms, p.sentences, p.marks, p.weights),
        tables.shared, (tables.rows, tables.columns),
    )  # fmt: skip
    share_numbers((p.number_bounds, p.numbers), layout, tables.shared, (tables.rows, tables.columns))
    return tables


Bounds = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]  # rows, columns, cells
Side = tuple[
    "NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.uint8]", "NDArray[np.float32]"
]  # roots, terms, sentences, marks, weights of one article's postings


@compiled
def fill_terms(
    a: Side, b: Side, shared: NDArray[np.void], held_a: NDArray[np.void], held_b: NDArray[np.void]
) -> None:
    """Merge the postings of two articles, root by root."""
    roots_a, terms_a, sentences_a, marks_a, weights_a = a
    roots_b, terms_b, sentences_b, marks_b, weights_b = b
    size = np.log(len(held_a) + len(held_b) + 1.0)
    i, j = 0, 0
    while i < len(roots_a) or j < len(roots_b):
        root = (
            roots_a[i] if j >= len(roots_b) or (i < len(roots_a) and roots_a[i] <= roots_b[j]) else roots_b[j]
        )
        next_a, next_b = i, j
        while next_a < len(roots_a) and roots_a[next_a] == root:
            next_a += 1
        while next_b < len(roots_b) and roots_b[next_b] == root:
            next_b += 1
        # 1 where a root stands once on either side, 0 where it is in every sentence
        used = next_a - i + next_b - j
        rarity = max(0.0, (size - np.log(used)) / (size - np.log(2.0))) if used > 2 else 1.0
        _hold(a, (i, next_a), rarity, next_b > j, held_a)
        _hold(b, (j, next_b), rarity, next_a > i, held_b)
        for x in range(i, next_a):
            for y in range(j, next_b):
                cell = shared[sentences_a[x], sentences_b[y]]
                weight = min(weights_a[x], weights_b[y]) * (1.0 if terms_a[x] == terms_b[y] else RELATED)
                both = marks_a[x] & marks_b[y]
                cell.weight += weight
                cell.local += weight * rarity
                cell.rarest = max(cell.rarest, weight * rarity)
                if both & _NAMED:
                    cell.names += weight * rarity
                if both & QUOTED:
                    cell.quotes += weight
        i, j = next_a, next_b


@compiled
def _hold(side: Side, span: tuple[int, int], rarity: float, elsewhere: bool, held: NDArray[np.void]) -> None:
    """Add the postings of one root, first and past the last, to what their sentences have."""
    _, _, sentences, marks, weights = side
    for x in range(span[0], span[1]):
        row = held[sentences[x]]
        row.weight += weights[x]
        row.local += weights[x] * rarity
        row.words += 1.0
        if marks[x] & QUOTED:
            row.quotes += weights[x]
        if marks[x] & _NAMED:
            row.names += weights[x]
        if elsewhere:
            row.found += weights[x]
            if marks[x] & _NAMED:
                row.found_names += weights[x]


@compiled
def _fill_tables(
    pairs: NDArray[np.int64], bounds: Bounds, term_bounds: NDArray[np.int64], postings: Side,
    shared: NDArray[np.void], held: tuple[NDArray[np.void], NDArray[np.void]],
) -> None:  # fmt: skip
    """Fill the tables of all pairs with what their terms say."""
    roots, terms, sentences, marks, weights = postings
    rows, columns, cells = bounds
    for p in range(len(pairs)):
        i, j = pairs[p]
        if cells[p] == cells[p + 1]:
            continue
        a = slice(term_bounds[i], term_bounds[i + 1])
        b = slice(term_bounds[j], term_bounds[j + 1])
        held_a, held_b = held[0][rows[p] : rows[p + 1]], held[1][columns[p] : columns[p + 1]]
        table = shared[cells[p] : cells[p + 1]].reshape(len(held_a), len(held_b))
        fill_terms(
            (roots[a], terms[a], sentences[a], marks[a], weights[a]),
            (roots[b], terms[b], sentences[b], marks[b], weights[b]), table, held_a, held_b,
        )  # fmt: skip


def pair_features(tables: Tables) -> NDArray[np.float64]:
    """`PAIR_FEATURES` of every cell, (cells, features); the same both ways.

    Where the meaning of the sentences is known, `MEANING_FEATURES` follow.
    """
    features = np.empty((len(tables.shared), _N_PAIR))
    _pair_features(tables.layout.bounds, tables.shared, tables.rows, tables.columns, features)
    features[:, -len(COMPANY_FEATURES) :] = tables.company
    return features if tables.meaning is None else np.hstack([features, tables.meaning.cells])


@compiled
def _pair_features(
    bounds: Bounds, shared: NDArray[np.void], held_a: NDArray[np.void], held_b: NDArray[np.void],
    features: NDArray[np.float64],
) -> None:  # fmt: skip
    rows, columns, cells = bounds
    long_a, long_b = _logarithms(held_a), _logarithms(held_b)
    for p in range(len(cells) - 1):
        n, m = rows[p + 1] - rows[p], columns[p + 1] - columns[p]
        for i in range(n):
            for j in range(m):
                r, q = rows[p] + i, columns[p] + j
                cell, a, b, x = (
                    shared[cells[p] + i * m + j],
                    held_a[r],
                    held_b[q],
                    features[cells[p] + i * m + j],
                )
                distance = abs((i + 0.5) / n - (j + 0.5) / m)
                x[0] = np.log1p(cell.local) if cell.local else 0.0
                x[1] = cell.local / np.sqrt((a.local + SMALL) * (b.local + SMALL))
                x[2] = cell.local / (min(a.local, b.local) + SMALL)
                x[3] = cell.local / (max(a.local, b.local) + SMALL)
                x[4] = cell.weight / np.sqrt((a.weight + SMALL) * (b.weight + SMALL))
                x[5] = np.sqrt(cell.rarest)
                x[6] = np.log1p(cell.names) if cell.names else 0.0
                x[7] = np.log1p(cell.quotes) if cell.quotes else 0.0
                x[8] = min(cell.numbers, 2.0)
                x[9] = distance
                x[10] = np.sqrt(distance)
                x[11] = min(long_a[r], long_b[q])
                x[12] = abs(long_a[r] - long_b[q])
                x[13] = cell.local / np.sqrt((a.found + SMALL) * (b.found + SMALL))


@compiled
def _logarithms(held: NDArray[np.void]) -> NDArray[np.float64]:
    """How much each sentence has to match, as a logarithm."""
    logarithms = np.empty(len(held))
    for i in range(len(held)):
        logarithms[i] = np.log(held[i].local + SMALL)
    return logarithms
