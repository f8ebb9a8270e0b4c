"""Guesses the language of a text by its script or its commonest words. Knows those of `lexicon` only."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from syndicate.compare.lexicon import FUNCTION_WORDS, SCRIPTS

GUESS_LETTERS: Final = 1000  # looked at: a few sentences
_WORD: Final = re.compile(r"[^\W\d_]+")
# Where all is ASCII, the same words in a tenth of the time: whatever is no letter becomes a space
_SPACED: Final = "".join(chr(c) if chr(c).isalpha() else " " for c in range(128))


def guess_language(text: str) -> str:
    """The language (ISO 639-1) whose lists fit a text; "" where none does."""
    votes: dict[str, int] = {}
    head = text[:GUESS_LETTERS].lower()
    plain = head.isascii()
    words = head.translate(_SPACED).split() if plain else _WORD.findall(head)
    for word, count in Counter(filter(_voters().__contains__, words)).items():
        for name in _voters()[word]:
            votes[name] = votes.get(name, 0) + count
    for word in () if plain else words:
        if word[0] >= SCRIPTS[0][1]:
            for name, first, last in SCRIPTS:
                votes[name] = votes.get(name, 0) + (first <= word[0] <= last)
    best = max(votes, key=lambda name: votes[name], default="")
    return best if votes.get(best) else ""


@cache
def _voters() -> dict[str, tuple[str, ...]]:
    voters: dict[str, tuple[str, ...]] = {}
    for name, words in FUNCTION_WORDS.items():
        for word in words.split():
            voters[word] = (*voters.get(word, ()), name)
    return voters
