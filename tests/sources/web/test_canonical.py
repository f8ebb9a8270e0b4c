from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.web.canonical import address_key, canonical, page_address, same_site

A = "https://news.example/a"


@pytest.mark.parametrize(("url", "expected"), [
    ("", ""), ("   ", ""), ("news.example/a", ""), ("/a", ""), ("mailto:a@news.example", ""),
    ("file:///etc/passwd", ""), ("javascript:alert(1)", ""), ("http://", ""), ("http://[::1", ""),
    ("http://news.example:x/", ""), ("https://news.example/" + "a" * 5000, ""),
    ("https://news.example", "https://news.example/"),
    ("HTTPS://News.EXAMPLE/A", "https://news.example/A"),
    (" https://news.example/a\n", A),
    ("https://news.example./a", A),
    ("https://news.example:443/a", A),
    ("http://news.example:80/a", "http://news.example/a"),
    ("http://news.example:8080/a", "http://news.example:8080/a"),
    ("https://news.example/a#part", A),
    ("https://news.example/x/../a", A),
    ("https://news.example/./a", A),
    ("https://news.example/a/..", "https://news.example/"),
    ("https://news.example/%61%2f%c3%a9", "https://news.example/a%2F%C3%A9"),
    ("https://news.example/é", "https://news.example/%C3%A9"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("https://news.example/a?", A),
    ("https://news.example/a?utm_source=x&utm_medium=y&fbclid=z", A),
    ("https://news.example/a?UTM_Source=x&%75tm_medium=y", A),
    ("https://news.example/a?b=2&utm_source=x&a=1", A + "?a=1&b=2"),
    ("https://news.example/a?b=2&b=1", A + "?b=2&b=1"),
    ("https://news.example/?12345", "https://news.example/?12345"),
    ("https://news.example/?p=12&CMP=share", "https://news.example/?p=12"),
    ("https://news.example/a;jsessionid=0A1B.node", A),
    ("https://news.example/a/", A + "/"),
])  # fmt: skip
def test_one_address_for_one_page(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize("url", [
    "https://www.google.com/amp/s/news.example/a",
    "https://www.google.co.uk/amp/s/news.example/a/amp",
    "https://news-example.cdn.ampproject.org/c/s/news.example/a",
    "https://news-example.cdn.ampproject.org/v/s/news.example/a?amp_gsa=1&usqp=x",
    "https://www.bing-amp.com/c/s/news.example/a",
    "https://news.example/a/amp", "https://news.example/a/amp/", "https://news.example/a.amp",
    "https://news.example/amp/a", "https://news.example/a?amp", "https://news.example/a?amp=1",
    "https://news.example/a?outputType=amp",
])  # fmt: skip
def test_amp_forms_give_the_page_behind_them(url: str) -> None:
    assert canonical(url) == A


@pytest.mark.parametrize("url", [
    "https://news.example/amp", "https://news.example/amplifier", "https://news.example/a?amp=guitar",
    "https://news.example/camp/a", "https://www.google.com/search?q=amp", "https://amp.example/news",
])  # fmt: skip
def test_what_only_looks_like_amp_stays(url: str) -> None:
    assert canonical(url) == url


def test_foldings_inside_foldings_without_end_are_no_address() -> None:
    assert canonical("https://www.google.com" + "/amp/s/www.google.com" * 3 + "/amp/s/news.example/a") == A
    assert canonical("https://www.google.com" + "/amp/s/www.google.com" * 50 + "/") == ""


PIECES = st.sampled_from([
    "https://", "http://", "news.example", "www.", "m.", "google.com", "/amp", "/", "..", ".", "?", "&",
    "=", "#",
    "%2e", "%2F", "%", "amp", "amp=1", ".amp", ".html", "utm_source=x", "a", "b", "é", ":80", ":443",
    "@", "//", ";sid=1",
    "/s/", "/c/s/", "cdn.ampproject.org", "[::1]", "+", " ",
])  # fmt: skip


@given(
    st.lists(PIECES, max_size=14).map("".join)
    | st.lists(PIECES, max_size=10).map(lambda p: "https://news.example/" + "".join(p))
)
def test_canonical_is_idempotent(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once


@given(st.text(max_size=80))
def test_any_text_gives_an_address_or_nothing(text: str) -> None:
    found = canonical(text)
    assert found == "" or found.startswith(("http://", "https://"))
    assert canonical("https://news.example/" + text).isascii()


@pytest.mark.parametrize("url", [
    "http://news.example/a", "https://www.news.example/a/", "https://m.news.example/a?utm_source=x#top",
    "https://amp.news.example/a/amp/",
])  # fmt: skip
def test_key_of_one_page(url: str) -> None:
    assert address_key(url) == "news.example/a"


@pytest.mark.parametrize(("url", "key"), [
    ("https://m.example/a", "m.example/a"), ("https://www.example/", "www.example/"), ("", ""),
    ("file:///a", ""),
    ("https://news.example/?p=1", "news.example/?p=1"),
])  # fmt: skip
def test_keys_that_stay_apart(url: str, key: str) -> None:
    assert address_key(url) == key


@pytest.mark.parametrize(("one", "other", "same"), [
    ("https://news.example/a", "http://www.news.example/b", True),
    ("https://edition.news.example/", "https://news.example/", True),
    ("https://news.example/", "https://othernews.example/", False),
    ("https://a.news.example/", "https://b.news.example/", False),
    ("https://news.example/", "https://example/", False),
    ("https://news.example/", "", False), ("", "", False),
])  # fmt: skip
def test_same_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
    assert same_site(other, one) is same


@pytest.mark.parametrize(("head", "expected"), [
    ("", "https://news.example/a?id=1"),
    ('<link rel="canonical" href="https://news.example/story">', "https://news.example/story"),
    ("<LINK HREF=/story REL='canonical'>", "https://news.example/story"),
    ('<meta property="og:url" content="https://www.news.example/story?utm_source=x">', "https://www.news.example/story"),
    ('<meta property="og:url" content="/og"><link rel="canonical" href="/link">', "https://news.example/link"),
    ('<link rel="canonical" href="https://evil.example/story">', "https://news.example/a?id=1"),
    ('<link rel="canonical" href="https://evil.example/s"><meta property="og:url" content="/og">', "https://news.example/og"),
    ('<link rel="canonical" href="https://news.example/">', "https://news.example/a?id=1"),
    ('<link rel="canonical" href="">', "https://news.example/a?id=1"),
    ('<link rel="canonical" href="http://[::1">', "https://news.example/a?id=1"),
    ('<link rel="canonical" href="javascript:alert(1)">', "https://news.example/a?id=1"),
    ('<!-- <link rel="canonical" href="/old"> -->', "https://news.example/a?id=1"),
    ('<link rel="canonical" href="/a?x=1&amp;y=2">', "https://news.example/a?x=1&y=2"),
])  # fmt: skip
def test_what_a_page_says_its_address_is(head: str, expected: str) -> None:
    page = f"<html><head>{head}</head><body><p>Text</p></body></html>"
    assert page_address(page, "https://news.example/a?id=1&utm_medium=rss") == expected
