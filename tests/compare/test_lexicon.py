from __future__ import annotations

import unicodedata

import pytest

from syndicate.compare.lexicon import MONTHS, NUMBER_WORDS, SCALES, WEEKDAYS, ZH_DIGITS, ZH_SCALES

SPELT = ("en", "de", "fr", "es", "ru", "hi", "ur")


@pytest.mark.parametrize("table", [NUMBER_WORDS, SCALES, MONTHS, WEEKDAYS])
def test_words_are_as_they_are_looked_up(table: dict[str, dict[str, float]]) -> None:
    for words in table.values():
        for word in words:
            assert word == word.lower().replace("\u0451", "\u0435")
            assert unicodedata.normalize("NFC", word).split() == [unicodedata.normalize("NFC", word)]


@pytest.mark.parametrize("language", SPELT)
def test_no_number_is_missing_or_doubtful(language: str) -> None:
    assert set(MONTHS[language].values()) == set(range(1, 13))
    assert set(WEEKDAYS[language].values()) == set(range(7))
    assert set(range(2, 17)) <= set(NUMBER_WORDS[language].values())
    assert not set(NUMBER_WORDS[language]) & set(SCALES[language])


def test_chinese_numerals() -> None:
    assert set(ZH_DIGITS.values()) == set(range(10))
    assert {word: float(value) for word, value in ZH_SCALES.items()} == SCALES["zh"]
