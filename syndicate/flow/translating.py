"""Pairs across languages: which to compare, and what numbers, names and meaning say of them. Fits nothing."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compare.numerals import DATE, WEEKDAY, YEAR, read_numerals
from syndicate.lists import chosen
from syndicate.match import translation
from syndicate.sketch.across import across_languages
from syndicate.text.indexing import without_words
from syndicate.text.invariants import gathered, invariants, key_of, number_surprise

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import NDArray

    from syndicate.compare.numerals import Numeral
    from syndicate.corpus import Corpus, Facts
    from syndicate.settings import Settings

    Number = tuple[int, float, float]  # its key, how unlikely it is met by chance, where it stands, 0..1

OPEN: Final = (0.02, 0.98)  # probabilities between which cheap evidence leaves a pair open
SENTENCES: Final = 40  # of an article whose meaning is compared: a report says what it says early
DATE_SURPRISE: Final = 1.0  # nats: the reports of one day share its date
DAY_SURPRISE: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Translations:
    """What is needed to judge pairs across languages, read once for any number of them."""

    articles: pl.DataFrame
    corpus: Corpus
    facts: Facts
    semantic: bool
    numbers: dict[int, list[Number]] = field(default_factory=dict)  # of the articles asked for by now

    def across(self, pairs: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which of the pairs (M x 2) are of two known languages."""
        one, other = self.corpus.languages[pairs[:, 0]], self.corpus.languages[pairs[:, 1]]
        return np.asarray((one >= 0) & (other >= 0) & (one != other))

    def features(self, pairs: NDArray[np.int32]) -> dict[str, NDArray[np.float64]]:
        """What numbers and names say of the pairs, see `translation.features`."""
        a, b = pairs[:, 0], pairs[:, 1]
        facts = _with_exact_numbers(
            self.facts, {row: self._numbers(row) for row in np.unique(pairs).tolist()}
        )
        hours, slack = self.corpus.hours, self.corpus.slack
        return translation.features(
            translation.common_facts(facts, pairs), hours[b] - hours[a], slack[a] + slack[b]
        )

    def meanings(self, pairs: NDArray[np.int32]) -> dict[str, NDArray[np.float64]]:
        """What the sentences of the pairs mean, see `translation.meaning`. Needs the extra [semantic]."""
        from syndicate.semantic.embedding import MODEL, embed
        from syndicate.semantic.kept import Kept

        rows = np.unique(pairs).tolist()
        sentences = {row: self._sentences(row) for row in rows}
        with closing(Kept(MODEL)) as kept:
            vectors = {row: embed(sentences[row], kept) for row in rows}
        found = [
            translation.meaning(vectors[a] @ vectors[b].T if len(vectors[a]) and len(vectors[b]) else _NONE)
            for a, b in pairs.tolist()
        ]
        columns = np.array(found, np.float64).reshape(-1, len(translation.MEANING))
        return dict(zip(translation.MEANING, columns.T, strict=True))

    def judge(self, pairs: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(one report, one event): probabilities of pairs that are across languages."""
        found = self.features(pairs)
        report, story = translation.probabilities(found)
        unsure = (story > OPEN[0]) & (report < OPEN[1])
        if self.semantic and unsure.any():
            asked = {name: column[unsure] for name, column in found.items()} | self.meanings(pairs[unsure])
            report[unsure], story[unsure] = translation.probabilities(asked)
        return report, story

    def _numbers(self, row: int) -> list[Number]:
        if row not in self.numbers:
            body, language = self.articles["body"][row], self.articles["language"][row]
            self.numbers[row] = [
                (key_of(_value(x)), _surprise(x), x.start / len(body))
                for x in read_numerals(body, language or None)
            ]
        return self.numbers[row]

    def _sentences(self, row: int) -> list[str]:
        corpus, body = self.corpus, self.articles["body"][row]
        low = corpus.sentence_bounds[row]
        high = min(corpus.sentence_bounds[row + 1], low + SENTENCES)
        return [
            body[start:end]
            for start, end in zip(
                corpus.sentence_starts[low:high].tolist(),
                corpus.sentence_ends[low:high].tolist(),
                strict=True,
            )
        ]


_NONE: Final = np.empty((0, 0), np.float32)


def read_translations(articles: pl.DataFrame, corpus: Corpus, settings: Settings) -> Translations | None:
    """What is needed to judge pairs across languages; None where all articles are in one.

    articles: schema.ARTICLES in the order of the corpus. Raises MissingExtra where the settings ask for a
    model of meaning that is not installed.
    """
    if settings.semantic:
        from syndicate.semantic.embedding import require

        require()
    if len(np.unique(corpus.languages[corpus.languages >= 0])) < 2:
        return None
    facts = invariants(corpus, alone=bool(settings.alone))
    return Translations(articles, without_words(corpus), facts, bool(settings.semantic))


def translated_pairs(known: Translations | None, settings: Settings) -> NDArray[np.int32]:
    """Pairs across languages that are worth a comparison: int32[M, 2], a < b, sorted."""
    if known is None:
        return np.empty((0, 2), np.int32)
    corpus = known.corpus
    return across_languages(known.facts, corpus.languages, corpus.hours, corpus.slack, settings.window_hours)


def judged(
    known: Translations | None,
    pairs: NDArray[np.int32],
    report: NDArray[np.float64],
    story: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The probabilities of M pairs, those across languages raised to what survives translation."""
    across = np.flatnonzero(known.across(pairs)) if known is not None and len(pairs) else ()
    if known is None or not len(across):
        return report, story
    report, story = report.copy(), story.copy()
    for column, found in zip((report, story), known.judge(pairs[across]), strict=True):
        column[across] = np.maximum(column[across], found)
    return report, story


def _with_exact_numbers(facts: Facts, read: Mapping[int, list[Number]]) -> Facts:
    """The facts of these articles alone, their numbers read with words and scales ("一万二千", "2 lakh")."""
    rows = np.array(sorted(read), np.int64)
    bounds, own = chosen(facts.bounds, rows)
    named = facts.named[own]
    names = own[named]
    numbers = [(row, *number) for row in rows.tolist() for number in read[row]]
    of, keys, surprise, places = zip(*numbers, strict=True) if numbers else ((), (), (), ())
    return gathered(
        len(facts.bounds) - 1,
        np.concatenate([np.repeat(rows, np.diff(bounds))[named], np.array(of, np.int64)]),
        np.concatenate([facts.keys[names], np.array(keys, np.uint64)]),
        np.concatenate([facts.surprise[names], np.array(surprise, np.float64)]),
        np.concatenate([facts.places[names], np.array(places, np.float64)]),
        np.arange(len(names) + len(of)) < len(names),
    )


def _value(number: Numeral) -> str:
    kind = number.kind if number.kind in (DATE, WEEKDAY) else 0
    return f"value {kind} {number.value:.10g}"


def _surprise(number: Numeral) -> float:
    if number.kind in (DATE, WEEKDAY):
        return DATE_SURPRISE if number.kind == DATE else DAY_SURPRISE
    return number_surprise(number.digits, year=number.kind == YEAR)
