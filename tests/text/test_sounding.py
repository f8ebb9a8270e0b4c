"""Names sound alike in any script; what has no consonants sounds like nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.sounding import LONGEST, SHORTEST, sounds


def sound(word: str) -> str:
    (heard,) = sounds([word])
    return heard


@pytest.mark.parametrize(
    "words",
    [
        ("Kulshreshtha", "कुलश्रेष्ठ"),
        ("Sarbulak", "ساربولاك", "Сарбулак"),
        ("Zarhan", "زرهان", "Zarhaan"),
        ("Petersen", "Петерсен", "Πέτερσεν"),
        ("Katarina", "Catarina", "КАТАРИНА"),
        ("Großmann", "Grossmann", "Гроссман"),
    ],
)
def test_one_name_in_many_scripts(words: tuple[str, ...]) -> None:
    assert len({sound(word) for word in words}) == 1
    assert len(sound(words[0])) >= SHORTEST


def test_other_names_sound_otherwise() -> None:
    assert len({sound(word) for word in ("Sarbulak", "Kerunda", "Tamrud", "Lomasse", "Baptiste")}) == 5


@pytest.mark.parametrize("word", ["", "a", "aeiou", "12,400", "…", "\u200c", "语", "oui", "Ian"])
def test_too_little_to_hear(word: str) -> None:
    assert sound(word) == ""


@given(st.text(max_size=60))
def test_any_text_is_heard_in_classes_without_repeats(word: str) -> None:
    heard = sound(word)
    assert set(heard) <= set("BKSTLMN")
    assert all(a != b for a, b in pairwise(heard))
    assert sound(word[:LONGEST]) == heard


@given(st.lists(st.text(max_size=9), max_size=9))
def test_words_are_heard_as_each_by_itself(words: list[str]) -> None:
    assert sounds(words) == [sound(word) for word in words]
