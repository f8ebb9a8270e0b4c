"""Weighs a pair of sentences by its neighbours, and a sentence by all its candidates. Reads no words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.layout import Layout
    from syndicate.compare.likeness import Tables

    Floats = NDArray[np.float64]
    Bounds = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]  # rows, columns, cells

CONTEXT_FEATURES: Final = (
    "alone", "rivals", "strongest_rival", "before", "after", "between", "neighbours", "matched",
    "matched_least", "chains", "chain_both", "chain_mean", "chain_odds",
)  # fmt: skip
SENTENCE_FEATURES: Final = (
    "best", "any", "second", "best_alone", "before", "after", "chain", "chain_odds", "covered", "local",
    "local_lead", "rarest", "found", "names_missing", "names_missing_share", "numbers_missing",
    "numbers_found", "quotes_missing", "quotes_found", "weight", "short", "very_short", "position",
    "first", "last",
)  # fmt: skip
# Of the whole article, and of the other one: how much of it the other lacks
ARTICLE_FEATURES: Final = (
    "matched", "others_matched", "all_names_missing", "others_names_missing", "all_numbers_missing",
    "all_found", "others_found", "quotations_missing", "length",
)  # fmt: skip
CARRIED_FEATURES: Final = SENTENCE_FEATURES + ARTICLE_FEATURES

SMALL: Final = 2.0  # weight added to every total: a sentence of one common word resembles nothing
MANY: Final = 3.0  # numbers in one sentence that count; more say no more
MATCHED: Final = 0.3  # probability above which a partner's words cover a sentence
QUOTATION: Final = 4.0  # weight of a quotation of two or three plain words
# Logarithms of a sentence's weight below which it says little, and hardly anything
SHORT: Final = 3.0
VERY_SHORT: Final = 2.0
# Steps to a pair of sentences nearby, besides the diagonal one, and how much less a match there says
_ASKEW: Final = ((1, 2), (2, 1), (2, 2), (1, 0), (0, 1))
LESS: Final = 0.6
_N_CONTEXT: Final = len(CONTEXT_FEATURES)
_N_SENTENCE: Final = len(SENTENCE_FEATURES)
_N_CARRIED: Final = len(CARRIED_FEATURES)


@compiled
def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-odds))


@compiled
def _odds(probability: float) -> float:
    p = min(max(probability, 0.001), 0.999)
    return float(np.log(p / (1.0 - p)))


@compiled
def _two_largest(p: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The largest and the second largest of every row, at least 0."""
    top, second = np.zeros(len(p)), np.zeros(len(p))
    for i in range(len(p)):
        for v in p[i]:
            if v > top[i]:
                top[i], second[i] = v, top[i]
            elif v > second[i]:
                second[i] = v
    return top, second


def context_features(odds: Floats, chains: Floats, layout: Layout) -> Floats:
    """`CONTEXT_FEATURES` of every cell, (cells, features); the same both ways.

    `odds` are the log odds of the cells by themselves, `chains` the posteriors of `chain.posteriors`.
    """
    features = np.empty((len(odds), _N_CONTEXT))
    _context_features(odds, chains, layout.bounds, features)
    return features


@compiled
def _context_features(odds: Floats, chains: Floats, bounds: Bounds, features: Floats) -> None:
    rows, columns, cells = bounds
    for q in range(len(cells) - 1):
        n, m, own = rows[q + 1] - rows[q], columns[q + 1] - columns[q], slice(cells[q], cells[q + 1])
        if n and m:
            forth, back = chains[0][own].reshape(n, m), chains[1][own].reshape(n, m)
            _features_in_context(odds[own].reshape(n, m), forth, back, features[own])


@compiled
def _features_in_context(odds: Floats, forth: Floats, back: Floats, features: Floats) -> None:
    n, m = odds.shape
    p = _sigmoid(odds)
    top, second = _two_largest(p)
    column_top, column_second = _two_largest(p.T)
    rows_matched, columns_matched = top.mean(), column_top.mean()
    near = np.zeros((n + 4, m + 4))  # with an edge as wide as the farthest neighbour
    near[2 : n + 2, 2 : m + 2] = p
    for i in range(n):
        for j in range(m):
            y, z = i + 2, j + 2
            before, after = near[y - 1, z - 1], near[y + 1, z + 1]
            for di, dj in _ASKEW:
                before = max(before, LESS * near[y - di, z - dj])
                after = max(after, LESS * near[y + di, z + dj])
            row_rival = second[i] if p[i, j] >= top[i] else top[i]
            column_rival = column_second[j] if p[i, j] >= column_top[j] else column_top[j]
            x, along, across = features[i * m + j], forth[i, j], back[i, j]
            x[0], x[1], x[2] = odds[i, j], row_rival + column_rival, max(row_rival, column_rival)
            x[3], x[4], x[5] = before, after, before * after
            x[6] = near[y - 1, z] + near[y + 1, z] + near[y, z - 1] + near[y, z + 1]
            x[7], x[8] = rows_matched + columns_matched, min(rows_matched, columns_matched)
            x[9], x[10], x[11] = along + across, along * across, np.sqrt(along * across)
            x[12] = _odds(along) + _odds(across)


