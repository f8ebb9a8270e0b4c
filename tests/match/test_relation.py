"""From evidence to a probability: what the features say, and which way they push."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from syndicate.match import relation
from syndicate.match.evidence import FEATURES
from syndicate.match.relation import Shared

if TYPE_CHECKING:
    from numpy.typing import NDArray


def shared(n: int = 1, *, source: int = 0, lag: float = 1.0, slack: float = 0.0, **evidence: float) -> Shared:
    """The same pair n times: no common text but what `evidence` says."""
    row = {"size_a": 100.0, "size_b": 100.0} | evidence
    empty = np.zeros((n, 3), np.int32)
    return Shared(
        evidence=np.tile(np.array([row.get(name, 0.0) for name in FEATURES], np.float32), (n, 1)),
        shingles=empty,
        told=empty,
        a_in_b=np.zeros(n),
        b_in_a=np.zeros(n),
        longest_run=np.zeros(n, np.int32),
        lag_hours=np.full(n, lag),
        slack_hours=np.full(n, slack),
        credit=np.zeros(n, np.int8),
        same_outlet=np.zeros(n, np.bool_),
        source=np.full(n, source, np.int8),
    )


ALIKE = dict.fromkeys(
    ("cosine", "contained", "contained_back", "coverage", "coverage_back", "names", "names_back", "numbers",
     "numbers_back", "quotes", "phrases", "phrases_back"), 0.9,
) | {"rare": 3.0, "shared_terms": 20.0, "shared_numbers": 8.0, "exclusive": 3.0,
     "exclusive_numbers": 2.0}  # fmt: skip


def derived(pair: Shared) -> float:
    """The probability that the first pair derives from one report."""
    return float(relation.probabilities(pair, relation.features(pair))[0][0])


def test_no_pairs() -> None:
    none = relation.chosen(shared(), np.zeros(1, np.bool_))
    report, story = relation.probabilities(none, relation.features(none))
    assert len(report) == len(story) == len(relation.relations(none)) == 0


@pytest.mark.parametrize("source", [-1, 0, 1])
def test_alike_is_likely_and_strange_is_not(source: int) -> None:
    assert derived(shared(source=source, **ALIKE)) > 0.9
    assert derived(shared(source=source)) < 0.1


@pytest.mark.parametrize("lag", [0.0, 30.0, np.nan])
def test_one_report_is_one_event(lag: float) -> None:
    for evidence in ({}, ALIKE):
        pair = shared(lag=lag, **evidence)
        report, story = relation.probabilities(pair, relation.features(pair))
        assert 0 <= report[0] <= story[0] <= 1


@pytest.mark.parametrize("evidence", ["contained", "phrases"])
@pytest.mark.parametrize("source", [-1, 1])
def test_more_of_the_agencys_text_never_makes_it_less_likely(evidence: str, source: int) -> None:
    little, much = (
        shared(source=source, **(ALIKE | {evidence: share, f"{evidence}_back": share}))
        for share in (0.8, 0.9)
    )
    assert derived(much) >= derived(little)


def test_contradictions_speak_against() -> None:
    pair = shared(**{name: value / 2 for name, value in ALIKE.items()})
    for against in (
        replace(pair, lag_hours=np.array([30.0])),
        replace(pair, credit=np.array([-1], np.int8)),
        replace(pair, same_outlet=np.array([True])),
    ):
        assert derived(against) < derived(pair)


@pytest.mark.parametrize(("sizes", "same_outlet", "source", "told"), [
    ((100, 100, 99), False, 0, True),
    ((100, 100, 99), True, 1, True),
    ((60, 400, 30), False, 0, True),
    ((60, 400, 29), False, 0, False),
    ((20, 400, 19), False, 0, False),
    ((60, 400, 60), True, 0, False),
    ((60, 400, 60), False, 1, False),
])  # fmt: skip
def test_the_same_text(sizes: tuple[int, int, int], same_outlet: bool, source: int, told: bool) -> None:
    pair = replace(
        shared(source=source, contained=0.6),
        shingles=np.array([sizes], np.int32),
        same_outlet=np.array([same_outlet]),
    )
    assert bool(relation.same_text(pair)[0]) == told


@pytest.mark.parametrize(("sizes", "contained", "told"), [
    ((100.0, 90.0), 0.1, False),  # half of each is one notice, the rest about other things
    ((100.0, 90.0), 0.4, True),
    ((0.0, 0.0), 0.0, True),  # both are nothing but standing text
    ((0.0, 90.0), 0.0, False),
])  # fmt: skip
def test_a_notice_in_common_is_not_one_text(sizes: tuple[float, float], contained: float, told: bool) -> None:
    pair = shared(contained=contained, size_a=sizes[0], size_b=sizes[1])
    pair = replace(pair, shingles=np.array([(60, 60, 60)], np.int32))
    assert bool(relation.same_text(pair)[0]) == told
    assert (derived(pair) >= relation.SAME_TEXT_PROBABILITY) == told


@pytest.mark.parametrize("fact", ["facts_apart", "exclusive"])
def test_facts_apart_speak_against_and_exclusive_details_for(fact: str) -> None:
    few, many = (shared(**(ALIKE | {fact: value})) for value in (1.0, 6.0))
    assert (derived(many) <= derived(few)) if fact == "facts_apart" else (derived(many) > derived(few))


def test_running_text_in_common_speaks_for_it_and_a_slogan_hardly() -> None:
    def of(sizes: tuple[int, int, int]) -> Shared:
        evidence = {name: value / 2 for name, value in ALIKE.items()}
        return replace(shared(**evidence), told=np.array([sizes], np.int32))

    none, slogan, text = (of(sizes) for sizes in ((9, 300, 0), (9, 300, 4), (90, 300, 40)))
    assert derived(none) < derived(slogan) < derived(text)
    share = [float(relation.features(pair)["told"][0]) for pair in (none, slogan, text)]
    assert share == pytest.approx([0.0, 4 / 29, 40 / 110])


def test_no_more_is_told_alike_than_there_are_terms_in_common() -> None:
    pair = replace(shared(contained=0.1), told=np.array([(90, 90, 80)], np.int32))
    assert relation.features(pair)["told"] == pytest.approx([0.1])


def test_an_agency_that_credits_itself_makes_no_report() -> None:
    pair = replace(shared(), credit=np.array([1], np.int8))
    assert relation.features(pair)["same_agency"][0] == 1
    assert relation.features(replace(pair, same_outlet=np.array([True])))["same_agency"][0] == 0


def test_one_number_of_one_says_less_than_eight_of_eight() -> None:
    one, eight = (
        relation.features(shared(numbers=1.0, numbers_back=1.0, shared_numbers=n)) for n in (1.0, 8.0)
    )
    assert one["numbers"][0] == pytest.approx(1 / (1 + relation.DOUBT))
    assert eight["numbers"][0] == pytest.approx(8 / (8 + relation.DOUBT))


def test_a_missing_share_is_0_with_a_flag() -> None:
    found = relation.features(
        shared(names=-1.0, names_back=-1.0, numbers=-1.0, numbers_back=-1.0, contained=0.4)
    )
    assert found["names"][0] == found["numbers"][0] == found["numbers_back"][0] == 0
    assert found["names_missing"][0] == found["numbers_missing"][0] == 1
    assert found["nameless_contained"][0] == pytest.approx(0.4)
    assert relation.features(shared(names=0.5, contained=0.4))["nameless_contained"][0] == 0


@pytest.mark.parametrize(
    ("sizes", "source", "expected"),
    [((50, 100), 0, 0.8), ((50, 100), 1, 0.8), ((50, 100), -1, 0.4), ((100, 50), 1, 0.4)],
)
def test_shares_are_those_of_the_article_that_may_derive(
    sizes: tuple[int, int], source: int, expected: float
) -> None:
    pair = shared(source=source, size_a=sizes[0], size_b=sizes[1], contained=0.8, contained_back=0.4)
    assert relation.features(pair)["contained"][0] == pytest.approx(expected)


@pytest.mark.parametrize("source", [0, 1])
def test_contributions_add_up_to_the_probability(source: int) -> None:
    pair = shared(source=source, **ALIKE)
    found, name = relation.features(pair), relation.question(pair, 0)
    rows = relation.contributions(found, 0, name)
    logit = relation.model(name).constant + sum(part for *_, part in rows)
    assert 1 / (1 + np.exp(-logit)) == pytest.approx(derived(pair))
    assert [abs(part) for *_, part in rows] == sorted((abs(part) for *_, part in rows), reverse=True)


def test_every_fitted_weight_has_a_feature() -> None:
    found = relation.features(shared())
    for name in ("agency", "outlets", "story"):
        assert set(relation.model(name).weights) <= set(found)


@pytest.mark.parametrize(
    ("runs", "kind"), [((0.9, 0.1), "copy"), ((0.1, 0.4), "edit"), ((0.0, 0.1), "rewrite")]
)
def test_relations(runs: tuple[float, float], kind: str) -> None:
    pair = replace(shared(), a_in_b=np.array([runs[0]]), b_in_a=np.array([runs[1]]))
    assert relation.relations(pair) == [kind]


def test_resemblance() -> None:
    sizes: NDArray[np.int32] = np.array([[4, 6, 2], [0, 0, 0]], np.int32)
    assert relation.resemblance(sizes).tolist() == [0.25, 0.0]


def test_parts_join_in_order() -> None:
    one, other = shared(2, lag=1.0), shared(3, lag=2.0)
    both = relation.joined([one, other])
    assert both.lag_hours.tolist() == [1.0] * 2 + [2.0] * 3
    assert relation.chosen(both, both.lag_hours > 1).evidence.shape == (3, len(FEATURES))
