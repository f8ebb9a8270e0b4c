"""What do I type? Names the commands; what each does stands in its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.commands.cluster import cluster
from syndicate.commands.compare import compare
from syndicate.commands.explain import explain
from syndicate.commands.feeds import feeds
from syndicate.commands.outlets import outlets
from syndicate.commands.overlap import overlap
from syndicate.commands.report import report
from syndicate.commands.residue import residue
from syndicate.commands.store import store, update
from syndicate.commands.thresholds import thresholds
from syndicate.commands.warm_up import warm_up
from syndicate.commands.watch import watch
from syndicate.typed import Group

if TYPE_CHECKING:
    from collections.abc import Callable

_EPILOG = """Exit codes:

\b
  0  done, and found what there is to find
  1  nothing found: no two articles derive from one report, or none of the cluster named;
     the reason stands on standard error (cluster, overlap, residue, outlets)
  2  bad input: one line on standard error says where, and how to mend it

Ctrl-C ends with 130, a fault of this program with 70 and its traceback."""

app = typer.Typer(
    name="syndicate",
    cls=Group,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=_EPILOG,
)
_COMMANDS: tuple[Callable[..., None], ...] = (
    cluster, overlap, residue, outlets, compare, explain, report, thresholds, update, watch,
)  # fmt: skip
for command in _COMMANDS:
    app.command()(command)
app.command("warm-up")(warm_up)
for group in (feeds, store):
    app.add_typer(group)


def _version(asked: bool) -> None:
    if asked:
        from syndicate import __version__

        typer.echo(f"syndicate {__version__}")
        raise typer.Exit


@app.callback()
def syndicate(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find the articles that derive from one wire report, what they share, and what each outlet changed."""
