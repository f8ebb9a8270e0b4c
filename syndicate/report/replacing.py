"""Files that are written whole or not at all: the new one takes the place of the old. Makes no table."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import polars as pl

from syndicate.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when all is written; what is no regular file is written through.

    The new file lies beside the old one under a hidden name, reaches the disk, and is renamed: a kill or
    a full disk leaves the old file as it was.
    """
    place = os.fspath(path)
    beside: Path | None = None
    try:
        if path.is_dir():
            raise OutputError("is a folder", place=place, remedy="give the name of a file")
        if path.exists() and not path.is_file():  # a pipe or a device
            with path.open("wb") as file:
                yield file
            return
        target = path.resolve()  # a link stays a link
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name[:100]}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
        with beside.open("xb") as file:
            yield file
            sync(file)
        beside.replace(target)
        beside = None
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _unwritable(place, error) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


@contextmanager
def folder_beside(path: Path) -> Iterator[Path]:
    """A hidden folder beside `path`, for files that are to be moved; in the end it goes, with what is left.

    It is made by the first file that is written there, on the disk that `path` is on.
    """
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def move_files(source: Path, names: Iterable[str], target: Path) -> None:
    """Move files of one folder to another, which is made; one of the same name there is replaced."""
    try:
        target.mkdir(exist_ok=True)
        for name in names:
            (source / name).replace(target / name)
    except OSError as error:
        raise _unwritable(os.fspath(target), error) from error


def sync(file: IO[bytes]) -> None:
    """Let what is written so far reach the disk, where the file lies on one."""
    file.flush()
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        os.fsync(file.fileno())


def _unwritable(place: str, error: Exception) -> OutputError:
    """What an error met while writing means, and what to do."""
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200]
    if isinstance(error, PermissionError):
        return OutputError("no permission to write here", place=place, remedy="choose another folder")
    if isinstance(error, FileExistsError | NotADirectoryError):
        remedy = "choose a folder whose path holds no file"
        return OutputError("a part of the path is a file, not a folder", place=place, remedy=remedy)
    if "No space left" in reason or "quota" in reason.lower() or "too large" in reason.lower():
        return OutputError("the disk is full", place=place, remedy="free some space, or choose another disk")
    return OutputError(f"cannot be written: {reason}", place=place, remedy="choose another path")
