from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.roundups import links_of_roundups

N = 7
ENDS = st.sets(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda ends: ends[0] < ends[1]))
STORIES = st.lists(st.integers(0, 4), min_size=N, max_size=N)


def plain(links: list[tuple[int, int]], story: list[int], own: list[bool], least: int) -> list[bool]:
    """The definition, word for word."""
    near: dict[int, list[int]] = {}
    for article, other in links:
        near.setdefault(article, []).append(other)
    rounded: dict[int, set[int]] = {}
    for article in sorted(near, key=lambda x: (-len({story[y] for y in near[x]}), -len(near[x]), x)):
        counted = {other for other in near[article] if other not in rounded}
        if len({story[other] for other in counted}) + own[article] >= least:
            rounded[article] = counted
    return [article in rounded and other in rounded[article] for article, other in links]


@given(ENDS, STORIES, st.lists(st.booleans(), min_size=N, max_size=N), st.integers(1, 4))
def test_kernel_and_definition_agree(
    ends: set[tuple[int, int]], story: list[int], own: list[bool], least: int
) -> None:
    apart = [(a, b) for a, b in ends if story[a] != story[b]]
    links = sorted(apart + [(b, a) for a, b in apart])
    article, other = np.array(links, np.int64).reshape(-1, 2).T
    found = links_of_roundups(article, other, np.array(story)[other], np.array(own), least)
    assert found.tolist() == plain(links, story, own, least)
