"""Articles that carry much of each other's text, and what their groups make of them. Reads no file.

Whoever has half of the 5-shingles of the shorter of two articles from another outlet has its text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from metrics import share, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHINGLE = 5
HALF = 0.5  # share of the shorter's shingles
LEAST = 10  # shingles of an article that is looked at: a line or two are the same by chance
Pair = tuple[str, str]


def copies(bodies: Mapping[str, str]) -> set[Pair]:
    """Pairs of articles that share HALF of the shingles of the shorter one."""
    shingles = {i: {tuple(unit[k : k + SHINGLE]) for k in range(len(unit) - SHINGLE + 1)}
                for i, unit in ((i, words(text)) for i, text in bodies.items())}  # fmt: skip
    holders = defaultdict(list)
    for i in sorted(shingles):
        for shingle in shingles[i]:
            holders[shingle].append(i)
    shared = Counter(pair for held in holders.values() for pair in combinations(held, 2))
    sizes = {i: len(found) for i, found in shingles.items()}
    return {
        (a, b)
        for (a, b), n in shared.items()
        if min(sizes[a], sizes[b]) >= LEAST and n >= HALF * min(sizes[a], sizes[b])
    }


def together(pairs: Iterable[Pair], outlets: Mapping[str, str], found: Mapping[str, str]) -> float:
    """Share of the pairs of different outlets that are in one group; 1 where there is none."""
    asked = [(a, b) for a, b in pairs if outlets[a] != outlets[b]]
    return share(sum(found[a] == found[b] for a, b in asked), len(asked)) if asked else 1.0


def of_one_event(found: Mapping[str, str], event: Mapping[str, str], pairs: Iterable[Pair]) -> float:
    """Share of the groups of two or more that tell of one event; a copy tells of its copies' events too."""
    told = {i: {event[i]} for i in found if i in event}
    for a, b in pairs:
        if a in told and b in told:
            told[a].add(event[b])
            told[b].add(event[a])
    members = defaultdict(list)
    for i, events in told.items():
        members[found[i]].append(events)
    groups = [events for events in members.values() if len(events) > 1]
    return share(sum(bool(set.intersection(*events)) for events in groups), len(groups))
