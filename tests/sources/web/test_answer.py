from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from syndicate.sources.web import Fetched, Manners, Outcome


def test_an_answer_is_frozen() -> None:
    answer = Fetched(url="https://news.example/", outcome=Outcome.OK)
    with pytest.raises(FrozenInstanceError):
        answer.body = b"other"  # type: ignore[misc]


def test_the_default_manners_are_polite_and_guarded() -> None:
    manners = Manners()
    assert manners.robots
    assert not manners.allow_private
    assert manners.min_delay >= 1.0
    assert manners.read_seconds <= manners.total_seconds
