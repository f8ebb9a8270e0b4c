from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.roundups import Across, Placed, stories_apart

N, WINDOW = 7, 96.0
ENDS = st.sets(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda ends: ends[0] < ends[1]))
STORIES = st.lists(st.integers(0, 4), min_size=N, max_size=N)
HOURS = st.lists(st.sampled_from([0.0, 90.0, 100.0, 200.0, np.nan]), min_size=N, max_size=N)


def plain(links: list[tuple[int, int]], placed: Placed, least: int) -> list[bool]:
    """The definition, word for word."""
    story, company = placed.story.tolist(), placed.company.tolist()

    def joined(one: int, other: int, article: int) -> bool:
        return any((story[a], story[b]) == (one, other) and article not in (a, b) for a, b in links)

    def near(a: int, b: int) -> bool:
        return bool(np.max(placed.earliest[[a, b]]) - np.min(placed.latest[[a, b]]) <= WINDOW)

    kept: set[tuple[int, int]] = set()
    for article in {row for row, _ in links}:
        chosen: list[int] = []
        met = set()
        for other in (other for row, other in links if row == article):
            if story[other] not in met and not (
                (company[article] and joined(story[article], story[other], article))
                or any(joined(story[j], story[other], article) or not near(j, other) for j in chosen)
            ):
                chosen.append(other)
            met.add(story[other])
        if len(chosen) + company[article] >= least:
            kept |= {(article, other) for other in chosen}
    return [link in kept for link in links]


@given(ENDS, STORIES, st.lists(st.booleans(), min_size=N, max_size=N), HOURS, st.integers(1, 4))
def test_kernel_and_definition_agree(
    ends: set[tuple[int, int]], story: list[int], company: list[bool], hours: list[float], least: int
) -> None:
    apart = [(a, b) for a, b in ends if story[a] != story[b]]
    links = sorted(apart + [(b, a) for a, b in apart])
    row, other = np.array(links, np.int64).reshape(-1, 2).T
    placed = Placed(np.array(story), np.array(company), np.array(hours) - 1, np.array(hours) + 1)
    across = Across(row, other, placed.story[other])
    found = stories_apart(across, placed, WINDOW, least)
    assert found.tolist() == plain(links, placed, least)


def test_of_an_affair_that_goes_on_no_article_is_a_roundup() -> None:
    """0 is linked to 1, 2 and 3; where these are linked among themselves they are one affair."""
    placed = Placed(np.arange(4), np.zeros(4, np.bool_), np.zeros(4), np.zeros(4))
    spokes = [(0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (3, 0)]
    for more, n_told in ([], 3), ([(1, 2), (2, 1)], 0):
        row, other = np.array(sorted(spokes + more)).T
        assert stories_apart(Across(row, other, other), placed, WINDOW, 3).sum() == n_told
