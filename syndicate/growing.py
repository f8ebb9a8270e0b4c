"""Columns in memory that grow as pieces come. Knows not what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import DTypeLike, NDArray

T = TypeVar("T", bound=np.generic)


class Column(Generic[T]):
    """A column that grows in place, by an eighth: it fits into memory hardly twice."""

    def __init__(self, kind: DTypeLike) -> None:
        self._held: NDArray[Any] = np.empty(0, kind)
        self._size = 0

    def append(self, some: NDArray[T]) -> None:
        """Copy these to its end."""
        end = self._size + len(some)
        if end > len(self._held):
            self._held.resize(end + end // 8, refcheck=False)  # nobody else has it yet
        self._held[self._size : end] = some
        self._size = end

    def __getitem__(self, places: NDArray[np.integer[Any]]) -> NDArray[T]:
        """What stands at these places, copied."""
        found: NDArray[T] = self._held[places]
        return found

    def whole(self) -> NDArray[T]:
        """The column, which is not to grow any more."""
        self._held.resize(self._size, refcheck=False)
        return self._held


def in_memory(pieces: Iterable[Sequence[NDArray[Any]]]) -> list[NDArray[Any]]:
    """The columns of all pieces (one or more), one after another, each piece let go as it is copied."""
    columns: list[Column[Any]] = []
    for piece in pieces:
        columns = columns or [Column(some.dtype) for some in piece]
        for column, some in zip(columns, piece, strict=True):
            column.append(some)
    return [column.whole() for column in columns]
