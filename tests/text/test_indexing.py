from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate import schema
from syndicate.settings import Settings
from syndicate.text import indexing
from syndicate.text.indexing import index_articles, read_hours, with_counts, without_words
from syndicate.text.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from syndicate.corpus import Corpus


def table(bodies: Sequence[str], **columns: Sequence[str]) -> pl.DataFrame:
    n = len(bodies)
    blank: dict[str, object] = {name: [""] * n for name in schema.ARTICLES.columns}
    blank |= {"article": [f"a{i}" for i in range(n)], "language": ["en"] * n, "body": list(bodies)}
    return schema.ARTICLES.frame(blank | {"n_words": [0] * n, "n_sentences": [0] * n} | columns)


def index(bodies: Sequence[str], **columns: Sequence[str]) -> Corpus:
    return index_articles(table(bodies, **columns), Settings())


def test_no_article() -> None:
    corpus = index([])
    assert corpus.n_articles == 0
    assert (len(corpus.words), len(corpus.term_texts), corpus.sentence_words.tolist()) == (0, 0, [0])


def test_columns_have_the_types_that_they_say() -> None:
    for corpus in (index([]), index(["One. Two.", ""])):
        found = {f.name: getattr(corpus, f.name).dtype for f in fields(corpus) if "NDArray" in str(f.type)}
        wanted = {f.name: str(f.type) for f in fields(corpus) if "NDArray" in str(f.type)}
        assert {name: f"NDArray[np.{dtype}]" for name, dtype in found.items()} == wanted


def test_an_article() -> None:
    body = (
        'HAVANA, Feb 20 - Two ships left port on Friday.\n\n"They waved," said one officer. 12 more stayed.'
    )
    corpus = index([body, "", "x"])
    assert corpus.articles == ["a0", "a1", "a2"]
    assert corpus.word_bounds.tolist() == [0, 17, 17, 18]
    assert corpus.sentence_bounds.tolist() == [0, 3, 3, 4]
    assert corpus.sentence_words.tolist() == [0, 9, 14, 17, 18]
    spans = zip(corpus.sentence_starts.tolist(), corpus.sentence_ends.tolist(), strict=True)
    assert [body[start:end].split(maxsplit=1)[0] for start, end in spans][:3] == ["HAVANA,", '"They', "12"]
    assert [corpus.term_texts[t] for t in corpus.terms[:3]] == ["havana", "feb", "20"]


BODIES = st.lists(st.text(st.sampled_from('aB. \n"国1क।'), max_size=30) | st.text(max_size=10), max_size=5)


@given(BODIES)
def test_words_stand_in_their_sentences(bodies: list[str]) -> None:
    corpus = index(bodies)
    for i, body in enumerate(bodies):
        spans = sentence_spans(body, "en")
        first, stop = corpus.sentence_bounds[i], corpus.sentence_bounds[i + 1]
        assert (
            list(zip(corpus.sentence_starts[first:stop], corpus.sentence_ends[first:stop], strict=True))
            == spans
        )
        for s in range(first, stop):
            for w in range(corpus.sentence_words[s], corpus.sentence_words[s + 1]):
                assert corpus.word_bounds[i] <= w < corpus.word_bounds[i + 1]
                assert corpus.sentence_starts[s] <= corpus.starts[w] < corpus.sentence_ends[s]
    assert corpus.sentence_words[-1] == len(corpus.words)


def test_batches_and_places_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = ["One two. Three two.", "", "中文 “dos” 1,180", "x" * 50, "", "Zwei\nİ. e\u0301te\u0301 two"]
    articles = table(bodies, language=["en", "", "zh", "en", "xx", "de"], published=["2026-02-21"] * 6)
    whole, told = index_articles(articles, Settings()), list[int]()
    monkeypatch.setattr(indexing, "_BATCH", 12)
    for spans in (True, False):
        found = index_articles(articles, Settings(), told=told.append, spans=spans)
        for field in fields(found):
            if spans or field.name not in ("starts", "ends"):
                assert np.array_equal(getattr(found, field.name), getattr(whole, field.name))
    assert (len(found.starts), len(found.ends)) == (0, 0)
    assert len(told) > 2
    assert told == sorted(told[: len(told) // 2]) * 2
    assert told[-1] == len(bodies)


def test_counts() -> None:
    articles = table(["One two. Three.", "", "中文"])
    counted = with_counts(articles, index_articles(articles, Settings()))
    assert counted["n_words"].to_list() == [3, 0, 2]
    assert counted["n_sentences"].to_list() == [1, 0, 1]
    assert counted.columns == articles.columns


def test_what_is_left_without_words() -> None:
    whole = index(["One two. Three.", "Four"])
    found = without_words(whole)
    assert found.sentence_starts is whole.sentence_starts
    columns = (found.words, found.starts, found.ends, found.marks, found.terms)
    assert [len(column) for column in columns] == [0] * len(columns)


def test_languages_are_numbers_and_unknown_is_none() -> None:
    assert index(["a"] * 4, language=["fr", "", "en", "fr"]).languages.tolist() == [1, -1, 0, 1]


@pytest.mark.parametrize(("published", "hours", "slack"), [
    ("1970-01-01T00:00:00Z", 0.0, 0.0),
    ("1970-01-02T01:30:00Z", 25.5, 0.0),
    ("1970-01-01T02:00:00+02:00", 0.0, 0.0),
    ("1970-01-01T05:00:00", 5.0, 0.0),
    ("1970-01-01", 12.0, 12.0),
    ("1969-12-31", -12.0, 12.0),
    ("1970-01-01T00:00:00.900000-01:00", 1.00025, 0.0),
    ("19700101", 0.0, 0.0),
    ("0970-01-01T00:00:00Z", -8765808.0, 0.0),
])  # fmt: skip
def test_hours(published: str, hours: float, slack: float) -> None:
    found = read_hours([published, ""])
    assert [column[0] for column in found] == [hours, slack]
    assert np.isnan(found[0][1])
    assert found[1][1] == 0.0


def test_ten_megabytes_in_one_line() -> None:
    corpus = index(["ten words of prose that end without a stop and " * 220_000])
    assert (len(corpus.words), len(corpus.sentence_starts)) == (2_200_000, 1)
