"""Where does it come from? Files, folders and standard input to articles as they were found (`schema.PAGES`).

    scan(paths)    intake after intake, each of bounded size: input of any size
    read(paths)    all of it as one intake

txt and html files are one article each, called after their path below the folder given; the nearest
sub-folder that is not a date or a number is their outlet. jsonl (ndjson, json), csv (tsv) and parquet files
hold one article in each row.
All but parquet may be gzipped. "-" is JSON lines on standard input. What cannot be read is told in
`Intake.problems`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from syndicate.errors import InputError, NothingToRead
from syndicate.sources.base import (
    BATCH_BYTES,
    MAX_PAGE_BYTES,
    Intake,
    Item,
    Kind,
    PackedErrors,
    Problem,
    Source,
    unreadable,
)
from syndicate.sources.delimited import read_delimited
from syndicate.sources.documents import read_document
from syndicate.sources.intake import Gathering, pieces, weight
from syndicate.sources.locate import READABLE, locate
from syndicate.sources.parquet import read_parquet
from syndicate.sources.records import read_records

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

__all__ = ["BATCH_BYTES", "MAX_PAGE_BYTES", "Intake", "read", "scan"]


def scan(
    paths: Iterable[str | os.PathLike[str]], *, stdin: BinaryIO | None = None, batch_bytes: int = BATCH_BYTES
) -> Iterator[Intake]:
    """Articles under `paths`, an intake of at most `batch_bytes` of text at a time (or one larger article).

    Order and ids depend on the input alone, not on `batch_bytes`. A second article with an id gets
    "id#2"; the same row again (equal in every column) is dropped; both are among the problems. Raises
    InputError at once for a path that does not exist or whose type is not read, and NothingToRead, at the
    end, if no article was found.
    """
    sources, problems = locate(paths)
    return _scan(sources, problems, stdin, batch_bytes)


def read(paths: Iterable[str | os.PathLike[str]], *, stdin: BinaryIO | None = None) -> Intake:
    """All articles under `paths` in one intake; raises what `scan` raises."""
    (intake,) = scan(paths, stdin=stdin, batch_bytes=sys.maxsize)
    return intake


def _scan(
    sources: Iterable[Source], problems: list[Problem], stdin: BinaryIO | None, batch_bytes: int
) -> Iterator[Intake]:
    gathering = Gathering()
    n_articles = n_problems = 0
    first = ""
    for problem in problems:
        gathering.add(problem)
    for source in sources:
        for item in items(source, stdin):
            for piece in pieces(item, batch_bytes):
                if gathering.n_bytes and gathering.n_bytes + weight(piece) > batch_bytes:
                    intake = gathering.take()
                    n_articles += intake.pages.height
                    yield intake
                gathering.add(piece)
    if not gathering.is_empty:
        intake = gathering.take()
        n_articles += intake.pages.height
        n_problems, first = intake.problems.height, _told(intake)
        yield intake
    if not n_articles:
        more = (
            f"problems: {n_problems}, the first: {first}" if n_problems else "no file of a type that is read"
        )
        raise NothingToRead(f"no article was found; {more}", remedy=f"give {READABLE}")


def _told(intake: Intake) -> str:
    return next((f"{place}: {problem}" for place, problem, *_ in intake.problems.iter_rows()), "")


def items(source: Source, stdin: BinaryIO | None) -> Iterator[Item]:
    """Rows and problems of one source; an error ends the source, not the reading."""
    try:
        match source.kind:
            case Kind.TEXT | Kind.HTML:
                yield from read_document(source)
            case Kind.JSON:
                yield from read_records(source, stdin)
            case Kind.CSV:
                yield from read_delimited(source)
            case Kind.PARQUET:
                yield from read_parquet(source)
    except (*PackedErrors, InputError) as error:
        yield unreadable(source.place, error)
