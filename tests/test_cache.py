from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syndicate.cache import cache_folder, keep, read_kept

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "syndicate"


def test_nothing_is_kept_at_first() -> None:
    assert read_kept("words", "v1") is None


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"x" * 100_000])
def test_what_is_kept_is_read_again(content: bytes, folder: Path) -> None:
    keep("words", "v1", b"former")
    keep("words", "v1", content)
    assert read_kept("words", "v1") == content
    assert [path.name for path in folder.iterdir()] == ["words"]


def test_what_was_made_of_something_else_is_not_read() -> None:
    keep("words", "v1", b"content")
    assert read_kept("words", "v2") is None
    assert read_kept("other", "v1") is None


@pytest.mark.parametrize(
    "damage", [lambda old: old[:-1], lambda old: old + b"x", lambda _: b"", lambda old: old[::-1]]
)
def test_damaged_content_is_not_read(damage, folder: Path) -> None:  # type: ignore[no-untyped-def]
    keep("words", "v1", b"content")
    file = folder / "words"
    file.write_bytes(damage(file.read_bytes()))
    assert read_kept("words", "v1") is None


def test_a_folder_that_cannot_be_used_keeps_nothing(folder: Path) -> None:
    folder.write_text("in the way")
    keep("words", "v1", b"content")
    assert read_kept("words", "v1") is None
    assert folder.read_text() == "in the way"


def test_nothing_half_written_is_left(folder: Path) -> None:
    (folder / "words").mkdir(parents=True)
    keep("words", "v1", b"content")
    assert [path.name for path in folder.iterdir()] == ["words"]


def test_the_folder_is_the_users(folder: Path) -> None:
    assert cache_folder() == folder
