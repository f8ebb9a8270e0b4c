"""Two articles in colours: golden, in every width, without colours, and with hostile sentences."""

from __future__ import annotations

import io
import re

import pytest
from detections import BRIEF, WIRE, article, changes, sentence
from golden_files import agree
from rich.cells import cell_len
from rich.console import Console

from syndicate.report.beside import MOST_COLUMNS, STYLES, beside
from syndicate.schema import ARTICLES, RESIDUE, STATUSES

HOSTILE = "\x1b[31m[bold red]\u202e=1+1 :smile: " + "word " * 500 + "宽" * 200


def drawn(
    rows: list[dict[str, object]] | None = None,
    width: int = 100,
    *,
    colour: str | None = "256",
    bare: bool = False,
) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=True, color_system=colour, no_color=bare,  # type: ignore[arg-type]
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    two = ARTICLES.frame([article(BRIEF), article(WIRE)])
    console.print(beside(two, changes() if rows is None else RESIDUE.frame(rows), width))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_golden() -> None:
    agree("beside.txt", drawn().replace("\x1b", "␛"))


def test_every_status_has_a_style() -> None:
    assert tuple(STYLES) == STATUSES


def test_words_that_only_one_has_are_marked_and_facts_that_were_altered() -> None:
    said = drawn(width=180)
    marked = re.findall(r"\x1b\[([0-9;]+)m([^\x1b]*)\x1b\[0m", said)
    assert ("1;4;7;38;5;33", "250") in marked
    assert ("1;7;9;38;5;166", "240") in marked
    assert ("1;4;38;5;33", ", officials said") in marked
    assert "! 240 -> 250" in said


def test_without_colours_signs_and_lines_are_left() -> None:
    said = drawn(bare=True)
    assert "\x1b[1;4m" in said
    assert not re.search(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38;5;\d+)[;m]", said)
    assert plain(said) == plain(drawn()) == drawn(colour=None)


@pytest.mark.parametrize("width", [80, 81, 120, 400])
def test_it_keeps_to_the_width(width: int) -> None:
    hostile = [sentence("edited", HOSTILE, HOSTILE[9:], HOSTILE), sentence("removed", "x" * 3000, "x" * 3000)]
    for rows in (None, hostile, []):
        lines = plain(drawn(rows, width)).splitlines()
        assert max(map(cell_len, lines)) <= min(width, MOST_COLUMNS)


def test_hostile_text_stays_text() -> None:
    said = plain(drawn([sentence("edited", HOSTILE, HOSTILE[9:], HOSTILE)]))
    assert {c for c in said if not c.isprintable()} == {"\n"}
    assert "[bold red]" in said
    assert ":smile:" in said


def test_no_sentence() -> None:
    assert "Neither article has a sentence." in " ".join(plain(drawn([])).split())
