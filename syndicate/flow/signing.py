"""Texts to signatures, and to nothing else: the fastest way to sign a column of strings. Finds no pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.parallel import in_slices
from syndicate.settings import Settings
from syndicate.sketch.signature import sign_into
from syndicate.text.string_views import StringViews, string_views
from syndicate.text.word_hashes import HashReader

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

_SLICE: Final = 8192  # texts that a thread takes at a time: with each it makes room anew
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
        reader = HashReader()
        with string_views(texts[low:high]) as (addresses, lengths):
            for at in range(0, high - low, _BATCH):
                batch = slice(at, at + _BATCH)
                read = reader.read(StringViews(addresses[batch], lengths[batch]))
                sign_into(
                    read.words, read.bounds, settings, signatures[low:high][batch], counts[low:high][batch]
                )

    in_slices(sign_slice, len(texts), size=_SLICE, threads=threads)
    return signatures, counts
