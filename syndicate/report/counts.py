"""What was found, in figures: counts, what each article took, and the summary as JSON. Prints nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.report.notes import NONE, version_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syndicate.flow.detect import Detection
    from syndicate.report.notes import Remarks

_MEMBER: Final = ("cluster", "article", "outlet", "published", "role", "relation", "probability", "partner")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an article took from the origin of its cluster: shares of its own sentences and words, 0..1."""

    relation: str
    sentences: float  # that find a partner in the origin
    words: float  # that stand there in matching runs


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
                "title": title_of(rows),
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


def title_of(story: pl.DataFrame) -> str:
    """The headline of a story (its rows of schema.CLUSTERS): that of its first report, else the id."""
    origins = story.filter(pl.col("role") == "origin")
    first = (origins if origins.height else story).row(0, named=True)
    return str(first["title"] or first["article"])
