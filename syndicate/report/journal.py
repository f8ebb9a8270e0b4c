"""What a job says while it runs, a line for each event, and the file that tells how its last run went."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from syndicate.report.plain import safe
from syndicate.report.replacing import replacing

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from datetime import datetime

FORMS: Final = ("text", "json")


@dataclass(frozen=True, slots=True)
class Journal:
    """Writes events to a stream: as words for people, or as JSON lines for log collectors.

    form: text or json; clock: the time now, aware. Whatever an event holds, it is one line of printable text.
    """

    stream: IO[str]
    form: str
    clock: Callable[[], datetime]

    def say(self, event: str, *, level: str = "info", **facts: Any) -> None:
        """One line: when, how grave, what, and the facts by name."""
        when = f"{self.clock():%Y-%m-%dT%H:%M:%SZ}"
        if self.form == "json":
            line = json.dumps({"time": when, "level": level, "event": event, **facts}, default=str)
            line = line.replace("\x7f", "\\u007f")
        else:
            told = [f"{name}={_word(value)}" for name, value in facts.items()]
            line = " ".join([when, *([level.upper()] if level != "info" else []), safe(event), *told])
        self.stream.write(line + "\n")
        self.stream.flush()


def _word(value: Any) -> str:
    """A value without a space or line break that could be taken for the next one."""
    text = safe(f"{value:.3g}" if isinstance(value, float) else str(value))
    return json.dumps(text, ensure_ascii=False) if not text or any(c in text for c in ' "=') else text


def write_health(path: str | os.PathLike[str], figures: Mapping[str, Any]) -> None:
    """Replace the health file by these figures; raises OutputError where that cannot be done."""
    with replacing(Path(path)) as file:
        file.write(json.dumps(figures, indent=1, allow_nan=False, default=str).encode() + b"\n")
