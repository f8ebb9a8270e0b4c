"""A workbook as a spreadsheet reads it: texts stay texts, whatever they look like."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from syndicate.errors import OutputError
from syndicate.report import workbook
from syndicate.report.workbook import MOST_CHARACTERS, cells, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    '=HYPERLINK("http://evil.example")',
    "+1+1",
    "@SUM(A1)",
    "-2",
    "http://example.org/",
    "{=1}",
    "\x00\x1b[31m",
]


def shared_texts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 (we wrote it)
    return ["".join(t.text or "" for t in item.iter(f"{SHEET}t")) for item in root.iter(f"{SHEET}si")]


def test_a_sheet_for_each_table(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook({"pairs": pl.DataFrame({"a": ["x"], "probability": [0.5]}), "empty": pl.DataFrame(schema={"a": pl.String})}, path)  # fmt: skip  # noqa: E501
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read("xl/workbook.xml"))  # noqa: S314 (we wrote it)
    assert [sheet.get("name") for sheet in root.iter(f"{SHEET}sheet")] == ["pairs", "empty"]


def test_nothing_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook({"articles": pl.DataFrame({"title": HOSTILE})}, path)
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        parts = "".join(book.read(name).decode() for name in book.namelist())
    assert "<f>" not in sheet
    assert "relationships/hyperlink" not in parts
    assert set(HOSTILE[:-1]) | {"[31m"} <= set(shared_texts(path))


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cut = cells(pl.DataFrame({"body": ["x" * 40_000, "x" * MOST_CHARACTERS]}))["body"].to_list()
    assert [len(text) for text in cut] == [MOST_CHARACTERS, MOST_CHARACTERS]
    assert cut[0].endswith("[cut: a cell holds no more]")
    assert cut[1] == "x" * MOST_CHARACTERS


def test_more_rows_than_a_sheet_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    path = tmp_path / "out.xlsx"
    with pytest.raises(OutputError, match="a sheet holds 2"):
        write_workbook({"pairs": pl.DataFrame({"a": ["x"] * 3})}, path)
    assert not path.exists()


def test_an_unwritable_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="not a folder"):
        write_workbook({"pairs": pl.DataFrame({"a": ["x"]})}, tmp_path / "file" / "out.xlsx")
