"""Reads a table of pairs to compare: CSV with the columns `article` and `other`. Reads no article."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.errors import InputError

if TYPE_CHECKING:
    import os

REMEDY = "give a CSV with a header line: article,other"


def read_pairs(path: str | os.PathLike[str]) -> list[tuple[str, str]]:
    """[(article, other)] in the file's order; InputError names the line that has not both."""
    place = str(path)
    try:
        with Path(path).open(newline="", encoding="utf-8-sig") as file:
            table = csv.DictReader(file)
            if not {"article", "other"} <= set(table.fieldnames or ()):
                raise InputError(
                    "the columns article and other are not both there", place=place, remedy=REMEDY
                )
            return [_pair(row, f"{place}:{table.line_num}") for row in table]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read: {error}", place=place, remedy=REMEDY) from error


def _pair(row: dict[str, str], place: str) -> tuple[str, str]:
    article, other = row.get("article") or "", row.get("other") or ""
    if not article or not other:
        raise InputError("a pair needs both ids", place=place, remedy=REMEDY)
    return article, other
