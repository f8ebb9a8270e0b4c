"""Reads a table of pairs to compare: CSV with the columns `article` and `other`. Reads no article."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Final

from syndicate.errors import InputError

if TYPE_CHECKING:
    import os

REMEDY: Final = "give a CSV in UTF-8 with a header line: article,other"
SEPARATORS: Final = ",;\t"  # what spreadsheets write under the name of CSV


def read_pairs(path: str | os.PathLike[str]) -> list[tuple[str, str]]:
    """[(article, other)] in the file's order; other columns are passed over.

    Raises InputError for a file that cannot be read or has not both columns, and for a line without both ids.
    """
    place = str(path)
    try:
        with Path(path).open(newline="", encoding="utf-8-sig") as file:
            header = file.readline()
            file.seek(0)
            table = csv.DictReader(file, delimiter=max(SEPARATORS, key=header.count), strict=True)
            if not {"article", "other"} <= set(table.fieldnames or ()):
                raise InputError(
                    "the columns article and other are not both there", place=place, remedy=REMEDY
                )
            return [_pair(row, f"{place}:{table.line_num}") for row in table]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"cannot be read: {what}", place=place, remedy=REMEDY) from error


def _pair(row: dict[str, str | None], place: str) -> tuple[str, str]:
    article, other = row["article"], row["other"]
    if not article or not other:
        raise InputError("a pair needs both ids", place=place, remedy=REMEDY)
    return article, other
