"""The null check: strangers are no chance, copies weeks apart are, and too short a span is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from invented import HARBOUR, ORCHARD, page, pages

from syndicate.flow import chance
from syndicate.flow.chance import chance_of, with_chance
from syndicate.flow.detect import Detection, detect
from syndicate.flow.thresholds import thresholds_of
from syndicate.schema import THRESHOLDS
from syndicate.settings import Settings

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
OTHERS = [
    f"The council of {town} met on {day} to hear of {what}. Members spoke for {n} hours in the old hall. "
    f"A vote on {what} will follow in spring, the mayor of {town} said."
    for n, (town, day, what) in enumerate([
        ("Velsk", "Monday", "a bridge over the river"), ("Tamrud", "Friday", "school meals and buses"),
        ("Orvena", "Sunday", "noise near the airfield"), ("Larnstadt", "Tuesday", "the price of water"),
    ])
]  # fmt: skip


def newsroom(texts: list[str], days: int, n: int = 60, window: float = 48.0) -> Detection:
    rows = [
        page(f"a{i}", texts[i % len(texts)], published=(START + timedelta(days=i * days / n)).isoformat())
        for i in range(n)
    ]
    return detect(pages(*rows), Settings(window_hours=window))


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chance, "FEWEST", 10)


def test_what_is_printed_again_and_again_is_chance() -> None:
    found = newsroom([HARBOUR], 60)
    measured = chance_of(found)
    assert (measured.probability >= 0.4).sum() == measured.compared > 0
    table, told = with_chance(found, thresholds_of(found, (0.4,)))
    assert table["false_share"].to_list() == pytest.approx([1.0], abs=0.05)
    assert table.schema == THRESHOLDS.empty().schema
    assert f"{measured.compared:,} pairs of articles weeks apart" in told


def test_strangers_are_no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chance, "FEWEST", 1)
    measured = chance_of(newsroom([HARBOUR, *OTHERS, ORCHARD], 48, 6, 96.0))
    assert measured.compared
    assert not (measured.probability >= 0.4).any()


def test_too_few_to_tell() -> None:
    assert "pairs of articles could be compared" in chance_of(newsroom([HARBOUR], 60, 3)).reason


@pytest.mark.parametrize("days", [0, 1, 20])
def test_a_span_too_short(days: int) -> None:
    found = newsroom([HARBOUR], days)
    table, told = with_chance(found, thresholds_of(found, (0.4,)))
    assert table["false_share"].to_list() == [None]
    assert told.startswith("Chance cannot be measured: the times known span")


def test_no_times_and_no_articles() -> None:
    for found in (detect(pages(page("a", HARBOUR), page("b", HARBOUR))), detect(pages())):
        assert "cannot be measured" in with_chance(found, thresholds_of(found))[1]


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    found = newsroom([HARBOUR], 60, 200)
    whole = chance_of(found).compared
    monkeypatch.setattr(chance, "SAMPLE", 100)
    assert 0 < chance_of(found).compared < whole / 2
