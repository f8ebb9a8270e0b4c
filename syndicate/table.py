"""What a table is: a name, what a row is, and columns with a type and a meaning. Names no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polars.datatypes import DataTypeClass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type and what it means."""

    dtype: DataTypeClass
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table that flows: its name, what a row is, and its columns in order."""

    name: str
    row: str
    columns: Mapping[str, Column]

    @property
    def types(self) -> dict[str, DataTypeClass]:
        """Column names to polars types, in order."""
        return {name: column.dtype for name, column in self.columns.items()}

    def empty(self) -> pl.DataFrame:
        """The table without a row."""
        return pl.DataFrame(schema=self.types)

    def frame(self, data: Mapping[str, object] | Sequence[Mapping[str, object]]) -> pl.DataFrame:
        """The table from columns or from rows; a missing or misspelt column raises KeyError."""
        for row in (data,) if isinstance(data, Mapping) else data:
            if row.keys() != self.columns.keys():
                odd = ", ".join(sorted(row.keys() ^ self.columns.keys()))
                raise KeyError(f"table {self.name}: {odd} missing or unknown")
        return pl.DataFrame(data, schema=self.types, strict=True)

    def cast(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The same rows with exactly this table's columns and types; a missing column raises."""
        return frame.select([pl.col(name).cast(dtype) for name, dtype in self.types.items()])


TEXT, INT, SHARE, FLAG = pl.String, pl.Int64, pl.Float64, pl.Boolean
