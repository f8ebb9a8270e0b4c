"""A result put together by hand from the sample set: no model has a say in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from syndicate.flow.detect import Detection
from syndicate.schema import ARTICLES, CLUSTERS, LINES, LINKS, PAIRS, PROBLEMS, RESIDUE
from syndicate.settings import Settings

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
FEED = {row["id"]: row for row in map(json.loads, (SEEDS / "feed.jsonl").read_text("utf-8").splitlines())}

WIRE, BRIEF, AGENCY, SHARES = (
    "reuters/kerunda",
    "snapbrief/kerunda",
    "afp/kerunda",
    "morning-ledger/windy-walks",
)
REPRINT, FARO = "kerunda/001.txt", "pages/El Faro del Sur/las-ultimas-tropas.txt"


def article(name: str, **given: object) -> dict[str, object]:
    """A row of schema.ARTICLES, from the feed where it has the article."""
    row = FEED.get(name, {})
    known = {key: row.get(key, "") for key in ("outlet", "url", "published", "title")}
    body = row.get("text", "")
    counted = {"n_words": len(body.split()), "n_sentences": body.count(". ") + 1}
    return {"article": name, "language": "en", "wire": "", "body": body, **known, **counted, **given}


def pair(a: str, b: str, relation: str, **given: object) -> dict[str, object]:
    """A row of schema.PAIRS."""
    empty: dict[str, Any] = {
        name: ("" if dtype is pl.String else 0 if dtype is pl.Int64 else 0.0)
        for name, dtype in PAIRS.types.items()
    }
    return {**empty, "a": a, "b": b, "relation": relation, "probability": 0.9, **given}


def member(row: dict[str, object], group: str, role: str, *kin: object) -> dict[str, object]:
    """A row of schema.CLUSTERS; `group` is "story cluster", kin is relation, probability, partner."""
    story, cluster = group.split()
    relation, probability, partner = kin or ("", None, "")
    known = {key: row[key] for key in ("article", "outlet", "published", "title", "url")}
    told = {"relation": relation, "probability": probability, "partner": partner}
    return {"story": story, "cluster": cluster, "role": role, **known, **told}


def problem(place: str, what: str, remedy: str, *, skipped: bool = True) -> dict[str, object]:
    return {"place": place, "problem": what, "remedy": remedy, "skipped": skipped}


def detection(
    articles: list[dict[str, object]],
    clusters: list[dict[str, object]],
    pairs: list[dict[str, object]] = [],  # noqa: B006 (never changed)
    **given: Any,
) -> Detection:
    """A result of these rows."""
    parts: dict[str, Any] = {
        "lines": LINES.empty(), "links": LINKS.empty(), "problems": PROBLEMS.empty(),
        "evidence": {}, "notes": (), "settings": Settings(),
    }  # fmt: skip
    return Detection(
        articles=ARTICLES.frame(articles),
        clusters=CLUSTERS.frame(clusters),
        pairs=PAIRS.frame(pairs) if pairs else PAIRS.empty(),
        **{**parts, **given},
    )


def kerunda() -> Detection:
    """One story of two origins, and an article that stands alone."""
    wire = article(WIRE, wire="Reuters")
    reprint = article(
        REPRINT, title="Last troops leave", published="2026-03-10", wire="Reuters", body=wire["body"]
    )
    faro = article(
        FARO,
        outlet="El Faro del Sur",
        language="es",
        title="Las últimas tropas",
        published="2026-03-10T12:10:00Z",
    )
    brief, agency, alone = article(BRIEF, wire="Reuters"), article(AGENCY, wire="AFP"), article(SHARES)
    group = "s1 c1"
    return detection(
        [agency, reprint, alone, faro, wire, brief],
        [
            member(wire, group, "origin", "copy", 0.99, REPRINT),
            member(brief, group, "derived", "edit", 0.6, REPRINT),
            member(reprint, group, "derived", "copy", 0.99, WIRE),
            member(faro, group, "derived", "copy", 0.7, REPRINT),
            member(agency, "s1 c2", "single"),
            member(alone, "s2 c3", "single"),
        ],
        [
            pair(REPRINT, WIRE, "copy", a_in_b=0.98, b_in_a=0.6, sentences_a_in_b=1.0, sentences_b_in_a=0.5),
            pair(FARO, WIRE, "rewrite", sentences_b_in_a=0.1),
        ],
        problems=PROBLEMS.frame([
            problem("kerunda/empty.txt", "no text", "fill it in or remove it"),
            problem("feed.jsonl:7", "not a date: 'soon'", "write it as 2026-02-21T17:09:00Z", skipped=False),
        ]),
        notes=("2 articles repeat a passage of many others: compared with leaders only",),
    )  # fmt: skip


def sentence(
    status: str, text: str, other_text: str = "", altered: str = "", **given: object
) -> dict[str, object]:
    """A row of schema.RESIDUE."""
    removed, added = status == "removed", status == "added"
    own, theirs = (
        ((None,) * 3 if removed else (0, 0, len(text))),
        ((None,) * 3 if added else (0, 0, len(other_text))),
    )
    values = ("c1", BRIEF, WIRE, status, *own, text, *theirs, other_text, 0.9, altered)
    known = dict(zip(RESIDUE.columns, values, strict=False))  # the rest of the columns is empty here
    return {**dict.fromkeys(RESIDUE.columns, ""), **known, **given}


def changes() -> pl.DataFrame:
    """schema.RESIDUE of the brief against the wire: one sentence of every kind."""
    return RESIDUE.frame([
        sentence("kept", "The last unit left on Tuesday.", "The last unit left on Tuesday."),
        sentence("edited", "About 250 soldiers flew out of Lomasse shortly after dawn, officials said.",
                 "About 240 soldiers flew out of Lomasse shortly after dawn.", "240 -> 250"),
        sentence("rewritten", "Crowds cheered.", "Thousands lined the road and cheered the convoys."),
        sentence("added", "港口委员会周二批准了一笔贷款,用于修建新的防波堤,主席说旧墙有两处开裂。"),
        sentence("removed", "A parish register names the dead.", "A parish register names the dead."),
    ])  # fmt: skip


HOSTILE = "\x1b[2J\x07 Title \u202e\u2066 with\nlines \0 <b>=1+1 \x7f"


def hostile() -> Detection:
    """A result whose every text would drive the terminal."""
    rows = [article(HOSTILE, title=HOSTILE, outlet=HOSTILE, published=HOSTILE, wire=HOSTILE), article("b")]
    clusters = [
        member(rows[0], "s c", "origin", "copy", 0.9, "b"),
        member(rows[1], "s c", "derived", "copy", 0.9, HOSTILE),
    ]
    return detection(
        rows, clusters, problems=PROBLEMS.frame([problem(HOSTILE, HOSTILE, HOSTILE)]), notes=(HOSTILE,)
    )
