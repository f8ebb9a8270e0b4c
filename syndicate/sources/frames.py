"""Frames with columns of any of the field's names, as `schema.PAGES`. No Python for each row, and no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from syndicate.errors import InputError
from syndicate.schema import PAGES
from syndicate.sources.columns import SPOKESMEN, TEXT_REMEDY, Chains, chains, plain
from syndicate.sources.intake import Gathering

if TYPE_CHECKING:
    from syndicate.sources.base import Intake

_INK = r"[^\s\x1C-\x1F]"  # what `str.isspace` takes for no space


def read_frame(frame: pl.DataFrame, name: str = "row") -> Intake:
    """The articles of a frame whose columns go by any name that files may use.

    Rows without an id are called name:1, name:2 ... Rows without text are among the problems. InputError
    where no column holds a text.
    """
    of = chains(tuple(frame.columns))
    if not of.has_text:
        listed = ", ".join(frame.columns) or "none"
        raise InputError(f"no column of text among the frame's ({listed})", remedy=TEXT_REMEDY)
    gathering = Gathering()
    gathering.add(pages_of(frame.select(columns_of(of, frame.schema)), name, name))
    return gathering.take()


def pages_of(raw: pl.DataFrame, name: str, place: str, at: int = 0) -> pl.DataFrame:
    """schema.PAGES of rows already chosen by `columns_of`; the first of them is row `at` of its table.

    Articles without an id are called name:row, and places are place:row, by row numbers from 1.
    """
    number = pl.col("number").cast(pl.String)
    named = pl.when(pl.col("article") != "").then("article").otherwise(pl.lit(name + ":") + number)
    numbered = raw.with_row_index("number", offset=at + 1)
    where = pl.lit(place + ":") + number
    return numbered.with_columns(article=named, place=where).select(list(PAGES.types))


def columns_of(of: Chains, schema: pl.Schema) -> list[pl.Expr]:
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
