from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.feeds.schedule import (
    HOUR,
    LONGEST,
    LONGEST_WAIT,
    MINUTE,
    SHORTEST,
    FeedState,
    after_fetch,
    due,
)
from syndicate.sources.web import Fetched, Outcome

NOW = datetime(2026, 2, 21, 10, tzinfo=UTC)
URL = "https://news.example/feed"
STATE = FeedState(url=URL, etag='"old"', modified="old", last_ok_at="2026-02-20T10:00:00Z")
OK = Fetched(url=URL, outcome=Outcome.OK, status=200, body=b"<rss/>", etag='"new"', modified="new")
FAILED = Fetched(url=URL, outcome=Outcome.FAILED, status=500, problem="the server answers 500")


def wait(state: FeedState) -> float:
    """Seconds until the next asking."""
    return (datetime.fromisoformat(state.next_at) - NOW).total_seconds()


def test_a_feed_that_was_read() -> None:
    state = after_fetch(replace(STATE, failures=3, last_problem="x"), OK, NOW, n_new=3, title="Example")
    assert state == FeedState(
        url=URL, title="Example", etag='"new"', modified="new", next_at="2026-02-21T10:15:00Z",
        interval=15 * MINUTE,
        last_status="ok", last_ok_at="2026-02-21T10:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("n_new", "minutes"), [(0, 22.5), (1, 18), (2, 18), (3, 15), (6, 7.5), (12, 5), (500, 5)]
)
def test_the_interval_follows_how_much_was_new(n_new: int, minutes: float) -> None:
    state = after_fetch(STATE, OK, NOW, n_new=n_new)
    assert state.interval == minutes * MINUTE
    assert wait(state) == state.interval


def test_quiet_and_busy_feeds_settle_at_the_bounds() -> None:
    quiet = busy = STATE
    for _ in range(50):
        quiet, busy = after_fetch(quiet, OK, NOW), after_fetch(busy, OK, NOW, n_new=100)
    assert (quiet.interval, busy.interval) == (LONGEST, SHORTEST)


@pytest.mark.parametrize(("hint", "minutes"), [(None, 5), (60.0, 5), (30 * MINUTE, 30), (24 * HOUR, 60)])
def test_the_feeds_own_interval_is_kept_to_within_reason(hint: float | None, minutes: float) -> None:
    assert after_fetch(STATE, OK, NOW, n_new=100, hint=hint).interval == minutes * MINUTE


def test_unchanged_keeps_what_is_known() -> None:
    before = replace(STATE, last_problem="its XML is broken")
    state = after_fetch(before, Fetched(url=URL, outcome=Outcome.UNCHANGED, status=304), NOW)
    assert (state.etag, state.modified, state.last_status) == ('"old"', "old", "unchanged")
    assert (state.last_problem, state.last_ok_at) == ("its XML is broken", "2026-02-21T10:00:00Z")


def test_validators_that_did_not_come_are_forgotten() -> None:
    state = after_fetch(STATE, replace(OK, etag="", modified="", problem="the answer ended too early"), NOW)
    assert (state.etag, state.modified, state.last_problem) == ("", "", "the answer ended too early")


def test_errors_back_off_doubling_up_to_a_day_and_are_told() -> None:
    state, waits = STATE, []
    for _ in range(9):
        state = after_fetch(state, FAILED, NOW)
        waits.append(wait(state))
    assert waits[:4] == [30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 240 * MINUTE]
    assert waits[-1] == LONGEST_WAIT
    assert (state.failures, state.last_status, state.last_problem) == (9, "failed", "the server answers 500")
    assert (state.etag, state.interval, state.last_ok_at) == ('"old"', 15 * MINUTE, "2026-02-20T10:00:00Z")
    assert after_fetch(state, OK, NOW, n_new=3).failures == 0


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.FAILED])
@pytest.mark.parametrize(
    ("seconds", "expected"), [(None, 1800), (60.0, 1800), (7200.0, 7200), (604800.0, 604800)]
)
def test_retry_after_is_honoured(outcome: Outcome, seconds: float | None, expected: float) -> None:
    state = after_fetch(STATE, replace(FAILED, outcome=outcome, retry_after=seconds), NOW)
    assert wait(state) == expected
    assert state.last_status == outcome.value


