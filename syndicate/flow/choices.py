"""The words that an option may be set to, checked before any work is done. Knows no option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence


def one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    """Raise SettingError where the value is none of those allowed."""
    if value not in allowed:
        raise SettingError(name, value, f"{', '.join(allowed[:-1])} or {allowed[-1]}")
