"""Regular expressions that are compiled when they are first used. Holds none.

The long ones take a third of a second together: more than a run over a few articles has for all the rest, and
most runs ask for some of them only.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Names = frozenset[str]

_SETS: Final = 12  # of names that have patterns of their own: the commonest come first, mostly


class Pattern:
    """One pattern, as `re.compile` takes it; its methods are those of `re.Pattern`."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text, self._flags = text, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """The first match anywhere in a text."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        """The match at the start of a text."""
        return self._compiled.match

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """All matches in a text, from left to right."""
        return self._compiled.finditer


class Caseless:
    """A pattern written in small letters, which are matched in any case: spans and groups are all it tells.

    Text in ASCII, with dashes and typographic quotation marks or without, is searched in small letters, in a
    third of the time: an engine that need not think of case passes at once over the alternatives that begin
    with another letter. What a match holds of such a text is in small letters. Of letters that are the same
    but for their case to the engine all are to be named, as in [iı].
    """

    def __init__(self, text: str, possible: Callable[[str], bool] | None = None) -> None:
        """`possible` is a quick look at plain text in small letters: where it says no, nothing matches."""
        self.text = text
        self._any, self._small, self._possible = Pattern(text, re.IGNORECASE), Pattern(text), possible

    def search(self, text: str) -> re.Match[str] | None:
        """The first match anywhere in a text."""
        if not _is_plain(text):
            return self._any.search(text)
        small = text.lower()
        return self._small.search(small) if self._possible is None or self._possible(small) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text, from left to right."""
        return self._small.finditer(text.lower()) if _is_plain(text) else self._any.finditer(text)


_BEYOND_PLAIN = Pattern("[^\x00-\x7f\u2010-\u2026]")


def _is_plain(text: str) -> bool:
    """Whether the text holds no letters but those of ASCII."""
    return text.isascii() or not _BEYOND_PLAIN.search(text)


class Named:
    """A pattern around names, of which a text holds few out of hundreds: compiled for those that it holds.

    To compile it for all of them takes as long as to read a hundred texts; what a text does not hold cannot
    match. In a simple text nothing need be asked of other scripts.
    """

    def __init__(
        self,
        text: Callable[[Names, bool], str],
        simple: Callable[[str], bool],
        every: Names,
        flags: int = 0,
        possible: Callable[[str, Names], bool] | None = None,
    ) -> None:
        """`text` gives the pattern around some names, for `simple` text alone or any; `every`: all names.

        `possible` is a quick look at plain text in small letters, and these names: where it says no, nothing
        matches.
        """
        self._text, self._simple, self._every, self._flags = text, simple, every, flags
        self._possible = possible
        self._among: dict[tuple[Names, bool], Pattern] = {}

    def search(self, text: str, names: Names) -> re.Match[str] | None:
        """The first match anywhere in a text, which holds no other names than these."""
        if self._possible and _is_plain(text) and not self._possible(text.lower(), names):
            return None
        key = (names, self._simple(text))
        if key not in self._among and len(self._among) >= _SETS:
            key = (self._every, key[1])
        found = self._among.get(key)
        if found is None:
            found = self._among[key] = Pattern(self._text(*key), self._flags)
        return found.search(text)
