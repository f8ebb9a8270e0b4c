"""What a person reads on the screen: summaries as plain text. Computes no result, prints nothing itself."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from syndicate.flow.detect import Detection
    from syndicate.flow.explaining import PairExplained

WIDTH: Final = 110
SHOWN: Final = 20  # stories in a summary; the tables have them all
_PLAIN: Final = {"\n": " ", "\r": " ", "\t": " "}
STATUS_SIGNS: Final = {"kept": "=", "edited": "~", "rewritten": "≈", "added": "+", "removed": "-"}


def safe(text: str) -> str:
    """Text of the web without control and direction characters: it must not drive the terminal."""
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else _PLAIN.get(c, "") for c in text
    )


def fit(text: str, width: int) -> str:
    """The text in exactly so many columns, cut with … where it is longer."""
    from rich.cells import cell_len, set_cell_size

    text = safe(text)
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


# ------------------------------------------------------------------------------------------------ cluster


def summary(found: Detection) -> str:
    """How many stories there are, who carries what, and how much of it is the wire's."""
    counts = summary_counts(found)
    lines = [_headline(counts), ""]
    shared = wire_shares(found)
    groups = found.clusters.filter(pl.col("role") != "single")
    stories = groups["story"].unique(maintain_order=True).to_list()
    for story in stories[:SHOWN]:
        lines += [*_story(found.clusters.filter(pl.col("story") == story), shared), ""]
    if len(stories) > SHOWN:
        lines += [f"... and {len(stories) - SHOWN} more stories: see the clusters table.", ""]
    if not stories:
        lines += ["No two of these articles derive from one report.", ""]
    lines += [f"Note: {note}" for note in found.notes] + _problems(found.problems)
    return "\n".join(lines).rstrip() + "\n"


def summary_counts(found: Detection) -> dict[str, int]:
    """The figures of the first lines."""
    clusters = found.clusters
    groups = clusters.filter(pl.col("role") != "single")
    return {
        "articles": clusters.height,
        "outlets": clusters.filter(pl.col("outlet") != "")["outlet"].n_unique(),
        "stories": groups["story"].n_unique(),
        "clusters": groups["cluster"].n_unique(),
        "derived": clusters.filter(pl.col("role") == "derived").height,
        "single": clusters.filter(pl.col("role") == "single").height,
        "skipped": found.problems.filter("skipped").height,
    }


def _headline(c: dict[str, int]) -> str:
    outlets = f" of {plural(c['outlets'], 'outlet')}" if c["outlets"] else ""
    return (
        f"{plural(c['articles'], 'article')}{outlets}: {plural(c['clusters'], 'wire report')} in "
        f"{plural(c['stories'], 'story', 'stories')}, {c['derived']} derived, {c['single']} on their own."
    )


