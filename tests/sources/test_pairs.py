"""A table of pairs: its two columns, whatever else it holds, and where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syndicate.errors import InputError
from syndicate.sources.pairs import read_pairs

if TYPE_CHECKING:
    from pathlib import Path


def table(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "pairs"),
    [
        ("article,other\n", []),
        ("article,other\na,b\n", [("a", "b")]),
        ("note,other,article\nx,b,a\n", [("a", "b")]),
        ("\ufeffarticle,other\r\na,b\r\n\r\nb,a\r\n", [("a", "b"), ("b", "a")]),
        ("article;other\n1,5;2\n", [("1,5", "2")]),
        ("article\tother\n0012\t12\n", [("0012", "12")]),
        ('article,other\n"a,1","two\nlines"\n', [("a,1", "two\nlines")]),
        ("article,other\n a ,b\n", [(" a ", "b")]),
        ("article,other\n=1+1,語\n", [("=1+1", "語")]),
        ("article,other\na,b,c,d\n", [("a", "b")]),
    ],
)
def test_read(tmp_path: Path, content: str, pairs: list[tuple[str, str]]) -> None:
    assert read_pairs(table(tmp_path, content)) == pairs


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not both there"),
        ("a,b\nc,d\n", "not both there"),
        ("article,other\na\n", r"pairs\.csv:2: a pair needs both ids"),
        ("article,other\na,b\n,\n", r"pairs\.csv:3: a pair needs both ids"),
        (b"article,other\na,\xff\n", "cannot be read"),
        (b"\xff\xfea\0r\0", "cannot be read"),
        ('article,other\n"a,b\n', "cannot be read"),
    ],
)
def test_told(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as told:
        read_pairs(table(tmp_path, content))
    assert "header line: article,other" in told.value.remedy


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read: No such file"):
        read_pairs(tmp_path / "none.csv")
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_pairs(tmp_path)
