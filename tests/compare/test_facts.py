from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from syndicate.compare.agreement import ABSENT, support
from syndicate.compare.align import align, align_sentences
from syndicate.compare.facts import altered_numbers, changed_numbers
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
    return [x for x, found in zip(own, support(*rows), strict=True) if found == ABSENT]


def told(index: Callable[..., Corpus], after: str, before: str) -> list[tuple[list[str], list[str]]]:
    """(altered, rounded) of the only sentence of `after`, which says what `before` does."""
    bodies = [before, after]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1])
    aligned = align_sentences(align(corpus, postings, 1, 0), 0.9)
    return [tuple(changes) for _, changes in changed_numbers(bodies, postings, (1, 0), aligned)]


QUAKE = "The quake killed 43 people and destroyed 1,214 homes in Selm, the mayor of the port said on Friday."


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (QUAKE, []),
        (QUAKE.replace("1,214", "about 1,200"), [([], ["1,214 -> 1,200"])]),
        (QUAKE.replace("1,214", "about 1,200").replace("43", "34"), [(["43 -> 34"], ["1,214 -> 1,200"])]),
        (QUAKE.replace("43", "34"), [(["43 -> 34"], [])]),
    ],
)
def test_a_rounding_is_told_apart_from_a_change(
    index: Callable[..., Corpus], after: str, changes: list[tuple[list[str], list[str]]]
) -> None:
    assert told(index, after, QUAKE) == changes


def test_what_stands_elsewhere_in_the_article_is_no_change(index: Callable[..., Corpus]) -> None:
    after = QUAKE.replace("43", "60").replace("1,214", "1,200")
    other = " There are 60 beds and 1,200 blankets."
    bodies = [QUAKE + other, after + other]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1])
    aligned = align(corpus, postings, 1, 0)
    assert aligned.best.tolist() == [0, 1]
    assert list(changed_numbers(bodies, postings, (1, 0), aligned)) == []
