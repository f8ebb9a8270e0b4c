"""The summary of what was found, for the screen and as JSON. Computes no result, prints nothing itself."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.report.notes import NONE, remark_lines, version_ids
from syndicate.report.plain import WIDTH, fit, name, plural, safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syndicate.flow.detect import Detection
    from syndicate.report.notes import Remarks

SHOWN: Final = 20  # stories in a summary; the tables have them all
UNNAMED: Final = {"agencies": "unnamed agencies"}  # "with inputs from agencies"
MEMBERS_SHOWN: Final = 15  # of a cluster
LONE_SHOWN: Final = 10  # of a story's independent reports
PROBLEMS_SHOWN: Final = 5
LEGEND: Final = (
    "Shares are of the article itself: its sentences that find a partner in the origin, its words in runs."
)
_MEMBER: Final = ("cluster", "article", "outlet", "published", "role", "relation", "probability", "partner")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an article took from the origin of its cluster: shares of its own sentences and words, 0..1."""

    relation: str
    sentences: float  # that find a partner in the origin
    words: float  # that stand there in matching runs


def summary(found: Detection, remarks: Remarks = NONE) -> str:
    """How many stories there are, who carries what, and how much of it is the report's.

    remarks: the tables versions, bridges and roundups by name, as far as they are known.
    """
    shown, more = _stories(found)
    stories = found.clusters.filter(pl.col("story").is_in(shown))
    taken, facts = taken_from_origin(found, stories), _facts(found, stories)
    for article in version_ids(remarks):
        if article in facts:
            facts[article]["version"] = "a later version"
    lines = [*_headline(summary_counts(found, remarks)), ""]
    for story in shown:
        lines += [*_story(stories.filter(pl.col("story") == story), taken, facts), ""]
    if more:
        lines += [f"... and {plural(more, 'more story', 'more stories')}: see the clusters table.", ""]
    if taken:
        lines += [LEGEND, ""]
    notes = [*found.notes, *remark_lines(found.articles, remarks)]
    lines += [safe(f"Note: {note}") for note in notes] + _problems(found.problems)
    return "\n".join(lines).rstrip() + "\n"


def summary_counts(found: Detection, remarks: Remarks = NONE) -> dict[str, int]:
    """The figures of the first lines: articles = derived + versions + clusters + independent + alone.

    An outlet's later version of its own article is no pickup: it counts among the versions alone.
    """
    clusters, single = found.clusters, pl.col("role") == "single"
    told = pl.len().over("story") > 1  # somebody else tells of the same event
    version = (pl.col("role") == "derived") & pl.col("article").is_in(version_ids(remarks))
    return {
        "articles": clusters.height,
        "outlets": clusters.filter(pl.col("outlet") != "")["outlet"].n_unique(),
        "outlet_unknown": clusters.filter(pl.col("outlet") == "").height,
        "stories": clusters.filter(told)["story"].n_unique(),
        "clusters": clusters.filter(~single)["cluster"].n_unique(),
        "derived": clusters.filter((pl.col("role") == "derived") & ~version).height,
        "versions": clusters.filter(version).height,
        "single": clusters.filter(single).height,
        "independent": clusters.filter(single & told).height,
        "alone": clusters.filter(single & ~told).height,
        "skipped": found.problems.filter("skipped").height,
    }


def taken_from_origin(found: Detection, rows: pl.DataFrame) -> dict[str, Taken]:
    """What each derived article of these rows of the clusters table took, where that pair was verified."""
    origins = rows.filter(pl.col("role") == "origin").select("cluster", origin="article")
    derived = rows.filter(pl.col("role") == "derived").select("article", "cluster")
    wanted = derived.join(origins, on="cluster")
    taken: dict[str, Taken] = {}
    for ends, sentences, words in (
        (["a", "b"], "sentences_a_in_b", "a_in_b"),
        (["b", "a"], "sentences_b_in_a", "b_in_a"),
    ):
        pairs = wanted.join(found.pairs, left_on=["article", "origin"], right_on=ends)
        columns = pairs.select("article", "relation", sentences, words)
        taken |= {article: Taken(*shares) for article, *shares in columns.iter_rows()}
    return taken


def summary_json(found: Detection, remarks: Remarks = NONE) -> str:
    """The summary as one JSON object in ASCII: what comes from the web stands there as escapes."""
    chosen = found.clusters.filter(pl.len().over("story") > 1)
    taken = taken_from_origin(found, chosen)
    told = {
        "stories_found": [
            {
                "story": story,
                "title": _title(rows),
                "origins": rows["cluster"].n_unique(),
                "articles": [_member(row, taken) for row in rows.iter_rows(named=True)],
            }
            for (story,), rows in chosen.group_by("story", maintain_order=True)
        ],
        "problems": found.problems.to_dicts(),
        "notes": list(found.notes),
        **{name: table.to_dicts() for name, table in remarks.items()},
    }
    return json.dumps(summary_counts(found, remarks) | told, allow_nan=False).replace("\x7f", "\\u007f")


