"""Tables to one Excel workbook, a sheet for each. Texts stay texts: none is a formula or a link."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.errors import OutputError
from syndicate.report.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ROWS: Final = 1_048_576  # of a sheet, its header among them
MOST_CHARACTERS: Final = 32_767  # of a cell
_CUT: Final = " [cut: a cell holds no more]"
# What XML 1.0 cannot hold, section 2.2; a workbook is XML inside.
_NO_XML: Final = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x{FFFE}\x{FFFF}]"
_WIDTHS: Final = {"body": 60, "text": 60, "other_text": 60, "title": 50, "problem": 50, "evidence": 50}
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": False,
}


def write_workbook(tables: Mapping[str, pl.DataFrame], path: str | os.PathLike[str]) -> None:
    """Write each table to a sheet of its name; an earlier file stays whole until replaced.

    Texts longer than a cell holds are cut, and say so. Raises OutputError where a table has more rows than a
    sheet, or the path cannot be written.
    """
    from xlsxwriter import Workbook

    for name, frame in tables.items():
        if frame.height >= MOST_ROWS:
            raise OutputError(
                f"table {name} has {frame.height:,} rows, a sheet holds {MOST_ROWS - 1:,}",
                place=os.fspath(path),
                remedy="use csv, jsonl or parquet",
            )
    with replacing(Path(path)) as file, Workbook(file, _OPTIONS) as book:
        heading: dict[str, Any] = {"bold": True, "bottom": 1}
        for name, frame in tables.items():
            cells(frame).write_excel(
                book,
                worksheet=name,
                header_format=heading,
                column_widths={column: _pixels(column) for column in frame.columns},
                freeze_panes=(1, 0),
                autofilter=frame.height > 0,
                dtype_formats={pl.Float64: "0.00", pl.Int64: "0"},
                table_style=None,
            )


def cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The table as a sheet can hold it: no characters that XML has not, no text longer than a cell."""
    text = pl.col(pl.String).str.replace_all(_NO_XML, "")
    long = text.str.len_chars() > MOST_CHARACTERS
    return frame.with_columns(
        pl.when(long).then(text.str.head(MOST_CHARACTERS - len(_CUT)) + _CUT).otherwise(text)
    )


def _pixels(column: str) -> int:
    return 7 * _WIDTHS.get(column, max(12, len(column) + 4))
