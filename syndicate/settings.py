"""What can be turned: the frozen knobs, each with its range and reason, checked once. Reads no file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from syndicate.errors import SettingError


def _knob(default: float, low: float, high: float, reason: str) -> Any:
    """A field that must lie in [low, high]; `reason` says what it turns and why the default stands there."""
    return field(default=default, metadata={"low": low, "high": high, "reason": reason})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every number that changes a result. `fingerprint()` names a set of them in stored tables."""

    shingle_words: int = _knob(5, 1, 32, "words in a shingle; 5 is the field's habit for copied text")
    permutations: int = _knob(
        128, 16, 1024, "slots of a MinHash signature; 128 keeps the error of a share near .03"
    )
    bands: int = _knob(32, 1, 512, "LSH bands; 32 x 4 finds 99 % of pairs at resemblance .5")
    band_rows: int = _knob(4, 1, 64, "signature slots in one band")
    seed: int = _knob(1, 0, 2**31 - 1, "of the MinHash permutations; 1 is datasketch's own default")
    keyterms: int = _knob(
        60, 4, 1024, "heaviest terms kept of each article; 60 found every METER pair, 30 found 89 %"
    )
    shared_keyterms: int = _knob(2, 1, 64, "key terms two articles must share to be compared")
    window_hours: float = _knob(96.0, 0.0, 24.0 * 36600, "articles further apart are not compared")
    background: float = _knob(
        500.0, 1.0, 1e9, "pseudo-documents of general language blended into term frequencies"
    )
    semantic: int = _knob(
        0, 0, 1, "1 lets a model of meaning judge the translations that numbers and names leave open"
    )
    floor: float = _knob(0.05, 0.0, 1.0, "pairs below this probability are not written")
    threshold: float = _knob(0.4, 0.0, 1.0, "average probability at which two groups derive from one report")
    story_threshold: float = _knob(
        0.5, 0.0, 1.0, "average probability at which two clusters tell of one event"
    )
    alone: int = _knob(
        0, 0, 1, "1: every article is read by itself, so that order and split change nothing (a store's way)"
    )

    def __post_init__(self) -> None:
        """Check every knob; raises SettingError at the first out of its range."""
        for knob in fields(self):
            value = getattr(self, knob.name)
            low, high = knob.metadata["low"], knob.metadata["high"]
            whole = isinstance(knob.default, int)
            if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
                raise SettingError(knob.name, value, f"a {'whole ' if whole else ''}number")
            if not low <= value <= high:
                raise SettingError(knob.name, value, f"a number from {low} to {high}")
        if self.bands * self.band_rows > self.permutations:
            raise SettingError(
                "bands", self.bands, f"bands x band_rows of at most {self.permutations}, the permutations"
            )

    def fingerprint(self) -> str:
        """16 hexadecimal digits that are the same for the same settings, on any machine."""
        import xxhash

        return xxhash.xxh64_hexdigest(json.dumps(asdict(self), sort_keys=True).encode())
