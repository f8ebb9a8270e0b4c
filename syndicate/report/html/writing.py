"""A report as files: one page, or an overview and a folder of story pages. Draws nothing itself."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from syndicate.counting import nobody
from syndicate.report.export import write_text
from syndicate.report.html import payload
from syndicate.report.html.document import document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syndicate.counting import Told
    from syndicate.report.html.contents import Contents

ON_ONE_PAGE: Final = 2000  # articles; about 15 MB, which a browser opens in a second
ON_A_PART: Final = 500  # articles on one story page of a larger report; a larger story has a page to itself


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the page to open, and the story pages beside it, if any."""

    page: Path
    parts: tuple[Path, ...] = ()


def write_report(
    contents: Contents, path: Path, *, on_one_page: int = ON_ONE_PAGE, told: Told = nobody
) -> Written:
    """Write the report to `path`, an .html file; of more than `on_one_page` articles, in several pages.

    Then `path` holds the overview, and the stories of two articles or more stand with their texts in the
    folder NAME.stories-DIGEST beside it. The digest is that of the contents: an earlier report stays whole
    until the new overview takes its place, and its folder is removed after that. `told` hears how many
    articles stand on pages. Raises OutputError where nothing can be written.
    """
    if contents.articles.height <= on_one_page:
        write_text(document(payload.whole(contents)), path)
        written = Written(path)
    else:
        written = _write_parts(contents, path, told)
    _remove_earlier(written)
    return written


def _write_parts(contents: Contents, path: Path, told: Told) -> Written:
    groups = list(_groups(contents.clusters))
    names = [f"{number:04}.html" for number in range(1, len(groups) + 1)]
    bodies = []
    for n, group in enumerate(groups):
        bodies.append(document(payload.part(contents, group, f"../{path.name}")))
        told(sum(one.height for one in groups[: n + 1]))
    digest = hashlib.sha256("".join(bodies).encode()).hexdigest()[:12]
    folder = path.with_name(f"{path.stem}.stories-{digest}")
    for name, body in zip(names, bodies, strict=True):
        write_text(body, folder / name)
    pages = {
        story: f"{folder.name}/{name}"
        for name, group in zip(names, groups, strict=True)
        for story in group["story"].unique(maintain_order=True)
    }
    write_text(document(payload.index(contents, pages)), path)
    return Written(path, tuple(folder / name for name in names))


def _groups(clusters: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Whole stories of two articles or more, about ON_A_PART articles at a time."""
    told = clusters.filter(pl.len().over("story") > 1)
    waiting: list[pl.DataFrame] = []
    for story in told.partition_by("story", maintain_order=True):
        if waiting and sum(one.height for one in waiting) + story.height > ON_A_PART:
            yield pl.concat(waiting)
            waiting = []
        waiting.append(story)
    if waiting:
        yield pl.concat(waiting)


def _remove_earlier(written: Written) -> None:
    """Remove the story folders of earlier reports of the same name, and nothing else."""
    ours = re.compile(re.escape(written.page.stem) + r"\.stories-[0-9a-f]{12}")
    current = {part.parent for part in written.parts}
    for folder in written.page.parent.iterdir():
        if ours.fullmatch(folder.name) and folder.is_dir() and folder not in current:
            shutil.rmtree(folder, ignore_errors=True)
