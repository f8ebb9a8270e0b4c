"""Feeds of every form, and what comes instead of feeds."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import FeedError
from syndicate.sources.feeds import reading
from syndicate.sources.feeds.reading import read_feed

if TYPE_CHECKING:
    from syndicate.sources.feeds.model import Feed

URL = "https://news.example/feed"
LONG = "The river rose by two metres overnight and the old town was cleared. " * 20


def read(document: str | bytes, content_type: str = "application/xml", url: str = URL) -> Feed:
    return read_feed(document if isinstance(document, bytes) else document.encode(), content_type, url)


def rss(items: str, channel: str = "<title>Example News</title>") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>{channel}{items}</channel></rss>"""


ITEM = f"""<item><guid isPermaLink="false">tag-1</guid><title>Storm &amp;amp; flood</title>
<link>/storm?utm_source=rss</link>
<pubDate>Sat, 21 Feb 2026 12:30:00 +0200</pubDate><dc:creator>Jane Roe</dc:creator><source url="https://wire.example/rss">Wire</source>
<description>Short &lt;b&gt;summary&lt;/b&gt;</description><content:encoded><![CDATA[<p>{LONG}</p>]]>
</content:encoded></item>"""


def test_rss() -> None:
    feed = read(rss(ITEM, "<title>Example &amp; News</title><link>https://news.example/</link><language>en-GB</language>"
                          "<ttl>30</ttl><atom:link rel='hub' href='https://hub.example/'/>"))  # fmt: skip
    assert (feed.url, feed.kind, feed.title, feed.home) == (
        URL,
        "rss",
        "Example & News",
        "https://news.example/",
    )
    assert (feed.interval, feed.doubts) == (1800.0, ())
    (entry,) = feed.entries
    assert (entry.id, entry.url) == ("tag-1", "https://news.example/storm?utm_source=rss")
    assert (entry.title, entry.published, entry.updated) == ("Storm & flood", "2026-02-21T10:30:00Z", "")
    assert (entry.credit, entry.outlet, entry.language) == ("Wire;Jane Roe", "", "en-GB")
    assert entry.content == f"<p>{LONG}</p>"
    assert entry.markup
    assert entry.full


def test_atom() -> None:
    feed = read(f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://news.example/x/">
<title type="html">Caf&amp;eacute;</title><link href="/"/><link rel="hub" href="https://hub.example/"/>
<entry><id>urn:1</id><title>Sturm</title><link rel="enclosure" href="a.mp3"/><link href="storm"/>
<published>2026-02-21T10:30:00+01:00</published><updated>2026-02-22</updated><author><name>AFP</name></author>
<summary>Kurz</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content>
</entry></feed>""")
    (entry,) = feed.entries
    assert (feed.kind, feed.title) == ("atom", "Café")
    assert (entry.id, entry.url, entry.language) == ("urn:1", "https://news.example/x/storm", "de")
    assert (entry.published, entry.updated, entry.credit) == ("2026-02-21T09:30:00Z", "2026-02-22", "AFP")
    assert LONG.strip() in entry.content
    assert entry.full


def test_rdf() -> None:
    feed = read("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://news.example/"><title>Old News</title><link>https://news.example/</link>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://news.example/storm"><title>Storm</title><link>https://news.example/storm</link>
<dc:date>2026-02-21T10:30:00Z</dc:date><description>Short</description></item></rdf:RDF>""")
    (entry,) = feed.entries
    assert (feed.kind, feed.title, feed.interval) == ("rdf", "Old News", 900.0)
    assert (entry.url, entry.content, entry.full) == ("https://news.example/storm", "Short", False)
    assert (entry.updated or entry.published) == "2026-02-21T10:30:00Z"


