"""Columns of numbers in files without a name, mapped into memory: only what is looked at need be there.

What a run reads again and again, but only a few articles of it at a time, need not stay in memory. A file
without a name is gone with the process, however that ends.
"""

from __future__ import annotations

import mmap
from contextlib import ExitStack
from threading import Event, Thread
from typing import IO, TYPE_CHECKING, Any, Final, Self
from weakref import ref

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    from syndicate.store.parts import Parts

PAUSE: Final = 0.25  # seconds after which what was looked at is let go: bounds memory, changes no result


class Mapped:
    """Columns on disk among the parts of a run. They are to be read, not to be written to.

    As a context it lets go of the memory that they take again and again, whoever reads them: what is looked
    at later is read again, mostly from what the system keeps of the files. Where the system cannot let go
    (Windows) it stays until others need it.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._maps: list[ref[mmap.mmap]] = []  # a column that nobody has any more is gone
        self._ended = Event()
        self._keeper = Thread(target=self._keep_small, name="mapped", daemon=True)

    def __enter__(self) -> Self:
        """Begin to let go."""
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._ended.set()
        self._keeper.join()

    def joined(self, pieces: Iterable[Sequence[NDArray[Any]]]) -> list[NDArray[Any]]:
        """The columns of all pieces (one or more), one after another, each piece let go as it is written.

        Raises OutputError where they cannot be written.
        """
        columns: list[_Column] = []
        with self._parts.writing(), ExitStack() as open_files:
            for piece in pieces:
                columns = columns or [_Column(open_files, self._parts.scratch(), some) for some in piece]
                for column, some in zip(columns, piece, strict=True):
                    column.append(some)
            return [column.mapped(self._maps) for column in columns]

    def release(self) -> None:
        """Let go of the memory that the columns take. Reading goes on meanwhile."""
        if hasattr(mmap, "MADV_DONTNEED"):
            for one in tuple(self._maps):
                if (still := one()) is not None:
                    still.madvise(mmap.MADV_DONTNEED)

    def _keep_small(self) -> None:
        while not self._ended.wait(PAUSE):
            self.release()


class _Column:
    """A column that grows in a file."""

    def __init__(
        self, open_files: ExitStack, file: AbstractContextManager[IO[bytes]], like: NDArray[Any]
    ) -> None:
        self._file, self._kind = open_files.enter_context(file), like.dtype

    def append(self, some: NDArray[Any]) -> None:
        self._file.write(np.ascontiguousarray(some, self._kind).data)

    def mapped(self, maps: list[ref[mmap.mmap]]) -> NDArray[Any]:
        """The column; its map, which lives as long as the column, is added to the others."""
        self._file.flush()
        if not self._file.tell():  # nothing cannot be mapped
            return np.empty(0, self._kind)
        whole = mmap.mmap(self._file.fileno(), 0)
        maps.append(ref(whole))
        return np.frombuffer(whole, self._kind)
