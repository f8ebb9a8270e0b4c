from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare.figures import LONGEST, chinese_value, digits_value, significant_digits


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("7", "en", 7),
        ("1,180.5", "en", 1180.5),
        ("12,34,567", "hi", 1_234_567),
        ("1.180,5", "de", 1180.5),
        ("24\u202f000", "fr", 24_000),
        ("٣٫٥", "ur", 3.5),
        ("१२", "hi", 12),
        ("1.2.3", "en", 12.3),
        ("9" * LONGEST, "", float("9" * LONGEST)),
        ("9" * (LONGEST + 1), "", None),
    ],
)
def test_digits_have_the_value_of_their_language(text: str, language: str, value: float | None) -> None:
    assert digits_value(text, language) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十五", 25),
        ("两千三百", 2300),
        ("三万五千", 35_000),
        ("二千万", 20_000_000),
        ("二〇二六", 2026),
        ("", None),
        ("一", None),
        ("〇", None),
        ("百", None),
        ("万亿", None),
        ("九" * (LONGEST + 1), None),
    ],
)
def test_chinese_numerals(text: str, value: float | None) -> None:
    assert chinese_value(text) == value


@pytest.mark.parametrize(("value", "digits"), [(1200, 2), (1180, 3), (0.05, 1), (8.4, 2), (0, 1), (-94, 2)])
def test_significant_digits(value: float, digits: int) -> None:
    assert significant_digits(value) == digits


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_significant_digits_are_few_and_at_least_one(value: float) -> None:
    assert 1 <= significant_digits(value) <= LONGEST


def test_a_chinese_scale_multiplies_only_what_is_below_it() -> None:
    assert chinese_value("一亿二千万") == 120_000_000
    assert chinese_value("三万亿") == 3 * 10**12
    assert chinese_value("一万二千亿") == 12_000 * 10**8
