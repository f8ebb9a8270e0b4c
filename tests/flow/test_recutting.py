"""The same pairs at other thresholds: what another run would find."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from detections import SEEDS
from polars.testing import assert_frame_equal

from syndicate.errors import SettingError
from syndicate.flow.opening import open_paths
from syndicate.flow.recutting import recut

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection


@cache
def found() -> Detection:
    return open_paths([SEEDS])


def test_a_recut_is_what_another_run_would_find() -> None:
    asked = replace(found().settings, threshold=0.9, story_threshold=0.7)
    again = recut(found(), 0.9, story_threshold=0.7)
    assert_frame_equal(again.clusters, open_paths([SEEDS], asked).clusters)
    assert again.settings == asked
    assert again.pairs is found().pairs
    assert_frame_equal(recut(again, 0.4, story_threshold=0.5).clusters, found().clusters)
    assert_frame_equal(recut(found()).clusters, found().clusters)


def test_a_recut_at_no_threshold() -> None:
    with pytest.raises(SettingError, match=r"threshold = 1\.5"):
        recut(found(), 1.5)
