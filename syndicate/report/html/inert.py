"""Text of the web made harmless on a page: no control, no override, no flood of marks. Shows nothing.

Markup needs no care here: the page sets every text as text. What is left are characters that act on their
neighbours: they reorder a line (Boucher and Anderson, "Trojan Source", 2021), or pile up over other lines.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import regex

MARKS: Final = 4  # on one letter; Hebrew, Tibetan and Vietnamese need up to four
_SPACE: Final = regex.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# Zero-width joiners stay: Persian, Hindi and emoji need them. Lone surrogates cannot be written as UTF-8.
_ACTING: Final = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}--\u200c\u200d]+", regex.V1)
_FLOOD: Final = regex.compile(
    rf"((?:[\u200c\u200d]*[\p{{Mn}}\p{{Me}}]){{{MARKS}}})[\p{{Mn}}\p{{Me}}\u200c\u200d]+"
)


def inert(text: str) -> str:
    """The text on one line, without controls, direction marks and marks beyond MARKS on one letter."""
    if text.isascii() and text.isprintable():
        return text
    return str(_FLOOD.sub(r"\1", _ACTING.sub("", _SPACE.sub(" ", text))))


def web_address(url: str) -> str:
    """The address where it is one of the web (http, https); else nothing, so that it becomes no link."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return inert(url) if sound and url.isprintable() else ""
