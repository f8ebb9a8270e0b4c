"""Invented news of any size from a fixed seed: what speed and stores are measured on. Says nothing true.

Stories come at random times; each has words and names of its own, shares others with its beat, and is told
once, reprinted, trimmed or reworded by some outlets within a day or two. General words follow the frequencies
of English.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.schema import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
BEATS, BEAT_WORDS = 400, 60  # subjects that stories belong to, and the words each shares
STORY_WORDS: Final = 30
OUTLETS: Final = 2000
SENTENCE_WORDS, SENTENCES = 19, 24  # in the mean
OF_STORY, OF_BEAT = 0.22, 0.06  # shares of words
HEADS: Final = (
    "Bar", "Cor", "Dal", "Fen", "Gor", "Hal", "Jor", "Kel", "Lor", "Mar", "Nor", "Or", "Pel", "Quin", "Ros",
    "Sel", "Tor", "Ul", "Var", "Wes",
)  # fmt: skip
MIDDLES: Final = (
    "a", "e", "i", "o", "u", "an", "en", "in", "on", "un", "al", "el", "il", "ol", "ul", "ar", "er", "ir",
    "or", "ur",
)  # fmt: skip
TAILS: Final = (
    "ano", "bek", "dith", "ero", "fan", "gard", "helm", "ikov", "jak", "kova", "lund", "mira", "nitz",
    "osti", "pour", "rick", "sen", "tova", "umi", "vik",
)  # fmt: skip
WAYS: Final = ("reprint", "trim", "reword")
STORIES_A_TIME: Final = 4000


class News:
    """A world of words, from which articles are drawn."""

    def __init__(self, seed: int = 1) -> None:
        import wordfreq

        self.draw = np.random.default_rng(seed)
        listed = [w for w in wordfreq.top_n_list("en", 60_000) if w.isalpha() and w.isascii() and len(w) > 1]
        shares = np.array([wordfreq.word_frequency(w, "en") for w in listed])
        self.words = np.array(listed, object)
        self.cumulative = np.cumsum(shares / shares.sum())
        self.rare = np.arange(4000, len(listed))
        self.beats = self.draw.choice(self.rare, (BEATS, BEAT_WORDS))

    def general(self, n: int) -> NDArray[np.int64]:
        """Numbers of n words as they come in any text."""
        found: NDArray[np.int64] = np.searchsorted(self.cumulative, self.draw.random(n) * self.cumulative[-1])
        return found

    def report(self, own: NDArray[np.object_], beat: int) -> list[NDArray[np.object_]]:
        """The sentences of a report, as words."""
        lengths = self.draw.integers(8, 2 * SENTENCE_WORDS - 8, self.draw.integers(8, 2 * SENTENCES - 8))
        n = int(lengths.sum())
        words = self.words[self.general(n)]
        kind = self.draw.random(n)
        of_story, of_beat = kind < OF_STORY, (kind >= OF_STORY) & (kind < OF_STORY + OF_BEAT)
        words[of_story] = self.draw.choice(own, int(of_story.sum()))
        words[of_beat] = self.words[self.draw.choice(self.beats[beat], int(of_beat.sum()))]
        return np.split(words, np.cumsum(lengths)[:-1])

    def story_words(self) -> NDArray[np.object_]:
        """Words of a story's own: rare ones, names and numbers."""
        rare = self.words[self.draw.choice(self.rare, STORY_WORDS - 12)]
        names = [_name(x) for x in self.draw.integers(0, 200_000, 8)]
        numbers = [str(x) for x in self.draw.integers(2, 3000, 4)]
        return np.array([*rare, *names, *numbers], object)

    def told(self, sentences: list[NDArray[np.object_]], way: str) -> list[NDArray[np.object_]]:
        """The report as an outlet tells it."""
        if way == "reprint":
            return sentences
        if way == "trim":
            return sentences[: max(3, int(len(sentences) * self.draw.uniform(0.3, 0.9)))]
        kept = [s.copy() for s in sentences if self.draw.random() < 0.8] or sentences
        for sentence in kept:
            other = self.draw.random(len(sentence)) < 0.45
            sentence[other] = self.words[self.general(int(other.sum()))]
        return kept


def _name(number: int) -> str:
    """An invented name."""
    head, rest = divmod(number, 400)
    name = HEADS[head % 20] + MIDDLES[rest // 20] + TAILS[rest % 20]
    return name if head < 20 else name + MIDDLES[head // 20 % 20]


def _text(sentences: list[NDArray[np.object_]]) -> str:
    """Paragraphs of two sentences."""
    lines = [" ".join(sentence) for sentence in sentences]
    lines = [line[0].upper() + line[1:] + "." for line in lines]
    return "\n\n".join(" ".join(lines[i : i + 2]) for i in range(0, len(lines), 2))


def generate(
    n: int, *, days: float = 365.0, seed: int = 1, start: datetime = START
) -> Iterator[pl.DataFrame]:
    """n articles as frames of schema.PAGES, in the order in which stories begin, `days` long.

    `place` tells the truth: "story:way", the number of the story's first article and how this one came to be
    ("report", or one of WAYS).
    """
    news = News(seed)
    made = 0
    while made < n:
        rows: list[tuple[object, ...]] = []
        while len(rows) < STORIES_A_TIME and made < n:
            for row in _story(news, made, n - made, start + timedelta(days=days * made / n)):
                rows.append(row)
                made += 1
        yield PAGES.frame({name: [row[i] for row in rows] for i, name in enumerate(PAGES.columns)})


def _story(news: News, first: int, most: int, begins: datetime) -> list[tuple[object, ...]]:
    """Rows of PAGES: one story and its retellings."""
    draw = news.draw
    size = min(most, 1 if draw.random() < 0.6 else 2 + int(draw.geometric(0.25)))
    sentences = news.report(news.story_words(), int(draw.integers(BEATS)))
    rows: list[tuple[object, ...]] = []
    for k in range(size):
        way = "report" if k == 0 else WAYS[int(draw.integers(3))]
        told = sentences if k == 0 else news.told(sentences, way)
        outlet = int(draw.integers(OUTLETS))
        hours = 0.0 if k == 0 else float(draw.exponential(8.0))
        time = (begins + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
        article = f"a{first + k:07d}"
        title = " ".join(told[0][:9]).capitalize()
        url = f"https://outlet{outlet}.example/{article}"
        rows.append((article, f"Outlet {outlet}", url, title, time, "en", "", _text(told), False,
                     f"{first}:{way}"))  # fmt: skip
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("out", type=Path, help="a parquet file")
    parser.add_argument("--days", type=float, default=365.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    pl.concat(generate(given.articles, days=given.days, seed=given.seed)).write_parquet(given.out)


if __name__ == "__main__":
    main()
