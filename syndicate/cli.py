"""What do I type? Names the commands; what each does stands in its own module."""

from __future__ import annotations

from typing import Annotated

import typer

from syndicate.commands.cluster import cluster
from syndicate.commands.compare import compare
from syndicate.commands.explain import explain
from syndicate.commands.overlap import overlap
from syndicate.commands.residue import residue

app = typer.Typer(
    name="syndicate",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (cluster, overlap, residue, compare, explain):
    app.command()(command)


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
