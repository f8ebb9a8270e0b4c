"""A table of pages from outside, made sure of before anything relies on it. Reads no text."""

from __future__ import annotations

import polars as pl

from syndicate.errors import InputError
from syndicate.schema import PAGES
from syndicate.sources.intake import with_markup


def checked(pages: pl.DataFrame) -> pl.DataFrame:
    """The table with exactly the columns of schema.PAGES.

    Only `article` and `text` must be there; what else is missing or null counts as unknown, and the text
    itself tells whether it is HTML. InputError where those are not there, or where an id stands twice.
    """
    if missing := [name for name in ("article", "text") if name not in pages.columns]:
        raise InputError(
            f"the table of pages has no column {missing[0]}", remedy="name it as in schema.PAGES"
        )
    known = [pl.col(name) if name in pages.columns else pl.lit(None).alias(name) for name in PAGES.columns]
    try:
        frame = PAGES.cast(pages.select(known))
    except pl.exceptions.PolarsError as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"the table of pages: {reason}", remedy="give the types of schema.PAGES") from error
    frame = with_markup(frame.with_columns(pl.col(pl.String).fill_null("")))
    twice = frame.filter(pl.col("article").is_duplicated())
    if twice.height:
        raise InputError(
            f"the id {twice['article'][0]!r} stands twice", remedy="give every article its own id"
        )
    return frame
