"""Runs the product's own commands. Reads nothing of what they write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from written import BrokenError

ROOT = Path(__file__).resolve().parent.parent


def syndicate(*arguments: str | Path) -> None:
    """Run the command; raises `BrokenError` with the last lines of what it said."""
    command = [sys.executable, "-m", "syndicate", *map(str, arguments)]
    run = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if run.returncode:
        said = "\n".join((run.stdout + run.stderr).strip().splitlines()[-15:])
        raise BrokenError(f"syndicate {arguments[0]} ended with {run.returncode}\n{said}")


def cluster(out: Path, *inputs: Path) -> None:
    """The tables of `inputs` into the folder `out`."""
    syndicate("cluster", *inputs, "--out", out, "--format", "csv")
