"""Vectors of sentences kept on disk between runs, by what the sentence says. Computes none."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

import numpy as np
import xxhash

from syndicate.cache import cache_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

AT_A_TIME: Final = 500  # sentences asked for in one query: sqlite allows 999 parameters and more
_PATIENCE: Final = 5.0  # seconds to wait for another process that writes


class Kept:
    """The vectors of one model. Where the folder cannot be used they are kept in memory only."""

    def __init__(self, model: str, folder: Path | None = None) -> None:
        folder = cache_folder() if folder is None else folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._rows = _opened(str(folder / f"{model}.sqlite"))
        except (OSError, sqlite3.Error):
            self._rows = _opened(":memory:")

    def get(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that are kept, by text."""
        by_key = {_key(text): text for text in texts}
        keys, found = list(by_key), {}
        for low in range(0, len(keys), AT_A_TIME):
            some = keys[low : low + AT_A_TIME]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - marks alone
            for key, vector in self._rows.execute(query, some):
                found[by_key[key]] = np.frombuffer(vector, np.float16).astype(np.float32)
        return found

    def put(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep these too; a disk that is full or busy keeps nothing, and the run goes on."""
        rows = [(_key(text), vector.astype(np.float16).tobytes()) for text, vector in vectors.items()]
        try:
            with self._rows:
                self._rows.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.Error:
            return

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()


def _opened(path: str) -> sqlite3.Connection:
    rows = sqlite3.connect(path, timeout=_PATIENCE)
    rows.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
    return rows


def _key(text: str) -> bytes:
    return xxhash.xxh3_128_digest(text.encode("utf-8", "surrogatepass"))
