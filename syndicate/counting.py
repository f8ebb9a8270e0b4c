"""How many of the things of a step are done: a function that is told so. Shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Told: TypeAlias = Callable[[int], None]  # is told how many are done, now and then


def nobody(done: int, /) -> None:
    """Take no notice."""
