"""Columns that fit: figures whole, names cut, the least of the columns first to go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from syndicate.report.columns import Head, Row, figures, plain, text

HEADS = (Head("kind", 2, words=True), Head("most"), Head("much", 3), Head("least", 4))
ROWS = [Row("a name", ["wire", "1", "22", "333"]), Row("another name", ["post", "1,000", "2", "3"], "dim")]


def drawn(width: int) -> tuple[list[str], list[str]]:
    table, left_out = figures("who", HEADS, ROWS, width)
    return plain(table, width).splitlines(), left_out


def test_all_where_there_is_room() -> None:
    assert drawn(80) == (
        [
            "who           kind   most  much  least",
            "a name        wire      1    22    333",
            "another name  post  1,000     2      3",
        ],
        [],
    )


def test_closer_where_it_is_narrow() -> None:
    assert drawn(34) == (
        [
            "who          kind  most much least",
            "a name       wire     1   22   333",
            "another name post 1,000    2     3",
        ],
        [],
    )


def test_what_matters_least_goes_first() -> None:
    assert drawn(30)[1] == ["least"]
    assert drawn(24)[1] == ["much", "least"]
    lines, left_out = drawn(18)
    assert left_out == ["kind", "much", "least"]
    assert lines[2] == "another name 1,000"


def test_no_row() -> None:
    assert plain(figures("who", HEADS, [], 80)[0], 80) == "who  kind  most  much  least\n"


@given(st.lists(st.text(max_size=80), max_size=4), st.integers(30, 200))
def test_it_keeps_to_the_screen(names: list[str], width: int) -> None:
    rows = [Row(name, [name[:9], "12,345", "1", ""]) for name in names]
    said = plain(figures("who", HEADS, rows, width)[0], width)
    assert len(said.splitlines()) == len(names) + 1
    assert max(map(cell_len, said.splitlines())) <= width
    assert said.count("12,345") >= len(names)


def test_plain_is_text_without_blanks_at_the_ends() -> None:
    assert plain(Text("a  \n\nb", "bold red"), 80) == "a\n\nb\n"
    assert plain(text("\x1b[31mred\n:smile: [b]x[/b]"), 80) == "[31mred :smile: [b]x[/b]\n"
