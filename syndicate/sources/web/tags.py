"""The tags of a page with their attributes, without a tree: enough for its head, safe for hostile markup."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_READ = 1024 * 1024  # characters; heads end long before, links to feeds stand in heads and footers
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TAG = re.compile(r"<([a-zA-Z]{1,20})(?=[\s/>])([^<>]{0,8000})>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z:-]{1,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def tags(html: str, *names: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Name and attributes of the page's tags that are called so, in order; names in lower case."""
    for name, inside in _TAG.findall(_COMMENT.sub(" ", html[:MAX_READ])):
        if name.lower() in names:
            found = _ATTRIBUTE.findall(inside)
            yield name.lower(), {key.lower(): unescape(a or b or c).strip() for key, a, b, c in found}
