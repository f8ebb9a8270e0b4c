"""The articles as columns of numbers: words, terms, sentences, times. Holds them; computes nothing.

The rooms of the middle floor never import each other: this is what passes between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    # Puts the columns of pieces one after another, in memory or elsewhere
    Joining: TypeAlias = Callable[[Iterable[Sequence[NDArray[Any]]]], Sequence[NDArray[Any]]]

# Bits of `Corpus.marks`
NUMBER = 1  # the word holds a digit
CAPITAL = 2  # it starts with an upper-case letter
QUOTED = 4  # it stands inside quotation marks
GLYPH = 8  # one character of a script written without spaces


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """N articles, W words, S sentences, T distinct terms.

    The words of article i are the slice word_bounds[i]:word_bounds[i + 1], its sentences the slice
    sentence_bounds[i]:sentence_bounds[i + 1]; the words of sentence s are the slice
    sentence_words[s]:sentence_words[s + 1]. A term is a stem; in a script without spaces, a pair of
    neighbours.
    """

    articles: Sequence[str]  # N ids
    word_bounds: NDArray[np.int64]  # N + 1
    words: NDArray[np.uint64]  # W, XXH64 of the folded word's UTF-8
    starts: NDArray[np.int32]  # W, first character in the body; empty where nobody asked for spans
    ends: NDArray[np.int32]  # W, one past the last character; likewise
    marks: NDArray[np.uint8]  # W, the bits above
    terms: NDArray[np.int32]  # W, 0..T-1, or -1 where a word carries no term
    sentence_bounds: NDArray[np.int64]  # N + 1
    sentence_words: NDArray[np.int64]  # S + 1
    sentence_starts: NDArray[np.int32]  # S, first character in the body
    sentence_ends: NDArray[np.int32]  # S; the spans of an article tile its body
    term_hashes: NDArray[np.uint64]  # T, the same in every run
    term_weights: NDArray[np.float32]  # T, -ln of the share of articles that use it, >= 0
    term_texts: Sequence[str]  # T, for people
    hours: NDArray[np.float64]  # N, hours since 1970 UTC, NaN where unknown; a day alone is its noon
    slack: NDArray[np.float64]  # N, how far `hours` may be off, in hours: 0, or 12 for a day alone
    languages: NDArray[np.int16]  # N, equal numbers are equal languages, -1 unknown

    @property
    def n_articles(self) -> int:
        """Number of articles, N."""
        return len(self.word_bounds) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What of N articles survives translation: their numbers, and the sound of their names.

    The facts of article i are the slice bounds[i]:bounds[i + 1], in ascending order of key, each once.
    """

    bounds: NDArray[np.int64]  # N + 1
    keys: NDArray[np.uint64]  # equal keys are equal facts, in any language
    surprise: NDArray[np.float32]  # how unlikely it is found by chance, in nats, > 0
    places: NDArray[np.float32]  # where it first stands in the article, 0..1
    named: NDArray[np.bool_]  # it is the sound of a name, not a number
