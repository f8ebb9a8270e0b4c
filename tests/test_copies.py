"""Copies among real pages, and what groups make of them."""

from __future__ import annotations

from copies import copies, of_one_event, together

TEXT = " ".join(f"w{i}" for i in range(40))
BODIES = {
    "whole": TEXT,
    "half": " ".join(TEXT.split()[:24]),
    "other": " ".join(f"x{i}" for i in range(40)),
    "line": " ".join(TEXT.split()[:8]),
    "empty": "",
}


def test_half_of_the_shorter_one_is_a_copy_and_a_line_is_none() -> None:
    assert copies(BODIES) == {("half", "whole")}
    assert copies({}) == set()


def test_together_asks_of_different_outlets_only() -> None:
    pairs, outlets = [("a", "b"), ("a", "c"), ("b", "c")], {"a": "x", "b": "x", "c": "y"}
    assert together(pairs, outlets, {"a": "1", "b": "2", "c": "1"}) == 0.5
    assert together([], outlets, {}) == 1.0


def test_a_copy_tells_of_its_copies_events_too() -> None:
    found, event = (
        {"a": "1", "b": "1", "c": "2", "d": "2", "e": "3"},
        {"a": "x", "b": "y", "c": "x", "d": "x"},
    )
    assert of_one_event(found, event, []) == 0.5
    assert of_one_event(found, event, [("a", "b")]) == 1.0
