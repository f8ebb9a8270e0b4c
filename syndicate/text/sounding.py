"""How a name sounds, whatever script it is written in: its consonants in a few classes. Knows no names.

Transliteration (anyascii) and a code of consonant classes in the manner of Soundex (Russell 1918), of any
length: Kulshreshtha and कुलश्रेष्ठ, Sarbulak and ساربولاك sound alike. Vowels, h, w and y are left out, since
scripts and languages write them differently or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = 24  # letters of a word that are looked at
SHORTEST: Final = 3  # consonants below which half of all words sound alike

_DIGRAPHS: Final = (
    *((letters, "S") for letters in ("sch", "sh", "ch", "zh", "ts", "tz", "dj", "ce", "ci", "cy")),
    *((letters, "K") for letters in ("kh", "gh", "ck", "qu")), ("ph", "B"), ("x", "KS"),
)  # fmt: skip
_LETTERS: Final = b"bpfvBcgkqKsjzSdtTlrLmMnN\n"
_HEARD: Final = b"BBBBBKKKKKSSSSTTTLLLMMNN\n"
_CLASS_OF: Final = bytes.maketrans(_LETTERS, _HEARD)
_SILENT: Final = bytes(set(range(256)) - set(_LETTERS))
CLASSES: Final = 7  # of consonants


def sounds(words: Sequence[str]) -> list[str]:
    """The consonant classes of each word, empty where it has fewer than SHORTEST: "Sarbulak" is SLBLK.

    All words are heard as one text, a word a line.
    """
    from anyascii import anyascii

    if not words:
        return []
    plain = anyascii("\n".join([word[:LONGEST].replace("\n", " ") for word in words])).lower()
    for letters, one in _DIGRAPHS:
        plain = plain.replace(letters, one)
    heard = np.frombuffer(plain.encode().translate(_CLASS_OF, _SILENT), np.uint8)
    again = np.append([False], (heard[1:] == heard[:-1]) & (heard[1:] != ord("\n")))[: len(heard)]
    lines = heard[~again].tobytes().decode().split("\n")
    return [line if len(line) >= SHORTEST else "" for line in lines]
