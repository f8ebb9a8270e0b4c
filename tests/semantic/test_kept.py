"""Vectors on disk: back as they were, near enough; gone without a word where nothing can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.semantic.kept import AT_A_TIME, Kept, cache_folder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

VECTOR = np.linspace(-1, 1, 8, dtype=np.float32)


def test_back_in_the_next_run(tmp_path: Path) -> None:
    kept = Kept("m", tmp_path / "deep" / "folder")
    kept.put({"a": VECTOR, "": -VECTOR})
    kept.close()
    again = Kept("m", tmp_path / "deep" / "folder")
    found = again.get(["a", "", "b", "a"])
    assert set(found) == {"a", ""}
    np.testing.assert_allclose(found["a"], VECTOR, atol=1e-3)
    assert Kept("other model", tmp_path / "deep" / "folder").get(["a"]) == {}


def test_many_at_once(tmp_path: Path) -> None:
    kept = Kept("m", tmp_path)
    texts = [f"text {i}" for i in range(2 * AT_A_TIME + 1)]
    kept.put(dict.fromkeys(texts, VECTOR))
    assert set(kept.get(texts)) == set(texts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.text(alphabet=st.characters(), max_size=20))
def test_any_text(tmp_path: Path, text: str) -> None:
    kept = Kept("m", tmp_path)
    kept.put({text: VECTOR})
    assert list(kept.get([text])) == [text]
    kept.close()


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = Kept("m", tmp_path / "file")
    kept.put({"a": VECTOR})
    assert "a" in kept.get(["a"])


def test_a_damaged_file(tmp_path: Path) -> None:
    (tmp_path / "m.sqlite").write_bytes(b"no database at all" * 100)
    kept = Kept("m", tmp_path)
    kept.put({"a": VECTOR})
    assert "a" in kept.get(["a"])


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "syndicate"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in cache_folder().parents
