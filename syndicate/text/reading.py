"""The first reading of pages: markup and lines, and what all pages of an outlet teach about each of them.

Cleaning reads pages twice, a batch at a time: what an outlet repeats, and how it writes its dates, is known
only when all were seen once. What is held of a page in between are its lines, in place of its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from syndicate.parallel import PROCESSORS
from syndicate.text.boilerplate import Split, decide_lines, split_pages, valid
from syndicate.text.dates import day_orders
from syndicate.text.furniture import digests, pages_with, standing_lines
from syndicate.text.markup import Markup, read_markup
from syndicate.text.metadata import Metadata
from syndicate.text.mojibake import mended

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

BATCH_BYTES: Final = 1 << 22  # of text read by a thread at a time: some 100 MB with its features
LEAST_BYTES: Final = 1 << 19  # of text that is worth a batch of its own
FEW_BATCHES: Final = PROCESSORS  # of an input that is small: one for every core
_IN_MARKUP, _OUTSIDE_MARKUP = "text of the article in the markup", "outside the article in the markup"


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """P pages read once."""

    pages: pl.DataFrame  # schema.PAGES without text
    metas: Sequence[Metadata]
    titles: list[str]
    outlets: list[str]
    urls: list[str]
    plain: Sequence[int]  # pages whose lines are yet to be kept or cut: `split` has them in this order
    split: Split
    digests: pl.DataFrame  # furniture.DIGESTS
    shown: Sequence[pl.DataFrame]  # lines of the other pages, as the markup showed them


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """What all pages teach about each."""

    standing: pl.DataFrame  # furniture.STANDING
    day_first: Mapping[str, bool | None]  # outlet -> how it writes 9/6/17


def batches(pages: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Runs of pages of about BATCH_BYTES of text, of less where they would be fewer than FEW_BATCHES."""
    sizes = pages["text"].str.len_bytes().to_numpy().astype(np.int64)
    ends = np.cumsum(sizes)
    share = -(-int(sizes.sum()) // FEW_BATCHES)
    for low, high in _runs((ends - sizes) // min(BATCH_BYTES, max(LEAST_BYTES, share))):
        yield pages[low:high]


def _runs(values: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """(start, end) of the runs of equal values."""
    cuts = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    return ((low, high) for low, high in pairwise(cuts) if high > low)


def read_pages(pages: pl.DataFrame, *, alone: bool = False) -> Read:
    """One batch of schema.PAGES, read once; `alone` leaves out what is learnt from."""
    markups = _markups(pages)
    metas = [markup.meta if markup else Metadata() for markup in markups]
    outlets = first_known(pages["outlet"].to_list(), [meta.outlet for meta in metas])
    titles = first_known(pages["title"].to_list(), [meta.title for meta in metas])
    shown = [markup is not None and any(markup.kept) for markup in markups]
    plain = [i for i, by_markup in enumerate(shown) if not by_markup]
    told = {k: "\n".join(markup.lines) for k, i in enumerate(plain) if (markup := markups[i]) is not None}
    unread = pages["text"].gather(plain).scatter(list(told), valid(list(told.values())))
    split = split_pages(unread)
    named = valid([outlets[i] for i in plain])
    return Read(
        pages=pages.drop("text"),
        metas=metas,
        titles=mended(pl.Series(titles, dtype=pl.String)).to_list(),
        outlets=outlets,
        urls=first_known(pages["url"].to_list(), [meta.url for meta in metas]),
        plain=plain,
        split=split,
        digests=digests(split.units(), [""] * len(plain) if alone else named),
        shown=[_shown(i, m) for i, m in enumerate(markups) if m is not None and shown[i]],
    )


def _markups(pages: pl.DataFrame) -> list[Markup | None]:
    """What the markup of each page says; None for plain text, of which nothing is copied."""
    found: list[Markup | None] = [None] * pages.height
    marked = pages["markup"].arg_true()
    for row, text, url in zip(marked, pages["text"].gather(marked), pages["url"].gather(marked), strict=True):
        found[row] = read_markup(text, url=url)
    return found


class Lesson(NamedTuple):
    """What a batch of pages has to teach, some 24 bytes a line."""

    published: Sequence[str]
    outlets: Sequence[str]
    digests: pl.DataFrame  # furniture.DIGESTS


def lesson(read: Read) -> Lesson:
    """What this batch has to teach."""
    return Lesson(read.pages["published"].to_list(), read.outlets, read.digests)


def learn(lessons: Sequence[Lesson], *, alone: bool = False) -> Learnt:
    """What all pages teach about each; `alone`: nothing."""
    if alone:
        lessons = ()
    published = [time for part in lessons for time in part.published]
    outlets = [outlet for part in lessons for outlet in part.outlets]
    return Learnt(standing_lines(part.digests for part in lessons), day_orders(published, outlets))


def lines_of(read: Read, learnt: Learnt, *, told: bool = True) -> pl.DataFrame:
    """The lines of all pages of a batch, as `keep_lines` gives them or as the markup showed them.

    Unless they are to be `told`, the reasons may be empty.
    """
    plain = read.plain
    units = read.split.units()
    standing = pages_with(units, valid([read.outlets[i] for i in plain]), learnt.standing)
    table = decide_lines(read.split, units, [read.titles[i] for i in plain], standing, told=told)
    if not read.shown:
        return table
    table = table.with_columns(pl.Series("page", plain, dtype=pl.Int64).gather(table["page"]))
    shown = [lines.cast(table.schema) for lines in read.shown]
    return pl.concat([table, *shown]).sort("page", maintain_order=True)


def _shown(page: int, markup: Markup) -> pl.DataFrame:
    """The lines of a page whose markup shows the body."""
    n = len(markup.lines)
    return pl.DataFrame({
        "page": [page] * n, "line": range(n), "text": markup.lines, "kept": markup.kept,
        "reason": [_IN_MARKUP if kept else _OUTSIDE_MARKUP for kept in markup.kept],
        "paragraph": range(n),
    })  # fmt: skip


def first_known(*columns: Sequence[str | None]) -> list[str]:
    """Row by row the first value that is not blank."""
    return [
        next((value.strip() for value in row if value and value.strip()), "")
        for row in zip(*columns, strict=True)
    ]
