"""Rows to intakes: judges each text, tells HTML from plain text, gives each article one id. Reads no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.schema import PAGES, PROBLEMS
from syndicate.sources.base import MAX_PAGE_BYTES, MB, Intake, Item, Problem, Row
from syndicate.sources.columns import TEXT_REMEDY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROWS_BYTES = 32 * MB  # of text held as Python rows before they become columns
_TEXTS = [name for name, dtype in PAGES.types.items() if dtype is pl.String]
_BLOCK = (
    r"(?i)</?(?:p|div|br|h[1-6]|ul|ol|li|table|tr|td|article|section|blockquote|figure|header|footer|main|pre)\b"
    r"[^<>]*>"
)
_PAGE = r"(?i)<!doctype\s+html|<html[\s>]|<body[\s>]|<head>"


class Gathering:
    """Collects items until they are taken as an intake; remembers the ids of all that were taken before."""

    def __init__(self) -> None:
        self.n_bytes = 0  # of text held
        self._rows: list[Row] = []
        self._rows_bytes = 0
        self._frames: list[pl.DataFrame] = []
        self._problems: list[Problem] = []
        self._seen: dict[str, int] = {}

    @property
    def is_empty(self) -> bool:
        """Nothing was added since the last intake."""
        return not (self._rows or self._frames or self._problems)

    def add(self, item: Item) -> None:
        """Add a row, rows in a frame of `schema.PAGES` (`markup` null where unknown), or a problem."""
        self.n_bytes += weight(item)
        if isinstance(item, Problem):
            self._problems.append(item)
        elif isinstance(item, Row):
            self._rows.append(item)
            self._rows_bytes += weight(item)
            if self._rows_bytes > ROWS_BYTES:
                self._settle()
        else:
            self._settle()
            self._judge(item)

    def take(self) -> Intake:
        """All that was added since the last call, each article with an id of its own."""
        self._settle()
        pages = pl.concat([PAGES.empty(), *self._frames], rechunk=True)
        pages = self._name(pages)
        problems = PROBLEMS.frame(dict(zip(PROBLEMS.types, zip(*self._problems, strict=True), strict=True))
                                  if self._problems else {name: [] for name in PROBLEMS.types})  # fmt: skip
        self._frames, self._problems, self.n_bytes = [], [], 0
        return Intake(pages, problems)

    def _settle(self) -> None:
        """The rows held become columns."""
        if self._rows:
            self._judge(_frame(self._rows))
            self._rows, self._rows_bytes = [], 0

    def _judge(self, frame: pl.DataFrame) -> None:
        """Keep the articles of a frame that can be used; the others become problems."""
        frame = with_markup(_clean(frame))
        words = pl.when("markup").then(pl.col("text").str.replace_all("<[^<>]*>", " ")).otherwise("text")
        empty = ~words.str.contains(r"\w")
        large = pl.col("text").str.len_bytes() > MAX_PAGE_BYTES
        judged = frame.select("place", empty=empty, large=large & ~empty)
        for place in judged.filter("empty")["place"]:
            self._problems.append(Problem(place, "no text", "fill it in or remove it; " + TEXT_REMEDY))
        for place in judged.filter("large")["place"]:
            what = f"a text of more than {MAX_PAGE_BYTES // MB} MB"
            self._problems.append(Problem(place, what, "split it into its articles, or leave it out"))
        self._frames.append(frame.filter(~(judged["empty"] | judged["large"])))

    def _name(self, pages: pl.DataFrame) -> pl.DataFrame:
        """Give the second article of an id the id "id#2"; the same row once more is dropped. Both are noted.

        A row is the same when it says the same in every column: one article given twice, which would else
        come out as copied from itself. Two files of one name and text are a reprint: they stay two.
        """
        own_file = pl.when(pl.col("place").str.contains(r":\d+$")).then(pl.lit("")).otherwise("place")
        prints = pages.select(pl.exclude("article", "place"), own_file).hash_rows(seed=0).to_list()
        names: list[str | None] = []
        changed = False
        for article, place, fingerprint in zip(pages["article"], pages["place"], prints, strict=True):
            name = self._register(article, fingerprint)
            names.append(name)
            if name == article:
                continue
            changed = True
            self._problems.append(
                Problem(place, f"the same article again ({article})", "give each article once")
                if name is None
                else Problem(place, f"the id {article} was used before; it is {name} here",
                             "give every article its own id", False)
            )  # fmt: skip
        if not changed:
            return pages
        return pages.with_columns(article=pl.Series(names, dtype=pl.String)).drop_nulls("article")

    def _register(self, article: str, fingerprint: int) -> str | None:
        """A name that none has yet; None where an article of this id says exactly the same."""
        name, n = article, 1
        while name in self._seen:
            if self._seen[name] == fingerprint:
                return None
            n += 1
            name = f"{article}#{n}"
        self._seen[name] = fingerprint
        return name


def with_markup(frame: pl.DataFrame) -> pl.DataFrame:
    """Fill `markup` where it is null: the text opens like an HTML page, or holds two block tags or more."""
    unknown = frame.select(
        unknown=pl.col("markup").is_null() & pl.col("text").str.contains("<", literal=True)
    )
    if not unknown["unknown"].any():
        return frame.with_columns(pl.col("markup").fill_null(False))
    suspect = frame.filter(unknown["unknown"])["text"]
    found = suspect.str.slice(0, 2000).str.contains(_PAGE) | (suspect.str.count_matches(_BLOCK) >= 2)
    markup = frame["markup"].fill_null(False).to_numpy().copy()
    markup[unknown["unknown"].to_numpy()] = found.to_numpy()
    return frame.with_columns(markup=pl.Series(markup, dtype=pl.Boolean))


def weight(item: Item) -> int:
    """Bytes of text that an item holds."""
    if isinstance(item, Problem):
        return 0
    if isinstance(item, Row):
        return len(item.text) if item.text.isascii() else len(item.text.encode("utf-8", "replace"))
    return int(item["text"].str.len_bytes().sum())


def pieces(item: Item, limit: int) -> Iterator[Item]:
    """The item, a frame cut so that no piece holds more than `limit` bytes of text, or one article."""
    if not isinstance(item, pl.DataFrame) or weight(item) <= limit:
        yield item
        return
    ends = np.cumsum(item["text"].str.len_bytes().to_numpy(), dtype=np.int64)
    start = 0
    while start < item.height:
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + limit, side="right")))
        yield item[start:stop]
        start = stop


def _frame(rows: Sequence[Row]) -> pl.DataFrame:
    """Rows as columns. Lone surrogates, which JSON can spell but no text holds, become U+FFFD."""
    columns = dict(zip(PAGES.types, zip(*rows, strict=True), strict=True))
    try:
        return PAGES.frame(columns)
    except UnicodeEncodeError:
        whole = {name: list(map(_scalars, columns[name])) for name in _TEXTS}
        return PAGES.frame({**columns, **whole})


def _scalars(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _clean(frame: pl.DataFrame) -> pl.DataFrame:
    """Without NULs, and with lines that end in "\\n"."""
    zeros = [name for name in _TEXTS if frame[name].str.contains("\0", literal=True).any()]
    frame = frame.with_columns(pl.col(zeros).str.replace_all("\0", "", literal=True))
    if frame["text"].str.contains("\r", literal=True).any():
        frame = frame.with_columns(pl.col("text").str.replace_all("\r\n?", "\n"))
    return frame
