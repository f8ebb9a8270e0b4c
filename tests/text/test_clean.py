from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from syndicate.schema import ARTICLES, LINES, PAGES, PROBLEMS
from syndicate.text.clean import clean

if TYPE_CHECKING:
    import polars as pl

PARAGRAPHS = [
    "The harbour council voted on Monday to close the old bridge for two years, until a new one stands.",
    "Traders on the east bank told Reuters the closing would cost them half of their customers this year.",
    "The mayor promised that a ferry would start on the first day of the works and be free for everyone.",
]
BODY = "\n\n".join(PARAGRAPHS)
HTML = (
    '<html><head><meta property="og:site_name" content="The Coast"><title>Old bridge to close</title>'
    '<meta property="article:published_time" content="2026-02-21T10:00:00Z"></head>'
    "<body><nav>Home</nav><article>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article></body></html>"
)


def pages(*rows: dict[str, Any]) -> pl.DataFrame:
    blank = dict.fromkeys(PAGES.types, "") | {"markup": False}
    return PAGES.frame(
        [blank | {"article": str(number), "place": f"f:{number}"} | row for number, row in enumerate(rows)]
    )


def test_no_page() -> None:
    cleaned = clean(PAGES.empty())
    assert cleaned.articles.equals(ARTICLES.empty())
    assert cleaned.lines.equals(LINES.empty())
    assert cleaned.problems.equals(PROBLEMS.empty())
    assert cleaned.evidence == {}


@pytest.mark.parametrize(
    "row",
    [{"text": ""}, {"text": " \n\t"}, {"text": "", "markup": True}, {"text": "<p></p>", "markup": True}],
)
def test_a_page_without_text_is_an_article_and_a_problem(row: dict[str, Any]) -> None:
    cleaned = clean(pages(row))
    assert cleaned.articles["body"].to_list() == [""]
    assert cleaned.problems["place"].to_list() == ["f:0"]
    assert cleaned.problems["problem"].to_list() == ["no usable text"]
    assert cleaned.problems["skipped"].to_list() == [False]


def test_what_the_input_names_stands() -> None:
    named = {
        "outlet": "Daily X",
        "title": "A title",
        "published": "21 Feb 2026 10:00 GMT",
        "language": "en-US",
        "url": "https://x.example",
    }
    row = clean(pages({**named, "text": HTML, "markup": True})).articles.row(0, named=True)
    assert (row["outlet"], row["title"], row["language"]) == ("Daily X", "A title", "en")
    assert (row["published"], row["url"]) == ("2026-02-21T10:00:00Z", "https://x.example")


def test_a_title_read_in_the_wrong_encoding_is_mended() -> None:
    title = "At the edge of ‘cliff’, the mayor’s plan"
    broken = title.encode().decode("latin-1")
    assert clean(pages({"title": broken, "text": BODY})).articles["title"].to_list() == [title]


def test_then_what_the_markup_says() -> None:
    row = clean(pages({"text": HTML, "markup": True})).articles.row(0, named=True)
    assert (row["outlet"], row["title"], row["language"]) == ("The Coast", "Old bridge to close", "en")
    assert (row["published"], row["body"]) == ("2026-02-21T10:00:00Z", BODY)
    assert (row["wire"], row["n_words"], row["n_sentences"]) == ("Reuters", 0, 0)


def test_then_what_the_page_shows() -> None:
    title = "Harbour council closes old bridge for two years"
    text = "\n".join(
        [title, "", title, "Coast News Desk | Created: 21-02-2026 16:33 IST", "", BODY, "", "Share"]
    )
    row = clean(pages({"text": text})).articles.row(0, named=True)
    assert (row["title"], row["outlet"], row["published"]) == (title, "Coast", "2026-02-21T11:03:00Z")


def test_html_and_text_side_by_side_keep_their_order() -> None:
    cleaned = clean(pages({"text": BODY}, {"text": HTML, "markup": True}, {"text": ""}, {"text": BODY}))
    assert cleaned.articles["article"].to_list() == ["0", "1", "2", "3"]
    assert cleaned.articles["body"].to_list() == [BODY, BODY, "", BODY]
    assert cleaned.lines["article"].unique(maintain_order=True).to_list() == ["0", "1", "3"]
    for rows in cleaned.lines.partition_by("article"):
        assert rows["line"].to_list() == list(range(rows.height))


def test_markup_without_an_article_goes_through_the_lines() -> None:
    cleaned = clean(pages({"text": "<pre>" + BODY + "</pre>", "markup": True}))
    assert cleaned.articles["body"].to_list() == [BODY]


def test_evidence_of_the_credit() -> None:
    cleaned = clean(pages({"text": BODY}, {"text": BODY.replace("Reuters", "nobody")}))
    assert cleaned.articles["wire"].to_list() == ["Reuters", ""]
    assert list(cleaned.evidence) == ["0"]
    assert "told Reuters" in cleaned.evidence["0"]


def test_a_time_that_cannot_be_read_is_told() -> None:
    cleaned = clean(pages({"text": BODY, "published": "the day after"}))
    assert cleaned.articles["published"].to_list() == [""]
    assert cleaned.problems["problem"].to_list() == ["not a date: 'the day after'"]


def test_pages_of_one_host_are_each_credited_by_their_own_address() -> None:
    plain = BODY.replace("Reuters", "nobody")
    urls = [
        "https://www.apnews.com/a",
        "https://x.example/a",
        "https://x.example/b",
        "https://www.apnews.com/b",
    ]
    cleaned = clean(pages(*({"text": plain, "outlet": "Coast", "url": url} for url in urls)))
    assert cleaned.articles["wire"].to_list() == ["AP", "", "", "AP"]
    assert cleaned.evidence == {"0": urls[0], "3": urls[3]}
