"""Regular expressions that are compiled when they are first used. Holds none.

The long ones take a third of a second together: more than a run over a few articles has for all the rest, and
most runs ask for some of them only.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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

    Text in ASCII is searched in small letters, in a third of the time: an engine that need not think of case
    passes at once over the alternatives that begin with another letter. What a match holds of such a text is
    in small letters. Of letters that are the same but for their case to the engine all are to be named, as in
    [iı].
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._any, self._small = Pattern(text, re.IGNORECASE), Pattern(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match anywhere in a text."""
        return self._small.search(text.lower()) if text.isascii() else self._any.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text, from left to right."""
        return self._small.finditer(text.lower()) if text.isascii() else self._any.finditer(text)
