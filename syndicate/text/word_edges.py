"""Kernels that find where words begin and end in folded texts, by place. Tells nothing else of a word.

In a folded text spaces alone part words, see `word_fold`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from llvmlite import ir
from numba import types, uint64
from numba.extending import intrinsic

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_SPACE: Final = 0x20
EIGHT: Final = 8  # bytes looked at together, as one number
_ONES: Final = np.uint64(0x0101010101010101)  # times eight bytes: the highest byte is their sum
_GATHER: Final = np.uint64(0x0102040810204080)  # times eight bytes of 0 or 1: the highest byte has their bits
# For each byte of bits the places of those that are set, then zeros, as eight bytes of one number.
_PLACES: Final = np.array(
    [[*(i for i in range(8) if byte >> i & 1), *[0] * 8][:8] for byte in range(256)], np.uint8
).view(np.uint64)[:, 0]


@compiled
def find_words(
    folded: Bytes,
    ends: NDArray[np.int64],
    eights: NDArray[np.uint64],
    edges: NDArray[np.uint32],
    word_bounds: NDArray[np.int64],
) -> None:
    """Write where each word of the folded texts begins and ends to edges[2 w] and edges[2 w + 1].

    Text t is folded[ends[t]:ends[t + 1]], of a multiple of EIGHT bytes, the last a space, and has the words
    from word_bounds[t] to word_bounds[t + 1]. `eights` is scratch, as many bytes as the longest text; `edges`
    has room for EIGHT more. For each eight bytes eight places are written, the edges first, and what is no
    edge is written over by the next: no branch to mispredict.
    """
    n, is_edge = uint64(0), eights.view(np.uint8)
    for t in range(len(ends) - 1):
        at, end = uint64(ends[t]), uint64(ends[t + 1])
        mark_edges(folded[at:end], is_edge)
        for i in range((end - at) >> uint64(3)):
            _put_places(edges, n, at, _PLACES[(eights[i] * _GATHER) >> uint64(56)])
            n += (eights[i] * _ONES) >> uint64(56)
            at += uint64(EIGHT)
        word_bounds[t + 1] = n >> uint64(1)


@compiled
def mark_edges(text: Bytes, is_edge: Bytes) -> None:
    """Mark every byte at which a word begins, or which is the first after one; vector code."""
    is_edge[0] = text[0] != _SPACE
    for i in range(1, len(text)):
        is_edge[i] = (text[i] != _SPACE) != (text[i - 1] != _SPACE)


def _places_put(_context: Any, edges: Any, n: Any, at: Any, places: Any) -> Any:
    """edges[n + k] = at + byte k of `places`, for EIGHT k: one vector, which the compiler does not see."""
    narrow, wide = (ir.VectorType(ir.IntType(bits), EIGHT) for bits in (8, 32))

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        start = context.make_array(signature.args[0])(context, builder, given[0]).data
        target = builder.bitcast(builder.gep(start, [given[1]]), wide.as_pointer())
        first = builder.trunc(given[2], wide.element)
        one = builder.insert_element(wide(ir.Undefined), first, ir.IntType(32)(0))
        every = builder.shuffle_vector(one, wide(ir.Undefined), wide([0] * EIGHT))
        offsets = builder.zext(builder.bitcast(given[3], narrow), wide)
        builder.store(builder.add(every, offsets), target, align=4)
        return context.get_dummy_value()

    return types.void(edges, n, at, places), generate


_put_places: Any = intrinsic(_places_put)
