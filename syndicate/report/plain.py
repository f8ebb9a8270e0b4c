"""Text for the terminal: cleared of what could drive it, cut to columns, counted in words. Knows no table."""

from __future__ import annotations

import unicodedata
from typing import Final

WIDTH: Final = 110  # columns of everything that is printed

_HIDDEN: Final = frozenset(
    {"Cc", "Cf", "Cs"}
)  # controls, direction marks and other format characters, surrogates
_SPACES: Final = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_JOINERS: Final = "\u200c\u200d"  # harmless, and Persian, Hindi and emoji need them
_CHARACTERS_A_COLUMN: Final = (
    40  # more than any script stacks on one column; bounds the work on endless lines
)


def safe(text: str) -> str:
    """Text of the web on one line, without the controls and direction marks that drive a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in _SPACES:
        return " "
    return character if character in _JOINERS or unicodedata.category(character) not in _HIDDEN else ""


def fit(text: str, width: int) -> str:
    """The text in exactly so many columns, cut with … where it is longer."""
    from rich.cells import cell_len, set_cell_size

    text = safe(text[: width * _CHARACTERS_A_COLUMN])
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def plural(n: int, one: str, many: str = "") -> str:
    """1 story, 2 stories."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def name(outlet: str, article: str) -> str:
    """Who an article is called after: its outlet, or its file where the outlet is not known."""
    return outlet or article.rstrip("/").rpartition("/")[2] or article
