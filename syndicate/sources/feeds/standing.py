"""What of a feed's document stood there before, letter for letter? Finds entries in its text; parses nothing.

Feeds show an entry for days. To read each of them at every asking would be most of what the job does, so that
what stands there unchanged is taken out before anything is parsed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import xxhash

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


class Trimmed(NamedTuple):
    """A document without the entries that are known."""

    text: str
    fresh: tuple[int, ...]  # digests of the entries that are left, in order
    standing: tuple[int, ...]  # of those taken out


def trimmed(text: str, item: str, known: Container[int]) -> Trimmed:
    """The document without the entries whose digests are known; `item` is the local name of their element.

    The text is well-formed. Where marks inside texts make it doubtful what an entry is, all of it is left
    and no digest told.
    """
    spans = _spans(text, item)
    digests = [xxhash.xxh3_64_intdigest(text[a:b].encode("utf-8", "replace")) - (1 << 63) for a, b in spans]
    fresh, standing, kept, end = [], [], [], 0
    for (start, stop), digest in zip(spans, digests, strict=True):
        if digest in known:
            kept.append(text[end:start])
            standing.append(digest)
            end = stop
        else:
            fresh.append(digest)
    return Trimmed("".join([*kept, text[end:]]), tuple(fresh), tuple(standing))


def _spans(text: str, item: str) -> list[tuple[int, int]]:
    """Where each entry begins and ends; none where that is doubtful."""
    starts = [found.start() for found in re.finditer(rf"<(?:[\w.-]+:)?{item}[\s>]", text)]
    ends = [found.end() for found in re.finditer(rf"</(?:[\w.-]+:)?{item}\s*>", text)]
    if len(starts) != len(ends):
        return []
    spans = list(zip(starts, ends, strict=True))
    apart = all(end <= start for (_, end), (start, _) in pairwise(spans))
    return spans if apart and all(_is_whole(text, *span) for span in spans) else []


def _is_whole(text: str, start: int, end: int) -> bool:
    return start < end and all(
        text.count(opened, start, end) == text.count(closed, start, end) for opened, closed in _marks()
    )


def _marks() -> Iterator[tuple[str, str]]:
    """What can hide the end of an element."""
    yield from (("<![CDATA[", "]]>"), ("<!--", "-->"))
