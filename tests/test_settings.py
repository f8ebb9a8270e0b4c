from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import SettingError
from syndicate.settings import Settings

KNOBS = fields(Settings)
TOGETHER = ("bands", "band_rows", "permutations")  # bands x band_rows <= permutations


def test_every_knob_has_a_range_around_its_default_and_a_reason() -> None:
    for knob in KNOBS:
        assert knob.metadata["low"] <= knob.default <= knob.metadata["high"]
        assert len(knob.metadata["reason"]) > 10


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_out_of_range(knob: object) -> None:
    name, low, high = knob.name, knob.metadata["low"], knob.metadata["high"]  # type: ignore[attr-defined]
    for value in (low - 1, high + 1, float("nan"), float("inf"), "5", None, True):
        with pytest.raises(SettingError) as caught:
            Settings(**{name: value})
        assert caught.value.name == name


@pytest.mark.parametrize("knob", [k for k in KNOBS if k.name not in TOGETHER], ids=lambda knob: knob.name)
def test_the_ends_of_the_range_are_possible(knob: object) -> None:
    for end in ("low", "high"):
        value = knob.metadata[end]  # type: ignore[attr-defined]
        assert getattr(Settings(**{knob.name: value}), knob.name) == value  # type: ignore[attr-defined]


def test_whole_numbers_are_whole() -> None:
    with pytest.raises(SettingError, match="whole"):
        Settings(bands=3.5)
    assert Settings(window_hours=96) == Settings()


def test_bands_fit_the_signature() -> None:
    assert Settings(bands=16, band_rows=8).permutations == 128
    with pytest.raises(SettingError, match="at most 128"):
        Settings(bands=33, band_rows=4)


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().floor = 0.5  # type: ignore[misc]


@given(st.floats(0, 1), st.floats(0, 1))
def test_equal_settings_have_equal_fingerprints(one: float, other: float) -> None:
    prints = [replace(Settings(), floor=value).fingerprint() for value in (one, other)]
    assert (prints[0] == prints[1]) == (one == other)
    assert len(prints[0]) == 16
    assert int(prints[0], 16) >= 0


def test_the_fingerprint_is_the_same_in_another_process() -> None:
    code = "from syndicate.settings import Settings; print(Settings().fingerprint())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.strip() == Settings().fingerprint()
