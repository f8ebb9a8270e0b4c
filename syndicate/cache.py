"""Keeps on disk what can be computed anew, for the next run. Never required: what fails keeps nothing."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import xxhash


def cache_folder() -> Path:
    """Where a user's programs keep what they can compute anew."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "syndicate"
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "syndicate" / "Cache"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "syndicate"


def read_kept(name: str, made_of: str) -> bytes | None:
    """What was kept under this name, if it was made of the same and is whole; else None."""
    try:
        found = (cache_folder() / name).read_bytes()
    except (OSError, RuntimeError):  # no such file; no home
        return None
    content = found[16:]
    return content if found[:16] == _seal(made_of, content) else None


def keep(name: str, made_of: str, content: bytes) -> None:
    """Keep this under a name, in place of what was there: readers find the one or the other, whole."""
    with suppress(OSError, RuntimeError):
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=f"{name}.", delete=False) as file:
            written = Path(file.name)
            try:
                file.write(_seal(made_of, content) + content)
                file.close()
                written.replace(folder / name)
            except BaseException:
                written.unlink(missing_ok=True)
                raise


def _seal(made_of: str, content: bytes) -> bytes:
    """Tells damaged content, and content that was made of something else: 16 bytes."""
    return xxhash.xxh3_128_digest(xxhash.xxh3_128_digest(made_of.encode()) + xxhash.xxh3_128_digest(content))
