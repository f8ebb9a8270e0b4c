"""The pipeline, once, in reading order. Computes nothing itself: every step is a room's.

PAGES -> clean -> ARTICLES -> index -> corpus -> candidates -> evidence -> PAIRS -> link -> CLUSTERS
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import polars as pl

from syndicate.flow.cleaning import clean_in_parts
from syndicate.flow.grouping import group
from syndicate.flow.indexed import indexed
from syndicate.flow.pages import checked
from syndicate.flow.tables import link_rows, link_table, pair_table, places
from syndicate.flow.translating import read_translations, translated_pairs
from syndicate.flow.verifying import Comparison, by_later, in_turn
from syndicate.growing import in_memory
from syndicate.parallel import one_by_one
from syndicate.settings import Settings
from syndicate.sketch.candidates import candidates
from syndicate.sketch.lsh import distinct_pairs
from syndicate.store.mapped import Mapped
from syndicate.store.parts import digest_of
from syndicate.text.clean import clean
from syndicate.text.indexing import with_counts
from syndicate.text.reading import batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.flow.translating import Translations
    from syndicate.store.parts import Parts
    from syndicate.text.clean import Cleaned


class Progress(Protocol):
    """Is told which step begins, over how many things, and by the long ones how many of them are done."""

    def __call__(self, step: str, size: int, done: int = 0, /) -> None:
        """Begin the step, or go on with it where some of it is done."""


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """What was found: the tables, and what they were made from."""

    articles: pl.DataFrame
    pairs: pl.DataFrame
    links: pl.DataFrame  # schema.LINKS: what grouping needs of every compared pair
    clusters: pl.DataFrame
    lines: pl.DataFrame
    problems: pl.DataFrame
    evidence: Mapping[str, str]  # article -> the words that credit its wire; empty when read back
    notes: tuple[str, ...]
    settings: Settings


def quiet(step: str, size: int, done: int = 0, /) -> None:
    """Report no progress."""


def detect(
    pages: pl.DataFrame,
    settings: Settings | None = None,
    *,
    keep_lines: bool = True,
    progress: Progress = quiet,
) -> Detection:
    """Group the pages by the wire report they derive from. The order of the pages changes nothing.

    pages: schema.PAGES, or as much of it as `checked` needs; none give empty tables. Without `keep_lines` the
    lines of the pages are let go once they are cleaned: they hold as much text as the pages themselves.
    """
    settings = settings or Settings()
    pages = checked(pages).sort("article")
    progress("clean", len(pages))
    told = partial(progress, "bodies", len(pages))
    cleaned = clean(counted(pages, progress), alone=bool(settings.alone), keep_lines=keep_lines, told=told)
    del pages
    return _grouped(cleaned, settings, progress, None)


def detect_in_parts(
    pages: Iterable[pl.DataFrame],
    parts: Parts,
    settings: Settings | None = None,
    *,
    kept_lines: Callable[[int], bool] = lambda _: False,
    progress: Progress = quiet,
) -> Detection:
    """The same of pages that come in batches, of input of any size; every id stands once in all of them.

    What is done is kept among the `parts`, and a rerun over the same pages, of the same settings, goes on
    where this one stopped: cleaned batches and compared pairs are there, words are read and candidates
    looked for again. Words and terms wait on disk as well, in order of time, so that memory goes by the
    number of articles and the length of their bodies: some 0.6 GB and 5 kB for each of up to 1,000,000
    invented articles of 360 words, of which 2.6 kB are the body. `parts.clear()` when the tables are written.
    kept_lines: whether the lines of so many pages are kept.
    """
    settings = settings or Settings()
    cleaned = clean_in_parts(
        map(checked, pages),
        parts,
        alone=bool(settings.alone),
        kept_lines=kept_lines,
        read=lambda n: progress("clean", n, n),
        told=lambda n: progress("bodies", n, n),
    )
    cleaned = replace(
        cleaned,
        articles=cleaned.articles.sort("article"),
        lines=cleaned.lines.sort("article", maintain_order=True),
    )
    return _grouped(cleaned, settings, progress, parts)


def _grouped(cleaned: Cleaned, settings: Settings, progress: Progress, parts: Parts | None) -> Detection:
    """What is found among cleaned articles, sorted by id."""
    if settings.alone:
        articles, pairs, links, notes = _compare_alone(cleaned.articles, settings, progress)
    else:
        articles, pairs, links, notes = _compare(cleaned.articles, settings, progress, parts)
    progress("group", len(links))
    return Detection(
        articles=articles,
        pairs=pairs,
        links=links,
        clusters=group(articles, links, pairs, settings),
        lines=cleaned.lines,
        problems=cleaned.problems,
        evidence=cleaned.evidence,
        notes=notes,
        settings=settings,
    )


Compared: TypeAlias = "tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, tuple[str, ...]]"


def _compare(cleaned: pl.DataFrame, settings: Settings, progress: Progress, parts: Parts | None) -> Compared:
    """(schema.ARTICLES counted, schema.PAIRS, schema.LINKS, notes) of articles sorted by id.

    Words are read in order of time, so that what is compared together stands together.
    """
    by_time = cleaned.sort("published", "article")
    with Mapped(parts) if parts else nullcontext() as mapped:
        joining = mapped.joined if mapped else in_memory
        corpus = indexed(by_time, progress, settings, joining=joining, spans=False)
        articles = with_counts(by_time, corpus)
        progress("candidates", len(articles))
        proposed, translations, notes = propose(corpus, articles, settings)
        proposed = smaller_id_first(articles["article"], proposed)
        comparison = Comparison(
            corpus,
            articles,
            floor=settings.floor,
            translations=translations,
            proposed=proposed,
            joined=joining,
        )
        del corpus
        pairs, links = compare_in_turn(comparison, articles, proposed, settings, progress, parts)
    return articles.sort("article"), pairs, links, notes


def smaller_id_first(ids: pl.Series, pairs: NDArray[np.int32]) -> NDArray[np.int32]:
    """The pairs of rows (M x 2), each in the order of the articles' ids: a side changes no result, but which
    of its two is called a.
    """
    place = places(ids)
    turned = place[pairs[:, 0]] > place[pairs[:, 1]]
    return np.where(turned[:, None], pairs[:, ::-1], pairs)


def propose(
    corpus: Corpus, articles: pl.DataFrame, settings: Settings
) -> tuple[NDArray[np.int32], Translations | None, tuple[str, ...]]:
    """(all pairs that are to be compared, sorted, what judges those across languages, what was left out)."""
    with ThreadPoolExecutor(1) as beside:  # Python's own work, for the most part, beside that of kernels
        reading = beside.submit(read_translations, articles, corpus, settings)
        found = candidates(corpus, settings)
        translations = reading.result()
    across = translated_pairs(translations, settings)
    pairs = distinct_pairs(np.concatenate([found.pairs, across]).astype(np.int64), corpus.n_articles)
    return pairs[telling(articles, settings)[pairs].all(axis=1)], translations, found.notes


def compare_in_turn(
    comparison: Comparison,
    articles: pl.DataFrame,
    pairs: NDArray[np.int32],
    settings: Settings,
    progress: Progress,
    parts: Parts | None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(schema.PAIRS, schema.LINKS) of the pairs, some of them at a time: their evidence is let go at once."""
    progress("compare", len(pairs))
    made_of = (digest_of(articles), settings.fingerprint()) if parts else ()
    ids = articles["article"].rechunk()

    def make(some: NDArray[np.int32]) -> dict[str, pl.DataFrame]:
        verified = comparison.verify(some)
        return {"pairs": pair_table(ids, verified, settings.floor), "links": link_rows(verified)}

    def get(some: NDArray[np.int32]) -> tuple[int, Mapping[str, pl.DataFrame]]:
        if not parts:
            return len(some), make(some)
        return len(some), parts.get("compared", (*made_of, some.tobytes()), partial(make, some))

    tables: list[Mapping[str, pl.DataFrame]] = []
    done = 0
    for n, table in one_by_one(get, in_turn(by_later(pairs)), threads=1 if settings.semantic else None):
        tables.append(table)
        done += n
        if done < len(pairs):
            progress("compare", len(pairs), done)
    found = pl.concat([table["pairs"] for table in tables])
    surest = found.sort(["probability", "a", "b"], descending=[True, False, False])
    return surest, link_table(ids, pl.concat([table["links"] for table in tables]))


def _compare_alone(cleaned: pl.DataFrame, settings: Settings, progress: Progress) -> Compared:
    """The same for articles that are each read by themselves."""
    from syndicate.flow.alone import compare_alone  # which is seldom asked for

    progress("compare", len(cleaned))
    return *compare_alone(cleaned, settings), ()


def counted(pages: pl.DataFrame, progress: Progress) -> Iterator[pl.DataFrame]:
    """The pages in batches, each counted as read when the next is asked for; then the next step begins."""
    done = 0
    for batch in batches(pages):
        yield batch
        done += len(batch)
        if done < len(pages):
            progress("clean", len(pages), done)
    progress("bodies", len(pages))


def telling(articles: pl.DataFrame, settings: Settings) -> NDArray[np.bool_]:
    """Which articles have words enough to be compared: those without a whole shingle are alike by chance."""
    return (articles["n_words"] >= settings.shingle_words).to_numpy()
