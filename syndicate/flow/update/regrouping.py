"""Groups a store's articles anew where something changed, under ids that last. Compares nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.flow.grouping import group
from syndicate.flow.update.naming import Name, events, name_groups
from syndicate.match.cluster import VERSION_PROBABILITY, VERSION_RESEMBLANCE
from syndicate.store.groups import Change, Member, is_used, members, write_changes, write_members
from syndicate.store.kin import connected, kin_among
from syndicate.store.reading import read_articles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    import polars as pl

    from syndicate.flow.update.naming import Event, Naming
    from syndicate.settings import Settings


def regroup(
    connection: sqlite3.Connection,
    touched: set[int],
    settings: Settings,
    step: int,
    told: str,
    gone: Sequence[Member] = (),
) -> set[str]:
    """Group all that hangs together with the articles `touched`, and log what changed.

    gone: the memberships of articles that are no more. Returns the ids of all clusters of two or more that
    changed, in any column of a member.
    """
    copies = (VERSION_RESEMBLANCE, VERSION_PROBABILITY)
    part = connected(connection, touched, settings.threshold, settings.story_threshold, copies)
    numbers, articles = read_articles(connection, part, bodies=False)
    ids = dict(zip(numbers.to_list(), articles["article"].to_list(), strict=True))
    pairs, links = kin_among(connection, ids)
    clusters = group(articles, links, pairs, settings)
    before = members(connection, ids)
    clustered = _named(connection, clusters, ids, [*before, *gone], "cluster", step)
    storied = _named(connection, clusters, ids, [*before, *gone], "story", step)
    rows = _members(clusters, ids, clustered, storied)
    changed = sorted(set(rows) - set(before))
    write_members(connection, changed)
    happened = events(clustered, _origins([*before, *gone]), _origins(rows))
    story = {row.cluster: row.story for row in rows}
    write_changes(connection, step, told, [_change(event, story, ids) for event in happened])
    sizes = {name.text: len(clustered.groups[key]) for key, name in clustered.names.items()}
    return {e.cluster for e in happened}.union(row.cluster for row in changed if sizes[row.cluster] > 1)


def _named(
    connection: sqlite3.Connection,
    clusters: pl.DataFrame,
    ids: Mapping[int, str],
    before: Sequence[Member],
    column: str,
    step: int,
) -> Naming:
    """Lasting ids for the clusters, or stories, of a table of groups."""
    number = {article: n for n, article in ids.items()}
    groups: dict[str, list[int]] = {}
    for name, article in clusters.select(column, "article").iter_rows():
        groups.setdefault(name, []).append(number[article])
    known = {
        one.article: Name(getattr(one, column), getattr(one, f"{column}_since"))
        for one in before
    }  # fmt: skip
    return name_groups(groups, known, step, lambda name: is_used(connection, column, name))


def _members(
    clusters: pl.DataFrame, ids: Mapping[int, str], clustered: Naming, storied: Naming
) -> list[Member]:
    number = {article: n for n, article in ids.items()}
    columns = ("article", "cluster", "story", "role", "relation", "probability", "partner")
    rows = []
    for article, cluster, story, role, relation, probability, partner in clusters.select(columns).iter_rows():
        one, other = clustered.names[cluster], storied.names[story]
        rows.append(Member(number[article], one.text, other.text, one.since, other.since, role, relation,
                           probability, number.get(partner)))  # fmt: skip
    return rows


def _origins(rows: Sequence[Member]) -> dict[str, int]:
    return {row.cluster: row.article for row in rows if row.role == "origin"}


def _change(event: Event, story: Mapping[str, str], ids: Mapping[int, str]) -> Change:
    return Change(event.change, event.cluster, story.get(event.cluster, ""), *event.lists(ids))
