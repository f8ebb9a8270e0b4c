from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from four_articles import NUMBERS, links, pairs

from syndicate.store.kin import connected, kin_among, links_of, remove_links, write_kin

if TYPE_CHECKING:
    from syndicate.store.file import Store

ALL = {n: name for name, n in NUMBERS.items()}
CHAIN = links(("ada", "bel", 0.9, 0.9, 0.8), ("bel", "cyd", 0.1, 0.7, 0.0), ("cyd", "dov", 0.2, 0.2, 0.9))


@pytest.fixture
def chain(four: Store) -> Store:
    with four.writing() as connection:
        write_kin(
            connection,
            pairs({}, {"a": "bel", "b": "cyd", "derived_from": "", "lag_hours": None}),
            CHAIN,
            NUMBERS,
        )
    return four


def test_kin_comes_back_as_it_was_written(chain: Store) -> None:
    with chain.reading() as connection:
        found = kin_among(connection, ALL)
    assert found[0].equals(pairs({}, {"a": "bel", "b": "cyd", "derived_from": "", "lag_hours": None}))
    assert found[1].equals(CHAIN)


def test_kin_of_others_is_left_out(chain: Store) -> None:
    with chain.reading() as connection:
        assert [table.height for table in kin_among(connection, {2: "bel", 4: "dov"})] == [0, 0]
        assert [table.height for table in kin_among(connection, {})] == [0, 0]
        assert kin_among(connection, {1: "ada", 2: "bel"})[1].rows() == CHAIN.rows()[:1]


def test_links_are_found_from_both_ends_and_removed_with_their_pairs(chain: Store) -> None:
    with chain.writing() as connection:
        assert links_of(connection, [2]) == [(1, 2), (2, 3)]
        remove_links(connection, [(2, 3), (8, 9)])
        assert links_of(connection, [2, 3]) == [(1, 2), (3, 4)]
        assert kin_among(connection, ALL)[0]["b"].to_list() == ["bel"]


@pytest.mark.parametrize(
    ("probability", "story", "copies", "found"),
    [
        (0.4, 0.5, (2, 2), {1, 2, 3}),  # by one report, and on by one event
        (0.4, 0.8, (2, 2), {1, 2}),
        (0.95, 0.95, (2, 2), {1}),
        (0.4, 0.5, (0.85, 0.1), {1, 2, 3, 4}),  # on to a version of the last
        (0.4, 0.5, (0.85, 0.3), {1, 2, 3}),
    ],
)
def test_what_hangs_together(
    chain: Store, probability: float, story: float, copies: tuple[float, float], found: set[int]
) -> None:
    with chain.reading() as connection:
        assert connected(connection, [1], probability, story, copies) == found
        assert connected(connection, [], probability, story, copies) == set()