def carried_features(odds: Floats, alone: Floats, chains: Floats, tables: Tables) -> tuple[Floats, Floats]:
    """`CARRIED_FEATURES` of every row and of every column, (rows, features) and (columns, features).

    `odds` and `alone` are the log odds of the cells in context and by themselves, `chains` the posteriors of
    `odds`.
    """
    features = tuple(np.zeros((len(held), _N_CARRIED)) for held in (tables.rows, tables.columns))
    _carried_features(
        (odds, alone, chains), tables.layout.bounds, tables.shared, tables.rows, tables.columns, *features
    )
    return features[0], features[1]


@compiled
def _carried_features(
    known: tuple[Floats, Floats, Floats], bounds: Bounds, shared: NDArray[np.void],
    held_a: NDArray[np.void], held_b: NDArray[np.void], out_rows: Floats, out_columns: Floats,
) -> None:  # fmt: skip
    odds, alone, chains = known
    rows, columns, cells = bounds
    for q in range(len(cells) - 1):
        n, m, own = rows[q + 1] - rows[q], columns[q + 1] - columns[q], slice(cells[q], cells[q + 1])
        if n == 0 or m == 0:
            continue
        a, b = held_a[rows[q] : rows[q + 1]], held_b[columns[q] : columns[q + 1]]
        x, y = out_rows[rows[q] : rows[q + 1]], out_columns[columns[q] : columns[q + 1]]
        p, likely = _sigmoid(odds[own]).reshape(n, m), alone[own].reshape(n, m)
        forth, back = chains[0][own].reshape(n, m), chains[1][own].reshape(n, m)
        table = shared[own].reshape(n, m)
        _sentence_features(p, likely, forth, table, a, x)
        _sentence_features(p.T, likely.T, back.T, table.T, b, y)
        _article_features(p, table, a, b, x)
        _article_features(p.T, table.T, b, a, y)


@compiled
def _sentence_features(
    p: Floats,
    alone: Floats,
    chain: Floats,
    shared: NDArray[np.void],
    held: NDArray[np.void],
    features: Floats,
) -> None:
    """`SENTENCE_FEATURES` of every row of a pair."""
    n, m = p.shape
    top, second = _two_largest(p)
    for i in range(n):
        x, own = features[i], held[i]
        none, covered, best, local, runner_up, rarest, quotes = 1.0, 0.0, -np.inf, 0.0, 0.0, 0.0, 0.0
        told = 0.0
        for j in range(m):
            cell = shared[i, j]
            none *= 1.0 - min(p[i, j], 0.999)
            best = max(best, alone[i, j])
            told += chain[i, j]
            covered += cell.local if p[i, j] > MATCHED else 0.0
            runner_up = max(runner_up, min(local, cell.local))
            local, rarest, quotes = max(local, cell.local), max(rarest, cell.rarest), max(quotes, cell.quotes)
        missing = own.names - own.found_names
        x[0], x[1], x[2], x[3] = _odds(top[i]), _odds(1.0 - none), second[i], best
        x[4] = top[i - 1] if i else 0.5
        x[5] = top[i + 1] if i + 1 < n else 0.5
        x[6], x[7] = told, _odds(told)
        x[8] = min(1.0, covered / (own.local + SMALL))
        x[9], x[10] = np.log1p(local), np.log1p(local) - np.log1p(runner_up)
        x[11] = np.sqrt(rarest)
        x[12] = own.found / (own.weight + SMALL)
        x[13], x[14] = np.log1p(missing), missing / (own.weight + SMALL)
        x[15] = min(own.numbers - own.found_numbers, MANY)
        x[16] = min(own.found_numbers, MANY)
        x[17], x[18] = np.log1p(max(0.0, own.quotes - quotes)), np.log1p(quotes)
        x[19] = np.log(own.weight + SMALL)
        x[20] = max(0.0, SHORT - x[19])
        x[21] = max(0.0, VERY_SHORT - np.log(own.weight + 1.0))
        x[22] = (i + 0.5) / n
        x[23], x[24] = np.float64(i == 0), np.float64(i == n - 1)


@compiled
def _article_features(
    p: Floats, shared: NDArray[np.void], held: NDArray[np.void], other: NDArray[np.void], features: Floats
) -> None:
    """`ARTICLE_FEATURES`, behind the others of every row of a pair."""
    n, m = p.shape
    x = np.zeros(_N_CARRIED - _N_SENTENCE)
    numbers = 0.0
    for i in range(n):
        quotes = 0.0
        for j in range(m):
            quotes = max(quotes, shared[i, j].quotes)
        x[7] += (held[i].quotes - quotes > QUOTATION) / n
        numbers += min(held[i].numbers - held[i].found_numbers, MANY)
    x[0], x[1] = _two_largest(p)[0].mean(), _two_largest(p.T)[0].mean()
    x[2], x[5] = _shares(held)
    x[3], x[6] = _shares(other)
    x[4], x[8] = numbers / n, np.log(n / m)
    features[:, _N_SENTENCE:] = x


@compiled
def _shares(held: NDArray[np.void]) -> tuple[float, float]:
    """Of the weight of all sentences, what is names missing from the other article, and what it has too."""
    weight = missing = found = 0.0
    for own in held:
        weight += own.weight
        missing += own.names - own.found_names
        found += own.found
    weight = max(1.0, weight)
    return missing / weight, found / weight
