"""CSV: one row is one article. Finds the separator; a quote that is never closed does not eat the rest."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from syndicate.sources.base import MAX_PAGE_BYTES, MB, Item, Problem, Source
from syndicate.sources.columns import chains, misplaced, no_text_column, row
from syndicate.sources.stream import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syndicate.sources.stream import Line

SEPARATORS = ",;\t|"
# Text read again after quotes that were never closed: beyond it the file is given up, or it could take
# for ever.
MAX_REREAD = 1024 * MB
MAX_ROW = 2 * MAX_PAGE_BYTES


class _Record(NamedTuple):
    number: int  # of its first line
    cells: list[str]


def read_delimited(source: Source) -> Iterator[Item]:
    """The articles of a CSV file with a header; rows end where RFC 4180 says, bad ones are problems.

    A row that breaks the rules of quoting, or has another number of cells than the header, gives up its first
    line only: reading goes on with the next. Between tabs quotes may also stand for themselves, as IANA's
    definition of tab-separated values has it.
    """
    feed = _Feed(lines(source))
    head = feed.header()
    if head is None:
        yield from feed.problems()
        yield Problem(source.place, "the file is empty", "remove it, or fetch it again")
        return
    names, separator = head
    problem = misplaced(names, source.place, named=source.named)
    if problem is None and not chains(tuple(names)).has_text:
        problem = no_text_column(names, source.place, skipped=source.named)
    if problem is not None:
        yield problem
        return
    for record in feed.records(separator, len(names), source.place):
        yield from feed.problems()
        if isinstance(record, Problem):
            yield record
            continue
        values = dict(zip(names, record.cells, strict=False))
        yield row(values, name=f"{source.name}:{record.number}", place=f"{source.place}:{record.number}")
    yield from feed.problems()


class _Feed:
    """Lines for the csv module, which can be given back and read again."""

    def __init__(self, source: Iterator[Line | Problem]) -> None:
        self._source = source
        self._back: list[Line] = []  # given back, last first
        self._taken: list[Line] = []  # since the record began
        self._problems: list[Problem] = []
        self._reread = 0
        self._reader: Iterator[list[str]] | None = None

    def problems(self) -> Iterator[Problem]:
        """What was met among the lines since the last call."""
        while self._problems:
            yield self._problems.pop(0)

    def header(self) -> tuple[list[str], str] | None:
        """The names of the columns and the separator; None where there is no line with anything on it."""
        separator = ""
        while (line := self._next()) is not None:
            text = line.text
            if text.lower().startswith("sep=") and len(text.strip()) == 5:  # Excel's own first line
                separator = text[4]
            elif text.strip():
                separator = separator or max(SEPARATORS, key=lambda mark: _fitness(text, mark))
                return _cells(text, separator), separator
        return None

    def records(self, separator: str, width: int, place: str) -> Iterator[_Record | Problem]:
        """The rows of `width` cells, a problem for each line that cannot be one; empty rows are dropped."""
        csv.field_size_limit(MAX_ROW)
        while (parsed := self._parsed(separator)) is not None:
            cells, fault = parsed
            number = self._taken[0].number
            while len(cells) > width and not cells[-1]:
                cells.pop()
            if not fault and not any(map(str.strip, cells)):
                continue
            if len(cells) == width:
                yield _Record(number, cells)
                continue
            literal = self._taken[0].text.rstrip("\r").split("\t")
            if separator == "\t" and len(literal) == width:
                yield _Record(number, literal)
            else:
                fault = fault or f"{len(cells)} cells where the header has {width}"
                remedy = _remedy(fault, separator)
                yield Problem(f"{place}:{number}", f"not a row of the table: {fault}", remedy)
            if not self._give_back():
                where = f"{place}:{number + 1}"
                yield Problem(where, "too many broken quotes; the rest was not read", "mend the file")
                return

    def _parsed(self, separator: str) -> tuple[list[str], str] | None:
        """The cells of the next row, or none and what is wrong with it; None at the end."""
        self._taken = []
        if self._reader is None:
            self._reader = csv.reader(self._texts(), delimiter=separator, strict=True)
        try:
            cells = next(self._reader, None)
        except csv.Error as error:
            return [], str(error)
        return None if cells is None else (cells, "")

    def _texts(self) -> Iterator[str]:
        """Line after line, each with its end; raises csv.Error where a row takes too many."""
        size = 0
        while (line := self._next()) is not None:
            size = size + len(line.text) if self._taken else len(line.text)
            self._taken.append(line)
            if size > MAX_ROW:
                raise csv.Error(f"more than {MAX_ROW // MB} MB, perhaps a quote that is never closed")
            yield line.text + "\n"

    def _next(self) -> Line | None:
        """The next line, one that was given back first; None at the end."""
        if self._back:
            return self._back.pop()
        for line in self._source:
            if not isinstance(line, Problem):
                return line
            self._problems.append(line)
        return None

    def _give_back(self) -> bool:
        """All but the first line taken are to be read again; False where that has happened too often."""
        again = self._taken[1:]
        self._reread += sum(len(line.text) for line in again)
        self._back.extend(reversed(again))
        self._reader = None
        return self._reread <= MAX_REREAD


def _cells(text: str, separator: str) -> list[str]:
    """The cells of a header line, names without spaces around; empty names at the end are dropped."""
    names = [name.strip() for name in next(csv.reader([text], delimiter=separator), [])]
    while len(names) > 1 and not names[-1]:
        names.pop()
    return names


def _fitness(header: str, separator: str) -> tuple[int, int]:
    """How well a separator splits a header: by the columns that are known then, and by their number."""
    names = _cells(header, separator)
    return sum(map(bool, chains(tuple(names)))), len(names)


def _remedy(fault: str, separator: str) -> str:
    if "cells" in fault:
        return f"put cells that hold {separator!r} or line breaks in double quotes"
    return "close each quote, and double those inside a cell"
