"""Text and HTML files: one article each. Leaves what is in them to the text room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.sources.base import MAX_PAGE_BYTES, Item, Kind, Problem, Row, Source
from syndicate.sources.encoding import decode, is_binary
from syndicate.sources.stream import whole

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_document(source: Source) -> Iterator[Item]:
    """The article in a file, or what is wrong with it. Raises what `stream.whole` raises."""
    raw = whole(source, MAX_PAGE_BYTES)
    html = source.kind is Kind.HTML
    if not raw.strip():
        yield Problem(source.place, "the file is empty", "remove it, or fetch it again")
        return
    if is_binary(raw):
        yield Problem(source.place, "not text (a binary file)", "save it as text, or give it its true ending")
        return
    text, doubt = decode(raw, markup=html or b"<meta" in raw[:4096].lower())
    if doubt:
        yield Problem(source.place, doubt, "save it as UTF-8 if letters look wrong", skipped=False)
    yield Row(source.name, source.outlet, "", "", "", "", "", text, True if html else None, source.place)
