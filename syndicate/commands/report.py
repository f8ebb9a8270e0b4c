"""`syndicate report`: parses, detects, writes the page. Holds no logic of the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from syndicate.options import (
    Paths,
    Quiet,
    StoryThreshold,
    Strict,
    Threshold,
    Window,
    settings_of,
    standard_input,
    steps_shown,
)


def report(
    paths: Paths,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE.html",
            help="The page; above 2,000 articles with a folder beside it.",
        ),
    ],
    threshold: Threshold = None,
    story_threshold: StoryThreshold = None,
    window: Window = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write a page of who carries whose report.

    The page needs a browser and nothing else: it loads nothing and sends nothing, and can be mailed or
    kept. Above 2,000 articles the stories stand on pages of their own, in the folder FILE.stories-... beside
    it, and articles that share their story with no other are left to the tables of `cluster`.
    """
    from syndicate.flow.measure.reporting import report_of
    from syndicate.flow.opening import open_paths
    from syndicate.report.destination import check_file
    from syndicate.report.html.writing import write_report
    from syndicate.report.plain import plural, safe
    from syndicate.store.mapped import Mapped
    from syndicate.store.parts import PARTS, Parts

    check_file(out, ("html",))
    settings = settings_of(threshold, window, paths, story_threshold=story_threshold)
    with steps_shown(quiet=quiet) as steps:
        found = open_paths(paths, settings, strict=strict, stdin=standard_input(), progress=steps)
        with Mapped(Parts(out.parent / PARTS)) as mapped:
            written = write_report(report_of(found, joining=mapped.joined, progress=steps), out)
    if not quiet:
        parts = f" and {plural(len(written.parts), 'story page')} beside it" if written.parts else ""
        told = plural(found.articles.height, "article")
        typer.echo(f"Written: {safe(str(written.page))}{parts} ({told}). Open it in a browser.")
