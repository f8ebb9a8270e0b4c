"""Writes everything that was found to a folder: tables, remarks, settings. Finds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from syndicate.flow.choices import one_of
from syndicate.flow.remarks import remarks_of
from syndicate.report.export import FORMATS, write_tables
from syndicate.report.settings_file import write_settings
from syndicate.report.workbook import write_workbook

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import polars as pl

    from syndicate.flow.detect import Detection

WORKBOOK: Final = "xlsx"
KEPT: Final = ("articles", "clusters", "pairs", "links", "problems")
LINES: Final = "lines"  # of the pages, for what reads the folder again: no table for people


def keep(
    found: Detection,
    folder: str | os.PathLike[str],
    format: str = "csv",  # noqa: A002 (as in --format)
    *,
    spreadsheet: bool = False,
    remarks: Mapping[str, pl.DataFrame] | None = None,
) -> list[Path]:
    """Write the tables to folder/NAME.FORMAT, or as sheets of folder/syndicate.xlsx, and the settings.

    spreadsheet: csv for people (a byte order mark, no formulas) and not for programs, which would read other
    texts than were found. remarks: those of `remarks_of`, where they are known already. Raises InputError for
    an unknown format, OutputError where the folder cannot be written.
    """
    one_of("format", format, (*FORMATS, WORKBOOK))
    tables = {name: getattr(found, name) for name in KEPT} | dict(remarks or remarks_of(found))
    if format != WORKBOOK:
        tables[LINES] = found.lines
    written = keep_tables(tables, folder, format, spreadsheet=spreadsheet)
    return [*written, write_settings(found.settings, folder, found.notes)]


def keep_tables(
    tables: Mapping[str, pl.DataFrame],
    folder: str | os.PathLike[str],
    format: str,  # noqa: A002 (as in --format)
    *,
    spreadsheet: bool = False,
) -> list[Path]:
    """Write tables to folder/NAME.FORMAT, or as sheets of folder/syndicate.xlsx; errors as `keep`."""
    one_of("format", format, (*FORMATS, WORKBOOK))
    if format != WORKBOOK:
        return write_tables(tables, folder, format, safe=spreadsheet)
    written = Path(folder) / f"syndicate.{WORKBOOK}"
    write_workbook(tables, written)
    return [written]
