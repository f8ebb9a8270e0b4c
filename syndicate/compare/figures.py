"""The value of a number written in digits or in Chinese numerals, and how exact it is. Reads no text."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

from syndicate.compare.lexicon import COMMA_GROUPS, ZH_DIGITS, ZH_SCALES

LONGEST: Final = 18  # digits of a number; longer strings of digits are codes

_INSIDE: Final = regex.compile(r"[\s'’٬]")
_GROUPED: Final = {
    ",": regex.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?"),  # 1,180.5 and 12,34,567
    ".": regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}


def digits_value(text: str, language: str) -> float | None:
    """The value of digits with their points and commas, by the language's habit; None for a code."""
    if text.isascii() and text.isdecimal():
        return float(text) if len(text) <= LONGEST else None
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    plain = _INSIDE.sub("", text).replace("٫", ".")
    if len(plain) > LONGEST:
        return None
    group = "," if language in COMMA_GROUPS else "."
    if _GROUPED[group].fullmatch(plain):
        plain = plain.replace(group, "")
    plain = plain.replace(",", ".")
    head, _, tail = plain.rpartition(".")
    return float(f"{head.replace('.', '') or '0'}.{tail}" if head else plain)


def chinese_value(text: str) -> float | None:
    """The value of a Chinese numeral; None for a lone "one", a scale alone (百, 万), a code."""
    if (
        not any(c in ZH_DIGITS or c == "十" for c in text)
        or text in ("一", "零", "〇")
        or len(text) > LONGEST
    ):
        return None
    total = section = digit = 0
    for c in text:
        if c in ZH_DIGITS:
            digit = digit * 10 + ZH_DIGITS[c] if digit else ZH_DIGITS[c]
        elif ZH_SCALES[c] < 10**4:
            section += max(digit, 1) * ZH_SCALES[c]
            digit = 0
        else:
            low = total % ZH_SCALES[c]  # 一亿二千万: the 亿 is above the 万 and stays as it is
            total += (low + section + digit) * ZH_SCALES[c] - low
            section = digit = 0
    return float(total + section + digit)


def significant_digits(value: float) -> int:
    """Digits of a number without the zeros around them: 1,200 has 2, 0.05 has 1."""
    return min(len(f"{abs(value):.12f}".replace(".", "").strip("0")), LONGEST) or 1
