"""Steps are shown on standard error, one at a time, or not at all."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from syndicate.report.progress import WORDS, Steps

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with Steps(shown=True) as steps:
        steps("clean", 54623)
        steps("knit", 1)
    said = terminal.getvalue()
    assert f"{WORDS['clean']} (54,623)" in said or "knit (1)" in said
    assert capsys.readouterr().out == ""


def test_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with Steps(shown=False) as steps:
        steps("clean", 5)
    assert capsys.readouterr() == ("", "")