def test_json_feed() -> None:
    feed = read(json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": "Example", "home_page_url": "/",
        "language": "fr",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [
            {"id": 7, "url": "/a", "title": "Tempête", "content_html": f"<p>{LONG}</p>",
            "authors": [{"name": "AFP"}],
             "date_published": "2026-02-21T10:30:00+01:00"},
            {"id": "8", "external_url": "https://b.example/b", "content_text": "short",
            "author": {"name": "Old"}},
            "no item", {"id": {"nested": 1}, "url": ["x"], "authors": "x", "title": None},
        ],
    }), "application/feed+json")  # fmt: skip
    first, second, third = feed.entries
    assert (feed.kind, feed.title, feed.home) == ("json", "Example", "https://news.example/")
    assert (first.id, first.url, first.title, first.published) == (
        "7", "https://news.example/a", "Tempête", "2026-02-21T09:30:00Z",
    )  # fmt: skip
    assert (first.credit, first.language, first.markup, first.full) == ("AFP", "fr", True, True)
    assert (second.url, second.content, second.markup, second.credit) == (
        "https://b.example/b",
        "short",
        False,
        "Old",
    )
    assert (third.id, third.url, third.credit) == ("", "", "")


def test_news_sitemap() -> None:
    feed = read("""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/old</loc></url>
<url><loc>https://news.example/a</loc><n:news><n:publication><n:name>The Example</n:name>
<n:language>en</n:language>
</n:publication><n:publication_date>2026-02-20</n:publication_date><n:title>Older</n:title></n:news></url>
<url><loc>https://news.example/b</loc><n:news><n:publication><n:name>The Example</n:name>
<n:language>en</n:language>
</n:publication><n:publication_date>2026-02-21T10:00:00-05:00</n:publication_date>
<n:title>Newer &amp; better</n:title></n:news></url>
<url><loc>file:///etc/passwd</loc><n:news><n:title>Evil</n:title></n:news></url></urlset>""")
    assert (feed.kind, feed.doubts) == ("sitemap", ())
    assert [(entry.url, entry.title, entry.published) for entry in feed.entries] == [
        ("https://news.example/b", "Newer & better", "2026-02-21T15:00:00Z"),
        ("https://news.example/a", "Older", "2026-02-20"),
    ]
    assert {(entry.outlet, entry.language, entry.full) for entry in feed.entries} == {
        ("The Example", "en", False)
    }


def test_a_sitemap_without_news_is_doubtful() -> None:
    feed = read("""<urlset><url><loc>https://news.example/a</loc><lastmod>2026-02-20</lastmod></url>
<url><loc>https://news.example/b</loc><lastmod>2026-02-21</lastmod></url></urlset>""")
    assert [(entry.url, entry.updated) for entry in feed.entries] == [
        ("https://news.example/b", "2026-02-21"), ("https://news.example/a", "2026-02-20"),
    ]  # fmt: skip
    assert "no news sitemap" in feed.doubts[0]


def test_an_index_names_sitemaps_news_first_then_newest_and_not_all() -> None:
    many = "".join(
        f"<sitemap><loc>https://news.example/{n}.xml</loc><lastmod>2026-01-{n + 1:02}</lastmod></sitemap>"
        for n in range(25)
    )
    news = "<sitemap><loc>https://news.example/news.xml</loc></sitemap><sitemap><loc>ftp://x/</loc></sitemap>"
    feed = read(f"<sitemapindex>{many}{news}<sitemap><loc>{URL}</loc></sitemap></sitemapindex>")
    assert feed.kind == "index"
    assert feed.sitemaps[:2] == ("https://news.example/news.xml", "https://news.example/24.xml")
    assert len(feed.sitemaps) == 20
    assert feed.doubts == ("it names 26 sitemaps; 20 are read",)


def test_a_packed_sitemap_file() -> None:
    raw = gzip.compress(b"<urlset><url><loc>https://news.example/a</loc></url></urlset>")
    assert [entry.url for entry in read(raw, "application/gzip").entries] == ["https://news.example/a"]


def test_an_aggregator_names_the_publication() -> None:
    item = """<item><title>Storm</title><link>https://www.paper.example/storm</link>
<source url="https://paper.example">The Paper</source></item>"""
    (entry,) = read(rss(item)).entries
    assert (entry.outlet, entry.credit) == ("The Paper", "")


# Odd and hostile


