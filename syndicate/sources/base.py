"""What a reader is given and what it gives: sources, rows, problems, intakes, limits. Opens nothing."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import polars as pl

from syndicate.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

MB = 2**20
MAX_PAGE_BYTES = 20 * MB  # one article; real pages stay under 5 MB, what is larger is a dump or an attack
MAX_LINE_BYTES = 6 * MAX_PAGE_BYTES  # JSON may spell one byte with six ("é" as \u00e9)
MAX_WHOLE_BYTES = 1024 * MB  # a JSON array must be held whole; JSON lines of any size are streamed
FREE_BYTES = 256 * MB  # a packed file may unpack to this much ...
MAX_RATIO = 100  # ... or to this many times its size; text packs 3 to 20 times, bombs 1,000 times
BATCH_BYTES = 256 * MB  # text held by one intake

PackedErrors = (OSError, EOFError, zlib.error)


class Kind(Enum):
    """How a file is read."""

    TEXT = "text"
    HTML = "HTML"
    JSON = "JSON"
    CSV = "CSV"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input where `path` is None."""

    path: Path | None
    name: str  # what its articles are called after: the path relative to the folder given
    place: str  # what people are told: the path as it was given
    kind: Kind
    packed: bool = False  # gzip
    outlet: str = ""  # of the sub-folder it lies in
    named: bool = False  # given by name, not found in a folder


class Row(NamedTuple):
    """One article as a row of `schema.PAGES`; `markup` is None where only the text itself can tell."""

    article: str
    outlet: str
    url: str
    title: str
    published: str
    language: str
    credit: str
    text: str
    markup: bool | None
    place: str


class Problem(NamedTuple):
    """One row of `schema.PROBLEMS`."""

    place: str
    problem: str
    remedy: str
    skipped: bool = True


Item: TypeAlias = Row | Problem | pl.DataFrame  # a frame holds rows, column by column


@dataclass(frozen=True, slots=True, eq=False)
class Intake:
    """Articles as read (`schema.PAGES`), and what was skipped or read with a doubt (`schema.PROBLEMS`)."""

    pages: pl.DataFrame
    problems: pl.DataFrame

    @property
    def n_skipped(self) -> int:
        """How many inputs (files, lines, rows) did not become an article."""
        return int(self.problems["skipped"].sum())


def unreadable(place: str, error: Exception) -> Problem:  # noqa: PLR0911 (one return for each kind of error)
    """The problem that an error met while reading amounts to, in plain words."""
    if isinstance(error, InputError):
        return Problem(error.place or place, error.message.removeprefix(f"{error.place}: "), error.remedy)
    if isinstance(error, FileNotFoundError):
        return Problem(place, "the file has vanished", "run again once nothing else moves the files")
    if isinstance(error, PermissionError):
        return Problem(place, "no permission to read it", "change the permissions of the file or its folder")
    if isinstance(error, EOFError):
        return Problem(
            place, "the packed file ends too early; the rest is lost", "fetch or pack the file again"
        )
    if isinstance(error, zlib.error) or type(error).__name__ == "BadGzipFile":
        return Problem(place, "not a sound gzip file", "pack the file again, or drop the ending .gz")
    if isinstance(error, OSError):
        return Problem(place, f"cannot be read: {error.strerror or error}", "check the file and its disk")
    return Problem(place, f"cannot be read: {' '.join(str(error).split())[:200]}", "write the file again")
