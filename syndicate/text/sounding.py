"""How a name sounds, whatever script it is written in: its consonants in a few classes. Knows no names.

Transliteration (anyascii) and a code of consonant classes in the manner of Soundex (Russell 1918), of any
length: Kulshreshtha and कुलश्रेष्ठ, Sarbulak and ساربولاك sound alike. Vowels, h, w and y are left out, since
scripts and languages write them differently or not at all.
"""

from __future__ import annotations

from typing import Final

import regex

LONGEST: Final = 24  # letters of a word that are looked at
SHORTEST: Final = 3  # consonants below which half of all words sound alike

_DIGRAPHS: Final = (
    *((letters, "S") for letters in ("sch", "sh", "ch", "zh", "ts", "tz", "dj", "ce", "ci", "cy")),
    *((letters, "K") for letters in ("kh", "gh", "ck", "qu")), ("ph", "B"), ("x", "KS"),
)  # fmt: skip
_CLASSES: Final = str.maketrans({
    **dict.fromkeys("bpfv", "B"), **dict.fromkeys("cgkq", "K"), **dict.fromkeys("sjz", "S"),
    **dict.fromkeys("dt", "T"), "l": "L", "r": "L", "m": "M", "n": "N",
})  # fmt: skip
_SILENT: Final = regex.compile(r"[^BKSTLMN]")
_REPEATED: Final = regex.compile(r"(.)\1+")
CLASSES: Final = 7  # of consonants


def sound(word: str) -> str:
    """The consonant classes of a word, empty where it has fewer than SHORTEST: "Sarbulak" is SLBLK."""
    from anyascii import anyascii

    plain = anyascii(word[:LONGEST]).lower()
    for letters, heard in _DIGRAPHS:
        plain = plain.replace(letters, heard)
    heard = _REPEATED.sub(r"\1", _SILENT.sub("", plain.translate(_CLASSES)))
    return heard if len(heard) >= SHORTEST else ""