@pytest.mark.parametrize(("document", "problem", "remedy"), [
    (b"", "the answer is empty", "try later"),
    (b"  \n", "the answer is empty", "try later"),
    (b"<!DOCTYPE html><html><head><title>x</title></head></html>", "a web page (HTML)", "finds its feeds"),
    (b"\n<html><body><p>Please <rss> enable JavaScript", "a web page (HTML)", "finds its feeds"),
    (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><html/>",
    "a web page", "finds"),
    (b"<!-- x --><body>Blocked</body>", "a web page (HTML)", "finds its feeds"),
    (b"Not found", "plain text", "check the address"),
    (b"<note><to>you</to></note>", "XML, but no feed", "give an RSS"),
    (b"<opml/>", "XML, but no feed", "give an RSS"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a binary file", "check the address"),
    (b"\x1f\x8b not really packed", "not sound packed data", "check the address"),
    (b'{"a": 1}', "no JSON Feed", "give the address"),
    (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "no JSON Feed", "give"),
    (b'{"version": "https://jsonfeed.org/version/1", "items": [', "broken JSON", "try later"),
    (b"[" * 100_000, "broken JSON", "try later"),
    (b"[1, 2]", "no JSON Feed", "give"),
])  # fmt: skip
def test_what_is_no_feed_is_told_with_the_remedy(document: bytes, problem: str, remedy: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(document, "text/html")
    assert problem in caught.value.message
    assert remedy in caught.value.remedy
    assert caught.value.place == URL


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize("prolog", [
    f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>',
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE rss SYSTEM "https://evil.example/x.dtd" [<!ENTITY % p SYSTEM "http://10.0.0.1/">%p;]>',
    '<!-- a --><?p q?> <!doctype rss [ <!entity x "y"> ]>',
    '<!ENTITY x "y">',
    '<!DOCTYPE rss "> <!ENTITY" [<!ENTITY x "y">]>',
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_documents_that_define_entities_are_refused(prolog: str, encoding: str) -> None:
    document = prolog + rss("<item><title>&l11;&x;</title></item>").partition("?>")[2]
    with pytest.raises(FeedError, match="entities"):
        read(document.encode(encoding))


def test_an_old_doctype_without_definitions_is_left_unread() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    feed = read(f'<?xml version="1.0"?>{doctype}<rss><channel><item><title>A</title></item></channel></rss>')
    assert [entry.title for entry in feed.entries] == ["A"]


def test_a_doctype_inside_an_entry_is_its_own_business() -> None:
    feed = read(
        rss("<item><description><![CDATA[<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;</p>]]></description></item>")
    )
    assert "<p>&a;</p>" in feed.entries[0].content


@pytest.mark.parametrize(("encoding", "declared", "header"), [
    ("cp1251", "utf-8", "application/xml; charset=windows-1251"),
    ("cp1251", "windows-1251", "application/xml; charset=utf-8"),
    ("utf-8", "iso-8859-1", "application/xml; charset=us-ascii"),
    ("utf-16", "utf-16", "application/xml"),
    ("utf-8-sig", "utf-8", "text/plain"),
])  # fmt: skip
def test_a_wrong_charset_is_seen_through(encoding: str, declared: str, header: str) -> None:
    text = rss("<item><title>Буря в городе</title></item>").replace(
        'encoding="utf-8"', f'encoding="{declared}"'
    )
    assert [entry.title for entry in read(text.encode(encoding), header).entries] == ["Буря в городе"]


def test_a_truncated_feed_keeps_its_whole_entries() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>{n}</guid><title>Story {n}</title></item>" for n in range(5)
    )
    document = rss(items)
    for length in range(document.index("<item>"), len(document) - 20, 7):
        feed = read(document[:length])
        assert [entry.id for entry in feed.entries] == [
            str(n) for n in range(document[:length].count("</item>"))
        ]
        assert any("cut short" in doubt for doubt in feed.doubts)


@pytest.mark.parametrize(("document", "titles"), [
    (rss("<item><title>Fish & chips &nbsp; caf&eacute;</title></item>"), ["Fish & chips café"]),
    (rss("<item><title>A<b>B</item><item><title>C</title></item>"), None),
    ("Warning: broken in feed.php on line 3\n" + rss("<item><title>A</title></item>"), ["A"]),
    (rss("<item><title>A\x00\x0b\x1f</title></item>"), ["A"]),
    (rss("<item/><item></item>"), [""]),
    (rss(""), []),
    (rss("<item><title>A</title></item>") + "<!-- page built in 1 s -->", ["A"]),
    (rss("<item><title><![CDATA[<i>A</i> &amp; B]]></title></item>"), ["A & B"]),
])  # fmt: skip
def test_broken_feeds_are_read_as_far_as_they_make_sense(document: str, titles: list[str] | None) -> None:
    feed = read(document)
    assert feed.kind == "rss"
    if titles is not None:
        assert [entry.title for entry in feed.entries] == titles


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x/", "http://", "http://a:b@c/", ""]
)
def test_links_that_cannot_be_fetched_are_dropped(link: str) -> None:
    (entry,) = read(
        rss(f"<item><guid isPermaLink='false'>1</guid><title>A</title><link>{link}</link></item>")
    ).entries
    assert (entry.id, entry.url) == ("1", "")


@pytest.mark.parametrize(("date", "expected"), [
    ("Fri, 20 Feb 2026 10:00:00 GMT", "2026-02-20T10:00:00Z"), ("2026-02-20", "2026-02-20"),
    ("Fri, 20 Feb 2026", "2026-02-20"), ("20. Februar 2026", "20. Februar 2026"), ("soon", "soon"),
    ("Fri, 31 Dec 9999 23:59:59 -1200", None), ("", ""),
])  # fmt: skip
def test_dates_as_feeds_write_them(date: str, expected: str | None) -> None:
    (entry,) = read(rss(f"<item><title>A</title><pubDate>{date}</pubDate></item>")).entries
    assert len(entry.published) <= 60
    if expected is not None:
        assert entry.published == expected


def test_entries_and_bytes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    items = "".join(f"<item><guid isPermaLink='false'>{n}</guid></item>" for n in range(50))
    monkeypatch.setattr(reading, "MAX_ENTRIES", 10)
    feed = read(rss(items))
    assert [entry.id for entry in feed.entries] == [str(n) for n in range(10)]
    assert feed.doubts == ("it has 50 entries; the first 10 are read",)
    monkeypatch.setattr(reading, "MAX_BYTES", 1500)
    feed = read(rss(items))
    assert 0 < len(feed.entries) < 50
    assert "the rest is not read" in feed.doubts[0]
    with pytest.raises(FeedError, match="unpacks to more than 1,500 bytes"):
        read(gzip.compress(rss(items).encode()))


def test_the_same_entry_twice_is_one() -> None:
    assert len(read(rss("<item><guid>1</guid></item>" * 3)).entries) == 1


def test_a_body_that_is_a_path_opens_no_file(tmp_path: Any) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(rss("<item><title>Secret</title></item>"), encoding="utf-8")
    with pytest.raises(FeedError, match="plain text"):
        read(str(secret))


PIECES = st.sampled_from([
    "<rss>", "</rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<feed>", "<entry>",
    "</entry>", "<link ",
    "href='x'", "/>", "<![CDATA[", "]]>", "<!--", "-->", "<?xml ?>", "<!DOCTYPE rss>", "&", "&amp;",
    "&#0;", "&#x110000;",
    "text", "<content type='xhtml'>", "<pubDate>", "1", "2026", ":", "<a:b>", "<", ">", '"', "<urlset>", "<url><loc>http://a.b/</loc>",
    "\ud800", "é", "<sitemapindex>", "<rdf:RDF>", "<source url='", "<guid>", "<content:encoded>",
    "<content type='base64'>",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_muddle_gives_a_feed_or_its_error(document: str) -> None:
    try:
        feed = read(document.encode("utf-8", "surrogatepass"))
    except FeedError as error:
        assert error.remedy  # noqa: PT017
    else:
        assert feed.url == URL


@given(st.binary(max_size=200))
def test_any_bytes_give_a_feed_or_its_error(raw: bytes) -> None:
    for document in (
        raw,
        b"<rss><channel><item><title>" + raw,
        b'{"version": "https://jsonfeed.org/version/1",' + raw,
    ):
        try:
            feed = read(document)
        except FeedError as error:
            assert error.remedy  # noqa: PT017
        else:
            assert feed.url == URL
