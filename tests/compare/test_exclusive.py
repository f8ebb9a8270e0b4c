"""Text that exactly two articles of a group share: against plain counting."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare.exclusive import exclusive_windows
from syndicate.compare.runs import WINDOW, read_windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

WORDS = st.lists(st.sampled_from(["tea", "milk", "egg", "salt"]), max_size=14)


def counted(texts: list[list[str]], group: list[int]) -> Counter[tuple[int, int]]:
    """How many distinct windows two articles of a group have, and no other of it."""
    windows = [{tuple(t[i : i + WINDOW]) for i in range(len(t) - WINDOW + 1)} for t in texts]
    found = Counter[tuple[int, int]]()
    for a, b in combinations(range(len(texts)), 2):
        if group[a] == group[b] >= 0:
            others = (windows[i] for i in range(len(texts)) if i not in (a, b) and group[i] == group[a])
            found[a, b] = len((windows[a] & windows[b]).difference(*others))
    return +found


@given(st.lists(st.tuples(WORDS, st.integers(-1, 1)), min_size=1, max_size=6))
def test_against_plain_counting(index: Callable[..., Corpus], articles: list[tuple[list[str], int]]) -> None:
    texts, group = [t for t, _ in articles], [g for _, g in articles]
    corpus = index(*(" ".join(t) for t in texts))
    pairs, hashes, places = exclusive_windows(read_windows(corpus), np.array(group))
    assert len(pairs) == len(hashes) == len(places)
    assert Counter((int(a), int(b)) for a, b in pairs) == counted(texts, group)
    assert pairs.tolist() == sorted(pairs.tolist())


def test_places_are_those_of_the_first_article_in_order(index: Callable[..., Corpus]) -> None:
    corpus = index("so it goes on and on and up we go", "we said that it goes on and on and up we went")
    pairs, _, places = exclusive_windows(read_windows(corpus), np.array([0, 0]))
    assert pairs.tolist() == [[0, 1]] * 4
    assert places.tolist() == [1, 2, 3, 4]


def test_nothing(index: Callable[..., Corpus]) -> None:
    pairs, hashes, places = exclusive_windows(read_windows(index("")), np.array([0]))
    assert (pairs.shape, len(hashes), len(places)) == ((0, 2), 0, 0)
