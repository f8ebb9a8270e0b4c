from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import FeedError
from syndicate.sources.feeds.model import Outline
from syndicate.sources.feeds.opml import MAX_DEPTH, read_opml, write_opml

A = Outline("https://a.example/feed", "A & <b>", "https://a.example/", ("News", "World"))
B = Outline("https://b.example/feed?x=1&y=2")


def test_nested_outlines_are_folders() -> None:
    found, left_out = read_opml(b"""<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head>
<body>
<outline text="News"><outline title="World" text="W"><outline text="A &amp; &lt;b&gt;" type="rss" xmlUrl="https://a.example/feed"
 htmlUrl="https://a.example/"/></outline></outline><outline XMLURL="https://b.example/feed?x=1&amp;y=2"/>
<outline text="again" xmlUrl="https://a.example/feed"/><outline text="empty folder"/></body>
</opml>""", "x.opml")  # fmt: skip
    assert found == [A, B]
    assert left_out == []


def test_what_cannot_be_fetched_is_told() -> None:
    found, left_out = read_opml(
        b"""<opml><body><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="https://a.example/"/>
<outline xmlUrl="javascript:x" text="no"/></body></opml>""", "x.opml"
    )  # fmt: skip
    assert [outline.url for outline in found] == ["https://a.example/"]
    assert left_out == ["'file:///etc/passwd' is no web address", "'javascript:x' is no web address"]


@pytest.mark.parametrize(("raw", "problem"), [
    (b"", "no OPML"), (b"plain", "no OPML"), (b"<rss/>", "no OPML"), (b"<html><opml>", "no OPML"),
    (b'<!DOCTYPE opml [<!ENTITY x "y">]><opml><body/></opml>', "entities"),
    (b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml/>', "entities"),
])  # fmt: skip
def test_what_is_no_list(raw: bytes, problem: str) -> None:
    with pytest.raises(FeedError, match=problem) as caught:
        read_opml(raw, "x.opml")
    assert caught.value.place == "x.opml"
    assert caught.value.remedy


def test_a_broken_list_gives_what_it_has() -> None:
    found, _ = read_opml(
        b'<opml><body><outline text="a" xmlUrl="https://a.example/"><outline text=', "x.opml"
    )
    assert [outline.url for outline in found] == ["https://a.example/"]


def test_folders_without_end_are_cut() -> None:
    deep = b'<outline text="f">' * 100 + b'<outline xmlUrl="https://a.example/"/>' + b"</outline>" * 100
    ((outline,), _) = read_opml(b"<opml><body>" + deep + b"</body></opml>", "x.opml")
    assert outline.folder == ("f",) * MAX_DEPTH


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
OUTLINES = st.builds(
    Outline,
    url=st.integers(0, 10**6).map(lambda n: f"https://{n}.example/?a=1&b=<{n}>\"'"),
    title=WORDS,
    home=st.sampled_from(["", "https://a.example/"]),
    folder=st.lists(WORDS, max_size=3).map(tuple),
)


@given(st.lists(OUTLINES, max_size=8, unique_by=lambda outline: outline.url))
def test_what_is_written_is_read(outlines: list[Outline]) -> None:
    found, left_out = read_opml(write_opml(outlines, "My <feeds>"), "x.opml")
    assert left_out == []
    assert sorted(found, key=lambda outline: outline.url) == sorted(outlines, key=lambda outline: outline.url)


def test_characters_that_xml_forbids_are_not_written() -> None:
    ((found,), _) = read_opml(write_opml([Outline("https://a.example/", "a\x00\x0bb")]), "x.opml")
    assert found.title == "ab"
    assert read_opml(write_opml([]), "x.opml") == ([], [])
