from __future__ import annotations

import numpy as np
import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.xxh64 import MEMORY, PADDING, hash_runs, xxh64


def padded(data: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(data + b"\xff" * PADDING, np.uint8)


@pytest.mark.parametrize("n", [*range(70), 1000, 10_001])
def test_any_length(n: int) -> None:
    data = bytes(range(1, 256)) * 40
    assert xxh64(padded(data[3 : 3 + n]), np.uint64(0), np.uint64(n)) == xxhash.xxh64_intdigest(
        data[3 : 3 + n]
    )


@given(st.lists(st.binary(min_size=1, max_size=40).filter(lambda run: 0 not in run), max_size=40))
def test_any_runs_met_anew_and_again(runs: list[bytes]) -> None:
    edges = np.array([edge for i, run in enumerate(runs) for edge in _span(runs, i, run)], np.int64)
    known, hashes = np.zeros((MEMORY, 2), np.uint64), np.zeros(len(runs), np.uint64)
    for _ in range(2):
        hash_runs(padded(b"".join(runs)), edges, known, hashes)
        assert hashes.tolist() == [xxhash.xxh64_intdigest(run) for run in runs]


def _span(runs: list[bytes], i: int, run: bytes) -> tuple[int, int]:
    start = sum(map(len, runs[:i]))
    return start, start + len(run)


def test_runs_that_share_a_place_in_memory() -> None:
    runs = [b"%06d" % i for i in range(4 * MEMORY)]  # more than it remembers
    edges = np.stack([np.arange(len(runs)) * 6, np.arange(len(runs)) * 6 + 6], axis=1).ravel()
    hashes = np.zeros(len(runs), np.uint64)
    hash_runs(padded(b"".join(runs)), edges, np.zeros((MEMORY, 2), np.uint64), hashes)
    assert hashes.tolist() == [xxhash.xxh64_intdigest(run) for run in runs]