def plural(n: int, one: str, many: str = "") -> str:
    """1 story, 2 stories."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def wire_shares(found: Detection) -> dict[str, tuple[float, float]]:
    """article -> (share of its sentences that its origin carries, share of its words copied from there)."""
    origins = found.clusters.filter(pl.col("role") == "origin").select("cluster", origin="article")
    derived = (
        found.clusters.filter(pl.col("role") == "derived")
        .join(origins, on="cluster")
        .select("article", "origin")
    )
    pairs = found.pairs.select("a", "b", "a_in_b", "b_in_a", "sentences_a_in_b", "sentences_b_in_a")
    one = derived.join(pairs, left_on=["article", "origin"], right_on=["a", "b"])
    other = derived.join(pairs, left_on=["article", "origin"], right_on=["b", "a"])
    shares = {r["article"]: (r["sentences_a_in_b"], r["a_in_b"]) for r in one.iter_rows(named=True)}
    return shares | {r["article"]: (r["sentences_b_in_a"], r["b_in_a"]) for r in other.iter_rows(named=True)}


def _story(story: pl.DataFrame, shared: dict[str, tuple[float, float]]) -> list[str]:
    """One story: its clusters, and the reports made independently of them."""
    origins = story["cluster"].n_unique()
    title = _title(story)
    independent = f", {plural(origins, 'independent origin')}" if origins > 1 else ""
    lines = [fit(f"■ {title}", WIDTH).rstrip(), f"  {plural(story.height, 'article')}{independent}"]
    for (cluster,), group in story.group_by("cluster", maintain_order=True):
        lines += _group(str(cluster), group, shared)
    return lines


def _title(story: pl.DataFrame) -> str:
    first = story.filter(pl.col("role") == "origin").row(0, named=True)
    return first["title"] or first["article"]


def _group(cluster: str, group: pl.DataFrame, shared: dict[str, tuple[float, float]]) -> list[str]:
    rows = list(group.iter_rows(named=True))
    if len(rows) == 1:
        row = rows[0]
        return [f"  single     {fit(_who(row), 30)} {fit(_when(row), 16)} an independent report"]
    lines = [f"  {cluster}"]
    for row in rows:
        said = "origin" if row["role"] == "origin" else row["relation"]
        lines.append(f"  {said:10} {fit(_who(row), 30)} {fit(_when(row), 16)} {_share(row, shared)}".rstrip())
    return lines


def _who(row: dict[str, Any]) -> str:
    return row["outlet"] or row["article"]


def _when(row: dict[str, Any]) -> str:
    return str(row["published"]).replace("T", " ")[:16]


def _share(row: dict[str, Any], shared: dict[str, tuple[float, float]]) -> str:
    if row["role"] == "origin":
        return ""
    if row["article"] not in shared:
        return "kin of another copy"
    sentences, words = shared[row["article"]]
    return f"{sentences:4.0%} of its sentences and {words:4.0%} of its words stand in the origin"


def _problems(problems: pl.DataFrame) -> list[str]:
    if problems.is_empty():
        return []
    skipped = problems.filter("skipped").height
    lines = [f"{plural(skipped, 'input')} skipped, {plural(problems.height - skipped, 'doubt')}:"]
    for row in problems.sort("skipped", descending=True).head(5).iter_rows(named=True):
        lines.append(fit(f"  {row['place']}: {row['problem']} ({row['remedy']})", WIDTH).rstrip())
    if problems.height > 5:
        lines.append(f"  ... and {problems.height - 5} more: see the problems table.")
    return lines


def summary_json(found: Detection) -> str:
    """The summary as one JSON object."""
    shared = wire_shares(found)
    groups = found.clusters.filter(pl.col("role") != "single")
    stories = []
    for story in groups["story"].unique(maintain_order=True).to_list():
        rows = found.clusters.filter(pl.col("story") == story)
        members = [
            {
                k: r[k]
                for k in (
                    "cluster",
                    "article",
                    "outlet",
                    "published",
                    "role",
                    "relation",
                    "probability",
                    "partner",
                )
            }
            | {"sentences_in_origin": shared.get(r["article"], (None, None))[0]}
            for r in rows.iter_rows(named=True)
        ]
        stories.append(
            {
                "story": story,
                "title": _title(rows),
                "origins": rows["cluster"].n_unique(),
                "articles": members,
            }
        )
    problems = found.problems.to_dicts()
    return json.dumps(
        {**summary_counts(found), "stories_found": stories, "problems": problems, "notes": list(found.notes)},
        ensure_ascii=False,
    )


# ------------------------------------------------------------------------------------------------ residue


def residue_summary(found: Detection, frame: pl.DataFrame) -> str:
    """Who kept, edited, rewrote, added and removed how much, in sentences."""
    if frame.is_empty():
        return "No two of these articles derive from one report: there is no residue.\n"
    counts = frame.group_by("cluster", "article", "other", maintain_order=True).agg(
        *((pl.col("status") == s).sum().alias(s) for s in STATUS_SIGNS),
        (pl.col("altered") != "").sum().alias("altered"),
    )
    outlets = dict(found.articles.select("article", "outlet").iter_rows())
    lines = [f"{'':32} {'':32} " + " ".join(f"{s:>9}" for s in (*STATUS_SIGNS, "altered"))]
    for row in counts.head(SHOWN * 5).iter_rows(named=True):
        who, whom = (outlets.get(row[k]) or row[k] for k in ("article", "other"))
        lines.append(
            f"{fit(who, 32)} {fit('against ' + whom, 32)} "
            + " ".join(f"{row[s]:9}" for s in (*STATUS_SIGNS, "altered"))
        )
    return "\n".join(lines) + "\n"


def side_by_side(articles: pl.DataFrame, frame: pl.DataFrame) -> str:
    """Two articles beside each other, sentence by sentence."""
    names = [r["outlet"] or r["title"] or r["article"] for r in articles.iter_rows(named=True)]
    half = (WIDTH - 14) // 2
    lines = [f"{'':12}{fit(names[0], half)}  {fit(names[1], half)}".rstrip(), "─" * WIDTH]
    for row in frame.iter_rows(named=True):
        own, theirs = (row["text"], row["other_text"]) if row["status"] != "removed" else ("", row["text"])
        lines += _beside(
            f"{STATUS_SIGNS[row['status']]} {row['status']}", _wrap(own, half), _wrap(theirs, half), half
        )
        if row["altered"]:
            lines += [f"{'':12}! {safe(row['altered'])}"]
    total = " · ".join(f"{n} {s}" for s, n in frame["status"].value_counts(sort=True).iter_rows())
    return "\n".join([*lines, "─" * WIDTH, total or "Neither article has a sentence."]) + "\n"


def _wrap(text: str, width: int) -> list[str]:
    from rich.cells import cell_len

    text = safe(text)
    if cell_len(text) > len(text):  # wide characters: fewer fit
        width //= 2
    return textwrap.wrap(text, width) or [""]


def _beside(label: str, left: Sequence[str], right: Sequence[str], half: int) -> Iterable[str]:
    for i in range(max(len(left), len(right))):
        one, other = (side[i] if i < len(side) else "" for side in (left, right))
        yield f"{label if i == 0 else '':12}{fit(one, half)}  {safe(other)}".rstrip()


# ------------------------------------------------------------------------------------------------ explain


def page_explained(found: Detection, lines: pl.DataFrame, article: str) -> str:
    """A page, line by line: what was kept, what was cut, and why."""
    row = found.articles.filter(pl.col("article") == article).row(0, named=True)
    head = [
        f"{k:10} {safe(str(row[k]))}" for k in ("article", "title", "outlet", "published", "language", "wire")
    ]
    kept = lines.filter("kept").height
    body = [
        f"{'│' if r['kept'] else ' '} {fit(r['reason'], 34)} {fit(r['text'], WIDTH - 37)}".rstrip()
        for r in lines.iter_rows(named=True)
    ]
    return "\n".join([*head, "", f"{kept} of {plural(lines.height, 'line')} kept (│):", *body]) + "\n"


def pair_explained(found: Detection, pair: PairExplained) -> str:
    """Why two articles are, or are not, together."""
    s = pair.sketches
    rows = {r["article"]: r for r in found.articles.iter_rows(named=True) if r["article"] in (pair.a, pair.b)}
    lines = [
        f"{x}: {safe(rows[i]['outlet'] or i)} · {safe(rows[i]['title'])} · {rows[i]['published']}"
        for x, i in (("A", pair.a), ("B", pair.b))
    ]
    lines += [
        "", pair.verdict, "",
        f"Probability that both derive from one report  {pair.probability:.3f} (as {pair.relation})",
        f"Probability that both tell of one event       {pair.story_probability:.3f}",
        f"Time between them   {s.hours_apart:.1f} h of {s.window_hours:.0f} h allowed" if s.times_known else "Time between them   unknown",
        f"LSH                 {s.common_bands} of {s.bands} bands in common, resemblance about {s.resemblance:.2f}",
        f"Key terms           {s.shared_keyterms} in common ({s.needed_keyterms} needed): {safe(', '.join(s.keyterms[:12]))}",
        "", f"{'evidence':28} {'value':>8} {'adds':>8}", f"{'(constant)':28} {'':>8} {pair.constant:8.2f}",
    ]  # fmt: skip
    lines += [
        f"{name:28} {value:8.3f} {added:+8.2f}"
        for name, value, added in pair.contributions
        if abs(added) >= 0.005
    ]
    return "\n".join(lines) + "\n"
