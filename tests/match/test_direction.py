"""Who took from whom: the signs one by one, and what holds for any of them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_relation import shared

from syndicate.match.direction import TELLING, Candidates, came_first, choose, log_odds


@pytest.mark.parametrize(
    ("lag", "slack", "source", "first"),
    [
        (2.0, 0.0, 0, 1), (-2.0, 0.0, 0, -1), (0.0, 0.0, 0, 0), (np.nan, 0.0, 0, 0),
        (6.0, 12.0, 0, 0), (24.0, 12.0, 0, 1),  # the day alone: it may have been before or after
        (np.nan, 0.0, -1, 1), (np.nan, 0.0, 1, -1), (6.0, 12.0, 1, -1),  # an agency's own report
        (2.0, 0.0, -1, 1), (2.0, 0.0, 1, 0), (-2.0, 0.0, -1, 0),  # and one that is certainly the later
    ],
)  # fmt: skip
def test_came_first(lag: float, slack: float, source: int, first: int) -> None:
    assert came_first(shared(lag=lag, slack=slack, source=source)).tolist() == [first]


def candidates(n: int = 1, **signs: Any) -> Candidates:
    """n candidates of article 0, of nothing but these signs."""
    columns: dict[str, Any] = {
        "article": np.zeros(n, np.int64), "source": np.arange(1, n + 1), "agency": np.zeros(n, np.bool_),
        "original": np.zeros(n, np.bool_), "credit": np.zeros(n, np.int8), "time": np.zeros(n, np.int8),
        "words": np.zeros(n), "sentences": np.zeros(n), "exclusive": np.zeros(n, np.int64),
        "named": np.zeros(n, np.bool_),
    }  # fmt: skip
    return Candidates(**columns | {name: np.asarray(values) for name, values in signs.items()})


@pytest.mark.parametrize(
    ("sign", "rising"),
    [
        ("agency", [False, True]), ("credit", [-1, 0, 1]), ("time", [-1, 0, 1]), ("named", [False, True]),
        ("words", [0.0, 0.5, 1.0]), ("sentences", [0.0, 0.5, 1.0]), ("exclusive", [0, 4, 400]),
    ],
)  # fmt: skip
def test_every_sign_raises_the_odds(sign: str, rising: list[float]) -> None:
    assert (np.diff(log_odds(candidates(len(rising), **{sign: rising}))) > 0).all()


def test_text_that_only_two_have_says_more_where_the_report_is_known() -> None:
    with_it, without = (
        log_odds(candidates(1, exclusive=[40], original=[original]))[0] for original in (True, False)
    )
    assert with_it > without


def test_nothing_speaks_for_a_mere_neighbour_and_much_for_the_agency() -> None:
    assert log_odds(candidates(1))[0] < 0
    wire = candidates(2, agency=[True, False], credit=[1, -1], time=[1, 1], words=[0.9, 0.9])
    best, certainty = choose(wire.article, log_odds(wire), 1)
    assert best.tolist() == [0]
    assert certainty[0] > 0.9


ODDS = st.lists(st.tuples(st.integers(0, 3), st.floats(-30, 30)), max_size=12)


@given(ODDS)
def test_certainty_is_the_share_of_all_odds(rows: list[tuple[int, float]]) -> None:
    article, odds = np.array([a for a, _ in rows], np.int64), np.array([o for _, o in rows], np.float64)
    best, certainty = choose(article, odds, 4)
    for i in range(4):
        mine = np.exp(odds[article == i])
        share = mine / (1 + mine.sum())
        if len(mine) and share.max() > TELLING:
            assert odds[best[i]] == odds[article == i].max()
            assert article[best[i]] == i
            assert certainty[i] == pytest.approx(share.max())
        elif not len(mine) or share.max() < TELLING:
            assert (best[i], np.isnan(certainty[i])) == (-1, True)


@given(ODDS, st.floats(0.1, 5))
def test_more_evidence_makes_surer_and_rivals_less_so(rows: list[tuple[int, float]], more: float) -> None:
    article = np.zeros(len(rows) + 1, np.int64)
    odds = np.array([3.0, *(min(o, 2.0) for _, o in rows)])
    _, before = choose(article, odds, 1)
    odds[0] += more
    _, surer = choose(article, odds, 1)
    _, rivalled = choose(np.append(article, 0), np.append(odds, 2.0), 1)
    assert np.nan_to_num(surer[0]) >= np.nan_to_num(before[0])
    assert np.nan_to_num(rivalled[0]) < surer[0] or np.isnan(surer[0])


def test_every_column_has_a_row_for_each_candidate() -> None:
    assert {len(getattr(candidates(3), f.name)) for f in fields(Candidates)} == {3}
    assert log_odds(candidates(0)).shape == (0,)
