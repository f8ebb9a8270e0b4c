"""Steps are shown on standard error, one at a time, or not at all."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from syndicate.report.progress import WORDS, Steps, pace


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


def test_how_much_is_done_and_how_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with Steps(shown=True) as steps:
        steps("clean", 400)
        steps("clean", 400, 100)
        steps("knit", 7)
    assert re.search(r" 25% · [0-9,.]+/s · \d+:\d\d left", terminal.getvalue())


def test_what_comes_is_counted_where_nobody_knows_how_much_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("syndicate.report.progress._DRAWN_EVERY", 0.0)
    with Steps(shown=True) as steps:
        steps("clean", 512, 512)
        steps("clean", 1024, 1024)
    said = terminal.getvalue()
    assert re.search(r"\(1,024 so far\) .*[0-9,.]+/s", said)
    assert "finishing" not in said
    assert "left" not in said


def test_it_is_not_drawn_more_often_than_anybody_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("syndicate.report.progress._DRAWN_EVERY", 1000.0)
    with Steps(shown=True) as steps:
        steps("compare", 10_000)
        for done in range(1, 10_000):
            steps("compare", 10_000, done)
    assert terminal.getvalue().count("left") < 100


@pytest.mark.parametrize(
    ("done", "size", "seconds", "said"),
    [
        (0, 10, 3.0, ""),
        (5, 10, 0.0, ""),
        (5, 10, 10.0, "50% · 0.5/s · 0:10 left"),
        (20_000, 54_623, 40.0, "37% · 500/s · 1:09 left"),
        (1, 1000, 60.0, "0% · 0.0/s · 999:00 left"),
        (10, 10, 3.0, "finishing"),
    ],
)
def test_the_pace(done: int, size: int, seconds: float, said: str) -> None:
    assert pace(done, size, seconds) == said


def test_every_step_of_the_library_has_words() -> None:
    package = Path(__file__).parents[2] / "syndicate"
    named = {
        name
        for path in package.rglob("*.py")
        for name in re.findall(r"\b(?:progress|steps)\(\"(\w+)\"", path.read_text("utf-8"))
    }
    assert named
    assert named <= set(WORDS)


def test_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with Steps(shown=False) as steps:
        steps("clean", 5)
    assert capsys.readouterr() == ("", "")
