from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from syndicate.compare.align import align, align_sentences
from syndicate.compare.facts import altered_numbers, changed_numbers, rounded_numbers, unsupported
from syndicate.compare.likeness import borne_out
from syndicate.compare.numerals import Numeral, read_numerals
from syndicate.compare.postings import NUMBER, read_postings

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("It killed 43 people.", "It killed 34 people.", ["43 -> 34"]),
        ("It killed seven people.", "It killed nine people.", ["seven -> nine"]),
        ("It killed seven people.", "It killed 7 people.", []),
        ("It cost 1,180 crowns.", "It cost nearly 1,200 crowns.", []),
        ("Some 9,400 hectares.", "More than 9,000 hectares.", []),
        ("Wages rise by 8.4 percent.", "Wages rise by 8.6 percent.", ["8.4 -> 8.6"]),
        ("They want 94 million.", "They want 96 million.", ["94 million -> 96 million"]),
        ("It took 4.2 lakh doses.", "It took 42,000 doses.", ["4.2 lakh -> 42,000"]),
        ("On March 15 they left.", "On March 18 they left.", ["March 15 -> March 18"]),
        ("On March 15 they left.", "On 15 March they left.", []),
        ("They left on Monday.", "They left on Friday.", ["Monday -> Friday"]),
        ("It fell by 9 percent.", "It fell by 90 metres.", []),
        ("It cost 3 crowns.", "It cost 5,000 crowns.", []),
        ("It killed many.", "It killed 34.", []),
        ("", "", []),
    ],
)
def test_what_changed(before: str, after: str, changes: list[str]) -> None:
    found = altered_numbers(_left(after, before), _left(before, after))
    assert [f"{before[x.start : x.end]} -> {after[y.start : y.end]}" for x, y in found] == changes


def _left(text: str, other: str) -> list[Numeral]:
    """The numerals of a text that the other does not bear out."""
    own, others = read_numerals(text, "en"), read_numerals(other, "en")
    rows = [np.array([(x.value, x.kind, x.digits, 0) for x in side], NUMBER) for side in (own, others)]
    return [x for x, found in zip(own, borne_out(*rows), strict=True) if not found]


def test_what_stands_elsewhere_in_the_article_is_supported(index: Callable[..., Corpus]) -> None:
    bodies = ["It killed 43 of the 60 men.", "It spared 17. There were 60 men."]
    postings = read_postings(index(*bodies), bodies, [0, 1])
    assert {s: [x.value for x in found] for s, found in unsupported(postings, 0, 1).items()} == {0: [43]}
    assert {s: [x.value for x in found] for s, found in unsupported(postings, 1, 0).items()} == {0: [17]}


def test_a_rounding_is_told_beside_a_change_only(index: Callable[..., Corpus]) -> None:
    wire = (
        "The quake killed 43 people and destroyed 1,214 homes in Selm, the mayor of the port said on Friday."
    )
    rounded = wire.replace("1,214", "about 1,200")
    bodies = [wire, rounded, rounded.replace("43", "34")]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1, 2])
    told = [
        list(changed_numbers(bodies, postings, (i, 0), align_sentences(align(corpus, postings, i, 0), 0.9)))
        for i in (1, 2)
    ]
    assert told == [[], [(0, ["43 -> 34", "rounded 1,214 -> 1,200"])]]
    assert len(rounded_numbers(postings, (1, 0), [(0, 0)])) == 1
