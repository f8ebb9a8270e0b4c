from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare import guessing
from syndicate.compare.guessing import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the end of the war and the peace", "en"),
        ("der Mann und die Frau, das Kind", "de"),
        ("les enfants et la mère dans une ville", "fr"),
        ("los niños y la madre por el camino", "es"),
        ("война и мир", "ru"),
        ("युद्ध और शांति", "hi"),
        ("جنگ اور امن", "ur"),
        ("战争与和平", "zh"),
        ("", ""),
        ("xyz", ""),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert guess_language(text) == language


@given(st.text(st.characters(codec="ascii")))
def test_ascii_has_the_words_that_any_text_has(text: str) -> None:
    assert text.translate(guessing._SPACED).split() == guessing._WORD.findall(text)
