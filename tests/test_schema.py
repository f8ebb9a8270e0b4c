from __future__ import annotations

import polars as pl
import pytest
from polars.exceptions import PolarsError

from syndicate import schema
from syndicate.schema import Table

EVERY = pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)


@EVERY
def test_every_column_says_what_it_means(table: Table) -> None:
    assert table.row
    assert all(column.meaning for column in table.columns.values())
    assert list(table.types) == list(table.columns)


@EVERY
def test_empty(table: Table) -> None:
    empty = table.empty()
    assert (empty.height, dict(empty.schema)) == (0, table.types)
    assert table.cast(empty).equals(empty)


def test_no_two_tables_share_a_name_and_none_is_forgotten() -> None:
    tables = [value for value in vars(schema).values() if isinstance(value, Table)]
    assert len({table.name for table in tables}) == len(tables) == len(schema.TABLES)


def test_columns_by_name_are_the_contract() -> None:
    """What users' programs and the scorers read."""
    columns = {table.name: " ".join(table.columns) for table in schema.TABLES}
    assert columns["articles"] == (
        "article outlet url title published language wire n_words n_sentences body"
    )
    assert columns["clusters"] == (
        "story cluster article outlet published title url role relation probability partner"
    )
    assert columns["pairs"] == (
        "a b relation probability jaccard a_in_b b_in_a longest_run shared_terms shared_numbers "
        "shared_quotes sentences_a_in_b sentences_b_in_a lag_hours derived_from"
    )
    assert columns["residue"] == (
        "cluster article other status sentence start end text other_sentence other_start other_end "
        "other_text similarity altered rounded"
    )


ROW = {"place": "a.csv:2", "problem": "no text", "remedy": "add some", "skipped": True}


def test_a_frame_from_rows_and_from_columns() -> None:
    rows = schema.PROBLEMS.frame([ROW, ROW])
    assert rows.equals(schema.PROBLEMS.frame({name: [value] * 2 for name, value in ROW.items()}))
    assert dict(rows.schema) == schema.PROBLEMS.types


def test_a_value_of_the_wrong_type_raises() -> None:
    with pytest.raises((PolarsError, TypeError)):
        schema.PROBLEMS.frame([{**ROW, "skipped": "yes"}])


def test_cast_orders_drops_and_converts() -> None:
    frame = pl.DataFrame([{"more": 1, **dict(reversed(ROW.items())), "skipped": 0}])
    assert schema.PROBLEMS.cast(frame).rows() == [("a.csv:2", "no text", "add some", False)]
    with pytest.raises(PolarsError):
        schema.PROBLEMS.cast(frame.drop("place"))


@pytest.mark.parametrize("rows", [
    [{name: value for name, value in ROW.items() if name != "remedy"}],
    [{**ROW, "remdy": ""}],
    {name: [value] for name, value in ROW.items() if name != "remedy"},
    {**{name: [value] for name, value in ROW.items()}, "remdy": [""]},
], ids=["row without", "row misspelt", "columns without", "columns misspelt"])  # fmt: skip
def test_a_missing_or_misspelt_column_raises(rows: object) -> None:
    with pytest.raises(KeyError, match=r"reme?dy"):
        schema.PROBLEMS.frame(rows)  # type: ignore[arg-type]
