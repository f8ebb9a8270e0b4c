"""Mends text whose UTF-8 was read as Latin-1 or Windows-1252 ("Ã©" for "é"). Guesses no other encoding.

The method is ftfy's (Robyn Speer, 2019, "ftfy", Zenodo): runs of characters that spell valid UTF-8 are
decoded again, but only in a text where nearly every character beyond ASCII belongs to such a run.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Final

import polars as pl

# What Windows-1252 shows for the bytes 0x80 to 0x9F; the five it leaves empty stay as they are.
_WINDOWS: Final = {
    ord(bytes([b]).decode("cp1252")): chr(b)
    for b in range(0x80, 0xA0)
    if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# A scraper that squeezes white space turns the bytes 0x85 and 0xA0 into a space: it may stand for one of
# them.
_RUN: Final = re.compile(
    "(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
    "|[\xc2-\xdf] |[\xe1-\xef](?: [\x80-\xbf]|[\x80-\xbf] )"
)
_LEAD: Final = "\u00c2".encode()[:1]  # the first byte of all that may open a run
_SUSPECT: Final = r"[\u00C2-\u00F4][\u0080-\u00BF\u0152-\u0178\u2013-\u2122]"
_FEWEST: Final = 3  # runs, so that one odd pair of signs is left alone
_TIMES: Final = 3  # that a text was read so, one after another: it grows twofold or threefold each time
_SHARE: Final = 0.8  # of the characters beyond ASCII in runs; in Portuguese or French text it is near 0


def mended(texts: pl.Series) -> pl.Series:
    """The texts, each decoded again where it was read in the wrong encoding; the others untouched."""
    rows = texts.cast(pl.Binary).bin.contains(_LEAD).arg_true()  # few, found in a tenth of the time
    suspects = rows.filter(texts.gather(rows).str.count_matches(_SUSPECT) >= _FEWEST)
    return texts.clone().scatter(suspects, [_mend_often(text) for text in texts.gather(suspects)])


def _mend_often(text: str) -> str:
    for _ in range(_TIMES):
        before, text = text, _mend(text)
        if text == before:
            break
    return text


def _mend(text: str) -> str:
    narrow = text.translate(_WINDOWS)
    beyond = sum(1 for c in narrow if c >= "\x80")
    runs = _RUN.findall(narrow)
    if sum(len(run.rstrip(" ")) for run in runs) < _SHARE * beyond:
        return text
    return _RUN.sub(lambda run: _decode(run[0]), narrow)


def _decode(run: str) -> str:
    """The character a run spells; where a byte was squeezed to a space, the likelier of the two it
    may have been.
    """
    choices = [(c,) if c != " " else ("\xa0", "\x85") for c in run]
    spelt = [_character("".join(choice)) for choice in product(*choices)]
    return max(spelt, key=lambda c: (c.islower(), c.isalpha(), c != "")) or run


def _character(run: str) -> str:
    try:
        return run.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
