"""Times as feeds write them to ISO 8601 in UTC, or a day where they name no hour. Guesses nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import time

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_LONGEST = 60


def iso(moment: datetime) -> str:
    """An aware time as every table has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_iso(text: str) -> str:
    """A time in RFC 3339 or W3C form; without a zone it counts as UTC; what is none stays as it is."""
    text = " ".join(text.split())[:_LONGEST]
    try:
        moment = datetime.fromisoformat(text)
        return text if _DAY.match(text) else iso(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return text


def from_parsed(parsed: time.struct_time | None, text: str) -> str:
    """feedparser's reading of a time (UTC), or its text where it could not read it."""
    text = " ".join(text.split())[:_LONGEST]
    if parsed is None:
        return text
    try:
        moment = datetime(*parsed[:5], tzinfo=UTC) + timedelta(seconds=parsed[5])
    except (ValueError, OverflowError):
        return text
    return iso(moment) if ":" in text else moment.strftime("%Y-%m-%d")
