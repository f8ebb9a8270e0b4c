"""Looks after a store: what is in it, and its file made small. Reads no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from syndicate.store.file import told
from syndicate.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from syndicate.store.file import Store

_COUNTS = {
    "articles": "SELECT count(*) FROM article",
    "versions": "SELECT count(*) FROM version",
    "waiting": "SELECT count(*) FROM inbox",
    "links": "SELECT count(*) FROM link",
    "pairs": "SELECT count(*) FROM pair",
    "clusters": "SELECT count(*) FROM member WHERE role = 'origin'",
    "clustered": "SELECT count(*) FROM member WHERE role != 'single'",
    "changes": "SELECT count(*) FROM change",
    "feeds": "SELECT count(*) FROM feed",
}


def info(store: Store) -> dict[str, Any]:
    """What the store holds: numbers of things (clusters: of two articles or more), times, bytes, settings."""
    with store.reading() as connection:
        found: dict[str, Any] = {name: connection.execute(q).fetchone()[0] for name, q in _COUNTS.items()}
        first, last = connection.execute(
            "SELECT min(published), max(published) FROM article WHERE published != ''"
        ).fetchone()
        changed = connection.execute("SELECT max(at) FROM change").fetchone()[0]
    return {
        "path": str(store.path),
        "bytes": file_bytes(store),
        "form": len(MIGRATIONS),
        **found,
        "first_published": first or "",
        "last_published": last or "",
        "last_change": changed or "",
        "settings": store.settings.fingerprint(),
    }


def file_bytes(store: Store) -> int:
    """Bytes of the store's file and of what waits in its log."""
    paths = [store.path, store.path.with_name(store.path.name + "-wal")]
    return sum(path.stat().st_size for path in paths if path.exists())


def vacuum(store: Store) -> int:
    """Write the file anew without the room of what was forgotten; the bytes that this freed.

    It needs free room of the store's own size. Raises InputError where another process uses the store.
    """
    before = file_bytes(store)
    with told(store.path):
        store.connection.execute("VACUUM")
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        store.connection.execute("PRAGMA optimize")
    return before - file_bytes(store)
