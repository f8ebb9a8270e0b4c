"""The lines of a job: one a piece, whatever stands in them."""

from __future__ import annotations

import io
import json
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import OutputError
from syndicate.report.journal import Journal, write_health

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 2, 21, 17, 9, tzinfo=UTC)


def said(form: str, event: str, **facts: Any) -> str:
    stream = io.StringIO()
    Journal(stream, form, lambda: NOW).say(event, **facts)
    return stream.getvalue()


def test_words_for_people() -> None:
    assert said("text", "run", new=3, seconds=1.23456, feed="The Faro") == (
        '2026-02-21T17:09:00Z run new=3 seconds=1.23 feed="The Faro"\n'
    )
    assert (
        said("text", "feed", level="warning", problem="") == '2026-02-21T17:09:00Z WARNING feed problem=""\n'
    )


def test_json_for_collectors() -> None:
    line = json.loads(said("json", "run", new=3, problem="größer\n\x1b"))
    assert line == {
        "time": "2026-02-21T17:09:00Z", "level": "info", "event": "run", "new": 3, "problem": "größer\n\x1b",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json"])
@given(text=st.text())
def test_always_one_line_without_controls(form: str, text: str) -> None:
    line = said(form, text, feed=text)
    assert line.splitlines(keepends=True) == [line]
    assert line.endswith("\n")
    assert not {unicodedata.category(c) for c in line[:-1]} & {"Cc", "Cs", "Zl", "Zp"}


def test_health_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "health.json"
    for n in (1, 2):
        write_health(path, {"new": n, "at": NOW})
    assert json.loads(path.read_bytes()) == {"new": 2, "at": str(NOW)}
    assert [p.name for p in tmp_path.iterdir()] == ["health.json"]


def test_health_in_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_health(tmp_path, {})
