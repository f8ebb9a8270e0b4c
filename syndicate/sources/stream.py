"""The bytes and lines of one source, bounded: packed files, overlong lines, broken ends. Knows no format."""

from __future__ import annotations

import codecs
import gzip
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from syndicate.errors import InputError
from syndicate.sources.base import (
    FREE_BYTES,
    MAX_LINE_BYTES,
    MAX_RATIO,
    MB,
    PackedErrors,
    Problem,
    Source,
    unreadable,
)
from syndicate.sources.encoding import Decoder, wide_encoding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

CHUNK_BYTES = MB


class Line(NamedTuple):
    """One line without its end; `number` counts from 1."""

    number: int
    text: str


def chunks(source: Source, stdin: BinaryIO | None = None) -> Iterator[bytes]:
    """The bytes of a source, unpacked, a piece at a time.

    Raises OSError, EOFError or zlib.error where they end in disorder, InputError for a packed file that grows
    beyond FREE_BYTES and MAX_RATIO times its size.
    """
    if source.path is None:
        yield from _standard_input(stdin)
        return
    with source.path.open("rb") as stored:
        if not source.packed:
            while chunk := stored.read(CHUNK_BYTES):
                yield chunk
            return
        left = max(FREE_BYTES, MAX_RATIO * source.path.stat().st_size)
        with gzip.GzipFile(fileobj=stored) as unpacked:
            while chunk := unpacked.read1(CHUNK_BYTES):
                left -= len(chunk)
                if left < 0:
                    raise InputError(
                        f"unpacks to more than {MAX_RATIO} times its size: not text, perhaps a trap",
                        place=source.place,
                        remedy="unpack it yourself if you trust it",
                    )
                yield chunk


def whole(source: Source, limit: int) -> bytes:
    """All bytes of a source; raises InputError beyond `limit` of them, and what `chunks` raises."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks(source):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            raise InputError(
                f"larger than {limit // MB} MB", place=source.place, remedy="split it, or leave it out"
            )
    return b"".join(parts)


def lines(source: Source, stdin: BinaryIO | None = None) -> Iterator[Line | Problem]:
    """The lines of a source as text; a problem for each that is too long, guessed at, or cut off by damage.

    Lines end at "\\n" (at "\\r" in files that know no other end); a "\\r" before it stays.
    """
    decoder = Decoder()
    number = 0
    try:
        for number, raw in enumerate(_split(_utf8(chunks(source, stdin)), MAX_LINE_BYTES), start=1):
            if raw is None:
                what = f"a line of more than {MAX_LINE_BYTES // MB} MB"
                yield Problem(f"{source.place}:{number}", what, "split it, or leave it out")
                continue
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                text, doubt = decoder.decode(raw)
                if doubt:
                    remedy = "save the file as UTF-8 if letters look wrong"
                    yield Problem(f"{source.place}:{number}", doubt, remedy, skipped=False)
            yield Line(number, text if number > 1 else text.removeprefix("\ufeff"))
    except (*PackedErrors, InputError) as error:
        problem = unreadable(source.place, error)
        yield problem._replace(place=f"{source.place}:{number + 1}") if number else problem


def _standard_input(stdin: BinaryIO | None) -> Iterator[bytes]:
    import sys

    stream = sys.stdin.buffer if stdin is None else stdin
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def _utf8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same text in lines ended by one byte: UTF-16 and UTF-32 recoded, lone carriage returns replaced."""
    head = next(pieces, b"")
    if wide := wide_encoding(head):
        decoder = codecs.getincrementaldecoder(wide)("replace")
        pieces = (decoder.decode(piece).encode("utf-8", "replace") for piece in chain([head], pieces))
        head = next(pieces)
    pieces = chain([head], pieces)
    if b"\r" in head and b"\n" not in head:
        return (piece.replace(b"\r", b"\n") for piece in pieces)
    return pieces


def _split(pieces: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """Lines without their "\\n"; None stands for one of more than `limit` bytes, which is never held."""
    parts: list[bytes] = []
    size = 0
    for piece in pieces:
        first, *others = piece.split(b"\n")
        size += len(first)
        parts = [*parts, first] if size <= limit else []
        if not others:
            continue
        yield b"".join(parts) if size <= limit else None
        yield from others[:-1]
        parts, size = [others[-1]], len(others[-1])
    if size:
        yield b"".join(parts) if size <= limit else None
