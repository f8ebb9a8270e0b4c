"""What survives translation: digits and the sound of names, where they stand, how much they surprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from syndicate.corpus import CAPITAL, GLYPH, NUMBER
from syndicate.settings import Settings
from syndicate.text import invariants as module
from syndicate.text.indexing import index_articles
from syndicate.text.invariants import MOST, YEAR_SURPRISE, gathered, invariants, key_of, number_surprise

if TYPE_CHECKING:
    from syndicate.corpus import Facts


def facts(*texts: str, alone: bool = False) -> Facts:
    frame = pl.DataFrame({
        "article": [f"a{i}" for i in range(len(texts))], "body": list(texts), "language": ["en"] * len(texts),
        "published": [""] * len(texts),
    }, schema_overrides={"body": pl.String, "article": pl.String})  # fmt: skip
    return invariants(index_articles(frame, Settings()), alone=alone)


def row(found: Facts, i: int) -> dict[int, tuple[float, bool]]:
    at = slice(found.bounds[i], found.bounds[i + 1])
    rows = zip(found.keys[at], found.surprise[at], found.named[at], strict=True)
    return {int(key): (float(surprise), bool(named)) for key, surprise, named in rows}


def test_numbers_by_their_digits_in_any_script() -> None:
    found = facts("It cost 12,400 crowns.", "वहां १२४०० लोग थे", "12.400 personas", "it cost 7 crowns")
    key = key_of("number 12400")
    assert all(row(found, i)[key] == row(found, 0)[key] for i in range(3))
    assert not any(not named for _, named in row(found, 3).values())  # one digit says nothing


def test_names_are_capitalised_or_of_a_script_without_capitals() -> None:
    english, hindi, lower = (row(facts("said Kulshreshtha"), 0), row(facts("कुलश्रेष्ठ ने कहा"), 0),
                             row(facts("said kulshreshtha"), 0))  # fmt: skip
    assert english.keys() <= hindi.keys()
    assert len(english) == 1
    assert not lower
    assert all(named for _, named in hindi.values())


def test_numbers_are_cut_out_of_any_text_by_its_characters() -> None:
    found = facts("😀 क्षेत्र 語 12,400 été 98765", "12400 98765")
    numbers = [{key for key, (_, named) in row(found, i).items() if not named} for i in range(2)]
    assert numbers == [{key_of("number 12400"), key_of("number 98765")}] * 2


@given(st.lists(st.tuples(st.integers(-1, 2), st.integers(0, 15)), max_size=30))
def test_which_words_tell_as_in_plain_words(words: list[tuple[int, int]]) -> None:
    terms, marks = np.array(words, np.int64).reshape(-1, 2).T
    heard = np.array([0, 1, 2, 0], np.uint8)  # of the terms 0 to 2, and of none
    assert module._telling(terms.astype(np.int32), marks.astype(np.uint8), heard).tolist() == [
        bool(mark & NUMBER) or (not mark & GLYPH and (term == 2 or (term == 1 and bool(mark & CAPITAL))))
        for term, mark in words
    ]


def test_a_fact_of_many_surprises_less_unless_read_alone() -> None:
    texts = ["Sarbulak spoke."] * 200 + ["Kulshreshtha spoke."]
    found, alone = facts(*texts), facts(*texts, alone=True)
    ((common, _),), ((rare, _),) = row(found, 0).values(), row(found, 200).values()
    assert common < rare
    assert row(alone, 0) == row(facts("Sarbulak spoke.", alone=True), 0)


def test_each_fact_once_where_it_first_stands() -> None:
    found = facts("one 31.4 two 31.4 three four 31.4 1978 end Sarbulak")
    assert len(found.keys) == 3
    assert (found.keys[1:] > found.keys[:-1]).all()
    assert found.places.min() < 0.2
    assert ((found.places >= 0) & (found.places < 1)).all()


def test_no_article_and_no_fact() -> None:
    assert facts().bounds.tolist() == [0]
    assert facts("", "…", "语言").bounds.tolist() == [0, 0, 0, 0]


def test_longer_numbers_surprise_more() -> None:
    told = [number_surprise(digits) for digits in range(8)]
    assert told == sorted(told)
    assert told[1] == 0
    assert number_surprise(4, year=True) == YEAR_SURPRISE < number_surprise(4)
    assert facts("99912345678 9").surprise.max() <= MOST


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 9), st.integers(0, 2)), max_size=40
    ),
    st.booleans(),
)
def test_facts_in_any_order_are_gathered_by_article_and_key(
    rows: list[tuple[int, int, int, int]], alone: bool
) -> None:
    owner, keys, places, surprise = np.array(rows, np.int64).reshape(-1, 4).T
    found = gathered(
        5, owner, keys.astype(np.uint64), surprise.astype(float), places.astype(float), keys > 2, alone=alone
    )
    told = [(o, key, place) for o, key, place, odd in rows if odd]
    expected = sorted({(o, key) for o, key, _ in told})
    got_owner = np.repeat(np.arange(5), np.diff(found.bounds)).tolist()
    assert list(zip(got_owner, found.keys.tolist(), strict=True)) == expected
    assert found.places.tolist() == [
        min(p for *fact, p in told if tuple(fact) == which) for which in expected
    ]
    assert found.named.tolist() == [key > 2 for _, key in expected]
    assert (found.surprise > 0).all()
