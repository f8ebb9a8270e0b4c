"""The fetcher against a real server on loopback that misbehaves on purpose."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from misbehaving import FEED, TAG, Handler, Server, serving

from syndicate.sources.web import address
from syndicate.sources.web.address import special
from syndicate.sources.web.answer import Fetched, Manners, Outcome
from syndicate.sources.web.fetcher import Fetcher, retry_after, user_agent

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = 1771668000.0  # 21 February 2026, 10:00 UTC
LENIENT = Manners(
    min_delay=0.0, connect_seconds=20.0, read_seconds=20.0, total_seconds=60.0, grace_seconds=30.0,
    max_packed_bytes=200_000, max_bytes=300_000, attempts=1, robots=False, allow_private=True,
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


class Naps(list[float]):
    """Takes note of sleeps instead of sleeping."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def fetcher(naps: Naps | None = None, **changes: Any) -> Fetcher:
    return Fetcher(
        replace(LENIENT, **changes),
        wall=lambda: NOW,
        sleep=Naps() if naps is None else naps,
        draw=random.Random(1),  # noqa: S311 - a repeatable jitter
    )


def fetch(server: Server, path: str, **changes: Any) -> Fetched:
    return fetcher(**changes).fetch(server.url + path)


def test_a_feed_comes_with_its_validators(server: Server) -> None:
    found = fetch(server, "/feed")
    assert (found.outcome, found.status, found.body) == (Outcome.OK, 200, FEED)
    assert (found.etag, found.modified) == (TAG, "Sat, 21 Feb 2026 10:00:00 GMT")
    assert found.content_type == "application/rss+xml; charset=utf-8"
    assert (found.final_url, found.permanent_url, found.problem) == (server.url + "/feed", "", "")


def test_it_says_who_asks(server: Server) -> None:
    fetch(server, "/feed")
    fetch(server, "/feed", user_agent="other/2 (+https://newsroom.example)")
    assert [headers["user-agent"] for headers in server.headers] == [
        user_agent(), "other/2 (+https://newsroom.example)",
    ]  # fmt: skip
    assert user_agent().startswith("syndicate-news/")


def test_what_did_not_change_is_not_sent_again(server: Server) -> None:
    found = fetcher().fetch(server.url + "/feed", etag=TAG, modified="Sat, 21 Feb 2026 10:00:00 GMT")
    assert (found.outcome, found.status, found.body, found.etag) == (Outcome.UNCHANGED, 304, b"", TAG)
    assert server.headers[0]["if-modified-since"] == "Sat, 21 Feb 2026 10:00:00 GMT"


def test_validators_that_would_break_the_request_are_not_sent(server: Server) -> None:
    found = fetcher().fetch(server.url + "/feed", etag='"a"\r\nX-Evil: 1', modified="\x00")
    assert found.outcome is Outcome.OK
    assert server.headers[0].keys() & {"if-none-match", "x-evil", "if-modified-since"} == set()


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/bare-deflate", "/br"])
def test_packed_answers_are_unpacked(server: Server, path: str) -> None:
    assert fetch(server, path).body == FEED


@pytest.mark.parametrize(("path", "problem"), [
    ("/endless", "larger than 200,000 bytes"),
    ("/huge", "larger than 200,000 bytes"),
    ("/bomb", "unpacks to more than 300,000 bytes"),
    ("/double-bomb", "unpacks to more than 300,000 bytes"),
    ("/brotli-bomb", "unpacks to more than 300,000 bytes"),
    ("/zip", "packed in a way that was not asked for"),
    ("/no-gzip", "not sound gzip data"),
    ("/hangs-up", "the connection broke"),
    ("/garbage", "the connection broke"),
    ("/many-headers", "the connection broke"),
    ("/loop/a", "the redirects go round in a circle"),
    ("/ladder", "more than 5 redirects"),
    ("/403", "the server answers 403"),
    ("/nothing", "the server answers 404"),
    ("/500", "the server answers 500"),
    ("/503-bare", "the server answers 503"),
    ("/no-location", "the server answers 302"),
])  # fmt: skip
def test_what_goes_wrong_is_said_and_nothing_else_happens(server: Server, path: str, problem: str) -> None:
    found = fetch(server, path)
    assert found.outcome is Outcome.FAILED
    assert problem in found.problem
    assert (found.body, found.etag, found.permanent_url) == (b"", "", "")
    assert found.lasting is any(word in problem for word in ("than", "packed", "gzip", "circle"))


@pytest.mark.parametrize(("path", "limit", "seconds", "problem"), [
    ("/mute", "read_seconds", 0.2, "no answer in time (timed out)"),
    ("/mute", "total_seconds", 0.2, "not done after 0.2 seconds"),
    ("/dripping-head", "total_seconds", 0.2, "not done after 0.2 seconds"),
    ("/dripping-body", "total_seconds", 0.2, "not done after 0.2 seconds"),
    ("/dripping-head", "grace_seconds", 0.2, "slower than 1024 bytes a second"),
    ("/dripping-body", "grace_seconds", 0.2, "slower than 1024 bytes a second"),
])  # fmt: skip
def test_slowness_of_every_kind_ends(
    server: Server, path: str, limit: str, seconds: float, problem: str
) -> None:
    found = fetch(server, path, **{limit: seconds})
    assert (found.outcome, found.problem) == (Outcome.FAILED, problem)


