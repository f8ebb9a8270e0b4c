"""Tables to files and back: csv, jsonl and parquet, each written whole or not at all. Computes nothing.

csv is UTF-8 as in RFC 4180 with lines that end in "\\n"; text is quoted where it must be, and holds its
own line breaks. Unknown numbers and empty texts are empty cells. Programs get back exactly what was
written. In a spreadsheet a cell that begins with = + - @ TAB or CR would be run as a formula (OWASP, CSV
injection), and headlines come from strangers: `safe=True` puts an apostrophe before such texts, and a byte
order mark before all, by which Excel knows UTF-8: for people. It is off by default, since it changes ids and
texts for every program that reads the file.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

import polars as pl

from syndicate.errors import InputError, OutputError
from syndicate.report.replacing import replacing, sync
from syndicate.schema import ARTICLES, CLUSTERS, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from syndicate.schema import Table

FORMATS = ("csv", "jsonl", "parquet")
_FORMULA = r"^[=+\-@\t\r]"
_SCHEMAS = {table.name: table for table in TABLES}
# A damaged file can also make the reader panic, which polars raises outside of Exception.
_BROKEN = (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException, UnicodeDecodeError)


def write_table(
    frame: pl.DataFrame,
    path: str | os.PathLike[str],
    format: str,  # noqa: A002 (as in --format)
    *,
    safe: bool = False,
) -> None:
    """Write a table to a file of format csv, jsonl or parquet; an earlier file stays whole until replaced.

    `safe` guards the texts of a csv against being run as formulas (see above). Missing folders are made.
    Raises OutputError where the path cannot be written or the format is unknown.
    """
    _check(format, os.fspath(path))
    with replacing(Path(path)) as file:
        _write(frame, file, format, safe=safe)


def write_tables(
    tables: Mapping[str, pl.DataFrame],
    folder: str | os.PathLike[str],
    format: str,  # noqa: A002 (as in --format)
    *,
    safe: bool = False,
) -> list[Path]:
    """Write each table to folder/NAME.FORMAT and give the paths: either all of them or, on an error, none.

    Raises what `write_table` raises.
    """
    _check(format, os.fspath(folder))
    paths = [Path(folder) / f"{name}.{format}" for name in tables]

    def write(frame: pl.DataFrame, file: IO[bytes]) -> None:
        _write(frame, file, format, safe=safe)
        sync(file)  # a disk that is waited for leaves the processors to the other tables

    with ExitStack() as stack:
        files = [stack.enter_context(replacing(path)) for path in paths]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(write, tables.values(), files))
    return paths


def write_matrix(
    ids: Sequence[str], matrix: NDArray[np.floating], path: str | os.PathLike[str], *, safe: bool = False
) -> None:
    """Write an n x n matrix as csv: `ids` in the first row and column, numbers to 4 digits, NaN left empty.

    A cell is the share of its row in its column; `safe` as for `write_table`. Raises
    OutputError where the path cannot be written.
    """
    columns = {str(i): matrix[:, i] for i in range(len(ids))}
    table = pl.DataFrame({"article": pl.Series(ids, dtype=pl.String), **columns})
    numbers = table.with_columns(pl.col(list(columns)).cast(pl.Float64).round(4).fill_nan(None))
    # The header goes in as a row: columns of a frame need names that differ, outlets may share one.
    header = pl.DataFrame([["article", *ids]], orient="row", schema=dict.fromkeys(table.columns, pl.String))
    with replacing(Path(path)) as file:
        (_guarded(header) if safe else header).write_csv(file, include_header=False, include_bom=safe)
        (_guarded(numbers) if safe else numbers).write_csv(file, include_header=False)


def write_text(text: str, path: str | os.PathLike[str]) -> None:
    """Write a text as UTF-8. Raises OutputError where the path cannot be written."""
    with replacing(Path(path)) as file:
        file.write(text.encode())


def read_tables(folder: str | os.PathLike[str]) -> dict[str, pl.DataFrame]:
    """The tables of an earlier result by name, with the types of `schema`, whatever their format.

    Where a folder holds several formats, the one whose clusters were written last counts. Raises InputError
    where the folder holds no result of ours (articles and clusters), or one of its tables is damaged.
    """
    place = os.fspath(folder)
    found = [path for name in FORMATS if (path := Path(folder) / f"{CLUSTERS.name}.{name}").is_file()]
    if not found:
        raise InputError(
            "not a folder of results", place=place, remedy="give the DIR of an earlier `cluster`"
        )
    ending = max(found, key=lambda path: path.stat().st_mtime_ns).suffix
    paths = {name: Path(folder) / f"{name}{ending}" for name in _SCHEMAS}
    tables = {name: _read(path, _SCHEMAS[name]) for name, path in paths.items() if path.is_file()}
    if ARTICLES.name not in tables:
        what = f"there is no {ARTICLES.name}{ending} beside its clusters"
        raise InputError(what, place=place, remedy="run `cluster` again")
    return tables


def _write(frame: pl.DataFrame, file: IO[bytes], name: str, *, safe: bool) -> None:
    if name == "parquet":
        frame.write_parquet(file)
    elif name == "jsonl":
        frame.write_ndjson(file)
    else:
        _cells(frame, safe=safe).write_csv(file, include_bom=safe)


def _check(name: str, place: str) -> None:
    if name not in FORMATS:
        raise OutputError(f"there is no format {name}", place=place, remedy=f"choose {', '.join(FORMATS)}")


def _cells(frame: pl.DataFrame, *, safe: bool) -> pl.DataFrame:
    """The table as csv cells: empty texts become nothing instead of "", formulas are made safe if asked."""
    frame = _guarded(frame) if safe else frame
    if frame.width > 1:  # a line with nothing on it would be no row
        texts = pl.col(pl.String)
        frame = frame.with_columns(pl.when(texts != "").then(texts).name.keep())
    return frame


def _guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with an apostrophe before every text that a spreadsheet would run."""
    texts = pl.col(pl.String)
    risky = texts.str.contains(_FORMULA)
    return frame.with_columns(pl.when(risky).then(pl.lit("'") + texts).otherwise(texts).name.keep())


def _read(path: Path, table: Table) -> pl.DataFrame:
    """One table of an earlier result; empty cells of texts are empty texts."""
    try:
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path, glob=False)
        elif path.suffix == ".jsonl":
            frame = pl.read_ndjson(path, schema=table.types) if path.stat().st_size else table.empty()
        else:
            frame = pl.read_csv(path, schema_overrides=table.types, glob=False)
        frame = table.cast(frame)
    except _BROKEN as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(
            f"not a sound table {table.name}: {reason}", place=str(path), remedy="run `cluster` again"
        ) from error
    return frame.with_columns(pl.col(pl.String).fill_null(""))
