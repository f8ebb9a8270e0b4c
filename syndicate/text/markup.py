"""HTML -> the body's paragraphs and every other visible line, in reading order. Fetches nothing.

The body is trafilatura's (Barbaresi, ACL 2021), asked for precision; a few general rules take out what it
leaves in: headline and byline set again, "read more" lines, buttons, calls to subscribe. Where it finds
nothing the visible text stands, and `boilerplate` must find the body in that.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import polars as pl

from syndicate.text.dates import dates_in
from syndicate.text.line_phrases import marks
from syndicate.text.metadata import Metadata, read_metadata
from syndicate.text.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 3_000_000  # characters of markup that are read; news pages have 0.02 to 1 million
_LONGEST_TAG = 20_000  # characters of attributes: libxml2 takes a time quadratic in their number
_MOST_LINES = 5_000
_LABEL_WORDS = 6  # a longer line that names a newsletter is likelier to report on one
_BREAK = "\u2028"  # stands for a line break of preformatted text; no source uses it for layout

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "label", "legend", "li", "main", "menu", "nav", "ol",
    "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "video",
})  # fmt: skip
_HIDDEN = frozenset({
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed", "canvas",
    "textarea", "audio", "map",
})  # fmt: skip

_MORE = Pattern(
    r"^[\W_]*(?:read (?:more|also|next)|related(?: (?:stories|articles|coverage|content|news))?|see also"
    r"|also read"
    r"|don['’]t miss|recommended|most (?:read|popular)|watch(?: now| the video| more)?|listen(?: now| to)?"
    r"|click here"
    r"|sign up|subscribe|follow us|download (?:the|our)|get (?:the|our) .{0,40}newsletter|lesen sie auch"
    r"|mehr zum thema|lire aussi|à lire|lea también|lee también|leia também|leggi anche|lees ook|läs också"
    r"|читайте также|यह भी पढ़ें|ये भी पढ़ें|相关阅读|延伸閱讀|関連記事|اقرأ أيضا)\s?(?:[:：|»>-]|$)",
    re.IGNORECASE,
)
_CALL = Pattern(
    r"\b(?:newsletter|sign up (?:for|to|here)|subscribe (?:to|now|today)|download (?:the|our) .{0,20}app\b"
    r"|follow (?:us|me|him|her|@?\w+) on (?:twitter|facebook|instagram|x\b)|all rights reserved"
    r"|email (?:the author|us at)|send (?:us )?tips)",
    re.IGNORECASE,
)


_BYLINE = Pattern(
    r"(?:(?:by|von|par|por|da|di|door|av|text|words|story)\s(?:[^\W\d_][\w.'’-]*(?:[,\s]+|$)){1,8}|(?:автор|लेखक|作者|記者|文)\s?[:：].*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Markup:
    """An HTML page: its visible lines in reading order, which of them are the body's, and its metadata."""

    lines: tuple[str, ...] = ()
    kept: tuple[bool, ...] = ()
    meta: Metadata = field(default_factory=Metadata)

    @property
    def body(self) -> str:
        """The kept paragraphs, a blank line between them; "" where the markup did not show the body."""
        return "\n\n".join(line for line, kept in zip(self.lines, self.kept, strict=True) if kept)


def read_markup(html: str, *, url: str = "") -> Markup:
    """One page of HTML. Never raises on what is in it: where it cannot be parsed the text between the tags
    stands.
    """
    from lxml import etree

    html = _tamed(html)
    try:
        tree = _tree(html)
        if tree is None:
            return Markup()
        lines = list(_visible_lines(tree)) or _crude_lines(html)
        meta = read_metadata(tree, url=url)
    except (etree.LxmlError, ValueError, RecursionError, AssertionError):
        lines = _crude_lines(html)
        return Markup(tuple(lines), (False,) * len(lines))
    merged, kept = _merge(lines, _paragraphs(html, meta.title, lines))
    return Markup(tuple(merged), tuple(kept), meta)


def _crude_lines(html: str) -> list[str]:
    """The text between the tags: what stands where the parser gives up, as on elements nested too deep."""
    parts = (" ".join(unescape(part).split()) for part in re.split(r"<[^<>]*>", _without_code(html)))
    return [line for line in parts if line][:_MOST_LINES]


def _tamed(html: str) -> str:
    """Without what only harms a parser: controls, entity declarations, endless tags, more than _LONGEST
    characters.
    """
    if len(html) > _LONGEST:
        html = _without_code(html)[:_LONGEST]
    html = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", html)
    html = re.sub(r"<\?xml[^>]{0,200}\?>", "", html[:1000]) + html[1000:]
    return re.sub(rf"<(\w{{1,20}})\b[^<>]{{{_LONGEST_TAG},}}", r"<\1", html)


