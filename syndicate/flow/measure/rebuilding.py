"""Puts rebuilt reports in the place of those that are not among the articles. Aligns no sentence itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.compare.consensus import CONSENSUS as NAME
from syndicate.compare.consensus import rebuild_all
from syndicate.compare.residue import residue
from syndicate.flow.indexed import indexed
from syndicate.flow.measure.meaning import meanings
from syndicate.schema import ARTICLES, CONSENSUS
from syndicate.text.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syndicate.compare.consensus import Rebuilt
    from syndicate.corpus import Corpus
    from syndicate.flow.detect import Progress

PAIRS_A_PIECE: Final = 4096  # whose rows, with their texts, are in memory at once; changes no row
_MARK: Final = "\0consensus "  # begins the ids of rebuilt reports, which no input's id does


def by_its_name(other: str = "other") -> pl.Expr:
    """The column with every rebuilt report called `consensus`."""
    return pl.when(pl.col(other).str.starts_with(_MARK)).then(pl.lit(NAME)).otherwise(other).alias(other)


def rebuilt_reports(
    articles: pl.DataFrame, groups: pl.DataFrame, least: int, progress: Progress
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(reports, sentences): of every cluster of at least `least` versions that agree on anything.

    articles: schema.ARTICLES; groups: rows of schema.CLUSTERS. reports: schema.ARTICLES, each called by
    an id that no input has, with its sentences as lines; sentences: schema.CONSENSUS.
    """
    chosen = articles.join(groups.select("article"), on="article", maintain_order="right")
    corpus, bodies = indexed(chosen, progress), chosen["body"].to_list()
    clusters = groups.with_row_index("number").group_by("cluster", maintain_order=True)
    gathered = clusters.agg("number", "outlet")
    members = list(gathered.select("number", "outlet").iter_rows())
    progress("rebuild", len(members))
    told = []
    for n, found in enumerate(rebuild_all(corpus, bodies, members, least=least)):
        if found:
            told.append((str(gathered["cluster"][n]), found))
        progress("rebuild", len(members), n + 1)
    reports = [
        _report(cluster, chosen["language"][found[0].article], _texts(corpus, bodies, found))
        for cluster, found in told
    ]
    frame = ARTICLES.frame(reports) if reports else ARTICLES.empty()
    return frame, _sentence_table(corpus, told, frame)


def _texts(corpus: Corpus, bodies: Sequence[str], found: Sequence[Rebuilt]) -> list[str]:
    """The sentences on a line each."""
    rows = [int(corpus.sentence_bounds[one.article]) + one.sentence for one in found]
    spans = [(int(corpus.sentence_starts[row]), int(corpus.sentence_ends[row])) for row in rows]
    return [
        " ".join(bodies[one.article][start:end].split())
        for one, (start, end) in zip(found, spans, strict=True)
    ]


def _report(cluster: str, language: str, lines: Sequence[str]) -> dict[str, Any]:
    known = {"article": _MARK + cluster, "language": language, "body": "\n".join(lines)}
    empty = {name: ("" if dtype is pl.String else 0) for name, dtype in ARTICLES.types.items()}
    return {**empty, **known}


def _sentence_table(
    corpus: Corpus, told: Sequence[tuple[str, list[Rebuilt]]], reports: pl.DataFrame
) -> pl.DataFrame:
    """schema.CONSENSUS of what was rebuilt, cluster by cluster."""
    rows = []
    texts = reports.select("body", "language").iter_rows()
    for (cluster, found), (body, language) in zip(told, texts, strict=True):
        for n, (start, end) in enumerate(sentence_spans(body, language)):
            one = found[body.count("\n", 0, start)]  # alone on its line, a sentence can be found to be two
            witnesses = [corpus.articles[i] for i in one.witnesses]
            listed = json.dumps(witnesses, ensure_ascii=False)
            text = body[start:end].strip()
            row = (cluster, n, start, end, text, witnesses[0], listed, len(witnesses))
            rows.append(dict(zip(CONSENSUS.columns, row, strict=True)))
    return CONSENSUS.frame(rows) if rows else CONSENSUS.empty()


def with_other(groups: pl.DataFrame, rebuilt: pl.DataFrame) -> pl.DataFrame:
    """The groups (as `with_reports` gives them) with `rebuilt`, whether their report was, and `other`.

    `other` is what an article is to be measured against: the rebuilt report, or else the origin; "" where
    that is the article itself, or nobody.
    """
    own = _MARK + pl.col("cluster")
    is_rebuilt = own.is_in(rebuilt["article"].to_list())
    other = pl.when("rebuilt").then(own).when(pl.col("article") != pl.col("origin")).then("origin")
    return groups.with_columns(is_rebuilt.alias("rebuilt")).with_columns(
        other.otherwise(pl.lit("")).alias("other")
    )


def against_reports(
    articles: pl.DataFrame,
    groups: pl.DataFrame,
    rebuilt: pl.DataFrame,
    progress: Progress,
    *,
    semantic: bool = False,
) -> tuple[Iterator[pl.DataFrame], Corpus]:
    """schema.RESIDUE of each article of the groups against its `other`, an id; and the corpus of them all.

    articles: schema.ARTICLES, rebuilt: the same of rebuilt reports; rows of groups without `other` are only
    read. The rows come in pieces, whose texts take many times as much room as what is counted of them.
    """
    chosen = articles.join(groups.select("article"), on="article", maintain_order="right")
    chosen = pl.concat([ARTICLES.cast(chosen), ARTICLES.cast(rebuilt)])
    pairs = groups.filter(pl.col("other") != "").select("article", "other", "cluster").rows()
    corpus, bodies = indexed(chosen, progress), chosen["body"].to_list()
    number = {article: i for i, article in enumerate(corpus.articles)}

    def pieces() -> Iterator[pl.DataFrame]:
        progress("align", len(pairs))
        asked = meanings(corpus, bodies, semantic=semantic)
        for low in range(0, len(pairs), PAIRS_A_PIECE):
            some = pairs[low : low + PAIRS_A_PIECE]
            numbered = [(number[a], number[b]) for a, b, _ in some]
            clusters = [cluster for *_, cluster in some]

            def told(done: int, before: int = low) -> None:
                progress("align", len(pairs), before + done)

            yield residue(corpus, bodies, numbered, clusters, told=told, meanings=asked)

    return pieces(), corpus
