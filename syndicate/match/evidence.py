"""What two articles share, exactly, pair by pair: a row of evidence for each candidate. Decides nothing.

Everything is counted over the terms that inform (see `outline`). Measures that have two directions come as
the larger and the smaller of the two (`_back`): a digest of a long report and a long report of a digest look
alike.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.match.exclusive import compare_exclusive
from syndicate.match.outline import read_outline
from syndicate.match.shared_sentences import compare_sentences
from syndicate.match.shared_terms import compare_terms
from syndicate.match.shared_wording import compare_wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.match.outline import Outline

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


def gather(
    corpus: Corpus, pairs: NDArray[np.int32], *, outline: Outline | None = None, threads: int = 2
) -> NDArray[np.float32]:
    """Evidence float32[M, len(FEATURES)] for the pairs int32[M, 2] of article numbers.

    `outline` is `read_outline(corpus)`, where it is read once for many calls.

    Articles that share no term have 0 in every column but their sizes, and -1 where a side has nothing to
    share. The number of threads changes no result.
    """
    rows = np.zeros(len(pairs), EVIDENCE)
    if not len(pairs):
        return rows.view(np.float32).reshape(0, len(FEATURES))
    outline = outline or read_outline(corpus)

    def compare(low: int) -> None:
        batch, found = pairs[low : low + PAIRS_A_BATCH], rows[low : low + PAIRS_A_BATCH]
        compare_terms(batch, outline, found)
        compare_sentences(batch, outline, found)
        compare_wording(batch, outline, found)
        compare_exclusive(batch, outline, found)

    with ThreadPoolExecutor(max(1, threads)) as pool:
        list(pool.map(compare, range(0, len(pairs), PAIRS_A_BATCH)))
    return rows.view(np.float32).reshape(len(pairs), len(FEATURES))
