"""Says for every cluster which report it derives from, and who is credited with it. Compares no text."""

from __future__ import annotations

import polars as pl

from syndicate.flow.provenance import UNNAMED
from syndicate.text.agencies import agency_of


def with_reports(groups: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Rows of schema.CLUSTERS with four columns more; `articles` are those of schema.ARTICLES.

    credit: whom the article credits, or "" (`articles.wire`)
    origin: the origin of its cluster, an id; "" where nobody is (groups edited by hand)
    original: the origin is an agency's own report
    wire: the agency whose report it is: that of the origin, else the one that most members credit; or ""
    """
    credited = articles.select("article", pl.col("wire").alias("credit"))
    groups = groups.join(credited, on="article", how="left", maintain_order="left").with_columns(
        pl.col("credit").fill_null("")
    )
    origins = groups.filter(pl.col("role") == "origin").unique("cluster", keep="first", maintain_order=True)
    agency = pl.col("outlet").map_elements(agency_of, return_dtype=pl.String)
    origins = origins.select("cluster", pl.col("article").alias("origin"), agency.alias("agency"))
    named = groups.filter(~pl.col("credit").is_in(["", UNNAMED]))
    most = (
        named.group_by("cluster", "credit")
        .len()
        .sort(["len", "credit"], descending=[True, False])
        .unique("cluster", keep="first", maintain_order=True)
        .select("cluster", pl.col("credit").alias("most"))
    )
    return (
        groups.join(origins, on="cluster", how="left", maintain_order="left")
        .join(most, on="cluster", how="left", maintain_order="left")
        .with_columns(pl.col("origin", "agency", "most").fill_null(""))
        .with_columns(
            (pl.col("agency") != "").alias("original"),
            pl.when(pl.col("agency") != "").then("agency").otherwise("most").alias("wire"),
        )
        .drop("agency", "most")
    )
