from __future__ import annotations

import pytest

from syndicate.sources.web import politeness
from syndicate.sources.web.politeness import Gate


class Time:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def gate(time: Time) -> Gate:
    return Gate(time.clock, time.sleep)


def test_the_pause_counts_from_the_end_of_the_last_turn(gate: Gate, time: Time) -> None:
    with gate.turn("a.example", 5.0):
        time.now += 3.0
    time.now += 1.0
    with gate.turn("a.example", 5.0):
        assert time.slept == [4.0]


def test_hosts_do_not_wait_for_each_other(gate: Gate, time: Time) -> None:
    for host in ("a.example", "b.example"):
        with gate.turn(host, 5.0):
            assert time.slept == []


def test_a_turn_that_fails_ends_like_any_other(gate: Gate, time: Time) -> None:
    with pytest.raises(ValueError, match="broken"), gate.turn("a.example", 5.0):
        raise ValueError("broken")
    with gate.turn("a.example", 5.0):
        assert time.slept == [5.0]


def test_a_host_is_shut_for_the_longest_it_said(gate: Gate, time: Time) -> None:
    gate.shut("a.example", 60.0)
    gate.shut("a.example", 10.0)
    time.now += 20.0
    assert gate.shut_for("a.example") == 40.0
    assert gate.shut_for("b.example") == 0.0
    time.now += 40.0
    assert gate.shut_for("a.example") == 0.0


def test_hosts_that_nothing_holds_back_are_forgotten(
    gate: Gate, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(politeness, "MAX_HOSTS", 3)
    gate.shut("shut.example", 1000.0)
    for number in range(20):
        with gate.turn(f"{number}.example", 1.0):
            time.now += 5.0
    assert gate.shut_for("shut.example") > 0
    assert len(gate._hosts) <= 4
