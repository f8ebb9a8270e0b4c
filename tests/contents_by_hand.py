"""The contents of a report put together by hand: a plain reading of the texts, no model has a say in it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

import polars as pl
from detections import BRIEF, kerunda

from syndicate.report.html.contents import ALIGNED, REBUILT, SHARED, SPANS, Contents, Texts
from syndicate.schema import CONSENSUS, DERIVATIONS, MEASURES, OUTLETS, THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syndicate.flow.detect import Detection

# The brief as an outlet could have made it of the wire: kept, edited, rewritten and added sentences.
RETOLD = """\
About 250 soldiers boarded two transport aircraft at Camp Orrin shortly after dawn, officials said. \
Kerundan troops raised the national flag over the main gate minutes after the second plane took off.

SnapBrief has asked the mission for a copy of the agreement.

The shooting set off demonstrations, the largest in a decade, with crowds blocking fuel deliveries. \
A government spokesman declined to comment.
"""
_SENTENCE = re.compile(r"\s*\S.*?(?:[.!?][\"”]?(?=\s)|\n|$)\s*", re.DOTALL)


def contents(found: Detection, **given: Any) -> Contents:
    """Everything a report needs of a result; `given` replaces tables."""
    bodies = dict(found.articles.select("article", "body").iter_rows())
    spans = {name: sentences(body) for name, body in bodies.items()}
    aligned = ALIGNED.frame([row for a, b in pairs(found) for row in align(a, b, bodies, spans)])
    measured = [measure(row, aligned) for row in found.clusters.iter_rows(named=True)]
    full: dict[str, Any] = {
        "articles": found.articles,
        "lines": found.lines,
        "spans": SPANS.frame([
            {"article": name, "start": start, "end": end} for name, own in spans.items() for start, end in own
        ]),
        "aligned": aligned,
        "shared": SHARED.frame([
            {"article": a, "other": b, "in_other": 0.25, "in_article": 0.5, "longest_run": 12}
            for a, b in pairs(found)
        ]),
        "grids": (),
        "consensus": CONSENSUS.empty(),
        "rebuilt": REBUILT.empty(),
    }  # fmt: skip
    full |= {name: given.pop(name) for name in full.keys() & given.keys() - {"articles"}}
    tables: dict[str, Any] = {
        "articles": found.articles,
        "clusters": found.clusters,
        "problems": found.problems,
        "measures": MEASURES.frame([row for row in measured if row]),
        "outlets": OUTLETS.frame([
            outlet(row) for row in found.clusters.iter_rows(named=True) if row["outlet"]
        ]),
        "derivations": DERIVATIONS.frame([derivation(row, found) for row in told(found)]),
        "thresholds": THRESHOLDS.frame([threshold(i / 10) for i in range(1, 10)]),
        "notes": found.notes,
        "settings": found.settings,
        "version": "0.0",
        "texts": partial(texts, full),
    }  # fmt: skip
    return Contents(**{**tables, **given})


def texts(full: dict[str, Any], clusters: pl.DataFrame) -> Texts:
    """The texts of some stories, of those of all."""
    ids, names = clusters["article"].to_list(), clusters["cluster"].unique().to_list()
    mine = {
        name: full[name].filter(pl.col("article").is_in(ids))
        for name in ("articles", "lines", "spans", "aligned", "shared")
    }
    of_clusters = {
        name: full[name].filter(pl.col("cluster").is_in(names)) for name in ("consensus", "rebuilt")
    }
    return Texts(**mine, **of_clusters, grids=[grid for grid in full["grids"] if grid.cluster in names])


def retold() -> Detection:
    """The result of `detections.kerunda`, with the brief as RETOLD."""
    found = kerunda()
    body = pl.when(pl.col("article") == BRIEF).then(pl.lit(RETOLD)).otherwise("body")
    return replace(found, articles=found.articles.with_columns(body.alias("body")))


def told(found: Detection) -> list[dict[str, Any]]:
    return [row for row in found.clusters.iter_rows(named=True) if row["role"] != "single"]


def pairs(found: Detection) -> Iterator[tuple[str, str]]:
    """Every two articles of a story, the later row first."""
    for story in found.clusters.partition_by("story", maintain_order=True):
        yield from ((b, a) for a, b in combinations(story["article"], 2))


def sentences(body: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in _SENTENCE.finditer(body)]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def align(
    a: str, b: str, bodies: dict[str, str], spans: dict[str, list[tuple[int, int]]]
) -> Iterator[dict[str, object]]:
    """Rows of ALIGNED: by the share of words that two sentences have in common."""
    own, theirs = ([words(bodies[x][s:e]) for s, e in spans[x]] for x in (a, b))
    carried = set()
    for i, mine in enumerate(own):
        shares = [len(mine & other) / max(1, len(mine | other)) for other in theirs]
        best = max(range(len(shares)), key=shares.__getitem__, default=-1)
        share = shares[best] if best >= 0 else 0.0
        status = (
            "kept" if share > 0.99 else "edited" if share > 0.4 else "rewritten" if share > 0.2 else "added"
        )
        found = None if status == "added" else best
        carried.add(found)
        altered = "240 -> 250" if status == "edited" else ""
        yield row(a, b, status, i, found, share, altered, "")
    yield from (row(a, b, "removed", None, j, 0.0, "", "") for j in range(len(theirs)) if j not in carried)


def row(*values: object) -> dict[str, object]:
    return dict(zip(ALIGNED.columns, values, strict=True))


def measure(kin: dict[str, Any], aligned: pl.DataFrame) -> dict[str, object] | None:
    if kin["role"] == "single":
        return None
    own = aligned.filter((pl.col("article") == kin["article"]) & (pl.col("status") != "removed"))
    counts = {name: own.filter(pl.col("status") == name).height for name in ("kept", "edited", "rewritten")}
    shares = {name: n / max(1, own.height) for name, n in counts.items()}
    known: dict[str, object] = {
        "wire": "Reuters", "credited": kin["outlet"] != "SnapBrief",
        "other": "" if kin["role"] == "origin" else "x",
        "n_words": 100, "own": 1 - sum(shares.values()), "carried": 0.5, "own_lead": 0.7, "own_middle": 0.2,
        "own_end": 0.1, "altered": counts["edited"], "lag_hours": 1.5,
    }  # fmt: skip
    return {name: {**kin, **shares, **known}[name] for name in MEASURES.columns}


def outlet(kin: dict[str, Any]) -> dict[str, object]:
    derived = int(kin["role"] == "derived")
    known = {
        "wire": "*", "articles": 1, "derived": derived, "uncredited": 0.0 if derived else None, "kept": 0.4,
        "edited": 0.2, "rewritten": 0.1, "own": 0.3, "carried": 0.5, "own_lead": 0.5, "own_middle": 0.25,
        "own_end": 0.25, "altered": 1.0, "lag_hours": 2.0,
    }  # fmt: skip
    return {"outlet": kin["outlet"], **known}


def derivation(kin: dict[str, Any], found: Detection) -> dict[str, object]:
    origin = found.clusters.filter((pl.col("cluster") == kin["cluster"]) & (pl.col("role") == "origin"))
    source = "" if kin["role"] == "origin" else origin["article"].item()
    sure = {"derived_from": source, "certainty": 0.9 if source else None, "evidence": "it credits Reuters"}
    return {name: {**kin, **sure}[name] for name in DERIVATIONS.columns}


def threshold(value: float) -> dict[str, object]:
    counts = {"pairs": 9, "clusters": 4, "grouped": 20, "largest": 5, "stories": 4}
    return {"threshold": value, **counts, "false_share": 0.1 * (1 - value)}
