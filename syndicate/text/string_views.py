"""Where the strings of a column lie in memory: addresses and lengths, nothing copied. Reads no text.

polars keeps a column of strings as views into buffers and hands them over by the Arrow C stream interface, in
chunks (Arrow specification, "The Arrow C stream interface" and "Variable-size Binary View Layout"). A view is
16 bytes, the length first; up to 12 bytes of text follow at once, and of a longer one the first four, the
number of the buffer and the place in it. No other package is needed to read that.
"""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import numpy as np
import polars as pl
from numba import types
from numba.core.cgutils import voidptr_t
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_INLINE: Final = 12  # bytes of text that a view holds itself
_VIEW: Final = 16  # bytes of a view
_BEFORE, _AFTER = 2, 1  # an array's buffers before those of text (validity, views), and after (their sizes)


class StringViews(NamedTuple):
    """N strings in memory, valid UTF-8."""

    addresses: NDArray[np.uint64]  # N; anything where the string is empty
    lengths: NDArray[np.int64]  # N, bytes


class _Array(ctypes.Structure):
    """struct ArrowArray."""

    _fields_: ClassVar = [
        *((name, ctypes.c_int64) for name in ("length", "null_count", "offset", "n_buffers", "n_children")),
        ("buffers", ctypes.POINTER(ctypes.c_void_p)),
        *((name, ctypes.c_void_p) for name in ("children", "dictionary", "release", "private_data")),
    ]


class _Stream(ctypes.Structure):
    """struct ArrowArrayStream."""

    _fields_: ClassVar = [
        (name, ctypes.c_void_p)
        for name in ("get_schema", "get_next", "get_last_error", "release", "private_data")
    ]


_Next = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))
_Release = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))
_open_capsule = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)


@contextmanager
def string_views(texts: pl.Series) -> Iterator[StringViews]:
    """The strings of a column of any layout, a missing one as an empty one; good until the block is left."""
    strings = texts if texts.dtype == pl.String else texts.cast(pl.String)
    capsule = (strings.fill_null("") if strings.null_count() else strings).__arrow_c_stream__(None)
    stream = _Stream.from_address(_open_capsule(capsule, b"arrow_array_stream"))
    arrays: list[_Array] = []
    try:
        while (array := _next_array(stream)) is not None:
            arrays.append(array)
        yield _joined([_views(array) for array in arrays])
    finally:
        for array in arrays:
            _Release(array.release)(ctypes.byref(array))
        del capsule  # which releases the stream


def _next_array(stream: _Stream) -> _Array | None:
    """The next chunk, None where there is none."""
    array = _Array()
    if _Next(stream.get_next)(ctypes.byref(stream), ctypes.byref(array)):
        raise MemoryError("polars could not hand over a column of strings")
    return array if array.release else None


def _views(array: _Array) -> StringViews:
    """The strings of one chunk."""
    if not array.length:
        return _joined([])
    first = array.buffers[1] + _VIEW * array.offset
    views = np.frombuffer((ctypes.c_uint32 * (4 * array.length)).from_address(first), np.uint32).reshape(
        -1, 4
    )
    held = range(_BEFORE, array.n_buffers - _AFTER)
    buffers = np.array([array.buffers[i] or 0 for i in held] or [0], np.uint64)
    inline = views[:, 0] <= _INLINE
    here = np.uint64(first + 4) + np.arange(array.length, dtype=np.uint64) * np.uint64(_VIEW)
    there = buffers[np.where(inline, 0, views[:, 2])] + views[:, 3]
    return StringViews(np.where(inline, here, there), views[:, 0].astype(np.int64))


def _joined(parts: list[StringViews]) -> StringViews:
    addresses = [np.empty(0, np.uint64), *(part.addresses for part in parts)]
    lengths = [np.empty(0, np.int64), *(part.lengths for part in parts)]
    return StringViews(np.concatenate(addresses), np.concatenate(lengths))


def _to_pointer(_context: Any, address: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return builder.inttoptr(given[0], voidptr_t)

    return types.voidptr(address), generate


pointer: Any = intrinsic(
    _to_pointer
)  # in a kernel: an address as a pointer, of which `carray` makes an array
