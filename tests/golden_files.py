"""Texts that must stay as they are: the files of tests/golden, written anew with SYNDICATE_GOLDEN=write."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def agree(name: str, text: str) -> None:
    """Fail unless `text` is what the golden file says."""
    path = GOLDEN / name
    if os.environ.get("SYNDICATE_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
