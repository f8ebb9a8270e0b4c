from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare import numerals
from syndicate.compare.numerals import (
    DATE,
    PLAIN,
    SHARE,
    WEEKDAY,
    YEAR,
    read_numerals,
)


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "1,180 people, 2.5 million homes, seven weeks", [1180, 2.5e6, 7]),
        ("en", "two hundred and six, twenty-five, three thousand", [206, 25, 3000]),
        ("en", "€1.3bn and 410m crowns over 310 m", [1.3e9, 410e6, 310]),
        ("en", "4.2 lakh doses, 12,34,567 rupees, one million", [420_000, 1_234_567, 1e6]),
        ("de", "knapp 24 000 Leute, 8,4 Prozent, fünfundzwanzig, 1.180,5", [24000, 8.4, 25, 1180.5]),
        ("fr", "1,87 million, 340.000, quatre-vingt-cinq, soixante-dix", [1.87e6, 340_000, 85, 70]),
        ("es", "treinta y cinco, 9.400 hectáreas, dos mil quinientos", [35, 9400, 2500]),
        ("ru", "61 млн, двадцать пять, 1,5 тысячи", [61e6, 25, 1500]),
        ("hi", "२.३ करोड़ रुपये और सात लोग", [2.3e7, 7]),
        ("ur", "سات افراد اور 3 لاکھ روپے", [7, 3e5]),
        ("zh", "53.7万户，两百三十人，十七年，一九八六", [537_000, 230, 17, 1986]),
        ("ar", "٢٤٠ جنديا", [240]),
    ],
)
def test_numbers(language: str, text: str, values: list[float]) -> None:
    assert [x.value for x in read_numerals(text, language)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "On March 15 and 15 March 2026", [(DATE, 315), (DATE, 315), (YEAR, 2026)]),
        ("de", "am Mittwoch, 23. Februar", [(WEEKDAY, 2), (DATE, 223)]),
        ("fr", "vendredi 22 mai", [(WEEKDAY, 4), (DATE, 522)]),
        ("ru", "5 января", [(DATE, 105)]),
        ("zh", "8月22日周六", [(DATE, 822), (WEEKDAY, 5)]),
        ("en", "38% or 38 per cent of 40 crowns", [(SHARE, 38), (SHARE, 38), (PLAIN, 40)]),
    ],
)
def test_dates_and_shares(language: str, text: str, found: list[tuple[int, float]]) -> None:
    assert [(x.kind, x.value) for x in read_numerals(text, language)] == found


@pytest.mark.parametrize("text", ["", " ", "one", "No one knows.", "1" * 400, "百", "…", "\u0000", "İ"])
def test_nothing_to_read(text: str) -> None:
    assert read_numerals(text) == []


def test_what_is_counted() -> None:
    weeks, percent = read_numerals("seven weeks, 9%", "en")
    assert (weeks.unit, percent.unit) == ("weeks", "%")


@given(st.text(st.characters(codec="ascii")).map(str.lower))
def test_ascii_letters_are_taken_apart_as_any_text_is(text: str) -> None:
    found = [
        [(m.span(), m.lastgroup) for m in pattern.finditer(text)]
        for pattern in (numerals._TOKEN, numerals._ASCII_TOKEN)
    ]
    assert found[0] == found[1]


@given(st.text())
def test_any_text_is_read_in_order_and_within_its_bounds(text: str) -> None:
    found = read_numerals(text)
    assert all(0 <= x.start < x.end <= len(text) for x in found)
    assert all(x.end <= y.start for x, y in itertools.pairwise(found))


@given(
    st.lists(
        st.sampled_from(["hundred", "million", "one", "9", "twenty", "一", "万", "-", ","]), max_size=400
    )
)
def test_hostile_numbers_stay_finite_enough_to_store(words: list[str]) -> None:
    for language in ("en", "zh"):
        assert all(0 < x.digits <= 18 for x in read_numerals(" ".join(words), language))
        assert all(0 < x.digits <= 18 for x in read_numerals("".join(words), language))


@given(st.integers(0, 10**12))
def test_grouped_and_plain_digits_are_one_number(number: int) -> None:
    assert [x.value for x in read_numerals(f"{number:,} x", "en")] == [number]
    assert [x.value for x in read_numerals(f"{number:,} x".replace(",", "."), "de")] == [number]


@pytest.mark.parametrize("gap", ["", " ", " words between them, ", " word" * 40 + " "])
def test_numbers_are_found_wherever_they_stand(gap: str) -> None:
    parts = [
        "seven weeks",
        "March 15",
        "Monday",
        "2.5 million",
        "two hundred and six",
        "8 per cent",
        "seventh",
    ]
    text, found = f"; {gap}".join(parts), []
    for part in parts:
        found += [(x.value, x.kind, x.unit) for x in read_numerals(part, "en")]
    assert [(x.value, x.kind, x.unit) for x in read_numerals(text, "en")] == found


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "a million, one-hundred, a\u00a0billion, a man, one of a kind", [1e6, 100, 1e9]),
        ("de", "eine Million, ein Mann", [1e6]), ("fr", "un million, un homme", [1e6]),
        ("es", "un millón, un hombre", [1e6]), ("ru", "один миллион, один дом", [1e6]),
    ],
)  # fmt: skip
def test_one_is_a_number_before_a_scale_only(language: str, text: str, values: list[float]) -> None:
    assert [x.value for x in read_numerals(text, language)] == values
