"""Parquet: one row is one article, column by column and a slice at a time. No Python for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from syndicate.sources.base import MB, Item, Problem, Source
from syndicate.sources.columns import chains, misplaced, no_text_column
from syndicate.sources.frames import columns_of, pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE_BYTES = 32 * MB  # of text held at once
FIRST_ROWS = 1000  # of which the size of the next slice is judged
MAX_ROWS = 100_000
# A damaged file can also make the reader panic, which polars raises outside of Exception.
BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException)


def read_parquet(source: Source) -> Iterator[Item]:
    """The articles of a Parquet file as frames of `schema.PAGES`, `markup` null where only the text can tell.

    Raises OSError; damage is a problem, and what was read before it stands.
    """
    if source.path is None:
        return
    at = 0
    try:
        table = pl.scan_parquet(source.path, glob=False, hive_partitioning=False)
        schema = table.collect_schema()
        of = chains(tuple(schema.names()))
        problem = misplaced(schema.names(), source.place, named=source.named)
        if problem is None and not of.has_text:
            problem = no_text_column(schema.names(), source.place, skipped=source.named)
        if problem is not None:
            yield problem
            return
        table = table.select(columns_of(of, schema))
        n_rows = FIRST_ROWS
        while (raw := table.slice(at, n_rows).collect()).height:
            yield pages_of(raw, source.name, source.place, at)
            at += raw.height
            n_rows = max(1, min(MAX_ROWS, SLICE_BYTES * raw.height // max(1, int(raw.estimated_size()))))
        if not at:
            yield Problem(source.place, "the table has no row", "remove it, or write it again")
    except BROKEN as error:
        reason = " ".join(str(error).split())[:200]
        place = f"{source.place}:{at + 1}" if at else source.place
        yield Problem(place, f"not a sound Parquet file: {reason}", "write the file again")
