"""Names of columns and plain values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from syndicate.sources.base import Problem, Row
from syndicate.sources.columns import chains, plain, row


def read(record: dict[str, object]) -> Row:
    found = row(record, name="file:1", place="place:1")
    assert isinstance(found, Row)
    return found


@pytest.mark.parametrize(
    ("record", "column", "expected"),
    [
        ({"id": "a", "url": "u"}, "article", "a"),
        ({"article": "a", "url": "u"}, "article", "a"),
        ({"url": "u"}, "article", "u"),
        ({"id": " ", "url": "u"}, "article", "u"),
        ({}, "article", "file:1"),
        ({"ID": 12.0}, "article", "12"),
        ({"sitename": "S"}, "outlet", "S"),
        ({"source_domain": "S"}, "outlet", "S"),
        ({"Media Name": "S"}, "outlet", "S"),
        ({"series": "S"}, "outlet", "S"),
        ({"source": "S"}, "outlet", "S"),
        ({"source": "S"}, "credit", ""),
        ({"source": "AP", "outlet": "S"}, "outlet", "S"),
        ({"source": "AP", "outlet": "S"}, "credit", "AP"),
        ({"source": "AP", "outlet": ""}, "outlet", ""),
        ({"source": {"id": None, "name": "S"}}, "outlet", "S"),
        ({"source_agency": "AP"}, "credit", "AP"),
        ({"wire": "AP"}, "credit", "AP"),
        ({"date_publish": "d"}, "published", "d"),
        ({"publishedAt": "d"}, "published", "d"),
        ({"published": " 1 May "}, "published", " 1 May "),
        ({"published": 1771693740}, "published", "1771693740"),
        ({"published": 1771693740.0}, "published", "1771693740"),
        ({"published": {"$date": "2026-02-21T17:09:00Z"}}, "published", "2026-02-21T17:09:00Z"),
        ({"published": None, "date": "d"}, "published", "d"),
        ({"lang": "es"}, "language", "es"),
    ],
)
def test_synonyms(record: dict[str, object], column: str, expected: str) -> None:
    assert getattr(read({**record, "text": "t"}), column) == expected


@pytest.mark.parametrize("name", ["text", "maintext", "content", "body", "BODY"])
def test_text(name: str) -> None:
    found = read({name: "t"})
    assert (found.text, found.markup) == ("t", None)


def test_html_where_there_is_no_text() -> None:
    assert read({"text": "t", "html": "<p>h"})[7:9] == ("t", None)
    assert read({"text": " ", "raw_html": "<p>h"})[7:9] == ("<p>h", True)
    assert read({"text": "", "html": None})[7:9] == ("", True)


def test_no_text_column_names_what_there_is() -> None:
    problem = row({"id": 1, "storey": "x"}, name="n", place="p")
    assert isinstance(problem, Problem)
    assert "(id, storey)" in problem.problem
    assert "maintext" in problem.remedy


def test_a_hostile_record_has_a_short_message() -> None:
    problem = row({f"k{i}": i for i in range(10_000)}, name="n", place="p")
    assert isinstance(problem, Problem)
    assert len(problem.problem) < 300


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""), (float("nan"), ""), (float("inf"), "inf"), (1.5, "1.5"), (True, "true"),
        (10**30, "1" + "0" * 30), ([], ""), (["a", None, "b"], "a\n\nb"), ({}, ""), ({"x": 1}, ""),
        ({"name": {"text": "deep"}}, "deep"), (date(2026, 2, 21), "2026-02-21"),
        (datetime(2026, 2, 21, 17, tzinfo=UTC), "2026-02-21T17:00:00Z"),
        (datetime(2026, 2, 21, 17, tzinfo=timezone(timedelta(hours=2))), "2026-02-21T15:00:00Z"),
        (b"caf\xc3\xa9", "café"),
    ],
)  # fmt: skip
def test_plain(value: object, expected: str) -> None:
    assert plain(value) == expected


def test_no_columns() -> None:
    assert not chains(()).has_text