@pytest.mark.parametrize("path", ["/truncated", "/cut-gzip"])
def test_an_answer_cut_short_is_kept_with_a_doubt_but_not_as_known(server: Server, path: str) -> None:
    found = fetch(server, path)
    assert found.outcome is Outcome.OK
    assert FEED.startswith(found.body[:150])
    assert "too early" in found.problem
    assert (found.etag, found.modified) == ("", "")


def test_no_server_at_all(server: Server) -> None:
    free = server.url
    server.server_close()
    server.shutdown()
    found = fetcher().fetch(free + "/feed")
    assert (found.outcome, found.status) == (Outcome.FAILED, 0)
    assert "the connection broke" in found.problem


# Redirects


@pytest.mark.parametrize(("path", "permanent"), [
    ("/moved", "/feed"),
    ("/moved-308", "/feed"),
    ("/moved-then-found", "/found"),
    ("/found", ""),
    ("/found-then-moved", ""),
])  # fmt: skip
def test_only_what_moved_for_good_is_to_be_remembered(server: Server, path: str, permanent: str) -> None:
    found = fetch(server, path)
    assert (found.outcome, found.final_url) == (Outcome.OK, server.url + "/feed")
    assert found.permanent_url == (server.url + permanent if permanent else "")


def test_a_move_that_leads_to_trouble_is_not_remembered(server: Server) -> None:
    found = fetch(server, "/moved-to-trouble")
    assert (found.outcome, found.status, found.permanent_url) == (Outcome.FAILED, 500, "")


def test_a_location_that_is_not_ascii_is_followed(server: Server) -> None:
    fetch(server, "/to-umlaut")
    assert server.asked == ["/to-umlaut", "/%C3%A9"]


@pytest.mark.parametrize(("path", "problem"), [
    ("/to-file", "only http and https are fetched, not file"),
    ("/to-nowhere", "not an address"),
])  # fmt: skip
def test_redirects_away_from_the_web_are_refused(server: Server, path: str, problem: str) -> None:
    found = fetch(server, path)
    assert found.outcome is Outcome.REFUSED
    assert problem in found.problem


# States that tell when to come back


def test_gone_is_gone(server: Server) -> None:
    found = fetch(server, "/410")
    assert (found.outcome, found.status) == (Outcome.GONE, 410)


@pytest.mark.parametrize(("path", "status", "seconds"), [
    ("/429", 429, 120.0), ("/503", 503, 600.0), ("/429-bare", 429, None),
])  # fmt: skip
def test_a_busy_server_says_when(server: Server, path: str, status: int, seconds: float | None) -> None:
    found = fetch(server, path, attempts=3)
    assert (found.outcome, found.status, found.retry_after) == (Outcome.BUSY, status, seconds)
    assert len(server.asked) == 1


def test_a_host_that_says_wait_is_left_alone_for_all_its_pages(server: Server) -> None:
    polite = fetcher()
    polite.fetch(server.url + "/429")
    found = polite.fetch(server.url + "/feed")
    assert found.outcome is Outcome.BUSY
    assert found.retry_after == pytest.approx(120, abs=5)
    assert server.asked == ["/429"]


# Attempts


def test_what_may_pass_is_tried_again_with_growing_jittered_pauses(server: Server) -> None:
    naps = Naps()
    found = fetcher(naps, attempts=3, backoff_seconds=1.0).fetch(server.url + "/flaky")
    assert (found.outcome, len(server.asked)) == (Outcome.OK, 3)
    assert len(naps) == 2
    assert 0.5 <= naps[0] <= 1.5
    assert 1.0 <= naps[1] <= 3.0


@pytest.mark.parametrize(("path", "attempts"), [
    ("/hangs-up", 3), ("/503-bare", 3), ("/truncated", 3), ("/403", 1), ("/huge", 1), ("/bomb", 1),
    ("/410", 1),
])  # fmt: skip
def test_only_what_may_pass_is_tried_again(server: Server, path: str, attempts: int) -> None:
    fetch(server, path, attempts=3)
    assert len(server.asked) == attempts


# robots.txt


def allowing(text: bytes, status: int = 200) -> Any:
    def answer(handler: Handler) -> None:
        handler.say(status, text)

    return answer


def test_robots_are_asked_once_and_obeyed(server: Server) -> None:
    server.robots = allowing(b"User-agent: syndicate-news\nDisallow: /private/\n")
    polite = fetcher(robots=True)
    found = polite.fetch(server.url + "/private/page")
    assert found.outcome is Outcome.DISALLOWED
    assert "robots.txt of 127.0.0.1" in found.problem
    assert polite.fetch(server.url + "/feed").outcome is Outcome.OK
    assert server.asked == ["/robots.txt", "/feed"]