def _without_code(html: str) -> str:
    """Without scripts and styles, which fill most of a huge page; in one pass, whatever is left open."""
    parts, end = [], 0
    for match in re.finditer(r"<(script|style)\b(?![^>]{0,100}ld\+json)", html, re.IGNORECASE):
        if match.start() >= end:
            parts.append(html[end : match.start()])
            close = html.find("</" + match[1], match.end())
            end = close if close >= 0 else len(html)
    return "".join([*parts, html[end:]])


def _tree(html: str) -> Any:
    from lxml import html as lxml_html

    if not html.strip():
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    return lxml_html.document_fromstring(html.encode(), parser=parser)


def _visible_lines(tree: Any) -> Iterator[str]:
    """The text that a reader sees, one line for each block, in document order."""
    parts: list[str] = []
    count = 0
    for text in _pieces(tree):
        if text is not None:
            parts.append(text)
            continue
        lines = [" ".join(line.split()) for line in "".join(parts).split(_BREAK)]
        parts = []
        for line in filter(None, lines):
            yield line
            count += 1
        if count >= _MOST_LINES:
            return


def _pieces(tree: Any) -> Iterator[str | None]:
    """Visible text in document order, None at every edge of a block; by a stack of its own, as pages nest
    deep.
    """
    for element in tree.iter("pre"):
        element.text = (element.text or "").replace("\n", _BREAK)
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, left = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag in _BLOCKS:
            yield None
        if left:
            yield element.tail or ""
            continue
        stack.append((element, True))
        if not _is_hidden(element, tag):
            yield element.text or ""
            stack.extend((child, False) for child in reversed(element))
    yield None


def _is_hidden(element: Any, tag: str) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return tag in _HIDDEN or element.get("hidden") is not None or "display:none" in style


def _paragraphs(html: str, title: str, lines: list[str]) -> list[str]:
    """The body's paragraphs as trafilatura finds them, without the headline set again and without calls to
    act.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports on every odd page
    try:
        text = trafilatura.extract(html, favor_precision=True, include_comments=False) or ""
    except Exception:  # its extractors break in many ways on broken pages; the visible text stands then
        return []
    found = [re.sub(r"^- ", "", line).strip() for line in text.split("\n")]
    found = [line for line in found if _key(line)]
    headline = _key(title)
    headlines = {headline, *(key for line in lines if (key := _key(line)) and key in headline)}
    while found and (_key(found[0]) in headlines or _is_byline(found[0])):
        found.pop(0)
    return [line for line, cut in zip(found, _are_labels(found), strict=True) if not (cut or _is_call(line))]


def _are_labels(lines: list[str]) -> list[bool]:
    """Which lines are short, end without a stop and hold a wording of page furniture: "Save Share"."""
    furniture = [bool(row.any()) for row in marks(pl.Series(lines, dtype=pl.String))]
    short = [len(line.split()) <= _LABEL_WORDS and line[-1:] not in '.!?…。！？।۔"”»' for line in lines]
    return [a and b for a, b in zip(furniture, short, strict=True)]


def _is_call(line: str) -> bool:
    """ "READ MORE: ...", "Sign up for our newsletter": a call to act, not the report."""
    return len(line) <= 250 and bool(_MORE.match(line) or (len(line) <= 160 and _CALL.search(line)))


def _is_byline(line: str) -> bool:
    """Who wrote it or when, as a short line of its own."""
    return len(line) <= 80 and bool(_BYLINE.match(line) or (len(line.split()) <= 8 and dates_in(line)))


def _key(text: str) -> str:
    """Letters and digits alone: two extractors seldom agree on blanks and marks."""
    return re.sub(r"[\W_]+", "", text).lower()


def _merge(lines: list[str], paragraphs: list[str]) -> tuple[list[str], list[bool]]:
    """All visible lines with the body's paragraphs in the place of theirs; and which are the body's."""
    keys = [_key(paragraph) for paragraph in paragraphs]
    whole = "".join(keys)
    starts = [start for start, _ in pairwise([*accumulate(map(len, keys), initial=0)])]
    merged: list[tuple[str, bool]] = []
    told = at = 0  # paragraphs told so far; where in `whole` the search goes on
    for line in lines:
        key = _key(line)
        is_word = len(key) <= 12  # so short a line stands in `whole` by chance
        place = whole.find(key, at) if key and (not is_word or key in keys[told : told + 3]) else -1
        if place < 0:
            if is_word or key not in whole:
                merged.append((line, False))
            continue
        at = place + len(key)
        while told < len(keys) and starts[told] < at:
            merged.append((paragraphs[told], True))
            told += 1
    merged.extend((paragraph, True) for paragraph in paragraphs[told:])
    return [line for line, _ in merged], [kept for _, kept in merged]
