"""A detection in parts: the same tables, whatever was done before; and after kill -9 the rest only."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest
from newsroom import news
from polars.testing import assert_frame_equal
from stopped import in_small_parts, unchanged

from syndicate.flow import cleaning, verifying
from syndicate.flow.detect import Detection, detect, detect_in_parts
from syndicate.schema import PAGES
from syndicate.settings import Settings
from syndicate.store import parts
from syndicate.store.parts import Parts
from syndicate.text import reading

Call = Callable[..., CompletedProcess[str]]
PROGRAM = Path(__file__).with_name("stopped.py")
PAGES_OF = 60
TABLES = ("articles", "clusters", "pairs", "links", "lines")


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH_BYTES", reading.BATCH_BYTES)
    monkeypatch.setattr(verifying, "PAIRS_A_TIME", verifying.PAIRS_A_TIME)
    monkeypatch.setattr(parts, "_code", unchanged)


@cache
def whole() -> Detection:
    """All pages at once."""
    return detect(news(PAGES_OF))


def same(one: Detection, other: Detection) -> None:
    for name in TABLES:
        assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.evidence == other.evidence
    assert one.problems.sort("place").equals(other.problems.sort("place"))


@pytest.mark.parametrize("held", [0, 1 << 16, cleaning.HELD])
def test_parts_change_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    monkeypatch.setattr(cleaning, "HELD", held)
    found, kept = in_small_parts(tmp_path, PAGES_OF)
    assert kept.made > 6
    same(found, whole())


@pytest.mark.parametrize("after", [0, 2, 5, -1])
def test_a_killed_run_is_taken_up(call: Call, tmp_path: Path, after: int) -> None:
    assert call(sys.executable, PROGRAM, tmp_path, str(after), str(PAGES_OF)).returncode == -signal.SIGKILL
    n_whole = sum(not path.name.startswith(".") for path in tmp_path.iterdir())
    found, kept = in_small_parts(tmp_path, PAGES_OF)
    assert kept.found == n_whole
    assert (kept.found == after) if after >= 0 else (kept.made == 0)
    same(found, whole())


def test_other_settings_compare_again_and_clean_not(tmp_path: Path) -> None:
    pages = news(12)
    first, again = Parts(tmp_path), Parts(tmp_path)
    detect_in_parts([pages], first)
    detect_in_parts([pages], again, Settings(background=200.0))
    assert (again.made, again.found) == (1, 1) == (first.made - 1, 1)


def test_another_page_cleans_its_own_batch_again(tmp_path: Path) -> None:
    pages = news(12)
    detect_in_parts([pages[:6], pages[6:]], Parts(tmp_path))
    again = Parts(tmp_path)
    changed = pages.with_columns(
        pl.when(pl.int_range(pl.len()) == 11).then(pl.lit("Another text.")).otherwise("text").alias("text")
    )
    detect_in_parts([changed[:6], changed[6:]], again)
    assert (again.made, again.found) == (2, 1)


def test_no_page(tmp_path: Path) -> None:
    found = detect_in_parts([], Parts(tmp_path))
    same(found, detect(PAGES.empty()))
