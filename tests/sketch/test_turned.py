from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from syndicate.sketch.sketches import Sketches
from syndicate.sketch.turned import HEAD_BITS, MIX, Postings, turned_over

article = st.tuples(st.tuples(st.integers(0, 2), st.integers(0, 2)), st.sets(st.integers(1, 6), max_size=4))


def sketches(rows: list[tuple[tuple[int, int], set[int]]]) -> Sketches:
    n = len(rows)
    return Sketches(
        who=np.arange(n),
        priority=np.zeros(n, np.uint32),
        earliest=np.zeros(n),
        latest=np.zeros(n),
        bands=np.array([bands for bands, _ in rows], np.uint64).reshape(-1, 2),
        bounds=np.cumsum([0, *(len(terms) for _, terms in rows)]),
        terms=np.array([term << 40 for _, terms in rows for term in sorted(terms)], np.uint64),
        weights=np.array([term / 8 for _, terms in rows for term in sorted(terms)], np.float32),
    )


def held(postings: Postings) -> set[tuple[int, int, float]]:
    """(key, probe, weight) of all entries, found by walking the open addressing from every slot."""
    numbers = sorted(k for k in postings.slots.tolist() if k >= 0)
    assert numbers == list(range(len(postings.keys)))
    return {
        (int(postings.keys[k]), int(postings.probes[e]), float(postings.weights[e]))
        for k in numbers
        for e in range(postings.starts[k], postings.starts[k + 1])
    }


@given(st.lists(article, max_size=6), st.integers(0, 6), st.integers(0, 6))
@tries(max_examples=60)
def test_every_key_leads_to_those_that_hold_it(
    rows: list[tuple[tuple[int, int], set[int]]], one: int, other: int
) -> None:
    low, high = sorted((min(one, len(rows)), min(other, len(rows))))
    postings = turned_over(sketches(rows), low, high)
    expected = set()
    for probe, (bands, terms) in enumerate(rows[low:high]):
        for number, band in enumerate(bands, 1):
            if band:
                expected.add((band ^ (number * MIX & (1 << 64) - 1), probe, -1.0))
        expected |= {(term << 40, probe, term / 8) for term in terms}
    assert held(postings) == expected
    beginnings = np.flatnonzero(np.unpackbits(postings.heads.view(np.uint8), bitorder="little"))
    assert set(beginnings.tolist()) == {key >> (64 - HEAD_BITS) for key, _, _ in expected}
