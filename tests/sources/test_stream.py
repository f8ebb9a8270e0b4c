"""Bytes and lines: packed, cut off, overlong, and by other line ends."""

from __future__ import annotations

import gzip
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import InputError
from syndicate.sources import stream
from syndicate.sources.base import Kind, Problem, Source
from syndicate.sources.stream import Line, lines, whole

if TYPE_CHECKING:
    from pathlib import Path


def source(path: Path, content: bytes) -> Source:
    path.write_bytes(content)
    return Source(path, path.name, path.name, Kind.JSON, packed=path.suffix == ".gz")


def noise(n: int) -> bytes:
    return random.Random(1).randbytes(n).replace(b"\n", b" ")  # noqa: S311 (it must not pack)


def texts(source: Source) -> list[str]:
    return [item.text for item in lines(source) if isinstance(item, Line)]


def problems(source: Source) -> list[Problem]:
    return [item for item in lines(source) if isinstance(item, Problem)]


def test_empty(tmp_path: Path) -> None:
    assert list(lines(source(tmp_path / "a", b""))) == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a\nb", ["a", "b"]),
        (b"a\n\nb\n", ["a", "", "b"]),
        (b"a\r\nb\r\n", ["a\r", "b\r"]),
        (b"a\rb\r", ["a", "b"]),
        ("a\u2028b\x0bc\n".encode(), ["a\u2028b\x0bc"]),
        (b"\xef\xbb\xbfa\nb", ["a", "b"]),
        ("é\nö\n".encode("utf-16"), ["é", "ö"]),
        ("é\nö\n".encode("utf-32"), ["é", "ö"]),
        (b"caf\xe9 cr\xe8me\nna\xefve\n", ["café crème", "naïve"]),
    ],
)
def test_lines(tmp_path: Path, raw: bytes, expected: list[str]) -> None:
    assert texts(source(tmp_path / "a", raw)) == expected


def test_a_guess_is_told_once(tmp_path: Path) -> None:
    (problem,) = problems(source(tmp_path / "a", b"plain\ncaf\xe9\nna\xefve\n"))
    assert problem.place == "a:2"
    assert "cp1252" in problem.problem
    assert not problem.skipped


@given(st.lists(st.binary(max_size=12), max_size=12), st.integers(1, 7))
def test_split_is_that_of_bytes(parts: list[bytes], limit: int) -> None:
    raw = b"".join(parts)
    expected = raw.split(b"\n")
    if not expected[-1]:
        expected.pop()
    found = list(stream._split(parts, limit))
    assert found == [line if len(line) <= limit else None for line in expected]


def test_an_overlong_line_alone_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MAX_LINE_BYTES", 10)
    monkeypatch.setattr(stream, "CHUNK_BYTES", 7)
    found = source(tmp_path / "a", b"one\n" + b"x" * 100 + b"\ntwo\n")
    assert texts(found) == ["one", "two"]
    assert problems(found)[0].place == "a:2"


def test_a_truncated_packed_file_gives_what_it_holds(tmp_path: Path) -> None:
    body = b"".join(noise(50).hex().encode() + b"\n" for _ in range(20_000))
    found = source(tmp_path / "a.gz", gzip.compress(body)[:-2000])
    assert len(texts(found)) > 10_000
    (problem,) = problems(found)
    assert "ends too early" in problem.problem
    assert int(problem.place.removeprefix("a.gz:")) == len(texts(found)) + 1


@pytest.mark.parametrize(
    "raw", [b"not packed at all", gzip.compress(b"x" * 99, mtime=0)[:15] + b"\xff" * 30], ids=["plain", "cut"]
)
def test_a_bad_packed_file(tmp_path: Path, raw: bytes) -> None:
    (problem,) = problems(source(tmp_path / "a.gz", raw))
    assert "not a sound gzip file" in problem.problem


def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "FREE_BYTES", 1000)
    found = source(tmp_path / "a.gz", gzip.compress(bytes(2**20)))
    with pytest.raises(InputError, match="unpacks to more than 100 times its size"):
        whole(found, 2**30)
    assert "trap" in problems(found)[0].problem


def test_a_small_packed_file_may_grow_a_lot(tmp_path: Path) -> None:
    assert whole(source(tmp_path / "a.gz", gzip.compress(b"a" * 2**20)), 2**20) == b"a" * 2**20


def test_too_large(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="larger than 1 MB"):
        whole(source(tmp_path / "a", b"a" * (2**20 + 1)), 2**20)
