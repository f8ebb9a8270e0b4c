"""What a reader sees of an entry: plain titles, and whether a text is the whole article. Parses no feed."""

from __future__ import annotations

import re
from html import unescape

FULL_CHARACTERS = 1000  # a summary is seldom longer, an article seldom shorter; in doubt the page is fetched
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts that say more in less
_DENSITY = 2  # a character of those stands for so many more of an alphabet
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.S | re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
MARKUP = re.compile(
    r"<(?:p|br|div|a|img|b|i|em|strong|ul|ol|li|h[1-6]|figure|span|blockquote|table|article)\b[^<>]*>", re.I
)
_TEASER = re.compile(
    r"""(?:\u2026|\.\.\.|\[[\u2026.]*\]|(?-i:Read|READ|See|Continue|CONTINUE)\ (?:the\ )?
    (?:more|full|reading|story)[^.]{0,40}|
    weiterlesen|mehr\ lesen|lire\ la\ suite|leer\ m\u00e1s|seguir\ leyendo|leia\ mais|continua\ a\ leggere|
    \u0447\u0438\u0442\u0430\u0442\u044c\ \u0434\u0430\u043b\u0435\u0435)[\s\W]*\Z""",
    re.X | re.I,
)  # fmt: skip


def plain(html: str) -> str:
    """Markup as one line of text."""
    return " ".join(unescape(_TAG.sub(" ", _HIDDEN.sub(" ", html))).split())


def heading(text: str, *, markup: bool) -> str:
    """A title as one line of text, at most 1,000 characters."""
    return (plain(text) if markup else " ".join(text.split()))[:1000]


def is_full(text: str, *, markup: bool) -> bool:
    """Whether a text reads like a whole article: long enough, and not broken off with "read more"."""
    seen = plain(text) if markup else " ".join(text.split())
    size = len(seen) + _DENSITY * len(_DENSE.findall(seen))
    return size >= FULL_CHARACTERS and not _TEASER.search(seen[-80:])
