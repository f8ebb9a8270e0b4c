"""What was typed wrong, in one line that says how to mend it. Runs no command, prints nothing.

Click tells of these errors in a box of four lines; its exceptions hold all that is needed for one.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

# Those of click, or of the copy of click that later versions of typer bring: one tree under either.
_errors: Final[Any] = import_module(typer.BadParameter.__module__)
UsageError: Final[Any] = _errors.UsageError
HelpAsked: Final[Any] = getattr(_errors, "NoArgsIsHelpError", ())  # a group was named without a command
_LONGEST: Final = 80  # of a word that is quoted back
_EXTRA: Final = re.compile(r"extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)


def usage_line(error: Any, group: Any, words: Sequence[str]) -> str:
    """COMMAND: what is wrong, what to do instead, and where its help is.

    error: a UsageError that the command of `group` raised for these words (without the program's name).
    """
    path, command = _command(group, words)
    name = " ".join(path)
    problem = _problem(error, command, words[len(path) - 1 :])
    if isinstance(error, _errors.MissingParameter):
        problem += f"; write {' '.join([name, *_needed(command)])}"
    return f"{name}: {problem}{'' if problem.endswith(('?', '...')) else '.'} See {name} --help"


def _command(group: Any, words: Sequence[str]) -> tuple[list[str], Any]:
    """(the names that lead to the command, the command): as far as the words name one."""
    path, command = ["syndicate"], group
    for word in words:
        if word not in getattr(command, "commands", {}):
            break
        path.append(word)
        command = command.commands[word]
    return path, command


def _problem(error: Any, command: Any, words: Sequence[str]) -> str:
    """What is wrong: with an option or argument that is known, or with a word that is not."""
    if isinstance(error, _errors.MissingParameter) and error.param:
        return f"missing {_named(error.param).removesuffix('...')}"
    if isinstance(error, _errors.BadParameter) and error.param:
        return f"{_named(error.param)}: {error.message.rstrip('.')}"
    if isinstance(error, _errors.BadOptionUsage):
        return _valued(error.option_name, _options(command))
    return _unknown_word(error, command, words)


def _unknown_word(error: Any, command: Any, words: Sequence[str]) -> str:
    if isinstance(error, _errors.NoSuchOption):
        return _unknown("option", error.option_name, list(_options(command)))
    if hasattr(command, "commands") and words:
        return _unknown("command", words[0], list(command.commands))
    message = str(error.message)
    if extra := _EXTRA.search(message):
        return f"unexpected argument {_quoted(extra[1])}; put a name that holds spaces in quotes"
    return message[:1].lower() + message[1:].rstrip(".")


def _unknown(kind: str, name: str, known: list[str]) -> str:
    """What was not found, and the nearest that there is: else all commands, while options are too many."""
    near = get_close_matches(name, known, 1)
    if near:
        return f"no such {kind} {_quoted(name)}; did you mean {near[0]}?"
    choices = f"; choose {', '.join(known)}" if kind == "command" else ""
    return f"no such {kind} {_quoted(name)}{choices}"


def _valued(name: str, options: dict[str, Any]) -> str:
    """What is wrong with an option that has no value, or one that has a value too many."""
    option = options[name]
    return f"{name} takes no value" if option is None or option.is_flag else f"{_named(option)} needs a value"


def _options(command: Any) -> dict[str, Any]:
    named = [param for param in command.params if param.param_type_name == "option"]
    return {name: param for param in named for name in (*param.opts, *param.secondary_opts)} | {
        "--help": None
    }


def _needed(command: Any) -> list[str]:
    """What the command cannot do without, arguments first."""
    needed = [param for param in command.params if param.required]
    return [_named(param) for param in sorted(needed, key=lambda param: str(param.param_type_name))]


def _named(param: Any) -> str:
    """An option with what it takes, or an argument, as the help has it."""
    if param.param_type_name == "argument":
        return f"{param.metavar or param.name}{'...' if param.nargs < 0 else ''}"
    return f"{param.opts[0]} {param.metavar or 'VALUE'}"


def _quoted(word: str) -> str:
    return word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"
