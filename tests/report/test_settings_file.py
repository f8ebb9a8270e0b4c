"""The settings beside the tables: read back as they were, or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import xxhash
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.errors import InputError, OutputError
from syndicate.report.settings_file import NAME, read_notes, read_settings, write_settings
from syndicate.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.floats(0, 1), st.floats(0, 1000), st.integers(4, 1024))
def test_back_as_they_were(tmp_path: Path, threshold: float, window: float, keyterms: int) -> None:
    asked = Settings(threshold=threshold, window_hours=window, keyterms=keyterms)
    assert write_settings(asked, tmp_path) == tmp_path / NAME
    assert read_settings(tmp_path) == asked


def test_none_were_kept(tmp_path: Path) -> None:
    assert read_settings(tmp_path) is None
    assert read_settings(tmp_path / "gone") is None


GOOD = {"fingerprint": xxhash.xxh64_hexdigest(b'{"threshold": 0.4}'), "settings": {"threshold": 0.4}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not the settings of a result"),
        ("[]", "not the settings"),
        ("{}", "not the settings"),
        ("[" * 40_000, "not the settings"),
        (" " * 70_000 + "{}", "not the settings"),
        (json.dumps({**GOOD, "settings": {"no such knob": 1}}), "not the settings"),
        (json.dumps({**GOOD, "settings": {"threshold": "high"}}), "threshold = 'high' is not possible"),
        (json.dumps({**GOOD, "settings": {"threshold": 9.0}}), "threshold = 9.0 is not possible"),
        (json.dumps({**GOOD, "settings": {"threshold": 0.5}}), "changed since the result was made"),
    ],
)
def test_damaged(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(InputError, match=rf"settings\.json: .*{said}.*run `cluster` again"):
        read_settings(tmp_path)


@pytest.mark.parametrize("notes", [(), ("one", "two lines\nof it")])
def test_notes_come_back(tmp_path: Path, notes: tuple[str, ...]) -> None:
    write_settings(Settings(), tmp_path, notes)
    assert read_notes(tmp_path) == notes


def test_a_file_without_notes_has_none(tmp_path: Path) -> None:
    assert read_notes(tmp_path) == ()
    (tmp_path / NAME).write_text(json.dumps(GOOD))
    assert read_notes(tmp_path) == ()
    (tmp_path / NAME).write_text(json.dumps({**GOOD, "notes": "x"}))
    assert read_notes(tmp_path) == ()


def test_a_file_that_leaves_knobs_out_has_their_defaults(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(json.dumps(GOOD))
    assert read_settings(tmp_path) == Settings()


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(InputError, match="not the settings"):
        read_settings(tmp_path)


def test_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        write_settings(Settings(), tmp_path / "file")
