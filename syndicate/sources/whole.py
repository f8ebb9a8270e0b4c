"""One file, whole, with a limit on its size. Understands nothing of what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.errors import InputError
from syndicate.sources.base import MAX_PAGE_BYTES, MB, unreadable

if TYPE_CHECKING:
    import os


def read_whole(path: str | os.PathLike[str], limit: int = MAX_PAGE_BYTES) -> bytes:
    """The bytes of a file; InputError where it cannot be read, or has more than `limit` bytes."""
    place = str(path)
    try:
        with Path(path).open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError as error:
        raise InputError("there is no such file", place=place, remedy="check the path") from error
    except OSError as error:
        problem = unreadable(place, error)
        raise InputError(problem.problem, place=place, remedy=problem.remedy) from error
    if len(raw) > limit:
        raise InputError(f"has more than {limit // MB} MB", place=place, remedy="split it")
    return raw
