"""Text and HTML files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syndicate.errors import InputError
from syndicate.sources.base import MAX_PAGE_BYTES, Item, Kind, Problem, Row, Source
from syndicate.sources.documents import read_document

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, raw: bytes) -> list[Item]:
    path.write_bytes(raw)
    kind = Kind.HTML if path.suffix == ".html" else Kind.TEXT
    return list(read_document(Source(path, f"O/{path.name}", path.name, kind, outlet="O")))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n", "not text (a binary file)"),
    ],
)
def test_no_article(tmp_path: Path, raw: bytes, problem: str) -> None:
    (found,) = read(tmp_path / "a.txt", raw)
    assert isinstance(found, Problem)
    assert (found.place, found.problem, found.skipped) == ("a.txt", problem, True)


def test_an_article(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.txt", "﻿Café.".encode())
    assert found == Row("O/a.txt", "O", "", "", "", "", "", "Café.", None, "a.txt")


def test_html_is_markup_whatever_it_holds(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.html", b"no tag")
    assert isinstance(found, Row)
    assert found.markup is True


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    doubt, found = read(tmp_path / "a.txt", "Le café était fermé.".encode("latin-1"))
    assert isinstance(doubt, Problem)
    assert not doubt.skipped
    assert isinstance(found, Row)
    assert found.text == "Le café était fermé."


def test_a_page_saved_as_txt_may_declare_its_charset(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.txt", '<meta charset="windows-1251"><p>Да</p>'.encode("cp1251"))
    assert isinstance(found, Row)
    assert "Да" in found.text


def test_too_large(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="larger than 20 MB"):
        read(tmp_path / "a.txt", b"a" * (MAX_PAGE_BYTES + 1))
