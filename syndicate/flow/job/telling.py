"""Tells a command, an address and a folder which clusters changed: each hears of every change at least once.

What a recipient has heard is noted in the store when it has heard it: one that failed hears it at the next
run, together with what changed since. A new recipient hears of what changes from now on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.errors import SyndicateError
from syndicate.flow.job.publishing import publish
from syndicate.report.delivery import encoded, to_command, to_webhook
from syndicate.schema import CHANGES
from syndicate.store.groups import last_step
from syndicate.store.job import changes_after, hand_on, handed_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from syndicate.flow.detect import Detection
    from syndicate.store.file import Store

    Read = Callable[[Store, list[str]], Detection]

CHANGES_A_MESSAGE: Final = 500  # about; the changes of one step stay together
_LISTS: Final = ("articles", "others")  # columns of schema.CHANGES that hold JSON
_MEMBER: Final = (
    "article", "outlet", "published", "title", "url", "role", "relation", "probability", "partner",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Who is told; what is empty is nobody."""

    command: str = ""
    webhook: str = ""
    folder: Path | None = None

    def named(self) -> dict[str, Callable[[Detection, pl.DataFrame], str]]:
        """What tells each of them, giving "" or what went wrong; by the name that the store knows it by."""
        told: dict[str, Callable[[Detection, pl.DataFrame], str]] = {}
        if self.command:
            told[f"command {self.command}"] = lambda found, changes: to_command(
                self.command, encoded(message(found, changes))
            )
        if self.webhook:
            told[f"webhook {self.webhook}"] = lambda found, changes: to_webhook(
                self.webhook, encoded(message(found, changes))
            )
        if self.folder:
            folder = self.folder
            told[f"folder {folder.resolve()}"] = lambda found, changes: _published(found, changes, folder)
        return told


def expect(store: Store, recipients: Recipients) -> None:
    """Note, before anything changes, where new recipients begin to listen."""
    with store.reading() as connection:
        step = last_step(connection)
    for name in recipients.named():
        if handed_on(store, name) is None:
            hand_on(store, name, step)


def tell(store: Store, recipients: Recipients, read: Read) -> list[str]:
    """Tell everyone what they have not heard; what went wrong, in words.

    `read` gives what the store knows of some clusters, by id.
    """
    problems = []
    for name, to in recipients.named().items():
        for step, changes in _unheard(store, handed_on(store, name) or 0):
            clusters = _named(changes)
            if problem := to(read(store, clusters), changes):
                problems.append(problem)
                break
            hand_on(store, name, step)
    return problems


def message(found: Detection, changes: pl.DataFrame) -> dict[str, Any]:
    """Changes (schema.CHANGES) and the clusters as they are now, as JSON can hold them."""
    grouped = found.clusters.filter(pl.col("role") != "single")
    return {
        "changes": [row | {name: json.loads(row[name]) for name in _LISTS} for row in changes.to_dicts()],
        "clusters": [
            {
                "cluster": cluster,
                "story": rows["story"][0],
                "title": rows.filter(pl.col("role") == "origin")["title"].to_list()[0],
                "articles": rows.select(_MEMBER).to_dicts(),
            }
            for (cluster,), rows in grouped.group_by("cluster", maintain_order=True)
        ],
    }


def _unheard(store: Store, heard: int) -> Iterator[tuple[int, pl.DataFrame]]:
    """(step, changes up to it) of what came after a step: whole steps, some clusters at a time."""
    changes = changes_after(store, heard)
    part: list[pl.DataFrame] = []
    for rows in changes.partition_by("step", maintain_order=True):
        if part and sum(map(len, part)) + rows.height > CHANGES_A_MESSAGE:
            yield int(part[-1]["step"][0]), CHANGES.cast(pl.concat(part))
            part = []
        part.append(rows)
    if part:
        yield int(part[-1]["step"][0]), CHANGES.cast(pl.concat(part))


def _named(changes: pl.DataFrame) -> list[str]:
    """The clusters that changes name, those that went into others too."""
    others = (name for names in changes["others"] for name in json.loads(names))
    return sorted({*changes["cluster"], *others})


def _published(found: Detection, changes: pl.DataFrame, folder: Path) -> str:
    try:
        publish(found, _named(changes), folder)
    except SyndicateError as error:
        return str(error)
    return ""
