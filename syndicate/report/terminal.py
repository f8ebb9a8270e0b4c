"""The summary of what was found, for the screen. Computes no result, prints nothing itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.report.columns import plain, text
from syndicate.report.counts import summary_counts, taken_from_origin, title_of
from syndicate.report.notes import NONE, remark_lines, version_ids
from syndicate.report.plain import WIDTH, name, plural, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from syndicate.flow.detect import Detection
    from syndicate.report.counts import Taken
    from syndicate.report.notes import Remarks

SHOWN: Final = 10  # stories in a summary; the tables have them all
MEMBERS_SHOWN: Final = (15, 6)  # of a cluster: where all stories are shown, and where more are left out
LONE_SHOWN: Final = (10, 3)  # of a story's independent reports, likewise
PROBLEMS_SHOWN: Final = 5
UNNAMED: Final = {"agencies": "unnamed agencies"}  # "with inputs from agencies"
LEGEND: Final = (
    "Shares are of the article itself: its sentences that find a partner in the origin, its words in runs."
)
# The colours are told apart by most of the colour-blind; every word stands there without them.
STYLES: Final = {
    "origin": "bold", "copy": "dark_orange3", "edit": "cyan", "rewrite": "magenta",
    "single": "dodger_blue1", "version": "dim",
}  # fmt: skip
_WARNING: Final = "dark_orange3"
# What an article took, for screens that are wide, usual and narrow, and the columns that it needs there.
_SHARES: Final = (
    "{:4.0%} of its sentences, {:4.0%} word for word",
    "{:4.0%} sentences, {:4.0%} words",
    "{:4.0%} sent. {:4.0%} words",
)
_FREE: Final = ("retold freely, no sentence matches", "retold freely", "retold")
_LATER: Final = ("a later version of the outlet's own article", "a later version", "a later version")
_ALONE: Final = ("an independent report", "independent", "independent")
_COLUMNS: Final = (45, 26, 21)
_SAID: Final = (10, 9, 9)  # columns of what an article is


@dataclass(frozen=True, slots=True)
class Layout:
    """How much of a row there is room for."""

    name: int  # columns of the screen
    when: slice  # of the time: with the year, or without
    brief: int  # which wording of what an article took: 0 is the longest
    title: int  # columns of its headline; 0 for none


@dataclass(frozen=True, slots=True)
class Known:
    """What a row needs beside the clusters table."""

    taken: Mapping[str, Taken]
    facts: Mapping[str, Mapping[str, str]]  # of each article: wire, language, name
    versions: frozenset[str]
    cut: int  # which of MEMBERS_SHOWN and LONE_SHOWN


def layout(width: int) -> Layout:
    """What fits: wide screens have headlines, narrow ones short names, times without year, figures alone."""
    if width >= 140:
        return Layout(36, slice(0, 16), 0, min(70, width - 111))
    if width >= 108:
        return Layout(30, slice(0, 16), 0, 0)
    if width >= 76:
        return Layout(min(30, width - 54), slice(0, 16), 1, 0)
    return Layout(max(12, width - 44), slice(5, 16), 2, 0)


def summary(found: Detection, remarks: Remarks = NONE) -> str:
    """`summary_shown` as text, for a notebook or a pipe."""
    return plain(summary_shown(found, remarks, WIDTH), WIDTH)


def summary_shown(
    found: Detection,
    remarks: Remarks,
    width: int,
    *,
    table: Callable[[str], str] = "the {} table".format,
) -> RenderableType:
    """How many stories there are, who carries what, and how much of it is the report's.

    remarks: the tables versions, bridges and roundups by name, as far as they are known; table: where the
    rest of a table is to be found.
    """
    from rich.console import Group

    shown, more = _stories(found)
    stories = found.clusters.filter(pl.col("story").is_in(shown))
    known = Known(
        taken_from_origin(found, stories), _facts(found, stories), frozenset(version_ids(remarks)), bool(more)
    )
    parts: list[RenderableType] = [*map(_told, _headline(summary_counts(found, remarks))), ""]
    for story in shown:
        parts += [*_story(stories.filter(pl.col("story") == story), known, layout(width)), ""]
    if more:
        parts += [
            _told(f"... and {plural(more, 'more story', 'more stories')}: see {table('clusters')}.", "dim"),
            "",
        ]
    if known.taken:
        parts += [_told(LEGEND, "dim"), ""]
    parts += [
        _told(f"Note: {note}", _WARNING) for note in (*found.notes, *remark_lines(found.articles, remarks))
    ]
    parts += _problems(found.problems, table("problems"))
    while parts and parts[-1] == "":
        parts.pop()
    return Group(*parts)


def _told(words: str, style: str = "") -> RenderableType:
    """A sentence, in as many lines as it needs."""
    from rich.text import Text

    return Text(safe(words), style)


def _headline(c: Mapping[str, int]) -> list[str]:
    known = "known outlet" if c["outlet_unknown"] else "outlet"
    who = f" from {plural(c['outlets'], known)}" if c["outlets"] else ""
    if c["outlet_unknown"]:
        who += f"; {plural(c['outlet_unknown'], 'names', 'name')} no outlet"
    told = [f"{plural(c['derived'], 'derives', 'derive')} from {plural(c['clusters'], 'report')} among them"]
    if not c["clusters"]:
        told = ["no two of them derive from one report"]
    if c["versions"]:
        told.append(plural(c["versions"], "is a later version", "are later versions") + " of an outlet's own")
    if c["independent"]:
        told.append(plural(c["independent"], "tells", "tell") + " of the same events independently")
    if c["alone"]:
        told.append(plural(c["alone"], "stands alone", "stand alone"))
    said = ", ".join(told)
    return [f"{plural(c['articles'], 'article')}{who}.", said[:1].upper() + said[1:] + "."]


def _stories(found: Detection) -> tuple[list[str], int]:
    """(stories to show, how many more there are): those with a report that others took over come first."""
    told = found.clusters.filter(pl.len().over("story") > 1)
    stories = told.group_by("story", maintain_order=True).agg((pl.col("role") == "origin").any())
    names = stories.sort("role", descending=True, maintain_order=True)["story"].to_list()
    return names[:SHOWN], max(0, len(names) - SHOWN)


def _facts(found: Detection, rows: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Of each article shown: its agency and language, and what it is called."""
    chosen = found.articles.filter(pl.col("article").is_in(rows["article"].to_list()))
    columns = ("article", "outlet", "wire", "language")
    return {
        article: {"wire": wire, "language": language, "name": name(outlet, article)}
        for article, outlet, wire, language in chosen.select(columns).iter_rows()
    }


