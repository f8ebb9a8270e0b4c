"""Where the wording of two sentences differs, word by word. Judges nothing, shows nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import regex

Spans: TypeAlias = "list[tuple[int, int]]"  # characters, half open, ascending

# Scripts without spaces go by character; a number or an abbreviation is one word, a sign stands for itself.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
_WORD = rf"{_UNSPACED}|[\w\p{{M}}]+(?:[.,'\u2019\-]\w+)*|\S"


def differing(one: str, other: str) -> tuple[Spans, Spans]:
    """(what only `one` says, what only `other` says): the words outside their longest common subsequence.

    Words next to each other make one span. Time and space O(words of one x words of other) in bits.
    """
    from rapidfuzz.distance import Indel

    words, theirs = (list(_words().finditer(text)) for text in (one, other))
    codes = Indel.opcodes([w.group() for w in words], [w.group() for w in theirs])
    ours_only = [(words[c.src_start].start(), words[c.src_end - 1].end()) for c in codes if c.tag == "delete"]
    theirs_only = [
        (theirs[c.dest_start].start(), theirs[c.dest_end - 1].end()) for c in codes if c.tag == "insert"
    ]
    return ours_only, theirs_only


def places(text: str, phrases: list[str]) -> Spans:
    """Where the phrases stand in the text, as whole words; each where it comes first."""
    found = []
    for phrase in filter(None, phrases):
        match = _whole(phrase).search(text)
        if match:
            found.append(match.span())
    return sorted(found)


@cache
def _words() -> regex.Pattern[str]:
    import regex

    return regex.compile(_WORD)


def _whole(phrase: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"(?<!\w){regex.escape(phrase)}(?!\w)")
