"""Candidates across languages: a plain twin finds the same, and hubs cost no quadratic time."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.corpus import Facts
from syndicate.settings import Settings
from syndicate.sketch import across
from syndicate.sketch.across import (
    ACROSS,
    CHOSEN,
    CLOSEST,
    COMMON,
    LEAST_SHARED,
    LEAST_SURPRISE,
    MOST_FACTS,
    across_languages,
    fact_sketches,
)
from syndicate.sketch.nearest import choose
from syndicate.sketch.sketches import Sketches
from syndicate.sketch.timeline import hours_apart

Rows = list[dict[int, float]]
NAN = float("nan")


def facts(rows: Rows) -> Facts:
    bounds = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    keys = np.array([k for row in rows for k in sorted(row)], np.uint64)
    surprise = np.array([row[k] for row in rows for k in sorted(row)], np.float32)
    return Facts(bounds, keys, surprise, np.zeros(len(keys), np.float32), np.zeros(len(keys), np.bool_))


def found(rows: Rows, languages: list[int], hours: list[float], window: float = 96.0) -> list[list[int]]:
    at = np.array(hours, np.float64)
    pairs = across_languages(facts(rows), np.array(languages, np.int16), at, np.zeros(len(at)), window)
    return [list(map(int, pair)) for pair in pairs]


def twin(rows: Rows, languages: list[int], hours: list[float]) -> list[list[int]]:
    at, none = np.array(hours), np.zeros(len(hours))
    pairs = []
    for i, j in combinations(range(len(rows)), 2):
        common = rows[i].keys() & rows[j].keys()
        nats = sum(min(rows[i][k], rows[j][k]) for k in common)
        across_ = -1 not in (languages[i], languages[j]) and languages[i] != languages[j]
        near = hours_apart(at, none, i, j) <= 96.0
        if across_ and near and len(common) >= LEAST_SHARED and nats >= LEAST_SURPRISE:
            pairs.append([i, j])
    return pairs


@given(st.data(), st.integers(0, 9))
def test_as_the_plain_twin(data: st.DataObject, n: int) -> None:
    fact = st.dictionaries(st.integers(0, 6), st.sampled_from([1.0, 3.0, 4.0]), max_size=6)
    rows = data.draw(st.lists(fact, min_size=n, max_size=n))
    languages = data.draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n))
    hours = data.draw(st.lists(st.sampled_from([0.0, 50.0, 96.0, 150.0, NAN]), min_size=n, max_size=n))
    assert found(rows, languages, hours) == twin(rows, languages, hours)


SAME = {1: 5.0, 2: 5.0, 3: 5.0}


def test_only_across_known_languages_and_inside_the_window() -> None:
    assert found([SAME, SAME], [0, 1], [0.0, 90.0]) == [[0, 1]]
    assert found([SAME, SAME], [0, 0], [0.0, 0.0]) == []
    assert found([SAME, SAME], [0, -1], [0.0, 0.0]) == []
    assert found([SAME, SAME], [0, 1], [0.0, 97.0]) == []
    assert found([SAME, SAME], [0, 1], [0.0, NAN]) == [[0, 1]]


@pytest.mark.parametrize("n", [COMMON // 2, 5 * COMMON])
def test_thousands_of_copies_propose_no_more_than_a_few_each(n: int) -> None:
    rows = [SAME] * (2 * n)
    pairs = found(rows, [0] * n + [1] * n, [0.0] * 2 * n)
    assert len(pairs) <= across.CLOSEST * n
    assert bool(pairs) == (2 * n <= COMMON)


def test_the_closest_are_kept() -> None:
    rows = [SAME | {4: 4.0}] + [SAME] * (2 * CLOSEST) + [SAME | {4: 4.0}]
    pairs = found(rows, [1] + [0] * (2 * CLOSEST + 1), [0.0] * len(rows))
    assert len(pairs) == CLOSEST
    assert [0, len(rows) - 1] in pairs


SURPRISE = {key: [0.8, 3.0, 4.0, 8.0][key % 4] for key in range(1, 13)}  # of a fact, whoever holds it


def words(n: int, silent: frozenset[int] = frozenset()) -> Sketches:
    """Articles of one hour, of which some are too short to tell."""
    return Sketches(
        who=np.arange(n) + 10,
        priority=np.arange(n, dtype=np.uint32),
        earliest=np.zeros(n),
        latest=np.zeros(n),
        bands=np.array([[0 if k in silent else 1] for k in range(n)], np.uint64).reshape(n, 1),
        bounds=np.zeros(n + 1, np.int64),
        terms=np.empty(0, np.uint64),
        weights=np.empty(0, np.float32),
    )


@given(
    st.lists(st.sets(st.sampled_from(sorted(SURPRISE)), max_size=8), max_size=8), st.sets(st.integers(0, 7))
)
def test_articles_by_themselves_choose_whom_they_share_facts_enough_with(
    held: list[set[int]], silent: set[int]
) -> None:
    rows = [{key: SURPRISE[key] for key in keys} for keys in held]
    known = fact_sketches(facts(rows), words(len(rows), frozenset(silent)))
    choices, _ = choose(known, [known], Settings(alone=1), ACROSS)
    for one, keys in enumerate(held):
        told = set(choices.chosen[choices.bounds[one] : choices.bounds[one + 1]].tolist())
        near = {
            10 + other
            for other, others in enumerate(held)
            if other != one
            and not {one, other} & silent
            and len(keys & others) >= LEAST_SHARED
            and sum(SURPRISE[key] for key in keys & others) >= LEAST_SURPRISE
        }
        assert told == near


def test_the_facts_that_surprise_most_are_kept_and_the_closest_chosen() -> None:
    rows = [{key: 1.0 + key / 100 for key in range(1, MOST_FACTS + 9)}]
    kept = fact_sketches(facts(rows), words(1))
    assert kept.terms.tolist() == list(range(9, MOST_FACTS + 9))
    assert kept.bands.shape == (1, 0)
    crowd = [dict.fromkeys(range(1, 4 + k % 2), 8.0) for k in range(40)]
    known = fact_sketches(facts(crowd), words(40))
    choices, near = choose(known, [known], Settings(alone=1), ACROSS)
    assert np.diff(choices.bounds).tolist() == [CHOSEN] * 40
    assert choices.crowded.all()
    assert len(near) == 40
    of_four = set((np.arange(1, 40, 2) + 10).tolist())
    assert set(choices.chosen[choices.bounds[1] : choices.bounds[2]].tolist()) <= of_four
