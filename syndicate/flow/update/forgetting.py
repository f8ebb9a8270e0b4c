"""Forgets old articles of a store, and groups anew what hung together with them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from syndicate.errors import SettingError
from syndicate.flow.update.regrouping import regroup
from syndicate.flow.update.relinking import read_sketched, relink
from syndicate.store.articles import remove_articles
from syndicate.store.groups import begin_step, members
from syndicate.store.kin import links_of, remove_links
from syndicate.store.sketches import older_than

if TYPE_CHECKING:
    from syndicate.store.file import Store

_AGE: Final = re.compile("([0-9]{1,6})([dw])")
_DAYS: Final = {"d": 1, "w": 7}
ARTICLES_A_STEP: Final = 5000  # forgotten in one transaction: bounds memory


def forget(store: Store, before: datetime, *, now: datetime) -> int:
    """Forget the articles that were certainly published before a time, and how many they were.

    What is left is grouped as if they had never been there. Their pages stay known: given again, they are not
    taken in. Articles of unknown time stay. The file shrinks with `vacuum`.
    """
    n = 0
    while forgotten := _forget_some(store, before.timestamp() / 3600, now):
        n += forgotten
    return n


def _forget_some(store: Store, hours: float, now: datetime) -> int:
    told = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    with store.writing() as connection:
        numbers = older_than(connection, hours, ARTICLES_A_STEP)
        if not numbers:
            return 0
        gone = read_sketched(connection, numbers, store.settings)
        memberships = members(connection, numbers)
        links = links_of(connection, numbers)
        remove_links(connection, links)
        remove_articles(connection, numbers)
        touched = relink(connection, read_sketched(connection, [], store.settings), gone, store.settings)
        touched = touched.union(*links) - set(numbers)
        regroup(connection, touched, store.settings, begin_step(connection), told, memberships)
    return len(numbers)


def moment(text: str, now: datetime) -> datetime:
    """A day (2026-02-21), or an age (90d, 52w) before now, as a time; SettingError for anything else."""
    if match := _AGE.fullmatch(text.strip()):
        try:
            return now - timedelta(days=int(match[1]) * _DAYS[match[2]])
        except OverflowError:
            raise SettingError("older-than", text, "an age that a calendar can hold") from None
    try:
        found = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        raise SettingError("older-than", text, "a day such as 2026-02-21, or an age such as 90d") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
