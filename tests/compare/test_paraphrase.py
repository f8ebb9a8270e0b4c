from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare.paraphrase import (
    PARAPHRASE_FEATURES,
    WORDING_FEATURES,
    paraphrases,
    wording_features,
)
from syndicate.compare.postings import read_postings
from syndicate.compare.residue import residue
from syndicate.compare.scoring import paraphrase_weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

SAID = (
    "Shares of the harbour company fell 9 percent on Tuesday after its chief executive, Ida Brandt, resigned."
)
RETOLD = "The harbour company's shares fell 9 percent on Tuesday after chief executive Ida Brandt resigned."
OTHER = "The chief executive of the bus company, Piet Ross, said on Monday that he had not resigned."


@given(st.text(max_size=60), st.text(max_size=60))
def test_wording_is_finite_and_the_same_both_ways(a: str, b: str) -> None:
    forth, back = wording_features(a, b), wording_features(b, a)
    assert len(forth) == len(WORDING_FEATURES)
    assert np.isfinite(forth).all()
    assert forth == pytest.approx(back)


def test_wording_by_hand() -> None:
    found = dict(
        zip(WORDING_FEATURES, wording_features("He saw Ann 3 times", "He saw Bob 3 or 4 times"), strict=True)
    )
    assert found["least_of_1_words"] == pytest.approx(4 / 7)
    assert found["most_of_1_words"] == pytest.approx(4 / 5)
    assert found["most_of_2_words"] == pytest.approx(1 / 4)
    assert found["order_most"] == pytest.approx(4 / 5)
    assert (found["numbers_both"], found["numbers_differ"], found["numbers_differ_both"]) == (1, 1, 0)
    assert (found["names_both"], found["names_missing_least"], found["names_missing_most"]) == (0, 1, 1)
    assert (found["words_missing_least"], found["words_missing_most"]) == (1, 3)


def test_what_says_the_same_is_likelier(index: Callable[..., Corpus]) -> None:
    bodies = [SAID, RETOLD, OTHER, ""]
    corpus = index(*bodies)
    same, other, nothing = paraphrases(
        corpus, bodies, read_postings(corpus, bodies, range(4)), [(0, 1), (0, 2), (0, 3)]
    )
    assert same > 0.8
    assert other < 0.5
    assert nothing < 0.3


@pytest.mark.parametrize(
    ("a", "b", "statuses"),
    [
        (SAID, RETOLD, ["edited"]),
        (SAID, OTHER, ["added", "removed"]),
        (SAID, SAID.upper(), ["kept"]),
    ],
)
def test_lone_sentences_are_matched_by_it(
    index: Callable[..., Corpus], a: str, b: str, statuses: list[str]
) -> None:
    for one, other in ((a, b), (b, a)):
        assert residue(index(one, other), [one, other], [(0, 1)])["status"].to_list() == statuses


def test_the_weights_fit_the_features() -> None:
    assert len(paraphrase_weights()) == len(PARAPHRASE_FEATURES) + 1
