"""Says how surely two sentences say the same, without the articles around them. Aligns nothing.

A logistic score over what is shared by weight (`likeness`) and over the wording: n-grams of words both ways
as BLEU and its kin count them, word order, edits and n-grams of letters (after Madnani, Tetreault and
Chodorow, "Re-examining machine translation metrics for paraphrase identification", NAACL 2012), numbers,
names.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Final

import numpy as np
import regex

from syndicate.compare.layout import lay_out
from syndicate.compare.likeness import PAIR_FEATURES, pair_features, share_tables
from syndicate.compare.scoring import linear, paraphrase_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.compare.postings import Postings
    from syndicate.corpus import Corpus

WORD_GRAMS: Final = (1, 2, 3, 4)
LETTER_GRAMS: Final = (3, 4)
WORDING_FEATURES: Final = (
    *(f"{side}_of_{n}_{unit}" for unit, sizes in (("words", WORD_GRAMS), ("letters", LETTER_GRAMS))
      for n in sizes for side in ("least", "most")),
    "order_least", "order_most", "edits", "longer", "words_ratio", "numbers_both", "numbers_differ",
    "numbers_differ_both", "numbers_apart", "names_both", "names_missing_least", "names_missing_most",
    "words_missing_least", "words_missing_most",
)  # fmt: skip
PARAPHRASE_FEATURES: Final = PAIR_FEATURES + WORDING_FEATURES
LONGEST: Final = 2000  # characters of a text that are read: a sentence has a tenth of that

_WORD: Final = regex.compile(r"\p{Han}|[\p{L}\p{M}\d]+(?:[.,'’][\p{L}\p{M}\d]+)*")
_NUMBER: Final = regex.compile(r"\d[\d.,]*")
_NAME: Final = regex.compile(r"\b\p{Lu}[\p{L}\p{M}\d]+")


def paraphrases(
    corpus: Corpus, bodies: Sequence[str], postings: Postings, pairs: Sequence[tuple[int, int]]
) -> NDArray[np.float64]:
    """Probability, P, that two sentences say the same, for P pairs of articles of one sentence each.

    It is 0 where an article is empty.
    """
    features = paraphrase_features(corpus, bodies, postings, pairs)
    probability = 1.0 / (1.0 + np.exp(-linear(features, paraphrase_weights())))
    return np.where(features.any(axis=1), probability, 0.0)


def paraphrase_features(
    corpus: Corpus, bodies: Sequence[str], postings: Postings, pairs: Sequence[tuple[int, int]]
) -> NDArray[np.float64]:
    """`PARAPHRASE_FEATURES`, (P, features), of P pairs of articles of one sentence; the same both ways.

    Of articles of more sentences the likest two count for what is shared by weight.
    """
    layout = lay_out(corpus.sentence_bounds, pairs)
    by_cell, found = (
        pair_features(share_tables(postings, layout)),
        np.zeros((len(layout), len(PARAPHRASE_FEATURES))),
    )
    for p, (first, last) in enumerate(pairwise(layout.cells.tolist())):
        if last > first:
            found[p, : len(PAIR_FEATURES)] = by_cell[first:last].max(axis=0)
            a, b = (bodies[i][:LONGEST].strip() for i in pairs[p])
            found[p, len(PAIR_FEATURES) :] = wording_features(a, b)
    return found


def wording_features(a: str, b: str) -> list[float]:
    """`WORDING_FEATURES` of two texts."""
    from rapidfuzz.distance import LCSseq, Levenshtein

    words_a, words_b = (_WORD.findall(text.lower()) for text in (a, b))
    found = [share for n in WORD_GRAMS for share in _shares(_grams(words_a, n), _grams(words_b, n))]
    found += [share for n in LETTER_GRAMS for share in _shares(_grams(a.lower(), n), _grams(b.lower(), n))]
    n, m = max(1, len(words_a)), max(1, len(words_b))
    in_order = LCSseq.similarity(words_a, words_b)
    found += [in_order / max(n, m), in_order / min(n, m), Levenshtein.normalized_distance(words_a, words_b)]
    found += [float(abs(n - m)), abs(log(n / m))]
    shared, least, most = _missing(*(_NUMBER.findall(text) for text in (a, b)))
    found += [shared, float(most > 0), float(least > 0), least + most]
    found += [*_missing(*(_NAME.findall(text, 1) for text in (a, b))), *_missing(words_a, words_b)[1:]]
    return found


def _grams(units: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(units[i:] for i in range(n)), strict=False))


def _shares(a: Counter[tuple[str, ...]], b: Counter[tuple[str, ...]]) -> tuple[float, float]:
    """What both have, as shares of the longer and of the shorter."""
    both, n, m = (a & b).total(), max(1, a.total()), max(1, b.total())
    return both / max(n, m), both / min(n, m)


def _missing(a: Sequence[str], b: Sequence[str]) -> tuple[float, float, float]:
    """How many different units both have, and one of them alone: the lesser number and the larger."""
    x, y = set(a), set(b)
    least, most = sorted((len(x - y), len(y - x)))
    return float(len(x & y)), float(least), float(most)
