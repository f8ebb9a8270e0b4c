"""XML from strangers made safe to parse: no DTD, no entity, no open end. Knows little of feeds.

A document type definition can blow up (entities inside entities, billion laughs) or read files (external
entities). Feeds need none: an external one, as RSS 0.91 names it, is dropped unread, one that defines
anything is refused.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from syndicate.errors import FeedError

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(x[0-9a-f]{1,20}|[0-9]{1,20})(?![0-9a-z]);?", re.I | re.A)
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.S)
MAX_ELEMENTS = 100_000  # of one document; 1,000 entries with 100 each. More takes feedparser minutes
_MARK = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(?:[A-Za-z][A-Za-z0-9]{1,30};)?",
    re.S,
)  # fmt: skip
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^<>\[\]]*>", re.I)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")


def cleaned(text: str, place: str) -> tuple[str, str]:
    """The document from its root on, and the root's name as written ("" where there is none).

    Raises FeedError for a document type definition that defines anything.
    """
    text = _REFERENCE.sub(_allowed, _FORBIDDEN.sub("", text.removeprefix("\ufeff")))
    start = begin(text)
    while found := _DOCTYPE.match(text, start):
        start = begin(text, found.end())
    if re.match(r"<!(?:DOCTYPE|ENTITY)", text[start : start + 9], re.I):
        raise FeedError(
            "the XML defines entities of its own (a DTD); such documents are not read",
            place=place,
            remedy="feeds need none: look for another feed of the site",
        )
    root = _ROOT.match(text, start)
    return text[start:], root[1] if root else ""


def begin(text: str, start: int = 0) -> int:
    """Where blanks, comments and instructions end."""
    while found := _PROLOG.match(text, start):
        start = found.end()
    return start


def _allowed(found: re.Match[str]) -> str:
    """A reference to a character that XML allows (XML 1.0, 2.2); "" for any other."""
    number = int(found[1][1:], 16) if found[1][0] in "xX" else int(found[1])
    sound = (
        number < 0x110000 and (number >= 32 or number in {9, 10, 13}) and not _FORBIDDEN.match(chr(number))
    )
    return found[0] if sound else ""


def closed(text: str, root: str, item: str, most: int) -> tuple[str, str]:
    """The document cut after its last whole `item` where it is cut short or has more than `most`; a doubt.

    `item` is the local name of an entry's element. A document that ends as it should comes back as it is.
    """
    ends = [found.end() for found in re.finditer(rf"</(?:[\w.-]+:)?{item}\s*>", text)]
    whole = re.search(rf"</{re.escape(root)}\s*>\s*(?:<!--.*)?\Z", text[-2000:], re.S) is not None
    if len(ends) > most:
        doubt = f"it has {len(ends):,} entries; the first {most:,} are read"
        return _ended(text[: ends[most - 1]], root), doubt
    if whole:
        return text, ""
    begun = re.search(rf"<(?:[\w.-]+:)?{item}[\s>]", text)
    end = ends[-1] if ends else begun.start() if begun else len(text)
    return _ended(text[:end], root), "it is cut short; the entries that are whole are read"


def _ended(text: str, root: str) -> str:
    channel = "</channel>" if root.lower() == "rss" else ""
    return f"{text}{channel}</{root}>"


def well_formed(text: str, place: str) -> tuple[str, str]:
    """A cleaned document as it is where it is sound, else mended, and a doubt. Raises what `parsed` raises.

    Stray "&" and HTML's own names (&nbsp;) are what is broken most; libxml2 mends the rest, and never nests
    deeper than 256.
    """
    from lxml import etree

    try:
        parsed(text, place, mend=False)
    except etree.XMLSyntaxError:
        tree = parsed(_MARK.sub(_spelt, text), place)
        return etree.tostring(
            tree, encoding="unicode"
        ), "its XML is broken; it is read as far as it makes sense"
    return text, ""


def _spelt(found: re.Match[str]) -> str:
    """A named character of HTML as itself, a stray "&" as "&amp;"; CDATA as it is."""
    said = found[0]
    if said.startswith("<"):
        return said
    return escape(unescape(said)) if unescape(said) != said else "&amp;" + said[1:]


def parsed(text: str, place: str, *, mend: bool = True) -> _Element:
    """The tree of a cleaned document. FeedError where nothing can be read, or far too much.

    With `mend` a broken document gives what can be read; without, it raises lxml's XMLSyntaxError.
    """
    from lxml import etree

    parser = etree.XMLParser(
        recover=mend, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if not mend:
            raise
        tree, said = None, str(error)
    else:
        said = "nothing in it"
    if tree is None:
        raise FeedError(f"not XML that can be read ({said[:100]})", place=place, remedy="check the address")
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        said = f"XML of more than {MAX_ELEMENTS:,} elements"
        raise FeedError(said, place=place, remedy="look for a smaller feed of the site")
    return tree


def local(element: _Element) -> str:
    """The element's name without its namespace, in lower case; "" for a reference to an entity."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def child_text(element: _Element, *names: str) -> str:
    """The text of the first child that is called so (local names), in the order of `names`; or ""."""
    for name in names:
        for child in element:
            if local(child) == name and (text := " ".join(child.itertext()).strip()):
                return text
    return ""
