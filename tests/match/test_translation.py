"""What two languages share, and what follows: a plain twin counts the same, more never says less."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.corpus import Facts
from syndicate.match import translation
from syndicate.match.translation import DOUBT, MEANING, Common, common_facts, features, meaning, probabilities

Rows = list[dict[int, tuple[float, float, bool]]]
fact = st.tuples(st.sampled_from([1.0, 2.0, 4.0]), st.sampled_from([0.0, 0.25, 0.5, 0.75]), st.booleans())
article = st.dictionaries(st.integers(0, 9), fact, max_size=8)


def facts(rows: Rows) -> Facts:
    flat = [(k, *row[k]) for row in rows for k in sorted(row)]
    bounds = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    keys, surprise, places, named = zip(*flat, strict=True) if flat else ((), (), (), ())
    return Facts(
        bounds, np.array(keys, np.uint64), np.array(surprise, np.float32), np.array(places, np.float32),
        np.array(named, np.bool_),
    )  # fmt: skip


def twin(a: dict[int, tuple[float, float, bool]], b: dict[int, tuple[float, float, bool]]) -> list[float]:
    both = sorted(a.keys() & b.keys())
    nats = [sum(min(a[k][0], b[k][0]) for k in both if a[k][2] == kind) for kind in (False, True)]
    all_ = [
        min(sum(v[0] for v in side.values() if v[2] == kind) for side in (a, b)) for kind in (False, True)
    ]
    order = [
        (a[x][1] - a[y][1]) * (b[x][1] - b[y][1]) > 0 for i, x in enumerate(both) for y in both[:i]
    ]  # fmt: skip
    share = [n / (total + DOUBT) for n, total in zip(nats, all_, strict=True)]
    return [*nats, *share, sum(order) / len(order) if order else 0.5, len(both)]


@given(article, article)
def test_as_the_plain_twin(
    a: dict[int, tuple[float, float, bool]], b: dict[int, tuple[float, float, bool]]
) -> None:
    b = {k: (s, p, a[k][2] if k in a else named) for k, (s, p, named) in b.items()}  # a key is of one kind
    found = common_facts(facts([a, b]), np.array([[0, 1]], np.int32))
    assert [float(column[0]) for column in found] == pytest.approx(twin(a, b), abs=1e-5)


def test_no_pair() -> None:
    found = common_facts(facts([]), np.empty((0, 2), np.int32))
    assert all(len(column) == 0 for column in found)


def judged(*common: float, lag: float = 1.0, **more: float) -> tuple[float, float]:
    told = features(Common(*np.array([common]).T), np.array([lag]), np.array([0.0]))
    report, story = probabilities(told | {name: np.array([value]) for name, value in more.items()})
    return float(report[0]), float(story[0])


UNALIKE, ALIKE = (0.0, 0.0, 0.0, 0.0, 0.5, 0.0), (25.0, 20.0, 0.85, 0.6, 0.95, 20.0)


def test_nothing_shared_is_no_report_and_much_is() -> None:
    assert judged(*UNALIKE)[0] < 0.05
    assert judged(*ALIKE)[0] > 0.8
    assert judged(*UNALIKE, alike=0.0, alike_back=0.0, meaning_order=0.5)[0] < 0.05
    assert judged(*ALIKE, alike=0.8, alike_back=0.6, meaning_order=0.9)[0] > 0.8


@given(st.integers(0, 5), st.floats(0, 1))
def test_more_never_says_less(column: int, more: float) -> None:
    less = [*ALIKE[:4], 0.7, 20.0]
    grown = list(less)
    grown[column] += more * (0.2 if column in (2, 3, 4) else 5.0)
    for one, other in zip(judged(*less), judged(*grown), strict=True):
        assert other >= one - 1e-9
    assert judged(*less)[0] >= judged(*less, lag=40.0)[0]
    report, story = judged(*grown)
    assert report <= story


def test_meaning() -> None:
    assert meaning(np.empty((0, 0), np.float32)) == (0.0, 0.0, 0.5)
    assert meaning(np.full((3, 4), 0.8, np.float32)) == (0.0, 0.0, 0.5)
    same = np.where(np.eye(4), 0.95, 0.8).astype(np.float32)
    assert meaning(same) == (1.0, 1.0, 1.0)
    alike, back, order = meaning(same[::-1][:2])
    assert (alike, back, order) == (1.0, 0.5, 0.0)


def test_the_weights_have_the_sign_that_sense_demands() -> None:
    for name in ("report", "story", "report_meaning", "story_meaning"):
        fitted = translation.model(name)
        assert (set(fitted.weights) >= set(MEANING)) == name.endswith("_meaning")
        assert all(
            (weight <= 0) if feature == "late" else weight >= 0 for feature, weight in fitted.weights.items()
        )
