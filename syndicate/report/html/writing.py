"""A report as files: one page, or an overview and a folder of story pages. Draws nothing itself."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from syndicate.parallel import one_by_one
from syndicate.report.export import write_text
from syndicate.report.html import payload
from syndicate.report.html.document import document
from syndicate.report.replacing import folder_beside, move_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syndicate.report.html.contents import Contents

ON_ONE_PAGE: Final = 2000  # articles; about 15 MB, which a browser opens in a second
ON_A_PART: Final = 500  # articles on one story page of a larger report; a larger story has a page to itself


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the page to open, and the story pages beside it, if any."""

    page: Path
    parts: tuple[Path, ...] = ()


def write_report(contents: Contents, path: Path, *, on_one_page: int = ON_ONE_PAGE) -> Written:
    """Write the report to `path`, an .html file; of more than `on_one_page` articles, in several pages.

    Then `path` holds the overview, and the stories of two articles or more stand with their texts in the
    folder NAME.stories-DIGEST beside it. They are written page by page: no more are in memory than there are
    threads to draw them, and one that waits. The digest is that of the pages: an earlier report stays whole
    until the new overview takes its place, and its folder is removed after that. Raises OutputError where
    nothing can be written.
    """
    if contents.articles.height <= on_one_page:
        write_text(document(payload.whole(contents)), path)
        written = Written(path)
    else:
        written = _write_parts(contents, path)
    _remove_earlier(written)
    return written


def _write_parts(contents: Contents, path: Path) -> Written:
    articles = payload.articles_of(contents, _told_by_several(contents.clusters))
    spans = list(_pages(articles["story"]))
    names = [f"{number:04}.html" for number in range(1, len(spans) + 1)]
    digest = hashlib.sha256()

    def drawn(span: tuple[int, int]) -> str:
        return document(payload.part(contents, articles.slice(*span), f"../{path.name}"))

    with folder_beside(path) as beside:
        for name, page in zip(names, one_by_one(drawn, spans), strict=True):
            digest.update(page.encode())
            write_text(page, beside / name)
        folder = path.with_name(f"{path.stem}.stories-{digest.hexdigest()[:12]}")
        move_files(beside, names, folder)
    pages = {
        story: f"{folder.name}/{name}"
        for name, span in zip(names, spans, strict=True)
        for story in articles["story"].slice(*span).unique(maintain_order=True)
    }
    write_text(document(payload.index(contents, articles, pages)), path)
    return Written(path, tuple(folder / name for name in names))


def _told_by_several(clusters: pl.DataFrame) -> pl.DataFrame:
    """The articles of stories of two or more, story by story, in the order in which the stories come."""
    told = clusters.filter(pl.len().over("story") > 1).with_row_index("place")
    return told.sort(pl.col("place").min().over("story"), "place").drop("place")


def _pages(stories: pl.Series) -> Iterator[tuple[int, int]]:
    """(first row, rows) of each page: whole stories, about ON_A_PART articles at a time.

    stories: the story of each article, those of one together.
    """
    first = size = 0
    for articles in stories.rle().struct["len"]:
        if size and size + articles > ON_A_PART:
            yield first, size
            first, size = first + size, 0
        size += articles
    if size:
        yield first, size


def _remove_earlier(written: Written) -> None:
    """Remove the story folders of earlier reports of the same name, and nothing else."""
    ours = re.compile(re.escape(written.page.stem) + r"\.stories-[0-9a-f]{12}")
    current = {part.parent for part in written.parts}
    for folder in written.page.parent.iterdir():
        if ours.fullmatch(folder.name) and folder.is_dir() and folder not in current:
            shutil.rmtree(folder, ignore_errors=True)