@pytest.mark.parametrize(("seconds", "expected"), [(90.0, 300), (600.0, 600), (None, 900)])
def test_a_host_that_asked_for_a_pause_is_no_failure_of_its_other_feeds(
    seconds: float | None, expected: float
) -> None:
    told = replace(FAILED, outcome=Outcome.BUSY, status=0, retry_after=seconds, problem="wait")
    state = after_fetch(STATE, told, NOW)
    assert wait(state) == expected
    assert (state.failures, state.last_status, state.last_problem) == (0, "busy", "wait")
    assert (state.etag, state.last_ok_at) == (STATE.etag, STATE.last_ok_at)


def test_a_sound_answer_may_ask_for_a_pause_as_well() -> None:
    assert wait(after_fetch(STATE, replace(OK, retry_after=7200.0), NOW, n_new=3)) == 7200


def test_what_moved_for_good_is_remembered() -> None:
    moved = replace(OK, permanent_url="https://news.example/new")
    assert after_fetch(STATE, moved, NOW).url == "https://news.example/new"
    assert (
        after_fetch(STATE, replace(moved, outcome=Outcome.UNCHANGED), NOW).url == "https://news.example/new"
    )
    assert after_fetch(STATE, moved, NOW, unreadable="a web page").url == URL  # moved to a front page


def test_what_is_unreadable_is_an_error_and_its_validators_are_forgotten() -> None:
    state = after_fetch(STATE, OK, NOW, unreadable="a web page (HTML), not a feed")
    assert (state.last_status, state.last_problem) == ("unreadable", "a web page (HTML), not a feed")
    assert (state.etag, state.modified, state.failures) == ("", "", 1)


def test_gone_is_never_asked_again() -> None:
    gone = Fetched(url=URL, outcome=Outcome.GONE, status=410, problem="gone for good")
    state = after_fetch(STATE, gone, NOW)
    assert (state.gone, state.last_status, state.last_problem) == (True, "gone", "gone for good")
    assert due([state], NOW + timedelta(days=1000)) == []


def test_doubts_are_told() -> None:
    assert after_fetch(STATE, OK, NOW, doubt="cut short").last_problem == "cut short"


def test_due_ones_come_longest_overdue_first_with_some_slack() -> None:
    states = [
        FeedState(url=name, next_at=at)
        for name, at in (
            ("c", "2026-02-21T10:00:59Z"), ("later", "2026-02-21T10:01:01Z"),
            ("b", "2026-02-21T09:00:00Z"), ("a", ""),
        )
    ]  # fmt: skip
    assert [state.url for state in due(states, NOW)] == ["a", "b", "c"]
    assert [state.url for state in due(states, NOW, slack=0.0)] == ["a", "b"]
    here = NOW.astimezone(timezone(timedelta(hours=5)))
    assert due(states, here) == due(states, NOW)


@given(
    st.lists(
        st.tuples(st.sampled_from(Outcome), st.integers(0, 50), st.none() | st.floats(0, 1e6)), max_size=30
    ),
    st.none() | st.floats(0, 1e9),
)
def test_the_next_time_is_always_within_bounds(
    answers: list[tuple[Outcome, int, float | None]], hint: float | None
) -> None:
    state = STATE
    for outcome, n_new, retry_after in answers:
        answer = Fetched(url=URL, outcome=outcome, retry_after=retry_after)
        state = after_fetch(state, answer, NOW, n_new=n_new, hint=hint)
        assert SHORTEST <= state.interval <= LONGEST
        assert outcome is Outcome.GONE or state.gone or wait(state) >= int(max(SHORTEST, retry_after or 0.0))
        assert not state.next_at or wait(state) <= max(LONGEST_WAIT, retry_after or 0.0) + 1
