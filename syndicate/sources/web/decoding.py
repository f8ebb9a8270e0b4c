"""Bodies as sent to bytes and text: unpacked within a limit, decoded as declared. Opens no connection.

A body packed 1,000 times (a bomb) is stopped at the limit, before it is unpacked any further.
"""

from __future__ import annotations

import re
import zlib

from syndicate.sources.encoding import decode

ACCEPTED = "gzip, deflate, br"
_WINDOW = 16 + zlib.MAX_WBITS  # gzip's own header


_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I | re.A)


class UndecodableError(Exception):
    """A body that cannot be unpacked, or not within the limit; the message says why."""


def unpack(body: bytes, coding: str, limit: int) -> tuple[bytes, bool]:
    """The body unpacked, and whether it was whole; UndecodableError past `limit` bytes or for broken data.

    `coding` is a Content-Encoding: gzip, deflate, br, or several in the order they were applied.
    """
    steps = [step for step in coding.lower().replace(" ", "").split(",") if step not in {"", "identity"}]
    if len(steps) > 2:
        raise UndecodableError("packed more than twice over")
    whole = True
    for step in reversed(steps):
        if body:
            body, ended = _unpacked(body, step, limit)
            whole = whole and ended
    if len(body) > limit:
        raise UndecodableError(f"larger than {limit:,} bytes")
    return body, whole


def text_of(raw: bytes, content_type: str) -> tuple[str, str]:
    """The text of a page or feed, and a doubt in words where its encoding had to be guessed.

    What the bytes themselves say (a mark, sound UTF-8, a declaration in the markup) goes before the header:
    servers send the same charset with every file, whatever is in it.
    """
    text, doubt = decode(raw, markup=True)
    charset = _CHARSET.search(content_type)
    if not doubt or charset is None:
        return text, doubt
    declaration = f'<?xml encoding="{charset[1]}"?>'
    text, doubt = decode(declaration.encode() + raw, markup=True)
    return text.removeprefix(declaration), doubt


def _unpacked(body: bytes, step: str, limit: int) -> tuple[bytes, bool]:
    match step:
        case "gzip" | "x-gzip":
            return _members(body, limit)
        case "deflate":
            return _stream(body, limit)
        case "br":
            return _brotli(body, limit)
    raise UndecodableError(f"packed in a way that was not asked for ({step[:20]})")


def _members(body: bytes, limit: int) -> tuple[bytes, bool]:
    """All members of a gzip file (RFC 1952, 2.2); what follows the last is left, as gzip does."""
    plain = bytearray()
    while body.startswith(b"\x1f\x8b"):
        part, body, ended = _inflate(body, _WINDOW, limit - len(plain), limit)
        plain += part
        if not ended:
            return bytes(plain), False
    if not plain and body:
        raise UndecodableError("not sound gzip data")
    return bytes(plain), True


def _stream(body: bytes, limit: int) -> tuple[bytes, bool]:
    """Deflate as RFC 9110 has it (zlib's header), or bare, as some servers send it."""
    headed = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    plain, _, ended = _inflate(body, zlib.MAX_WBITS if headed else -zlib.MAX_WBITS, limit, limit)
    return plain, ended


def _inflate(body: bytes, window: int, room: int, limit: int) -> tuple[bytes, bytes, bool]:
    """One stream: its plain bytes, what follows it, and whether it ended."""
    inflater = zlib.decompressobj(window)
    try:
        plain = inflater.decompress(body, room + 1)
    except zlib.error:
        raise UndecodableError("not sound packed data") from None
    if len(plain) > room:
        raise UndecodableError(f"unpacks to more than {limit:,} bytes")
    return plain, inflater.unused_data, inflater.eof


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    import brotli

    inflater = brotli.Decompressor()
    try:
        plain = inflater.process(body, output_buffer_limit=limit + 1)
        while len(plain) <= limit and not inflater.is_finished():
            more = inflater.process(b"", output_buffer_limit=limit + 1 - len(plain))
            if not more:
                break
            plain += more
    except brotli.error:
        raise UndecodableError("not sound brotli data") from None
    if len(plain) > limit:
        raise UndecodableError(f"unpacks to more than {limit:,} bytes")
    return plain, inflater.is_finished()
