"""Text for the terminal: cleared of what could drive it, cut to columns, counted in words. Knows no table."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH: Final = 110  # columns of everything that is printed

_HIDDEN: Final = frozenset(
    {"Cc", "Cf", "Cs"}
)  # controls, direction marks and other format characters, surrogates
_SPACES: Final = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_JOINERS: Final = "\u200c\u200d"  # harmless, and Persian, Hindi and emoji need them
_FEW: Final = 3  # files that are named in full
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


def told_paths(paths: Sequence[Path]) -> str:
    """Where files stand: ": FILE", or " to FOLDER: NAMES" of several in one; many of one ending share it."""
    folders = {str(path.parent) for path in paths}
    if len(paths) == 1 or len(folders) > 1 or folders == {"."}:
        return f": {', '.join(safe(str(path)) for path in paths)}"
    ending, n = Counter(path.suffix for path in paths).most_common(1)[0]
    place = f" to {safe(folders.pop())}"
    if n <= _FEW:
        return f"{place}: {', '.join(safe(path.name) for path in paths)}"
    alike = ", ".join(safe(path.stem) for path in paths if path.suffix == ending)
    others = "".join(f", {safe(path.name)}" for path in paths if path.suffix != ending)
    return f"{place} as {safe(ending.lstrip('.'))}: {alike}{others}"
