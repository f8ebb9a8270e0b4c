"""Measures the articles of clusters against their reports, and outlets over many. Compares no text itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.compare.consensus import CONSENSUS as NAME
from syndicate.compare.measures import TAKEN, THIRDS, taken
from syndicate.flow.detect import quiet
from syndicate.flow.measure.comparing import members
from syndicate.flow.measure.originals import with_reports
from syndicate.flow.measure.rebuilding import against_reports, by_its_name, rebuilt_reports, with_other
from syndicate.report.html.contents import REBUILT
from syndicate.schema import CONSENSUS, MEASURES, OUTLETS, RESIDUE

if TYPE_CHECKING:
    from syndicate.corpus import Corpus
    from syndicate.flow.detect import Detection, Progress

EVERY: Final = "*"  # in the column `wire` of the outlets: whatever the agency
# What two versions have in common is no report: the shorter would have nothing of its own, whatever it is.
VERSIONS: Final = 3
_SHARES: Final = (*TAKEN, "own", "carried")


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What articles took from their reports, and what that was read from."""

    measures: pl.DataFrame  # schema.MEASURES
    rebuilt: pl.DataFrame  # schema.CONSENSUS of the reports that had to be rebuilt
    against: pl.DataFrame  # REBUILT of the articles that were compared with these


def measures_of(found: Detection, *, progress: Progress = quiet) -> pl.DataFrame:
    """schema.MEASURES of every article in a cluster of two or more, in the order of the clusters table.

    Each is measured against the origin of its cluster, which itself is measured against nothing: all its
    words are its own, and it carries all of the report. Where an agency is credited and its report is not
    among the articles, the origin is but one version of it: then all are measured against the report that is
    rebuilt of them (`consensus_of`), if there are VERSIONS independent ones.
    """
    return measure(found, progress=progress).measures


def measure(found: Detection, *, progress: Progress = quiet) -> Measured:
    """`measures_of`, with the rebuilt reports and what was compared with them."""
    groups = with_reports(members(found), found.articles)
    if groups.is_empty():
        return Measured(MEASURES.empty(), CONSENSUS.empty(), REBUILT.empty())
    lost = ~pl.col("original") & ((pl.col("wire") != "") | (pl.col("origin") == ""))
    reports, rebuilt = rebuilt_reports(found.articles, groups.filter(lost), VERSIONS, progress)
    groups = with_other(groups, reports)
    pieces, corpus = against_reports(found.articles, groups, reports, progress)
    counts, against = [taken(RESIDUE.empty(), corpus)], [REBUILT.empty()]
    for rows in pieces:
        counts.append(taken(rows, corpus))
        named = rows.with_columns(by_its_name())
        against.append(REBUILT.cast(named.filter(pl.col("other") == NAME)))
    groups = groups.join(_known(corpus), on="article", maintain_order="left")
    measures = _measured(groups, pl.concat(counts)).with_columns(by_its_name()).pipe(MEASURES.cast)
    return Measured(measures, rebuilt, pl.concat(against))


def _measured(groups: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """The columns of schema.MEASURES from what each article took; where nothing is said, all is its own."""
    of_origin = groups.select(pl.col("article").alias("origin"), pl.col("hours").alias("began"))
    began = pl.when("rebuilt").then(pl.col("hours").min().over("cluster")).otherwise("began")
    own = pl.col("n_words") - pl.sum_horizontal(TAKEN)
    thirds = [pl.when(own > 0).then(pl.col(name).fill_null(1 / 3)).round(4).alias(name) for name in THIRDS]
    shares = [(pl.col(name) / pl.col("n_words").clip(1)).round(4) for name in TAKEN]
    itself = pl.when(pl.col("article") == pl.col("origin")).then(1.0)
    carried = pl.coalesce("carried", itself.when(pl.col("other") != "").then(0.0))
    return (
        groups.join(counts, on="article", how="left", maintain_order="left")
        .join(of_origin, on="origin", how="left", maintain_order="left")
        .with_columns(
            pl.col(*TAKEN, "altered").fill_null(0),
            carried.round(4),
            (pl.col("credit") != "").alias("credited"),
            (pl.col("hours") - began).round(2).alias("lag_hours"),
        )
        .with_columns(
            *shares,
            *thirds,
            pl.when(pl.col("n_words") > 0).then(own / pl.col("n_words")).otherwise(1.0).round(4).alias("own"),
        )
    )


def _known(corpus: Corpus) -> pl.DataFrame:
    """article, n_words, hours (null where the hour is not known)."""
    hours = np.where(corpus.slack > 0, np.nan, corpus.hours)
    return pl.DataFrame(
        {
            "article": pl.Series(corpus.articles, dtype=pl.String),
            "n_words": np.diff(corpus.word_bounds),
            "hours": pl.Series(hours).fill_nan(None),
        }
    )


def outlets_of(found: Detection, *, progress: Progress = quiet) -> pl.DataFrame:
    """schema.OUTLETS: a row for every outlet with all its articles, then one for each agency it leans on.

    The outlets that derive the most come first. Of several articles the shares are means, so that a long
    article weighs no more than a short one.
    """
    return outlet_table(found.clusters, measures_of(found, progress=progress))


def outlet_table(clusters: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """schema.OUTLETS of a frame of schema.CLUSTERS and the schema.MEASURES of its groups."""
    derived = measures.filter(pl.col("other") != "")
    by_agency = derived.group_by("outlet", "wire").agg(pl.len().alias("articles"), *_means())
    over_all = clusters.group_by("outlet").agg(pl.len().alias("articles"))
    over_all = over_all.join(derived.group_by("outlet").agg(_means()), on="outlet", how="left").with_columns(
        pl.lit(EVERY).alias("wire"), pl.col("derived").fill_null(0)
    )
    rows = pl.concat([OUTLETS.cast(over_all), OUTLETS.cast(by_agency)])
    leans = pl.col("derived").max().over("outlet")
    order = [leans, pl.col("articles").max().over("outlet"), pl.col("outlet"), pl.col("wire") == EVERY,
             pl.col("derived"), pl.col("wire")]  # fmt: skip
    return rows.sort(order, descending=[True, True, False, True, True, False])


def _means() -> list[pl.Expr]:
    """The columns of schema.OUTLETS over derived articles."""
    return [
        pl.len().alias("derived"),
        (~pl.col("credited")).mean().round(4).alias("uncredited"),
        *(pl.col(name).mean().round(4) for name in (*_SHARES, *THIRDS, "altered")),
        pl.col("lag_hours").median().round(2),
    ]
