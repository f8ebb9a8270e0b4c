"""A command typed in this process, which has everything loaded: what it said, and its exit code."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syndicate.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line that says what is wrong; nothing else was printed."""
        assert (self.code, self.out) == (2, ""), self
        (line,) = self.err.splitlines()
        assert line.startswith("syndicate: ")
        assert line.isprintable()
        return line


@dataclass(frozen=True)
class Typed:
    """Runs a command as `python -m syndicate` does, but in no process of its own."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Said:
        self.monkeypatch.setattr(sys, "argv", ["syndicate", *map(str, arguments)])
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        return Said(code, *self.capsys.readouterr())
