"""Finds in lines what page furniture says of itself, in the languages of the news, by kind. Judges no line.

The wordings stand in `line_wordings.json`. One is matched against the line in lower case with every sign
turned into a space. "^" stands for the line's beginning and "$" for its end; without them a wording may
stand anywhere, as whole words (in Chinese, Japanese and Thai, which write no spaces, as any run of
characters).
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

# Every run of signs, but for the single spaces, which are nearly all of them
_SIGNS: Final = r" *[^\p{L}\p{M}\p{N} ][^\p{L}\p{M}\p{N}]*| {2,}"
LONGEST: Final = 200  # characters of a line that are looked at: what furniture says, it says at once

KINDS: Final = (
    "heading", "share", "offer", "legal", "byline", "caption", "comment", "advert", "more", "menu",
    "tags", "filler", "notice", "plea",
)  # fmt: skip
HEADING, SHARE, OFFER, LEGAL, BYLINE, CAPTION, COMMENT, ADVERT, MORE, MENU, TAGS, FILLER, NOTICE, PLEA = KINDS


def marks(texts: pl.Series) -> NDArray[np.bool_]:
    """(N, len(KINDS)): which lines hold a wording of which kind."""
    plain = (
        "^ "
        + texts.str.slice(0, LONGEST).str.to_lowercase().str.replace_all(_SIGNS, " ").str.strip_chars()
        + " $"
    )
    kinds_of, numbers = _patterns()
    # one automaton for all kinds (Aho-Corasick): one for each takes eight times as long
    found = plain.str.extract_many(list(numbers), overlapping=True)
    lines = np.repeat(np.arange(len(texts)), found.list.len().to_numpy())
    wordings = found.explode(empty_as_null=False, keep_nulls=False)
    marked = np.zeros((len(texts), len(KINDS)), np.bool_)
    np.logical_or.at(marked, lines, kinds_of[[numbers[wording] for wording in wordings.to_list()]])
    return marked


@cache
def _patterns() -> tuple[NDArray[np.bool_], dict[str, int]]:
    """(which wording is of which kind, the number of each wording as it is looked for)."""
    stored = json.loads((resources.files("syndicate.text") / "line_wordings.json").read_text("utf-8"))
    wordings = [(_pattern(wording), kind) for kind in range(len(KINDS)) for wording in stored[KINDS[kind]]]
    numbers = {wording: number for number, wording in enumerate(dict.fromkeys(w for w, _ in wordings))}
    kinds_of = np.zeros((len(numbers), len(KINDS)), np.bool_)
    for wording, kind in wordings:
        kinds_of[numbers[wording], kind] = True
    return kinds_of, numbers


def _pattern(wording: str) -> str:
    """The wording with the spaces that make it whole words, unless its script writes none."""
    unspaced = any(
        "\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" for c in wording
    )
    begins, ends = wording.startswith("^"), wording.endswith("$")
    inner = wording.strip("^$ ")
    edge = "" if unspaced else " "
    return ("^ " if begins else edge) + inner + (" $" if ends else edge)