def _story(story: pl.DataFrame, known: Known, room: Layout) -> Iterator[RenderableType]:
    """One story: its reports with what derives from them, and those made independently."""
    origins = plural(story["cluster"].n_unique(), "origin", "independent origins")
    yield text(f"■ {title_of(story)}", "bold")
    yield text(f"  {plural(story.height, 'article')} from {origins}")
    reports, single = story.filter(pl.col("role") != "single"), story.filter(pl.col("role") == "single")
    for (cluster,), group in reports.group_by("cluster", maintain_order=True):
        rows = group.to_dicts()
        yield text(f"  {cluster}{_credits([known.facts[row['article']]['wire'] for row in rows])}")
        shown = rows[: MEMBERS_SHOWN[known.cut]]
        yield _rows([(*_said(row, rows[0]["article"], known, room), row) for row in shown], room)
        yield from _more(len(rows) - len(shown), "article")
    alone = single.head(LONE_SHOWN[known.cut]).to_dicts()
    if alone:
        yield _rows([("single", _ALONE[room.brief], row) for row in alone], room)
        yield from _more(single.height - len(alone), "independent report")


def _rows(rows: Sequence[tuple[str, str, dict[str, Any]]], room: Layout) -> Table:
    """Rows of (what the article is, how much it took, the article)."""
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0))
    time = room.when.stop - room.when.start
    for width in filter(None, (_SAID[room.brief], room.name, time, _COLUMNS[room.brief], room.title)):
        table.add_column(width=width, no_wrap=True)
    for said, share, row in rows:
        when = str(row["published"]).replace("T", " ")[room.when]
        cells = [text(f"  {said}", STYLES.get(said, "")), text(name(row["outlet"], row["article"]))]
        cells += [text(when), text(share), *([text(row["title"], "dim")] if room.title else [])]
        table.add_row(*cells, style="bold" if said == "origin" else "")
    return table


def _more(n: int, what: str) -> Iterator[RenderableType]:
    if n > 0:
        yield text(f"  ... and {plural(n, f'more {what}')}", "dim")


def _credits(wires: list[str]) -> str:
    """Whom the articles of a cluster credit."""
    named = Counter(wire for wire in wires if wire).most_common()
    said = ", ".join(f"{UNNAMED.get(wire, wire)} by {n} of {len(wires)}" for wire, n in named)
    return f", credited to {said}" if said else ""


def _said(row: dict[str, Any], origin: str, known: Known, room: Layout) -> tuple[str, str]:
    """(what the article is to the origin, how much it took)."""
    if row["role"] == "origin":
        return "origin", ""
    shares = known.taken.get(row["article"])
    if row["article"] in known.versions:
        return "version", _LATER[room.brief]
    if shares is None:
        kin = known.facts.get(row["partner"])
        return row["relation"], f"by way of {kin['name']}" if kin else ""
    if shares.sentences or shares.words:
        return shares.relation, _SHARES[room.brief].format(shares.sentences, shares.words)
    ours, theirs = known.facts[row["article"]]["language"], known.facts[origin]["language"]
    where = f" ({theirs} -> {ours})" if ours and theirs and ours != theirs else ""
    return shares.relation, _FREE[room.brief] + where


def _problems(problems: pl.DataFrame, table: str) -> list[RenderableType]:
    if problems.is_empty():
        return []
    skipped = problems.filter("skipped").height
    doubts = problems.height - skipped
    lines = [_told(f"{plural(skipped, 'input')} skipped, {plural(doubts, 'doubt')}:", _WARNING)]
    first = problems.sort("skipped", descending=True, maintain_order=True).head(PROBLEMS_SHOWN)
    lines += [
        text(f"  {row['place']}: {row['problem']} ({row['remedy']})") for row in first.iter_rows(named=True)
    ]
    if problems.height > PROBLEMS_SHOWN:
        lines.append(_told(f"  ... and {problems.height - PROBLEMS_SHOWN:,} more: see {table}.", "dim"))
    return lines
