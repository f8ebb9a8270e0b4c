"""Every error of usage is one line on standard error with a remedy and exit code 2, whatever the command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from syndicate.__main__ import main
from syndicate.cli import app
from syndicate.usage import usage_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Typed = Callable[..., str]

GROUP: Any = get_command(app)


def commands(group: Any = GROUP, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, by the words that name it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


EVERY = dict(commands())
NEEDY = [path for path, command in EVERY.items() if any(one.required for one in command.params)]
every = pytest.mark.parametrize("path", EVERY, ids=" ".join)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """The one line that the command answers with."""

    def call(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["syndicate", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, "")
        (line,) = said.err.splitlines()
        assert line.isprintable()
        return line

    return call


@every
def test_an_unknown_option(typed: Typed, path: tuple[str, ...]) -> None:
    name = " ".join(("syndicate", *path))
    assert typed(*path, "--zzz") == f"{name}: no such option --zzz. See {name} --help"


@every
def test_a_misspelt_option_is_told_which_was_meant(typed: Typed, path: tuple[str, ...]) -> None:
    name = " ".join(("syndicate", *path))
    assert typed(*path, "--hepl") == f"{name}: no such option --hepl; did you mean --help? See {name} --help"
    for option in (one.opts[0] for one in EVERY[path].params if one.param_type_name == "option"):
        assert f"; did you mean {option}? " in typed(*path, option[:4] + option[3:])


@pytest.mark.parametrize("path", NEEDY, ids=" ".join)
def test_what_is_missing_is_named_with_all_that_is_needed(typed: Typed, path: tuple[str, ...]) -> None:
    line = typed(*path)
    name = " ".join(("syndicate", *path))
    assert line.startswith(f"{name}: missing ")
    assert f"; write {name} " in line
    assert line.endswith((f". See {name} --help", f"... See {name} --help"))


@every
def test_an_option_without_its_value(typed: Typed, path: tuple[str, ...]) -> None:
    for option in EVERY[path].params:
        if option.param_type_name == "option" and not option.is_flag:
            assert " needs a value. See " in typed(*path, option.opts[0])


@every
def test_a_flag_with_a_value(typed: Typed, path: tuple[str, ...]) -> None:
    name = " ".join(("syndicate", *path))
    assert typed(*path, "--help=yes") == f"{name}: --help takes no value. See {name} --help"


@pytest.mark.parametrize(
    ("words", "name", "problem"),
    [
        ("cluster seeds --treshold 3", "cluster", "no such option --treshold; did you mean --threshold?"),
        ("cluster seeds", "cluster", "missing --out DIR; write syndicate cluster PATH... --out DIR."),
        ("cluster --out x", "cluster", "missing PATH; write syndicate cluster PATH... --out DIR."),
        ("cluster x --threshold high", "cluster", "--threshold NUMBER: high is not a number."),
        ("cluster x --quiet=1", "cluster", "--quiet takes no value."),
        ("overlap x --out", "overlap", "--out FILE.csv needs a value."),
        ("clutser seeds", "", "no such command clutser; did you mean cluster?"),
        ("feeds ad x", "feeds", "no such command ad; did you mean add?"),
        ("store tidy", "store", "no such command tidy; choose info, export, vacuum, forget."),
        ("-x", "", "no such option -x."),
        (
            "warm-up now please",
            "warm-up",
            "unexpected argument now please; put a name that holds spaces in quotes.",
        ),
    ],
)
def test_examples(typed: Typed, words: str, name: str, problem: str) -> None:
    command = f"syndicate {name}".strip()
    assert typed(*words.split()) == f"{command}: {problem} See {command} --help"


@pytest.mark.parametrize("option", ["--format", "--against", "--by", "--measure"])
def test_a_choice_that_is_none(typed: Typed, option: str) -> None:
    command = {"--format": "cluster", "--against": "residue"}.get(option, "overlap")
    line = typed(command, "seeds", "--out", "x.csv", option, "none")
    assert line.startswith(f"syndicate: setting {option[2:]} = 'none' is not possible (choose ")


@pytest.mark.parametrize("value", ["-1", "7", "nan", "inf", "1e999"])
@pytest.mark.parametrize("option", ["--threshold", "--story-threshold"])
def test_a_number_out_of_its_range(typed: Typed, option: str, value: str) -> None:
    line = typed("cluster", "seeds", "--out", "x", option, value)
    assert line.endswith(" is not possible (choose a number from 0.0 to 1.0)")


@pytest.mark.parametrize("group", [[], ["feeds"], ["store"]], ids=" ".join)
def test_a_group_without_a_command_shows_its_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], group: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["syndicate", *group])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr()
    assert "Usage: " in said.out + said.err
    assert "Traceback" not in said.err


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=3))
def test_whatever_is_typed_is_told_in_a_sentence(words: list[str]) -> None:
    try:
        GROUP.main(args=["feeds", *words, "--zzz"], prog_name="syndicate", standalone_mode=False)
    except Exception as error:  # whichever comes first
        line = usage_line(error, GROUP, ["feeds", *words, "--zzz"])
        assert line.startswith("syndicate feeds")
        assert line.endswith(" --help")
        assert len(line) < 300


def test_what_drives_a_terminal_is_not_said_back(typed: Typed) -> None:
    assert typed("cluster", "--\x1b[31m\u202eevil").startswith("syndicate cluster: no such option --")
    assert len(typed("x" * 10_000)) < 400
