from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from syndicate.sources.feeds.reading import read_feed
from syndicate.sources.feeds.standing import trimmed

URL = "https://news.example/feed"
ONE, TWO = "<item><guid>1</guid></item>", "<item x='y'><guid>2</guid></item>"


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>News</title>{' '.join(items)}</channel></rss>"


def test_nothing_is_known_of_no_entry() -> None:
    assert trimmed("", "item", ()) == ("", (), ())
    assert trimmed(rss(), "item", ()) == (rss(), (), ())


def test_known_entries_are_taken_out() -> None:
    whole = trimmed(rss(ONE, TWO), "item", ())
    assert (whole.text, len(whole.fresh), whole.standing) == (rss(ONE, TWO), 2, ())
    rest = trimmed(rss(ONE, TWO), "item", {whole.fresh[0]})
    assert rest == (rss("", TWO), whole.fresh[1:], whole.fresh[:1])
    assert trimmed(rss(ONE, TWO), "item", set(whole.fresh)).text == rss("", "")


@pytest.mark.parametrize("doubtful", [
    "<item><d><![CDATA[<item>a</item>]]></d></item>",
    "<item><d><![CDATA[ </item><item> ]]></d></item>",
    "<item><d><![CDATA[ </item> ]]></d></item>",
    "<item><d><!-- </item><item> --></d></item>",
    "<item />",
    "<item>",
])  # fmt: skip
def test_where_it_is_doubtful_what_an_entry_is_all_is_left(doubtful: str) -> None:
    known = set(trimmed(rss(ONE), "item", ()).fresh)
    assert trimmed(rss(ONE, doubtful), "item", known) == (rss(ONE, doubtful), (), ())


texts = st.lists(
    st.sampled_from(["a", "<p>b</p>", "<![CDATA[<item>c</item>]]>", "<!-- x -->", "&amp;"]), max_size=3
)
items = st.lists(st.builds(lambda n, parts: f"<item><guid>{n}</guid><link>https://news.example/{n}</link>"
                           f"<description>{''.join(parts)}</description></item>", st.integers(0, 9), texts),
                 max_size=6)  # fmt: skip


@given(items, st.sets(st.integers(0, 5)))
@tries(max_examples=60)
def test_a_feed_reads_as_without_what_is_known(told: list[str], chosen: set[int]) -> None:
    """The other entries, in the feed's order; those that read alike are listed once."""
    raw = rss(*told).encode()
    whole = read_feed(raw, "application/rss+xml", URL)
    known = {entry.digest for place, entry in enumerate(whole.entries) if place in chosen and entry.digest}
    part = read_feed(raw, "application/rss+xml", URL, known=known)
    assert set(part.standing) == known
    taken = [entry for entry in whole.entries if entry.digest in known]
    # An entry that reads as a known one, in other letters, is told again: only `sift` knows the two for one.
    assert [e for e in part.entries if e.digest and e not in taken] == [
        e for e in whole.entries if e.digest and e not in taken
    ]
    assert (part.title, part.doubts) == (whole.title, whole.doubts)


def test_an_entry_in_other_letters_is_told_again() -> None:
    raw = rss("<item><guid>1</guid></item>", "<item><guid>1</guid><!-- x --></item>").encode()
    (one,) = read_feed(raw, "application/rss+xml", URL).entries
    part = read_feed(raw, "application/rss+xml", URL, known={one.digest})
    assert part.entries == (one,)
    assert part.entries[0].digest != one.digest
    assert part.standing == (one.digest,)


def test_broken_feeds_are_read_whole() -> None:
    raw = rss(ONE, "<item><title>A & B</title></item>").encode()
    first = read_feed(raw, "application/rss+xml", URL)
    assert [entry.digest for entry in first.entries] == [0, 0]
    assert read_feed(raw, "application/rss+xml", URL, known={0}).entries == first.entries


def test_atom_and_rdf() -> None:
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>N</title><entry><id>1</id></entry></feed>"
    rdf = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<channel><title>N</title></channel><item rdf:about='a'><title>T</title></item></rdf:RDF>"
    )
    for document in (atom, rdf):
        (entry,) = read_feed(document.encode(), "application/xml", URL).entries
        again = read_feed(document.encode(), "application/xml", URL, known={entry.digest})
        assert (again.entries, again.standing, again.title) == ((), (entry.digest,), "N")
