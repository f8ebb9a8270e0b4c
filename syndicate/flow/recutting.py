"""Groups the stored pairs of a result anew, at other thresholds. Compares no text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syndicate.flow.grouping import group

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection


def recut(
    found: Detection, threshold: float | None = None, *, story_threshold: float | None = None
) -> Detection:
    """The same pairs, grouped at other thresholds (None: as they are); nothing is compared again.

    Raises SettingError for a threshold out of 0..1.
    """
    own = found.settings
    settings = replace(
        own,
        threshold=own.threshold if threshold is None else threshold,
        story_threshold=own.story_threshold if story_threshold is None else story_threshold,
    )
    clusters = group(found.articles, found.links, found.pairs, settings)
    return replace(found, settings=settings, clusters=clusters)
