"""The derivation tree of every cluster: whom each article took its text from, and why. Groups nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from syndicate.compare.exclusive import exclusive_windows
from syndicate.compare.runs import WINDOW, read_runs, read_windows
from syndicate.flow.detect import quiet
from syndicate.flow.indexed import indexed
from syndicate.flow.measure.comparing import members
from syndicate.flow.measure.originals import with_reports
from syndicate.flow.provenance import UNNAMED
from syndicate.match.direction import WINDOWS, Candidates, choose, log_odds
from syndicate.schema import DERIVATIONS
from syndicate.text.agencies import agency_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.flow.detect import Detection, Progress

WORTH_A_WORD: Final = 0.05  # share of words or sentences that is told as evidence
ARTICLES_A_BLOCK: Final = 4096  # of whole clusters, looked at together: bounds memory, changes no result
QUOTED: Final = 100  # characters of shared text that are quoted
NAME: Final = 6  # letters of an outlet's name that is no common word


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The N articles of all clusters, and what is known of each; article i is row i of `table`."""

    table: pl.DataFrame  # as `with_reports` gives it
    corpus: Corpus
    bodies: list[str]
    cluster: NDArray[np.int64]  # N, equal numbers are one cluster
    order: NDArray[np.int64]  # N, who may be the source of whom: the origins first, then by time, then length

    def ids(self, rows: NDArray[np.int64]) -> list[str]:
        """The articles of these rows; -1 is nobody, ""."""
        return [self.corpus.articles[i] if i >= 0 else "" for i in rows.tolist()]


def derivations_of(found: Detection, *, progress: Progress = quiet) -> pl.DataFrame:
    """schema.DERIVATIONS of every article in a cluster of two or more, in the order of the clusters table.

    The sources form a forest: nobody derives from what derives from it. Its roots are the origins, and the
    articles whose source cannot be told.
    """
    table = with_reports(members(found), found.articles)
    progress("derive", table.height)
    parts, done = [DERIVATIONS.empty()], 0
    for block in _blocks(table):
        parts.append(_derivations(grouped(block, found.articles), found.pairs))
        done += block.height
        progress("derive", table.height, done)
    in_order = table.select("article").join(pl.concat(parts), on="article", maintain_order="left")
    return in_order.select(DERIVATIONS.columns.keys())


