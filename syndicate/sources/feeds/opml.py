"""Lists of feeds in OPML 2.0 (opml.org), read and written. Opens no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.errors import FeedError
from syndicate.sources.feeds.model import Outline
from syndicate.sources.feeds.safe_xml import cleaned, local, parsed
from syndicate.sources.feeds.syndicated import web_address
from syndicate.sources.web.decoding import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

MOST = 10_000  # feeds of one list
MAX_DEPTH = 20  # folders in folders; what lies deeper counts to the twentieth
_LONGEST = 500  # characters of a title or folder


def read_opml(raw: bytes, place: str) -> tuple[list[Outline], list[str]]:
    """The feeds of a list in its order, each address once, and what was left out, in words.

    `place` is what people are told: the file's name. FeedError where it is no OPML, or defines entities.
    """
    text, _ = text_of(raw, "")
    document, root = cleaned(text, place)
    if root.lower() != "opml":
        raise FeedError("no OPML list of feeds", place=place, remedy="export one from your feed reader")
    found: dict[str, Outline] = {}
    left_out: list[str] = []
    waiting: list[tuple[_Element, tuple[str, ...]]] = [(parsed(document, place), ())]
    while waiting:
        element, folder = waiting.pop()
        attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        title = " ".join((attributes.get("title") or attributes.get("text") or "").split())[:_LONGEST]
        if address := attributes.get("xmlurl", "").strip():
            if not web_address(address):
                left_out.append(f"{address[:200]!r} is no web address")
            elif len(found) < MOST:
                home = web_address(attributes.get("htmlurl"))
                found.setdefault(address, Outline(address, title, home, folder))
        elif local(element) == "outline" and title and len(folder) < MAX_DEPTH:
            folder = (*folder, title)
        waiting.extend((child, folder) for child in reversed(element))
    if len(found) == MOST:
        left_out.append(f"only the first {MOST:,} feeds are read")
    return list(found.values()), left_out


def write_opml(outlines: Iterable[Outline], title: str = "Feeds") -> bytes:
    """The list as an OPML document in UTF-8, folders as nested outlines."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _plain(title)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], _Element] = {(): body}
    for outline in outlines:
        for depth in range(1, len(outline.folder) + 1):
            path = outline.folder[:depth]
            if path not in folders:
                name = _plain(path[-1])
                folders[path] = etree.SubElement(folders[path[:-1]], "outline", text=name, title=name)
        title = _plain(outline.title or outline.url)
        feed = etree.SubElement(folders[outline.folder], "outline", type="rss", text=title, title=title)
        feed.set("xmlUrl", _plain(outline.url))
        if outline.home:
            feed.set("htmlUrl", _plain(outline.home))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _plain(text: str) -> str:
    """Text without what XML forbids."""
    return "".join(character for character in text if character.isprintable())
