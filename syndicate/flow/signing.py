"""Texts to signatures, and to nothing else: the fastest way to sign a column of strings. Finds no pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.parallel import in_slices
from syndicate.settings import Settings
from syndicate.sketch.signature import sign_into
from syndicate.text.word_hashes import HashReader

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SLICE: Final = 4096  # texts that a thread takes at a time
_BATCH: Final = 128  # texts read and signed together, see `HashReader`


def sign_texts(
    texts: pl.Series, settings: Settings | None = None, *, threads: int | None = None
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """(signatures uint32[N, permutations], shingles int32[N]) of a column of N strings, see `signature.sign`.

    The column may have any layout in memory, be a slice or of several chunks; a missing text has no words.
    """
    settings = settings or Settings()
    signatures = np.empty((len(texts), settings.permutations), np.uint32)
    counts = np.empty(len(texts), np.int32)

    def sign_slice(low: int, high: int) -> None:
        encoded = texts[low:high].fill_null("").cast(pl.Binary)
        reader = HashReader()
        for at in range(0, len(encoded), _BATCH):
            read = reader.read(encoded[at : at + _BATCH].to_list())
            rows = slice(low + at, low + at + len(read.bounds) - 1)
            sign_into(read.words, read.bounds, settings, signatures[rows], counts[rows])

    in_slices(sign_slice, len(texts), size=_SLICE, threads=threads)
    return signatures, counts