def _blocks(table: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Whole clusters, about ARTICLES_A_BLOCK articles at a time."""
    sizes = table.group_by("cluster", maintain_order=True).len("size")
    block = (pl.col("size").cum_sum() - pl.col("size")) // ARTICLES_A_BLOCK
    numbered = table.join(sizes.select("cluster", block=block), on="cluster", maintain_order="left")
    yield from numbered.partition_by("block", maintain_order=True, include_key=False)


def _derivations(group: Group, pairs: pl.DataFrame) -> pl.DataFrame:
    """schema.DERIVATIONS of a group; pairs: schema.PAIRS, of these articles and of others."""
    candidates, exclusive = gather(group, pairs)
    best, certainty = choose(candidates.article, log_odds(candidates), group.table.height)
    source = np.where(best < 0, -1, np.append(candidates.source, -1)[best])
    return group.table.with_columns(
        pl.Series("derived_from", group.ids(source), dtype=pl.String),
        pl.Series("certainty", np.round(certainty, 4)).fill_nan(None),
        pl.Series("evidence", list(_evidence(group, candidates, exclusive, best)), dtype=pl.String),
    ).pipe(DERIVATIONS.cast)


def grouped(table: pl.DataFrame, articles: pl.DataFrame) -> Group:
    """The articles of a table that `with_reports` gives, read."""
    chosen = articles.join(table.select("article"), on="article", maintain_order="right")
    corpus = indexed(chosen, quiet)
    derived = (table["article"] != table["origin"]).to_numpy()
    hours = np.where(np.isnan(corpus.hours), np.inf, corpus.hours + corpus.slack)  # a day alone: its end
    order = np.empty(len(derived), np.int64)
    ranked = np.lexsort((np.arange(len(derived)), -np.diff(corpus.word_bounds), hours, derived))
    order[ranked] = np.arange(len(derived))
    cluster = table["cluster"].rank("dense").to_numpy().astype(np.int64)
    return Group(table, corpus, chosen["body"].to_list(), cluster, order)


Exclusive = dict[tuple[int, int], "NDArray[np.int64]"]  # (smaller number, larger) -> places in the smaller's


def gather(group: Group, pairs: pl.DataFrame) -> tuple[Candidates, Exclusive]:
    """Who may have taken from whom, and where the text stands that only these two have.

    Candidates are the verified pairs (schema.PAIRS) of a cluster, each article with its origin, and those who
    share text that nobody else has; of two the one that comes first in the group's order is the source.
    """
    windows = read_windows(group.corpus)
    shared, _, places = exclusive_windows(windows, group.cluster)
    both, first, counts = np.unique(shared, axis=0, return_index=True, return_counts=True)
    frame = _possible(group, pairs, pl.DataFrame({"lo": both[:, 0], "hi": both[:, 1], "exclusive": counts}))
    lo, hi = frame["lo"].to_numpy(), frame["hi"].to_numpy()
    forth = group.order[lo] > group.order[hi]  # the article is `lo`, its source `hi`
    article, source = np.where(forth, lo, hi), np.where(forth, hi, lo)
    candidates = Candidates(
        article=article,
        source=source,
        time=_time(group.corpus, article, source),
        words=read_runs(windows, np.column_stack([article, source])).a_in_b,
        sentences=np.where(forth, frame["forth"].to_numpy(), frame["back"].to_numpy()),
        exclusive=frame["exclusive"].to_numpy(),
        **_provenance(group, article, source),
    )
    ends = [(int(a), int(b)) for a, b in both]
    return candidates, dict(zip(ends, np.split(places, first[1:]) if ends else [], strict=True))


def _time(corpus: Corpus, article: NDArray[np.int64], source: NDArray[np.int64]) -> NDArray[np.int8]:
    """1 where the source is certainly earlier, -1 where it is later, else 0."""
    lag = np.nan_to_num(corpus.hours[article] - corpus.hours[source])
    slack = corpus.slack[article] + corpus.slack[source]
    return (np.sign(lag) * (np.abs(lag) > slack)).astype(np.int8)


def _provenance(group: Group, article: NDArray[np.int64], source: NDArray[np.int64]) -> dict[str, Any]:
    """The columns of Candidates that outlets and credits tell."""
    outlets, origins = group.table["outlet"].to_list(), group.table["origin"].to_list()
    agency = np.array([agency_of(outlet) for outlet in outlets], object)[source]
    credit = group.table["credit"].replace(UNNAMED, "").to_numpy().astype(object)[article]
    row = {name: i for i, name in enumerate(group.corpus.articles)}
    named = []
    for x, y in zip(article.tolist(), source.tolist(), strict=True):
        origin = row.get(origins[x], y)
        told = _names(group.bodies[x], outlets[y]) and outlets[x] != outlets[y]
        named.append(told and (origin == y or not _names(group.bodies[origin], outlets[y])))
    return {
        "agency": agency != "",
        "original": group.table["original"].to_numpy()[article],
        "credit": np.where(credit == "", 0, np.where(credit == agency, 1, -1)).astype(np.int8),
        "named": np.array(named, np.bool_) & (agency == ""),
    }


def _names(body: str, outlet: str) -> bool:
    """The outlet's name stands in the text as a word."""
    at = body.find(outlet) if len(outlet) >= NAME else -1
    around = body[max(0, at - 1) : at] + body[at + len(outlet) : at + len(outlet) + 1]
    return at >= 0 and not any(c.isalnum() for c in around)


def _possible(group: Group, pairs: pl.DataFrame, exclusive: pl.DataFrame) -> pl.DataFrame:
    """lo, hi (numbers), forth, back (shares of sentences, lo in hi, hi in lo), exclusive: each pair once."""
    rows = group.table.select("article", "origin", "cluster").with_row_index("row")
    place = rows.select("article", pl.col("row").cast(pl.Int64), "cluster")
    known = (
        pairs.join(place.rename({"article": "a", "row": "lo"}), on="a")
        .join(place.rename({"article": "b", "row": "hi"}), on=["b", "cluster"])
        .select(
            "lo", "hi", pl.col("sentences_a_in_b").alias("forth"), pl.col("sentences_b_in_a").alias("back")
        )
    )
    turned = known.select(pl.col("hi").alias("lo"), pl.col("lo").alias("hi"), forth="back", back="forth")
    known = pl.concat([known, turned]).filter(pl.col("lo") < pl.col("hi"))
    origins = place.join(rows.select("origin", of="row"), left_on="article", right_on="origin")
    ends = pl.concat([
        known.select("lo", "hi"),
        exclusive.filter(pl.col("exclusive") >= WINDOWS).select("lo", "hi"),
        origins.select(
            lo=pl.min_horizontal("row", pl.col("of").cast(pl.Int64)),
            hi=pl.max_horizontal("row", pl.col("of").cast(pl.Int64)),
        ).filter(pl.col("lo") < pl.col("hi")),
    ])  # fmt: skip
    return (
        ends.unique()
        .join(known, on=["lo", "hi"], how="left")
        .join(exclusive, on=["lo", "hi"], how="left")
        .with_columns(pl.col("forth", "back", "exclusive").fill_null(0))
        .sort("lo", "hi")
    )


def _longest(group: Group, article: int, places: NDArray[np.int64]) -> str:
    """The text of the longest run of windows that begin at these places, ascending, of an article."""
    run = max(np.split(places, np.flatnonzero(np.diff(places) != 1) + 1), key=len)
    begin, end = group.corpus.word_bounds[article : article + 2]
    last = min(begin + run[-1] + WINDOW, end) - 1
    text = group.bodies[article][group.corpus.starts[begin + run[0]] : group.corpus.ends[last]]
    return " ".join(text.split())


def _evidence(
    group: Group, found: Candidates, exclusive: Exclusive, best: NDArray[np.int64]
) -> Iterator[str]:
    """Why, in words, for every article."""
    for i, k in enumerate(best.tolist()):
        row = group.table.row(i, named=True)
        if k >= 0:
            yield "; ".join(_signs(group, found, exclusive, k))
        elif row["article"] == row["origin"]:
            yield ""
        elif row["credit"] and not row["original"]:
            yield f"credits {row['credit']}, whose report is not among the articles"
        else:
            yield "no article stands out as its source"


def _signs(group: Group, found: Candidates, exclusive: Exclusive, k: int) -> Iterator[str]:
    """What speaks for a candidate."""
    x, y = int(found.article[k]), int(found.source[k])
    outlet = group.table["outlet"][y]
    if found.agency[k]:
        yield f"{outlet} is the agency" + (" it credits" if found.credit[k] > 0 else "")
    elif found.named[k]:
        yield f"names {outlet}"
    if found.time[k]:
        hours = abs(group.corpus.hours[x] - group.corpus.hours[y])
        yield f"published {hours:.1f} hours {'later' if found.time[k] > 0 else 'earlier'}"
    if found.words[k] >= WORTH_A_WORD:
        yield f"{found.words[k]:.0%} of its words stand there in runs"
    elif found.sentences[k] >= WORTH_A_WORD:
        yield f"{found.sentences[k]:.0%} of its sentences have a partner there"
    if found.exclusive[k] >= WINDOWS:
        text = _longest(group, min(x, y), exclusive[min(x, y), max(x, y)])
        shown = text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
        yield f"only these two have “{shown}”"
