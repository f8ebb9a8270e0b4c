"""Which texts hold which of a few hundred words: one pass over their bytes. Knows nothing of the words.

Two bytes tell what can begin at a place, mostly nothing; only there the words that begin so are compared.
"""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba.np.numpy_support import carray

from syndicate.compiled import compiled
from syndicate.lists import bounds_of
from syndicate.text.string_views import pointer, string_views

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_PAIRS: Final = 1 << 16  # of bytes


class Wanted(NamedTuple):
    """W words, in the order of their bytes."""

    words: list[str]
    whole: NDArray[np.bool_]  # W: whether no letter or digit of ASCII may stand next to it
    letters: Bytes  # UTF-8 of all, one after another
    bounds: NDArray[np.int64]  # W + 1, of each in `letters`
    begun: NDArray[np.int64]  # 65,537: words whose first two bytes are k are begun[k] to begun[k + 1]
    begins: NDArray[np.bool_]  # 65,536: whether there are any


def wanted(whole: Mapping[str, bool]) -> Wanted:
    """The words, of two bytes or more each, and whether whole words are meant."""
    words = sorted(whole, key=str.encode)
    spelt = [word.encode() for word in words]
    pairs = np.array([int.from_bytes(one[:2], "big") for one in spelt], np.int64)
    begun = np.searchsorted(pairs, np.arange(_PAIRS + 1))
    return Wanted(
        words,
        np.array([whole[word] for word in words], np.bool_),
        np.frombuffer(b"".join(spelt), np.uint8),
        bounds_of(np.array([len(one) for one in spelt], np.int64)),
        begun,
        np.diff(begun) > 0,
    )


def held(texts: pl.Series, words: Wanted) -> NDArray[np.bool_]:
    """(N, W): which of N texts hold which word."""
    found = np.zeros((len(texts), len(words.words)), np.bool_)
    with string_views(texts) as (addresses, lengths):
        _find(addresses, lengths, _ALNUM, *words[1:], found)
    return found


def _alnum() -> NDArray[np.bool_]:
    table = np.zeros(256, np.bool_)
    table[list((ascii_letters + digits).encode())] = True
    return table


_ALNUM: Final = _alnum()


@compiled
def _find(
    addresses: NDArray[np.uint64],
    lengths: NDArray[np.int64],
    alnum: NDArray[np.bool_],
    whole: NDArray[np.bool_],
    letters: Bytes,
    bounds: NDArray[np.int64],
    begun: NDArray[np.int64],
    begins: NDArray[np.bool_],
    found: NDArray[np.bool_],
) -> None:
    """Mark the words in the texts, which lie at these addresses."""
    one = np.uint64(1)
    for t in range(len(lengths)):
        size = np.uint64(lengths[t])
        content = carray(pointer(addresses[t]), lengths[t], np.uint8)
        for at in range(one, size):
            start = at - one
            pair = np.uint64(content[start]) << np.uint64(8) | np.uint64(content[at])
            if not begins[pair]:
                continue
            for w in range(begun[pair], begun[pair + one]):
                end = start + np.uint64(bounds[w + 1] - bounds[w])
                if end > size or (
                    whole[w]
                    and ((start > 0 and alnum[content[start - one]]) or (end < size and alnum[content[end]]))
                ):
                    continue
                place = np.uint64(bounds[w])
                k = np.uint64(2)
                while start + k < end and content[start + k] == letters[place + k]:
                    k += one
                if start + k == end:
                    found[t, w] = True
