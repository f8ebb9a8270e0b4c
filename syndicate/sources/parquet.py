"""Parquet: one row is one article, column by column and a slice at a time. No Python for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from syndicate.schema import PAGES
from syndicate.sources.base import MB, Item, Problem, Source
from syndicate.sources.columns import SPOKESMEN, Chains, chains, misplaced, no_text_column, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE_BYTES = 32 * MB  # of text held at once
FIRST_ROWS = 1000  # of which the size of the next slice is judged
MAX_ROWS = 100_000
_INK = r"[^\s\x1C-\x1F]"  # what `str.isspace` takes for no space
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
        table = table.select(_columns(of, schema))
        n_rows = FIRST_ROWS
        while (raw := table.slice(at, n_rows).collect()).height:
            yield _pages(raw, source, at)
            at += raw.height
            n_rows = max(1, min(MAX_ROWS, SLICE_BYTES * raw.height // max(1, int(raw.estimated_size()))))
        if not at:
            yield Problem(source.place, "the table has no row", "remove it, or write it again")
    except BROKEN as error:
        reason = " ".join(str(error).split())[:200]
        place = f"{source.place}:{at + 1}" if at else source.place
        yield Problem(place, f"not a sound Parquet file: {reason}", "write the file again")


def _pages(raw: pl.DataFrame, source: Source, at: int) -> pl.DataFrame:
    """The slice that begins with row `at`, with names and places by its row numbers from 1."""
    number = pl.col("number").cast(pl.String)
    named = pl.when(pl.col("article") != "").then("article").otherwise(pl.lit(source.name + ":") + number)
    numbered = raw.with_row_index("number", offset=at + 1)
    place = pl.lit(source.place + ":") + number
    return numbered.with_columns(article=named, place=place).select(list(PAGES.types))


def _columns(of: Chains, schema: pl.Schema) -> list[pl.Expr]:
    """Every column of `schema.PAGES` but `place` from the first of its chain that is not empty."""
    text = _first(of.text, schema)
    html = _first(of.html, schema)
    from_html = text.is_null() & html.is_not_null()
    others = [name for name in Chains._fields if name not in {"text", "html"}]
    return [
        *(_first(getattr(of, name), schema).fill_null("").alias(name) for name in others),
        pl.coalesce(text, html, pl.lit("")).alias("text"),
        pl.when(from_html).then(pl.lit(True)).otherwise(None).alias("markup"),
    ]


def _first(names: tuple[str, ...], schema: pl.Schema) -> pl.Expr:
    texts = [_plain(pl.col(name), schema[name]) for name in names]
    kept = [pl.when(text.str.contains(_INK)).then(text) for text in texts]
    return pl.coalesce(*kept) if kept else pl.lit(None, pl.String)


def _plain(column: pl.Expr, dtype: object) -> pl.Expr:  # noqa: PLR0911 (one return for each type)
    """`columns.plain`, for a whole column."""
    match dtype:
        case pl.String():
            return column
        case pl.Datetime():
            utc = column.dt.convert_time_zone("UTC") if dtype.time_zone else column
            return utc.dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        case pl.Date():
            return column.dt.strftime("%Y-%m-%d")
        case pl.Float32() | pl.Float64():
            whole = column.is_finite() & (column == column.round())
            number = pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String))
            return pl.when(column.is_not_nan()).then(pl.coalesce(number, column.cast(pl.String)))
        case pl.Struct():
            fields = {field.name: field.dtype for field in dtype.fields}
            inner = [_plain(column.struct.field(n), fields[n]) for n in SPOKESMEN if n in fields]
            return pl.coalesce(*inner) if inner else pl.lit(None, pl.String)
        case pl.List(inner=pl.String()):
            return column.list.drop_nulls().list.join("\n\n")
        case pl.Binary() | pl.List() | pl.Array() | pl.Object():
            return column.map_elements(_plain_value, return_dtype=pl.String)
    return column.cast(pl.String)


def _plain_value(value: object) -> str:
    return plain(value.to_list() if isinstance(value, pl.Series) else value)
