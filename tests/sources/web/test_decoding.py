from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.web.decoding import UndecodableError, text_of, unpack

PACK = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@given(st.binary(max_size=500), st.lists(st.sampled_from(sorted(PACK)), max_size=2))
def test_what_was_packed_is_unpacked(body: bytes, steps: list[str]) -> None:
    packed = body
    for step in steps:
        packed = PACK[step](packed)
    assert unpack(packed, ", ".join(steps), 10_000) == (body, True)


@given(st.binary(max_size=200), st.sampled_from([*PACK, "", "identity", "gzip, br"]))
def test_any_bytes_are_unpacked_or_refused(body: bytes, coding: str) -> None:
    try:
        plain, _ = unpack(body, coding, 1000)
    except UndecodableError as error:
        assert str(error)  # noqa: PT017
    else:
        assert len(plain) <= 1000


@pytest.mark.parametrize("coding", sorted(PACK))
def test_a_bomb_stops_at_the_limit_and_the_limit_itself_is_let_through(coding: str) -> None:
    assert unpack(PACK[coding](b"a" * 1000), coding, 1000) == (b"a" * 1000, True)
    with pytest.raises(UndecodableError, match="unpacks to more than 1,000 bytes"):
        unpack(PACK[coding](b"a" * 1001), coding, 1000)


@pytest.mark.parametrize("coding", sorted(PACK))
def test_what_ends_too_early_is_kept_as_far_as_it_goes(coding: str) -> None:
    body = bytes(range(256)) * 40
    plain, whole = unpack(PACK[coding](body)[:-3], coding, 100_000)
    assert not whole
    assert body.startswith(plain)


def test_gzip_members_follow_each_other_and_trailing_bytes_are_left() -> None:
    assert unpack(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", "gzip", 10) == (b"ab", True)
    with pytest.raises(UndecodableError, match="more than 10 bytes"):
        unpack(gzip.compress(b"a" * 6) * 2, "gzip", 10)


def test_bare_deflate() -> None:
    assert unpack(zlib.compress(b"news", wbits=-15), "deflate", 10) == (b"news", True)


@pytest.mark.parametrize(("body", "coding", "problem"), [
    (b"plain", "gzip", "not sound gzip data"),
    (b"\xff" * 20, "br", "not sound brotli data"),
    (b"\x78\x9c\xff\xff\xff", "deflate", "not sound packed data"),
    (b"plain", "compress", "not asked for"),
    (b"plain", "gzip, gzip, gzip", "more than twice"),
    (b"a" * 11, "", "larger than 10 bytes"),
])  # fmt: skip
def test_what_cannot_be_unpacked(body: bytes, coding: str, problem: str) -> None:
    with pytest.raises(UndecodableError, match=problem):
        unpack(body, coding, 10)


@pytest.mark.parametrize(("raw", "content_type", "text", "doubtful"), [
    ("é".encode(), "text/html; charset=iso-8859-1", "é", False),  # sound UTF-8 goes before the header
    ("Привет, мир".encode("cp1251"), "text/xml; charset=windows-1251", "Привет, мир", False),
    ('<?xml version="1.0" encoding="windows-1251"?>мир'.encode("cp1251"), "text/xml; charset=koi8-r",
     '<?xml version="1.0" encoding="windows-1251"?>мир', False),
    ("caf\u00e9 au lait".encode("cp1252"), "text/html; charset=unheard-of", "café au lait", True),
    ("caf\u00e9 au lait".encode("cp1252"), "text/html; charset=rot13", "café au lait", True),
    ("né".encode("utf-16"), "text/html", "né", False),
    (b"", "text/html; charset=utf-8", "", False),
])  # fmt: skip
def test_text_by_what_is_declared(raw: bytes, content_type: str, text: str, doubtful: bool) -> None:
    found, doubt = text_of(raw, content_type)
    assert found == text
    assert bool(doubt) is doubtful
