from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syndicate.sources.web import robots
from syndicate.sources.web.address import Target, target_of
from syndicate.sources.web.answer import Outcome
from syndicate.sources.web.exchange import ExchangeError, Reply
from syndicate.sources.web.robots import RETRY_SECONDS, Robots

if TYPE_CHECKING:
    from syndicate.sources.web.robots import Rules

PAGE = target_of("https://news.example/private/1")
CLOSED = Reply(200, {}, b"User-agent: *\nDisallow: /private/\n")


class Host:
    """Answers what it is told to, and counts."""

    def __init__(self, answer: Reply | ExchangeError) -> None:
        self.answer = answer
        self.n_asked = 0
        self.now = 0.0

    def get(self, target: Target) -> Reply:
        self.n_asked += 1
        if isinstance(self.answer, ExchangeError):
            raise self.answer
        return self.answer

    def robots(self) -> Robots:
        return Robots(self.get, lambda: self.now, 3600.0)


def allowed(rules: Rules, url: str = PAGE.url) -> bool:
    return rules.allow(url, "syndicate-news")


@pytest.mark.parametrize(("reply", "allows"), [
    (CLOSED, False),
    (Reply(200, {}, b""), True),
    (Reply(200, {}, b"\xff\xfe\x00 not a text \x80"), True),
    (Reply(200, {}, b"<html>Not found</html>"), True),
    (Reply(200, {}, b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n"), False),
    (Reply(200, {}, b"User-agent: syndicate-news\nDisallow:\n\nUser-agent: *\nDisallow: /\n"), True),
    (Reply(200, {}, b"User-agent: Syndicate-News\nDisallow: /private\nAllow: /private/1\n"), True),
    (Reply(404, {}), True), (Reply(401, {}), True), (Reply(403, {}), True), (Reply(410, {}), True),
    (Reply(429, {}), False), (Reply(500, {}), False), (Reply(503, {}), False),
])  # fmt: skip
def test_what_answers_mean(reply: Reply, allows: bool) -> None:
    assert allowed(Host(reply).robots().rules(PAGE)) is allows


def test_what_cannot_be_reached_allows_nothing_and_says_why() -> None:
    rules = Host(ExchangeError("no answer", Outcome.REFUSED)).robots().rules(PAGE)
    assert not allowed(rules)
    assert rules.problem is not None
    assert (str(rules.problem), rules.problem.outcome) == ("no answer", Outcome.REFUSED)


def test_rules_are_asked_for_once_an_hour_as_told() -> None:
    host = Host(CLOSED)
    asked = host.robots()
    for host.now in (0.0, 3599.0, 3601.0):
        asked.rules(PAGE)
    assert host.n_asked == 2


def test_each_origin_has_its_own_rules() -> None:
    host = Host(CLOSED)
    asked = host.robots()
    for url in (
        "https://news.example/",
        "http://news.example/",
        "https://news.example:8443/",
        "https://a.example/",
    ):
        asked.rules(target_of(url))
    assert host.n_asked == 4


def test_old_rules_hold_while_new_ones_cannot_be_had() -> None:
    host = Host(CLOSED)
    asked = host.robots()
    asked.rules(PAGE)
    host.answer, host.now = ExchangeError("no answer"), 4000.0
    rules = asked.rules(PAGE)
    assert rules.problem is None
    assert not allowed(rules)
    assert allowed(rules, "https://news.example/open")


def test_trouble_is_asked_about_again_soon() -> None:
    host = Host(Reply(500, {}))
    asked = host.robots()
    asked.rules(PAGE)
    host.answer, host.now = Reply(404, {}), RETRY_SECONDS + 1
    assert allowed(asked.rules(PAGE))


def test_only_the_start_of_a_huge_file_counts() -> None:
    huge = b"# filler\n" * 60_000 + b"User-agent: *\nDisallow: /\n"
    assert allowed(Host(Reply(200, {}, huge)).robots().rules(PAGE))


def test_crawl_delay() -> None:
    rules = Host(Reply(200, {}, b"User-agent: *\nCrawl-delay: 7.5\n")).robots().rules(PAGE)
    assert rules.delay("syndicate-news") == 7.5
    assert Host(Reply(404, {})).robots().rules(PAGE).delay("syndicate-news") == 0.0


def test_hosts_long_unasked_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "MAX_HOSTS", 2)
    host = Host(CLOSED)
    asked = host.robots()
    for number in (1, 2, 3, 3, 1):
        asked.rules(target_of(f"https://{number}.example/"))
    assert host.n_asked == 4
