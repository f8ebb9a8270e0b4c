from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from syndicate.options import number
from syndicate.typed import Group

runner = CliRunner()
app = typer.Typer(cls=Group, rich_markup_mode=None)
below = typer.Typer(name="below")
app.add_typer(below)


@app.command()
def show(
    words: Annotated[list[str], typer.Argument()],
    path: Annotated[Path, typer.Option()] = Path(),
    named: Annotated[list[str] | None, typer.Option()] = None,
    share: Annotated[float | None, typer.Option(parser=number)] = None,
    name: Annotated[str, typer.Option()] = "none",
    loud: Annotated[bool, typer.Option("--loud/--soft")] = False,
    times: Annotated[int, typer.Option()] = 1,
) -> None:
    """Show what was read."""
    typer.echo(repr((words, path, named, share, name, loud, times)))


@below.command()
def deep(path: Annotated[Path | None, typer.Option()] = None) -> None:
    """Show it further down."""
    typer.echo(repr(path))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["show", "a", "b c"], (["a", "b c"], Path(), None, None, "none", False, 1)),
        (["show", "é", "--path", "x/y", "--loud"], (["é"], Path("x/y"), None, None, "none", True, 1)),
        (
            ["show", "-", "--named", "a", "--named", "b"],
            (["-"], Path(), ["a", "b"], None, "none", False, 1),
        ),
        (["show", "", "--share", ".5", "--name", "0"], ([""], Path(), None, 0.5, "0", False, 1)),
        (["show", "a", "--times", "3"], (["a"], Path(), None, None, "none", False, 3)),
        (["below", "deep"], None),
        (["below", "deep", "--path", "z"], Path("z")),
    ],
)
def test_values_are_what_the_command_declares(words: list[str], told: object) -> None:
    found = runner.invoke(app, words)
    assert (found.exit_code, found.output) == (0, f"{told!r}\n")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["show"], "Missing argument"),
        (["show", "a", "--share", "many"], "many is not a number"),
        (["show", "a", "--times", "many"], "--times"),
        (["show", "a", "--path"], "requires an argument"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_usage(words: list[str], problem: str) -> None:
    found = runner.invoke(app, words)
    assert found.exit_code == 2
    assert problem in found.output


def test_a_command_reads_its_words_without_pydantic(tmp_path: Path) -> None:
    """Else each command takes a seventh of a second longer."""
    program = (
        "import sys; from syndicate.cli import app\n"
        "try: app(sys.argv[1:], standalone_mode=False)\n"
        "except Exception as error: print(type(error).__name__, 'pydantic' in sys.modules)"
    )
    words = ["update", "a.txt", "--store", str(tmp_path / "n" / "news.db"), "--threshold", "0.3", "--strict"]
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["InputError", "False"]
