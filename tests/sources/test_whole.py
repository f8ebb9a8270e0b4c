"""Whole files: read, or told why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syndicate.errors import InputError
from syndicate.sources.base import MB
from syndicate.sources.whole import read_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_bytes_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00\xff")
    assert read_whole(tmp_path / "a") == b"\x00\xff"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_whole(tmp_path / "none")
    with pytest.raises(InputError, match="cannot be read"):
        read_whole(tmp_path)


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * (MB + 1))
    with pytest.raises(InputError, match="more than 1 MB"):
        read_whole(tmp_path / "a", MB)
    assert len(read_whole(tmp_path / "a", MB + 1)) == MB + 1