def test_a_redirect_does_not_lead_round_robots(server: Server) -> None:
    server.robots = allowing(b"User-agent: *\nDisallow: /feed\n")
    assert fetch(server, "/moved", robots=True).outcome is Outcome.DISALLOWED
    assert server.asked == ["/robots.txt", "/moved"]


@pytest.mark.parametrize(("status", "outcome"), [
    (404, Outcome.OK), (403, Outcome.OK), (500, Outcome.FAILED), (503, Outcome.FAILED),
])  # fmt: skip
def test_no_robots_allow_all_and_troubled_ones_nothing(server: Server, status: int, outcome: Outcome) -> None:
    server.robots = allowing(b"User-agent: *\nDisallow: /\n", status)
    found = fetch(server, "/feed", robots=True)
    assert found.outcome is outcome
    assert ("robots.txt" in found.problem) is (outcome is Outcome.FAILED)


def test_a_crawl_delay_is_kept_to_up_to_a_limit(server: Server) -> None:
    server.robots = allowing(b"User-agent: *\nCrawl-delay: 500\n")
    naps = Naps()
    polite = fetcher(naps, robots=True, max_crawl_delay=20.0)
    for _ in range(2):
        polite.fetch(server.url + "/feed")
    assert naps == [pytest.approx(20, abs=2)]


# Politeness


def test_a_host_is_asked_one_at_a_time(server: Server) -> None:
    polite, found = fetcher(), []
    threads = [
        threading.Thread(target=lambda: found.append(polite.fetch(server.url + "/later"))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.outcome for answer in found] == [Outcome.OK] * 4
    assert server.busiest == 1


def test_requests_to_a_host_keep_their_distance(server: Server) -> None:
    naps = Naps()
    polite = fetcher(naps, min_delay=7.0)
    for _ in range(3):
        polite.fetch(server.url + "/feed")
    assert naps == [pytest.approx(7, abs=1)] * 2


# Addresses


def resolving(**names: list[str]) -> Any:
    def resolve(host: str, port: int) -> list[str]:
        return names[host.partition(".")[0]]

    return resolve


def test_the_inside_is_not_reached_without_leave(server: Server) -> None:
    found = fetch(server, "/feed", allow_private=False)
    assert found.outcome is Outcome.REFUSED
    assert "127.0.0.1 is not public (loopback)" in found.problem
    assert server.asked == []


def test_a_public_name_that_leads_inside_is_refused(server: Server) -> None:
    guarded = Fetcher(
        replace(LENIENT, allow_private=False), resolve=resolving(news=["93.184.215.14", "10.0.0.1"])
    )
    found = guarded.fetch("http://news.example/feed")
    assert found.outcome is Outcome.REFUSED
    assert "news.example leads to 10.0.0.1, which is not public (private)" in found.problem


def test_the_address_is_resolved_once_and_the_host_still_named(server: Server) -> None:
    asked: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    port = server.server_address[1]
    found = Fetcher(LENIENT, resolve=resolve).fetch(f"http://News.Example:{port}/feed")
    assert found.outcome is Outcome.OK
    assert asked == [("news.example", port)]
    assert server.headers[0]["host"] == f"news.example:{port}"


@pytest.mark.parametrize(("location", "problem"), [
    ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not public (link-local)"),
    ("http://[::1]/", "::1 is not public (loopback)"),
    ("http://2130706433/", "2130706433 is an address in an unusual form"),
    ("http://0177.0.0.1/", "0177.0.0.1 is an address in an unusual form"),
    ("http://intranet.example/secret", "intranet.example leads to 10.0.0.1, which is not public (private)"),
    ("gopher://news.example/", "only http and https are fetched, not gopher"),
    ("//user@news.example/", "user name"),
])  # fmt: skip
def test_a_redirect_inside_is_refused(
    server: Server, location: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the server's own address counts as public here, so that it can redirect at all."""
    monkeypatch.setattr(address, "special", lambda found: "" if str(found) == "127.0.0.1" else special(found))
    guarded = Fetcher(
        replace(LENIENT, allow_private=False), resolve=resolving(news=["127.0.0.1"], intranet=["10.0.0.1"])
    )
    found = guarded.fetch(f"http://news.example:{server.server_address[1]}/to?{quote(location)}")
    assert (found.outcome, len(server.asked)) == (Outcome.REFUSED, 1)
    assert problem in found.problem


def test_names_that_nobody_knows() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    found = Fetcher(LENIENT, resolve=resolve).fetch("https://nowhere.example/")
    assert found.outcome is Outcome.FAILED
    assert "nowhere.example is not known" in found.problem


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetch(server, "/feed").outcome is Outcome.OK


# Retry-After


@pytest.mark.parametrize(("value", "seconds"), [
    ("120", 120.0), (" 0 ", 0.0), ("Sat, 21 Feb 2026 10:10:00 GMT", 600.0),
    ("Sat, 21 Feb 2015 10:10:00 GMT", 0.0),
    ("", None), ("soon", None), ("-5", None), ("1.5", None), ("9" * 400, 604800.0), ("²", None),
    ("Sat, 99 Feb 2026 10:10:00 GMT", None),
])  # fmt: skip
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
