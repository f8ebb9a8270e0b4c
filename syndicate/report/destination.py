"""Looks, before any work is done, whether a result can be written where it is to go. Writes nothing."""

from __future__ import annotations

import os
from pathlib import Path

from syndicate.errors import OutputError
from syndicate.report.export import FORMATS


def check_folder(path: str | os.PathLike[str]) -> None:
    """Raise OutputError where no folder can be made, or written into, at `path`."""
    place = Path(path)
    try:
        nearest = next((p for p in (place, *place.parents) if p.exists()), Path())
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"cannot be written: {reason}", place=str(path), remedy="choose another path"
        ) from error
    if not nearest.is_dir():
        what = "is a file, not a folder" if nearest == place else "a part of the path is a file, not a folder"
        raise OutputError(what, place=str(path), remedy="choose a folder whose path holds no file")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError("no permission to write here", place=str(path), remedy="choose another folder")


def check_file(path: Path, formats: tuple[str, ...] = FORMATS) -> str:
    """The format that the ending of `path` names; OutputError where it is none, or cannot be written."""
    ending = path.suffix.lstrip(".").lower()
    if ending not in formats:
        known = " or ".join(f".{name}" for name in formats)
        raise OutputError("not an ending for this table", place=str(path), remedy=f"end it in {known}")
    if path.is_dir():
        raise OutputError("is a folder", place=str(path), remedy="give the name of a file")
    check_folder(path.parent)
    return ending
