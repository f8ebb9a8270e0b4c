"""Reads the words of a command line as texts, paths and numbers. Knows no option.

Later versions of typer have pydantic do that, whose import takes a seventh of a second: longer than all else
that a command does before it begins.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PLAIN: Final[dict[object, Callable[[str], object]]] = {str: str, list[str]: str, Path: Path, bool: bool}


class Group(TyperGroup):
    """Commands whose parameters are read plainly, where they are texts, paths, flags, or have a parser."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As typer does it, for this group and all below it."""
        for parameter in _parameters(self, ctx):
            described = getattr(parameter, "type_descriptor", None)  # earlier versions read plainly
            read = described and (described.parameter_info.parser or _PLAIN.get(described.annotation))
            if read:
                parameter._runtime_param = _Plain(read)
        return super().parse_args(ctx, args)


class _Plain(NamedTuple):
    """Stands where typer keeps what reads the values of a parameter."""

    read: Callable[[str], object]

    def coerce(self, value: Any, param: Any, ctx: object) -> object:
        """The value of a parameter: of one that may be repeated, a list."""
        if param.multiple or param.nargs == -1:
            return list(map(self.read, value or ()))
        return None if value is None else self.read(value)


def _parameters(command: Any, ctx: Any) -> Iterator[Any]:
    """The parameters of a command, and of all below it."""
    yield from command.get_params(ctx)
    for below in getattr(command, "commands", {}).values():
        yield from _parameters(below, ctx)
