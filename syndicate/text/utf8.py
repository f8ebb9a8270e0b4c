"""Texts as bytes, one after another in one run of UTF-8, as kernels read them. Reads nothing in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from syndicate.lists import bounds_of
from syndicate.text.xxh64 import PADDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_END: Final = b"\n" * PADDING


class Texts(NamedTuple):
    """N texts, after each a line's end: text t with it is data[bounds[t]:bounds[t + 1]].

    After the last come PADDING bytes more, so that a kernel may read eight at a time.
    """

    data: bytes
    bounds: NDArray[np.int64]  # N + 1

    def text(self, t: int) -> str:
        """One of them."""
        return self.data[self.bounds[t] : self.bounds[t + 1] - 1].decode()


def of_strings(texts: Sequence[str]) -> Texts:
    """Of Python's strings; lone surrogates become question marks."""
    return _joined([text.encode("utf-8", "replace") for text in texts])


def of_column(texts: pl.Series) -> Texts:
    """Of a column without a missing one: as bytes they are copied, as strings they would be read."""
    return _joined(texts.cast(pl.Binary).to_list())


def _joined(texts: Sequence[bytes]) -> Texts:
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    return Texts(b"\n".join([*texts, _END]), bounds_of(sizes + 1))
