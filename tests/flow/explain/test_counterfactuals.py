"""What is said would change the answer does change it, and the smallest change comes first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from invented import HARBOUR, ORCHARD, page, pages

from syndicate.flow.detect import detect
from syndicate.flow.explain.counterfactuals import SAID, STEPS, changes
from syndicate.flow.provenance import provenance
from syndicate.flow.verifying import gather_shared
from syndicate.match import relation
from syndicate.match.evidence import FEATURES
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from syndicate.match.relation import Shared

FIRST = HARBOUR.split("\n\n")[0]
MIXED = f"{FIRST}\n\n{ORCHARD}"


def shared(one: str, other: str, **given: str) -> Shared:
    found = detect(
        pages(page("a", one, published="2026-02-20T10:00:00Z", **given), page("b", other, **given))
    )
    corpus = index_articles(found.articles, found.settings)
    return gather_shared(corpus, provenance(found.articles), np.array([[0, 1]], np.int32))


def probability(pair: Shared) -> float:
    return float(relation.probabilities(pair, relation.features(pair))[0][0])


@pytest.mark.parametrize("side", [0.02, -0.02])
def test_a_pair_near_the_threshold_is_moved_over_it(side: float) -> None:
    pair = shared(HARBOUR, MIXED)
    told = changes(pair, probability(pair) + side)
    assert 0 < len(told) <= SAID
    assert [change.step for change in told] == sorted(change.step for change in told)
    assert all(0 < change.step <= STEPS[-1] for change in told)
    assert all(change.words.startswith("if ") for change in told)


def test_the_words_name_what_is_and_what_would_be() -> None:
    pair = shared(HARBOUR, MIXED)
    more = [change.words for change in changes(pair, probability(pair) + 0.02)]
    fewer = [change.words for change in changes(pair, probability(pair) - 0.02)]
    assert any(re.search(r"if (all|\d+%) of .*, not \d+%$", words) for words in more)
    assert any(re.search(r"if only \d+% of .*, not \d+%$", words) for words in fewer)


def test_half_of_the_wording_would_make_it_one_text() -> None:
    pair = shared(HARBOUR, MIXED)
    evidence = pair.evidence.copy()
    evidence[:, FEATURES.index("contained")] = relation.SAME_TERMS + 0.01
    sizes = np.array([[100, 100, 45]], np.int32)
    told = [change.words for change in changes(replace(pair, evidence=evidence, shingles=sizes), 0.99)]
    assert told == ["if 50% of the shorter article's wording were the same, not 45%"]


def test_the_same_text_needs_no_evidence() -> None:
    assert changes(shared(HARBOUR, HARBOUR), 0.4) == []


def test_nothing_would_lift_a_pair_over_certainty() -> None:
    assert changes(shared(HARBOUR, ORCHARD), 1.0) == []


def test_the_pair_itself_is_left_as_it_was() -> None:
    pair = shared(HARBOUR, MIXED)
    before = pair.evidence.copy(), pair.told.copy()
    changes(pair, 0.5)
    assert np.array_equal(pair.evidence, before[0])
    assert np.array_equal(pair.told, before[1])
