"""What two articles share, exactly, pair by pair: a row of evidence for each candidate. Decides nothing.

Everything is counted over the terms that inform (see `outline`). Measures that have two directions come as
the larger and the smaller of the two (`_back`): a digest of a long report and a long report of a digest look
alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.match.in_common import terms_in_common
from syndicate.match.outline import read_outline
from syndicate.match.shared_sentences import compare_sentences
from syndicate.match.shared_terms import compare_terms
from syndicate.match.shared_wording import compare_phrases, compare_quotations
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.match.in_common import InCommon
    from syndicate.match.outline import Outline

    Kernel = Callable[[NDArray[np.int32], InCommon, Outline, NDArray[Any]], None]

PAIRS_A_BATCH: Final = 4096  # enough to hide the cost of a batch (a mark for every term), few enough to share

FEATURES: Final = (
    "cosine",  # of term weights x (1 + ln tf)
    "contained",  # share of the weight of an article's terms that the other has
    "contained_back",
    "coverage",  # mean share of a sentence's weight that its partner sentence has, by the sentences' weight
    "coverage_back",
    "covered",  # share of the sentences' weight whose partner has >= shared_sentences.COVERED of theirs
    "covered_back",
    "mostly",  # the same at shared_sentences.MOSTLY
    "mostly_back",
    "best_three",  # mean coverage of the three best covered sentences, of the side where it is larger
    "order",  # share of a's neighbouring covered sentences whose partners come in the same order, 0.5 if none
    "names",  # share of the weight of an article's names that the other has; -1 if a side has none
    "names_back",
    "numbers",  # share of an article's numbers that the other has; -1 if a side has none
    "numbers_back",
    "quotes",  # share of the weight of an article's quoted terms that the other quotes; -1 if a side has none
    "phrases",  # share of the weight of an article's phrases (terms with no other between) that the other has
    "phrases_back",
    "rare",  # ln(1 + shared_terms)
    "shared_terms",  # number of rare terms shared
    "shared_numbers",  # number of numbers shared
    "shared_quotes",  # number of quotations that both carry, counted in the article where they are more
    "sentences_a",  # share of a's sentences, by number, that find a partner in b
    "sentences_b",
    "size_a",  # weight of a's distinct terms
    "size_b",
    "exclusive",  # ln(1 + shared terms, each counted as far as it is exclusive to few wordings)
    "exclusive_numbers",  # the same of numbers
    "shared_facts",  # number of names and numbers that both have
    "facts_apart",  # number of them that only one has, of the side where they are fewer
)
EVIDENCE: Final = np.dtype([(name, np.float32) for name in FEATURES])  # one row, as the kernels fill it in


# What the kernels fill in, the cheap ones first: `screening` may let a pair go before the next.
TERMS: Final = (compare_terms,)
WORDING: Final = (compare_phrases, compare_sentences)
QUOTATIONS: Final = (compare_quotations,)


def gather(
    corpus: Corpus, pairs: NDArray[np.int32], *, outline: Outline | None = None, threads: int | None = None
) -> NDArray[np.float32]:
    """Evidence float32[M, len(FEATURES)] for the pairs int32[M, 2] of article numbers.

    `outline` is `read_outline(corpus)`, where it is read once for many calls.

    Articles that share no term have 0 in every column but their sizes, and -1 where a side has nothing to
    share. The number of threads changes no result.
    """
    found = no_evidence(len(pairs))
    if len(pairs):
        every = (*TERMS, *WORDING, *QUOTATIONS)
        fill(found, pairs, outline or read_outline(corpus), every, threads=threads)
    return found


def no_evidence(n: int) -> NDArray[np.float32]:
    """The evidence float32[n, len(FEATURES)] for n pairs of which nothing is known yet."""
    return np.zeros((n, len(FEATURES)), np.float32)


def fill(
    found: NDArray[np.float32],
    pairs: NDArray[np.int32],
    outline: Outline,
    kernels: Sequence[Kernel],
    *,
    threads: int | None = None,
) -> None:
    """Fill in, for M pairs (M rows of evidence), what these kernels find."""

    def compare(low: int, high: int) -> None:
        some = pairs[low:high]
        fill_batch(found[low:high], some, in_common(some, outline), outline, kernels)

    in_slices(compare, len(pairs), size=PAIRS_A_BATCH, threads=threads)


def in_common(pairs: NDArray[np.int32], outline: Outline) -> InCommon:
    """What M pairs have in common, which all kernels go by: memory for all of it."""
    return terms_in_common(pairs, outline.terms.bounds, outline.terms.values, len(outline.weights))


def fill_batch(
    found: NDArray[np.float32],
    pairs: NDArray[np.int32],
    common: InCommon,
    outline: Outline,
    kernels: Sequence[Kernel],
) -> None:
    """The same of M pairs that have this `in_common`."""
    rows = found.view(EVIDENCE).reshape(-1)
    for kernel in kernels:
        kernel(pairs, common, outline, rows)
