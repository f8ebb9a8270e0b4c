from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from syndicate.errors import OutputError
from syndicate.store import parts as module
from syndicate.store.parts import Parts, digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FRAMES = {"texts": pl.DataFrame({"text": ["語", "", None, "a" * 100]}), "none": pl.DataFrame({"n": []})}


def never() -> dict[str, pl.DataFrame]:
    pytest.fail("a part that is there is not made again")


def made(frames: dict[str, pl.DataFrame] = FRAMES) -> Callable[[], dict[str, pl.DataFrame]]:
    return lambda: frames


def same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    assert sorted(one) == sorted(other)
    for name, frame in one.items():
        assert_frame_equal(frame, other[name])


def test_a_part_is_made_once(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "deep" / "parts")
    same(parts.get("kind", ["a", b"b"], made()), FRAMES)
    same(parts.get("kind", ["a", b"b"], never), FRAMES)
    same(Parts(tmp_path / "deep" / "parts").get("kind", ["a", b"b"], never), FRAMES)
    assert (parts.made, parts.found) == (1, 1)


@pytest.mark.parametrize("other", [("kind", ["ab", b""]), ("kind", ["b", b"a"]), ("other", ["a", b"b"])])
def test_made_of_anything_else_it_is_another(tmp_path: Path, other: tuple[str, list[str | bytes]]) -> None:
    parts = Parts(tmp_path)
    parts.get("kind", ["a", b"b"], made())
    same(parts.get(*other, made({"x": FRAMES["none"]})), {"x": FRAMES["none"]})
    assert parts.made == 2


def test_other_code_makes_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = Parts(tmp_path)
    parts.get("kind", [], made())
    monkeypatch.setattr(module, "_code", lambda: "newer")
    parts.get("kind", [], made())
    assert (parts.made, parts.found) == (2, 0)


@pytest.mark.parametrize("damage", [b"", b"ARROW1", b"no table"])
def test_a_damaged_part_is_made_again(tmp_path: Path, damage: bytes) -> None:
    parts = Parts(tmp_path)
    parts.get("kind", [], made())
    (place,) = tmp_path.glob("kind-*")
    (place / "texts.arrow").write_bytes(damage)
    same(parts.get("kind", [], made()), FRAMES)
    assert (parts.made, parts.found) == (2, 0)


def test_an_error_while_it_is_made_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> dict[str, pl.DataFrame]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Parts(tmp_path).get("kind", [], fail)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    parts = Parts(tmp_path / "file")
    with pytest.raises(OutputError, match="cannot be written"):
        parts.get("kind", [], made())
    with pytest.raises(OutputError, match="cannot be written"), parts.scratch():
        pass


def test_scratch_has_no_name(tmp_path: Path) -> None:
    with Parts(tmp_path).scratch() as file:
        file.write(b"x")
        file.flush()
        assert not any(path.is_file() and path.stat().st_size for path in tmp_path.iterdir())


def test_scratch_leaves_no_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Parts(tmp_path / "out" / "parts").scratch():
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    parts = Parts(tmp_path / "out" / "parts")
    with parts.scratch():
        parts.get("kind", [], made())
    same(parts.get("kind", [], never), FRAMES)


def test_clear_removes_all_and_twice_is_no_error(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "parts")
    frames = parts.get("kind", [], made())
    parts.clear()
    parts.clear()
    assert not (tmp_path / "parts").exists()
    same(frames, FRAMES)  # what was read is still there


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_a_digest_names_its_pieces(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_the_digest_of_a_frame_tells_rows_order_and_columns() -> None:
    frames = [
        pl.DataFrame({"a": ["x", "y"]}), pl.DataFrame({"a": ["y", "x"]}), pl.DataFrame({"b": ["x", "y"]}),
        pl.DataFrame({"a": ["x"]}), pl.DataFrame({"a": []}), pl.DataFrame(),
    ]  # fmt: skip
    assert len({digest_of(frame) for frame in frames}) == len(frames)
    assert digest_of(frames[0]) == digest_of(frames[0].clone())
