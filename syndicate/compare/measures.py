"""Counts, from residue rows, the words that articles took from their reports. Aligns nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from syndicate.corpus import Corpus

TAKEN: Final = ("kept", "edited", "rewritten")  # the statuses of what the report has
THIRDS: Final = ("own_lead", "own_middle", "own_end")


def taken(rows: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """What each article of schema.RESIDUE took, each compared with one other of the corpus; a row for each.

    article; kept, edited, rewritten: words in such sentences; own_lead, own_middle, own_end: share of the
    added words in each third of the article, by words, null where none is added; carried: share of the
    other's words in sentences that are not removed; altered: sentences with an altered fact.
    """
    sentences = _sentences(corpus)
    own = rows.filter(pl.col("status") != "removed").join(sentences, on=["article", "sentence"])
    added = pl.col("status") == "added"
    words = [pl.col("words").filter(pl.col("status") == name).sum().alias(name) for name in TAKEN]
    last, third = pl.col("first") + pl.col("words"), pl.col("of") / 3
    inside = [
        (pl.min_horizontal(last, third * (k + 1)) - pl.max_horizontal("first", third * k))
        .clip(0.0).filter(added).sum().alias(name)
        for k, name in enumerate(THIRDS)
    ]  # fmt: skip
    counts = own.group_by("article").agg(*words, *inside, (pl.col("altered") != "").sum())
    total = pl.sum_horizontal(THIRDS)
    removed = rows.filter(pl.col("status") == "removed").join(
        sentences, left_on=["other", "other_sentence"], right_on=["article", "sentence"]
    )
    gone = removed.group_by("article").agg((pl.col("words").sum() / pl.col("of").first()).alias("gone"))
    return (
        rows.select("article")
        .unique(maintain_order=True)
        .join(counts, on="article", how="left")
        .join(gone, on="article", how="left")
        .with_columns((1.0 - pl.col("gone").fill_null(0.0)).clip(0.0).alias("carried"))
        .with_columns([pl.when(total > 0).then(pl.col(name) / total).alias(name) for name in THIRDS])
    )


def _sentences(corpus: Corpus) -> pl.DataFrame:
    """article, sentence, words (in it), first (its first word, within the article), of (words in all)."""
    counts, words = np.diff(corpus.sentence_bounds), np.diff(corpus.sentence_words)
    of = np.repeat(np.arange(corpus.n_articles), counts)
    return pl.DataFrame(
        {
            "article": pl.Series(corpus.articles, dtype=pl.String).gather(of),
            "sentence": np.arange(len(of)) - corpus.sentence_bounds[of],
            "words": words,
            "first": corpus.sentence_words[:-1] - corpus.word_bounds[of],
            "of": np.diff(corpus.word_bounds)[of],
        }
    )
