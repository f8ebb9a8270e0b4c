"""Weighs a pair of sentences by its neighbours, and a sentence by all its candidates. Reads no words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.likeness import Table

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
# Steps to a pair of sentences nearby, and what a match there says about this one
_NEAR: Final = ((1, 1, 1.0), (1, 2, 0.6), (2, 1, 0.6), (2, 2, 0.6), (1, 0, 0.6), (0, 1, 0.6))
_N_CONTEXT: Final = len(CONTEXT_FEATURES)
_N_SENTENCE: Final = len(SENTENCE_FEATURES)


@compiled
def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-odds))


@compiled
def _odds(probability: float) -> float:
    p = min(max(probability, 0.001), 0.999)
    return float(np.log(p / (1.0 - p)))


@compiled
def _at(p: NDArray[np.float64], i: int, j: int) -> float:
    return p[i, j] if 0 <= i < p.shape[0] and 0 <= j < p.shape[1] else 0.0


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


@compiled
def context_features(
    odds: NDArray[np.float64], forth: NDArray[np.float64], back: NDArray[np.float64]
) -> NDArray[np.float64]:
    """`CONTEXT_FEATURES` of every pair, (n, m, features); the same both ways.

    `odds` are the log odds (n, m) of the pairs alone; `forth` and `back`, (n, m), are the chain's
    posteriors along the rows and along the columns.
    """
    n, m = odds.shape
    p = _sigmoid(odds)
    top, second = _two_largest(p)
    column_top, column_second = _two_largest(p.T)
    rows_matched, columns_matched = top.mean(), column_top.mean()
    features = np.empty((n, m, _N_CONTEXT))
    for i in range(n):
        for j in range(m):
            before = after = 0.0
            for di, dj, worth in _NEAR:
                before = max(before, worth * _at(p, i - di, j - dj))
                after = max(after, worth * _at(p, i + di, j + dj))
            row_rival = second[i] if p[i, j] >= top[i] else top[i]
            column_rival = column_second[j] if p[i, j] >= column_top[j] else column_top[j]
            x, along, across = features[i, j], forth[i, j], back[i, j]
            x[0], x[1], x[2] = odds[i, j], row_rival + column_rival, max(row_rival, column_rival)
            x[3], x[4], x[5] = before, after, before * after
            x[6] = _at(p, i - 1, j) + _at(p, i + 1, j) + _at(p, i, j - 1) + _at(p, i, j + 1)
            x[7], x[8] = rows_matched + columns_matched, min(rows_matched, columns_matched)
            x[9], x[10], x[11] = along + across, along * across, np.sqrt(along * across)
            x[12] = _odds(along) + _odds(across)
    return features


@compiled
def sentence_features(
    odds: NDArray[np.float64], alone: NDArray[np.float64], chain: NDArray[np.float64],
    shared: NDArray[np.void], held: NDArray[np.void],
) -> NDArray[np.float64]:  # fmt: skip
    """`SENTENCE_FEATURES` of every row, (n, features).

    `odds` and `alone` are the log odds (n, m) of the pairs in context and by themselves, `chain` the
    posterior along the rows of `odds`; see `likeness` for `shared` and `held`.
    """
    n, m = odds.shape
    p = _sigmoid(odds)
    top, second = _two_largest(p)
    features = np.empty((n, _N_SENTENCE))
    for i in range(n):
        x, own = features[i], held[i]
        none, covered, best, local, runner_up, rarest, quotes = 1.0, 0.0, -np.inf, 0.0, 0.0, 0.0, 0.0
        for j in range(m):
            cell = shared[i, j]
            none *= 1.0 - min(p[i, j], 0.999)
            best = max(best, alone[i, j])
            covered += cell.local if p[i, j] > MATCHED else 0.0
            runner_up = max(runner_up, min(local, cell.local))
            local, rarest, quotes = max(local, cell.local), max(rarest, cell.rarest), max(quotes, cell.quotes)
        missing = own.names - own.found_names
        x[0], x[1], x[2], x[3] = _odds(top[i]), _odds(1.0 - none), second[i], best
        x[4] = top[i - 1] if i else 0.5
        x[5] = top[i + 1] if i + 1 < n else 0.5
        x[6], x[7] = chain[i].sum(), _odds(chain[i].sum())
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
    return features


def carried_features(
    odds: NDArray[np.float64], alone: NDArray[np.float64], chain: NDArray[np.float64], table: Table
) -> NDArray[np.float64]:
    """`CARRIED_FEATURES` of every row of the table, (n, features); `odds` ... as in `sentence_features`."""
    held, other = table.held_a, table.held_b
    p = _sigmoid(odds)
    quotes = held["quotes"] - table.shared["quotes"].max(axis=1)
    article = [
        p.max(axis=1).mean(),
        p.max(axis=0).mean(),
        _share(held["names"] - held["found_names"], held["weight"]),
        _share(other["names"] - other["found_names"], other["weight"]),
        (held["numbers"] - held["found_numbers"]).clip(max=MANY).mean(),
        _share(held["found"], held["weight"]),
        _share(other["found"], other["weight"]),
        (quotes > QUOTATION).mean(),
        np.log(len(held) / len(other)),
    ]
    own = sentence_features(odds, alone, chain, table.shared, held)
    return np.hstack([own, np.broadcast_to(article, (len(own), len(article)))])


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    return float(part.sum() / max(1.0, whole.sum()))