def _member(row: dict[str, Any], taken: Mapping[str, Taken]) -> dict[str, Any]:
    shares = taken.get(row["article"])
    return {column: row[column] for column in _MEMBER} | {
        "relation_to_origin": shares.relation if shares else None,
        "sentences_in_origin": shares.sentences if shares else None,
        "words_in_origin": shares.words if shares else None,
    }


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
    return {
        r["article"]: {
            "wire": r["wire"], "language": r["language"], "name": name(r["outlet"], r["article"]),
        }
        for r in chosen.iter_rows(named=True)
    }  # fmt: skip


def _story(
    story: pl.DataFrame, taken: Mapping[str, Taken], facts: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """One story: its reports with what derives from them, and those made independently."""
    origins = plural(story["cluster"].n_unique(), "origin", "independent origins")
    lines = [fit(f"■ {_title(story)}", WIDTH).rstrip(), f"  {plural(story.height, 'article')} from {origins}"]
    grouped = story.filter(pl.col("role") != "single")
    for (cluster,), group in grouped.group_by("cluster", maintain_order=True):
        lines += _report(str(cluster), group.to_dicts(), taken, facts)
    lone = [
        _row("single", row, "an independent report")
        for row in story.filter(pl.col("role") == "single").to_dicts()
    ]
    return lines + _some(lone, LONE_SHOWN, "independent report")


def _report(
    cluster: str,
    rows: list[dict[str, Any]],
    taken: Mapping[str, Taken],
    facts: Mapping[str, Mapping[str, str]],
) -> list[str]:
    """A cluster: whom it credits, its origin, and who took how much."""
    credited = _credits([facts[row["article"]]["wire"] for row in rows])
    members = [_row(*_said(row, rows[0]["article"], taken, facts)) for row in rows]
    return [fit(f"  {cluster}{credited}", WIDTH).rstrip(), *_some(members, MEMBERS_SHOWN, "article")]


def _some(lines: list[str], shown: int, what: str) -> list[str]:
    """The first lines, and how many more there are."""
    more = len(lines) - shown
    return lines if more <= 0 else [*lines[:shown], f"  ... and {plural(more, f'more {what}')}"]


def _title(story: pl.DataFrame) -> str:
    origins = story.filter(pl.col("role") == "origin")
    first = (origins if origins.height else story).row(0, named=True)
    return str(first["title"] or first["article"])


def _credits(wires: list[str]) -> str:
    """Whom the articles of a cluster credit."""
    named = Counter(wire for wire in wires if wire).most_common()
    said = ", ".join(f"{UNNAMED.get(wire, wire)} by {n} of {len(wires)}" for wire, n in named)
    return f", credited to {said}" if said else ""


def _said(
    row: dict[str, Any], origin: str, taken: Mapping[str, Taken], facts: Mapping[str, Mapping[str, str]]
) -> tuple[str, dict[str, Any], str]:
    """(what the article is to the origin, its row, how much it took)."""
    if row["role"] == "origin":
        return "origin", row, ""
    shares = taken.get(row["article"])
    if "version" in facts[row["article"]]:
        return "version", row, "a later version of the outlet's own article"
    if shares is None:
        kin = facts.get(row["partner"])
        return row["relation"], row, f"by way of {kin['name']}" if kin else ""
    if shares.sentences or shares.words:
        return (
            shares.relation,
            row,
            f"{shares.sentences:4.0%} of its sentences, {shares.words:4.0%} word for word",
        )
    ours, theirs = facts[row["article"]]["language"], facts[origin]["language"]
    where = f" ({theirs} -> {ours})" if ours and theirs and ours != theirs else ""
    return shares.relation, row, f"retold freely, no sentence matches{where}"


def _row(said: str, row: dict[str, Any], share: str) -> str:
    when = str(row["published"]).replace("T", " ")[:16]
    return (
        f"  {said:8} {fit(name(row['outlet'], row['article']), 30)} {fit(when, 16)} {fit(share, 52)}".rstrip()
    )


def _problems(problems: pl.DataFrame) -> list[str]:
    if problems.is_empty():
        return []
    skipped = problems.filter("skipped").height
    doubts = problems.height - skipped
    lines = [f"{plural(skipped, 'input')} skipped, {plural(doubts, 'doubt')}:"]
    first = problems.sort("skipped", descending=True, maintain_order=True).head(PROBLEMS_SHOWN)
    lines += [
        fit(f"  {row['place']}: {row['problem']} ({row['remedy']})", WIDTH).rstrip()
        for row in first.iter_rows(named=True)
    ]
    if problems.height > PROBLEMS_SHOWN:
        lines.append(f"  ... and {problems.height - PROBLEMS_SHOWN:,} more: see the problems table.")
    return lines
