"""Which entry is this? Keys by id, address and text, looked up among those seen before. Stores nothing.

Feeds change ids, addresses and texts, but seldom all three: an entry is known by any of them. Ids and texts
count only inside their feed's host: the same text from another outlet is what this library looks for.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from syndicate.sources.feeds.wording import plain
from syndicate.sources.web.canonical import address_key, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from syndicate.sources.feeds.model import Entry

TELLING_CHARACTERS = 200  # a shorter text (a headline, "Watch live") may stand in many entries
MAX_KEY = 200  # characters; longer ids are known by their digest
_WORD = re.compile(r"\w+")


class Fate(Enum):
    """What an entry is to those seen before."""

    NEW = "new"
    CHANGED = "changed"  # known, with another text or a later date: perhaps a version of the article
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Keys:
    """How an entry is known: strings to store and look up, each with its kind in front; "" for none."""

    article: str  # the id of its article if it is new: the canonical address, else the id, else the text
    id: str
    url: str
    text: str  # "text:..." tells entries apart by itself; "brief:..." only tells whether they changed
    stamp: str  # when it was updated, where the feed does not carry the whole text

    def known(self) -> tuple[str, ...]:
        """The keys that are there, to be stored with the article they lead to."""
        return tuple(key for key in (self.id, self.url, self.text, self.stamp) if key)


class Mark(NamedTuple):
    """Hashes by which one entry of a document is told from its neighbours; 0 for none."""

    id: int
    address: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """One entry as it was met: its keys, what it is, its article's id, and its mark."""

    entry: Entry
    keys: Keys
    fate: Fate
    article: str
    mark: Mark


def entry_keys(entry: Entry, feed_url: str) -> Keys:
    """The keys of an entry of the feed at `feed_url`; the same entry gives the same keys."""
    host = address_key(feed_url).partition("/")[0]
    address = _address(entry)
    words = _WORD.findall(f"{entry.title} {plain(entry.content)}".casefold())
    kind = "text" if sum(map(len, words)) >= TELLING_CHARACTERS else "brief"
    text = f"{kind}:{host}|{_digest(' '.join(words))}" if words else ""
    name = f"id:{host}|{_short(entry.id)}" if entry.id else ""
    dated = entry.updated and not entry.full and (entry.id or address)
    stamp = f"stamp:{host}|{_short(entry.id or address)}|{entry.updated}" if dated else ""
    url = f"url:{_short(address_key(address))}" if address else ""
    return Keys(address or name.removeprefix("id:") or text, name, url, text, stamp)


def recognise(keys: Keys, seen: Mapping[str, str]) -> tuple[Fate, str]:
    """What the entry is, and the id of its article; `seen` maps every stored key to its article.

    The address goes before the id (systems that make up ids anew keep addresses), a telling text comes last.
    """
    if article := seen.get(keys.url) or seen.get(keys.id):
        same = keys.text in seen and (not keys.stamp or keys.stamp in seen)
        return (Fate.KNOWN if same else Fate.CHANGED), article
    telling = keys.text.startswith("text:") or not (keys.id or keys.url)
    if telling and (article := seen.get(keys.text)):
        return Fate.KNOWN, article
    return Fate.NEW, keys.article


def sift(
    entries: Iterable[Entry],
    feed_url: str,
    look_up: Callable[[Sequence[str]], Mapping[str, str]],
    *,
    beside: Collection[Mark] = (),
) -> list[Sighting]:
    """What each entry of one document is, in order; entries count as seen for those after them.

    `look_up` is asked once, for all keys; it gives the article of each key that is stored. The keys of every
    sighting should be stored with its article, also those of entries that are known: feeds change them one
    after the other.

    An id that stands at several addresses in one document is a mistake of the feed's and not believed;
    `beside` are the marks of entries in it that are known and not listed. Entries with nothing to know them
    by are left out.
    """
    listed = {entry: _mark(entry) for entry in entries}
    places = Counter(mark.id for mark in {*listed.values(), *beside} if mark.address)
    trusted = [
        (replace(entry, id="") if places[mark.id] > 1 else entry, mark) for entry, mark in listed.items()
    ]
    keyed = [(entry, mark, entry_keys(entry, feed_url)) for entry, mark in trusted]
    seen = dict(look_up([key for _, _, keys in keyed for key in keys.known()]))
    sightings = []
    for entry, mark, keys in keyed:
        fate, article = recognise(keys, seen)
        if article:
            for key in keys.known():
                seen.setdefault(key, article)
            sightings.append(Sighting(entry, keys, fate, article, mark))
    return sightings


def _mark(entry: Entry) -> Mark:
    return Mark(_hash(entry.id), _hash(_address(entry)))


def _hash(text: str) -> int:
    import xxhash

    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "replace")) - (1 << 63) if text else 0


def _address(entry: Entry) -> str:
    """The canonical address; "" for a site's front page, which tickers link from every entry."""
    address = canonical(entry.url)
    parts = urlsplit(address)
    return address if parts.path not in {"", "/"} or parts.query else ""


def _short(text: str) -> str:
    return text if len(text) <= MAX_KEY else _digest(text)


def _digest(text: str) -> str:
    import xxhash

    return xxhash.xxh3_128_hexdigest(text.encode("utf-8", "replace"))
