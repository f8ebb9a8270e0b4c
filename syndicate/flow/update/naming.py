"""Gives groups ids that last, and says what happened to them. Groups nothing, stores nothing.

An id once given survives growth. Of groups that merged the older's id survives; where one split, the id goes
with the part that holds most of it. Ids so depend on the order in which articles came; groups never do.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


class Name(NamedTuple):
    """An id, and the step that gave it."""

    text: str
    since: int


@dataclass(frozen=True, slots=True)
class Naming:
    """The groups of some articles, before and after one step; articles are numbers."""

    before: Mapping[int, Name]  # of articles that are no more, too
    groups: Mapping[str, Sequence[int]]  # name that a batch would give -> members
    names: Mapping[str, Name]  # the same key -> the id that lasts

    def former(self) -> dict[str, set[int]]:
        """The members of every group of two or more before."""
        return {name: found for name, found in _former(self.before).items() if len(found) > 1}


def name_groups(
    groups: Mapping[str, Sequence[int]],
    before: Mapping[int, Name],
    step: int,
    is_used: Callable[[str], bool],
) -> Naming:
    """An id for each group. `is_used` tells whether an id stands for articles other than these."""
    heirs = _heirs(groups, before)
    sizes = Counter(name.text for name in before.values())
    since = {name.text: name.since for name in before.values()}
    names: dict[str, Name] = {}
    for text in sorted(heirs, key=lambda name: (sizes[name] < 2, since[name], name)):
        names.setdefault(heirs[text], Name(text, since[text]))
    given = {name.text for name in names.values()}
    for group in sorted(groups.keys() - names.keys()):
        text, n = group, 1
        while text in given or text in since or is_used(text):
            n += 1
            text = f"{group}-{n}"
        given.add(text)
        names[group] = Name(text, step)
    return Naming(before, groups, names)


def _former(before: Mapping[int, Name]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for article, name in before.items():
        found.setdefault(name.text, set()).add(article)
    return found


def _heirs(groups: Mapping[str, Sequence[int]], before: Mapping[int, Name]) -> dict[str, str]:
    """The group that each id goes with: that with most of its members, of equals with the first to come."""
    shares: dict[str, Counter[str]] = {}
    for group, members in groups.items():
        for article in members:
            if article in before:
                shares.setdefault(before[article].text, Counter())[group] += 1
    first = {group: min(members) for group, members in groups.items()}
    return {
        name: max(share, key=lambda group: (share[group], -first[group])) for name, share in shares.items()
    }


class Event(NamedTuple):
    """One thing that happened to one cluster: numbers of articles, ids of other clusters."""

    change: str
    cluster: str
    articles: tuple[int, ...]
    others: tuple[str, ...]

    def lists(self, ids: Mapping[int, str]) -> tuple[str, str]:
        """Articles (those that still have an id) and other clusters as JSON."""
        articles = [ids[n] for n in self.articles if n in ids]
        return json.dumps(articles, ensure_ascii=False), json.dumps(self.others)


def events(naming: Naming, was: Mapping[str, int], now: Mapping[str, int]) -> list[Event]:
    """What happened, in words of the log. was, now: id of a cluster -> its origin, before and after."""
    former = naming.former()
    heirs = _heirs(naming.groups, naming.before)
    merged = {
        name: naming.names[heirs[name]].text
        for name in former
        if name in heirs and len(naming.groups[heirs[name]]) > 1
    }
    found: list[Event] = []
    for group in sorted(naming.groups, key=lambda g: naming.names[g].text):
        if len(naming.groups[group]) > 1:
            found += _events_of(set(naming.groups[group]), naming.names[group].text, former, merged)
    for name, origin in sorted(now.items()):
        if name in former and was.get(name, origin) != origin:
            found.append(Event("re-rooted", name, (origin,), ()))
    lasting = {naming.names[group].text for group, members in naming.groups.items() if len(members) > 1}
    gone = sorted(former.keys() - lasting - merged.keys())
    return found + [Event("dissolved", name, tuple(sorted(former[name])), ()) for name in gone]


def _events_of(
    members: set[int], name: str, former: Mapping[str, set[int]], merged: Mapping[str, str]
) -> Iterator[Event]:
    """What happened to one cluster of two or more."""
    if name not in former:
        sources = tuple(sorted(old for old, articles in former.items() if articles & members))
        yield Event("split" if sources else "created", name, tuple(sorted(members)), sources)
        return
    others = tuple(sorted(old for old, heir in merged.items() if heir == name and old != name))
    if others:
        yield Event("merged", name, (), others)
    known = former[name].union(*(former[other] for other in others))
    if joined := members - known:
        yield Event("grown", name, tuple(sorted(joined)), ())
    if left := former[name] - members:
        yield Event("shrunk", name, tuple(sorted(left)), ())
