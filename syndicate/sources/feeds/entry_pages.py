"""Entries to pages: which need their page fetched, and the rows of `schema.PAGES`. Fetches nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urlsplit

from syndicate.schema import PAGES, PROBLEMS, Table
from syndicate.sources.base import Problem, Row
from syndicate.sources.encoding import is_binary
from syndicate.sources.feeds.wording import MARKUP
from syndicate.sources.web.answer import Fetched, Outcome
from syndicate.sources.web.canonical import address_key, canonical, page_address
from syndicate.sources.web.decoding import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from syndicate.sources.feeds.model import Entry

FullText: TypeAlias = Literal["auto", "always", "never"]
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?\Z", re.I | re.S)
_HEAD = 4096  # characters in which markup shows


def wants_page(entry: Entry, full_text: FullText) -> bool:
    """Whether the entry's page is to be fetched: always, never, or (auto) where the feed has no full text."""
    return bool(entry.url) and (full_text == "always" or (full_text == "auto" and not entry.full))


def pages_of(
    entries: Iterable[tuple[str, Entry]],
    fetched: Mapping[str, Fetched],
    *,
    feed_url: str,
    outlet: str = "",
    language: str = "",
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `schema.PAGES`, and of `schema.PROBLEMS` for what was skipped or read with a doubt.

    `entries` are (article id, entry) as `identity.sift` gives them. `fetched` holds answers by `entry.url`:
    where one is OK its page is the text; where it failed in a way that may pass, the entry is skipped
    (`postponed`); else the entry's own content serves. An entry without any text is skipped. `outlet` is
    FeedState.outlet; where it is empty the entry's own, then the host of its address serves. `language` is
    Feed.language. `place` is `feed_url`.
    """
    rows: dict[str, Row] = {}
    problems: list[Problem] = []
    for article, entry in entries:
        answer = fetched.get(entry.url)
        page, problem = _page(answer) if answer else ("", "")
        passing = not page and postponed(entry, answer)
        text = page or ("" if passing else entry.content)
        if problem or not text:
            told = f"{entry.url or entry.id}: {problem or 'the entry has no text and no page'}"
            remedy = "it is tried again" if passing else "the entry's own text serves" if text else "none"
            problems.append(Problem(feed_url, told, remedy, skipped=not text))
        if text:
            rows[article] = _row(article, entry, page, answer, feed_url, outlet, language)
    return _table(PAGES, rows.values()), _table(PROBLEMS, problems)


def _table(table: Table, rows: Iterable[Row | Problem]) -> pl.DataFrame:
    listed = [row._asdict() for row in rows]
    return table.frame(listed) if listed else table.empty()


def postponed(entry: Entry, answer: Fetched | None) -> bool:
    """Whether an entry waits for its page: it has no full text, and what went wrong may be over next time.

    That is no answer, a server in trouble or too busy. Such an entry must not count as seen, nor its feed as
    unchanged (its validators go), so that both are asked again.
    """
    if answer is None or entry.full:
        return False
    if answer.outcome is Outcome.FAILED:
        return not answer.lasting and (answer.status == 0 or answer.status >= 500)
    return answer.outcome is Outcome.BUSY


def _page(answer: Fetched) -> tuple[str, str]:
    """The page's text ("" where there is none to use), and what is wrong or doubtful."""
    if answer.outcome is not Outcome.OK:
        return "", answer.problem
    if not answer.body.strip() or is_binary(answer.body):
        return "", f"no text page ({answer.content_type[:60] or 'nothing in it'})"
    if _is_front(answer.final_url) and not _is_front(answer.url):
        return "", "its address now leads to the site's front page"
    text, doubt = text_of(answer.body, answer.content_type)
    return text, answer.problem or doubt


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _row(
    article: str, entry: Entry, page: str, answer: Fetched | None, feed_url: str, outlet: str, language: str
) -> Row:
    url = canonical(entry.url)
    if page and answer:
        url = page_address(page, answer.final_url) or url
    code = _LANGUAGE.match(entry.language or language)
    return Row(
        article=article,
        outlet=outlet or entry.outlet or address_key(url or feed_url).partition("/")[0],
        url=url,
        title=entry.title,
        published=entry.published or ("" if page else entry.updated),
        language=code[1].lower() if code else "",
        credit=entry.credit,
        text=page or entry.content,
        markup=MARKUP.search(page[:_HEAD]) is not None or "<html" in page[:_HEAD].lower()
        if page
        else entry.markup,
        place=feed_url,
    )
