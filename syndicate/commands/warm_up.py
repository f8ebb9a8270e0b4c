"""`syndicate warm-up`: compiles the kernels and says so. Holds no kernel."""

from __future__ import annotations

import typer

from syndicate.options import Quiet


def warm_up(quiet: Quiet = False) -> None:
    """Compile everything now, not in the first real run."""
    from time import perf_counter

    from syndicate.flow.warming import is_kept, warm_up

    start = perf_counter()
    n = warm_up()
    if not quiet:
        typer.echo(f"{n} kernels are compiled; that took {perf_counter() - start:.1f} s.")
    if not is_kept():
        typer.echo(
            "It could not be kept: every start will take as long. Set NUMBA_CACHE_DIR to a writable folder.",
            err=True,
        )
