from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.word_edges import EIGHT, find_words, mark_edges


def padded(text: str) -> bytes:
    return text.encode().ljust(len(text) // EIGHT * EIGHT + EIGHT)


@given(st.text(st.sampled_from("ab ")))
def test_edges(text: str) -> None:
    data = np.frombuffer(padded(text), np.uint8)
    is_edge = np.full(len(data), 7, np.uint8)
    mark_edges(data, is_edge)
    assert np.flatnonzero(is_edge).tolist() == edges_of(text)


def edges_of(text: str) -> list[int]:
    return [edge for match in re.finditer("[^ ]+", text) for edge in match.span()]


@given(st.lists(st.text(st.sampled_from("ab "), max_size=60), max_size=6))
def test_words_are_found_text_by_text(texts: list[str]) -> None:
    pieces = [padded(text) for text in texts]
    data = np.frombuffer(b"".join(pieces), np.uint8)
    ends = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
    edges, bounds = np.full(len(data) + EIGHT, 77, np.uint32), np.zeros_like(ends)
    find_words(data, ends, np.zeros(len(data) // EIGHT, np.uint64), edges, bounds)
    assert np.diff(bounds).tolist() == [len(text.split()) for text in texts]
    wanted = [
        start + edge for start, text in zip(ends[:-1].tolist(), texts, strict=True) for edge in edges_of(text)
    ]
    assert edges[: len(wanted)].tolist() == wanted
