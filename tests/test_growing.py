from __future__ import annotations

from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.growing import Column, in_memory

PIECES = st.lists(st.lists(st.integers(0, 255), max_size=40), min_size=1, max_size=12)


@given(PIECES)
def test_pieces_one_after_another(pieces: list[list[int]]) -> None:
    column, whole = Column[np.uint8](np.uint8), list(chain(*pieces))
    for piece in pieces:
        column.append(np.array(piece, np.uint8))
    assert column[np.arange(len(whole))[::-1]].tolist() == whole[::-1]
    assert column.whole().tolist() == whole


@given(PIECES)
def test_columns_keep_their_types(pieces: list[list[int]]) -> None:
    found = in_memory((np.array(piece, np.uint8), np.array(piece, np.int64) - 1) for piece in pieces)
    whole = list(chain(*pieces))
    assert [column.dtype for column in found] == [np.uint8, np.int64]
    assert [found[0].tolist(), found[1].tolist()] == [whole, [x - 1 for x in whole]]
