"""How a name sounds, whatever script it is written in: its consonants in a few classes. Knows no names.

Transliteration (anyascii) and a code of consonant classes in the manner of Soundex (Russell 1918), of any
length: Kulshreshtha and कुलश्रेष्ठ, Sarbulak and ساربولاك sound alike. Vowels, h, w and y are left out, since
scripts and languages write them differently or not at all.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final

LONGEST: Final = 24  # letters of a word that are looked at
SHORTEST: Final = 3  # consonants below which half of all words sound alike

_DIGRAPHS: Final = (
    *((letters, "S") for letters in ("sch", "sh", "ch", "zh", "ts", "tz", "dj", "ce", "ci", "cy")),
    *((letters, "K") for letters in ("kh", "gh", "ck", "qu")), ("ph", "B"), ("x", "KS"),
)  # fmt: skip
_CLASSES: Final = {
    **dict.fromkeys("bpfvB", "B"), **dict.fromkeys("cgkqK", "K"), **dict.fromkeys("sjzS", "S"),
    **dict.fromkeys("dtT", "T"), **dict.fromkeys("lrL", "L"), **dict.fromkeys("mM", "M"),
    **dict.fromkeys("nN", "N"),
}  # fmt: skip
CLASSES: Final = 7  # of consonants


def sound(word: str) -> str:
    """The consonant classes of a word, empty where it has fewer than SHORTEST: "Sarbulak" is SLBLK."""
    from anyascii import anyascii

    plain = anyascii(word[:LONGEST]).lower()
    for letters, heard in _DIGRAPHS:
        plain = plain.replace(letters, heard)
    heard = "".join([kind for kind, _ in groupby(filter(None, map(_CLASSES.get, plain)))])
    return heard if len(heard) >= SHORTEST else ""
