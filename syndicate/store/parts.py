"""Keeps the finished parts of a long run in a folder, so that a rerun need not make them again.

A part is called after the digest of all that it is made of: the code, the settings, the very rows it was
computed from. So nothing has to be remembered about a run: a part that is there is right, whoever made it,
and one that would be made of anything else has another name. Parts appear whole or not at all (they are
written beside their place, reach the disk, and are renamed); a kill leaves at most a file that nobody reads.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import polars as pl
import xxhash

from syndicate.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    Frames = dict[str, pl.DataFrame]

PARTS = ".parts"  # the folder within a folder of results where a run keeps them until it is done
_RELIED_ON = ("langdetect-rs", "polars", "pycld2", "sentencex", "snowballstemmer", "trafilatura", "wordfreq")
_BROKEN = (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException)


class Parts:
    """The parts in one folder. `made` and `found` count how many were computed, and how many were there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.made = self.found = 0

    def get(self, kind: str, made_of: Sequence[str | bytes], make: Callable[[], Frames]) -> Frames:
        """The frames of the part of this kind that is made of this: read back, or else made now and kept."""
        place = self._folder / f"{kind}-{digest(_code(), kind, *made_of)}"
        frames = _read(place)
        if frames is not None:
            self.found += 1
            return frames
        self.made += 1
        frames = make()
        with _writing(self._folder):
            _write(place, frames)
        return frames

    @contextmanager
    def scratch(self) -> Iterator[IO[bytes]]:
        """A file without a name for what does not fit into memory; it is gone with the process.

        Folders that were made for it go with it where nothing was kept in them.
        """
        made = [folder for folder in (self._folder, *self._folder.parents) if not folder.exists()]
        with _writing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            file = TemporaryFile(dir=self._folder)  # noqa: SIM115 (closed below)
        try:
            with file:
                yield file
        finally:
            with suppress(OSError):  # not empty
                for folder in made:
                    folder.rmdir()

    def writing(self) -> AbstractContextManager[None]:
        """An error met while writing among the parts, as an OutputError that says what to do."""
        return _writing(self._folder)

    def clear(self) -> None:
        """Remove all parts: the run is done."""
        shutil.rmtree(self._folder, ignore_errors=True)


def digest(*made_of: str | bytes) -> str:
    """32 hexadecimal digits that name these; where one ends and the next begins counts."""
    state = xxhash.xxh3_128()
    for piece in made_of:
        raw = piece.encode() if isinstance(piece, str) else piece
        state.update(len(raw).to_bytes(8, "little"))
        state.update(raw)
    return state.hexdigest()


def digest_of(frame: pl.DataFrame) -> str:
    """The same of the rows of a frame, in their order."""
    rows = frame.hash_rows().to_numpy().tobytes() if frame.height else b""
    return digest(",".join(frame.columns), rows)


@cache
def _code() -> str:
    """The code that makes parts: our own files as they are, and the releases of what they rely on."""
    root = Path(__file__).parent.parent
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".json"))
    stamps = (f"{path.relative_to(root)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return digest(*(f"{name} {version(name)}" for name in _RELIED_ON), *stamps)


def _read(place: Path) -> dict[str, pl.DataFrame] | None:
    """The frames of a part; None where it is not there, or damaged."""
    try:
        return {path.stem: pl.scan_ipc(path).collect() for path in sorted(place.iterdir())}
    except _BROKEN:
        return None


def _write(place: Path, frames: dict[str, pl.DataFrame]) -> None:
    beside = place.with_name(f".{place.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    try:
        beside.mkdir(parents=True)
        for name, frame in frames.items():
            with (beside / f"{name}.arrow").open("xb") as file:
                frame.write_ipc(file)
                file.flush()
                os.fsync(file.fileno())
        shutil.rmtree(place, ignore_errors=True)  # one that is damaged
        beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """An error met while writing, as one that says what to do."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200]
        raise OutputError(
            f"intermediate tables cannot be written: {reason}",
            place=str(folder),
            remedy="choose another folder",
        ) from error
