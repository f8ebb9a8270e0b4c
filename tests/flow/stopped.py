"""Detects in parts, and is killed (SIGKILL) in the middle: python stopped.py FOLDER PARTS PAGES

Dies while the part after so many is written; with PARTS = -1 after all is done.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newsroom import news

from syndicate.flow import verifying
from syndicate.flow.detect import Detection, detect_in_parts
from syndicate.store import parts
from syndicate.text import reading

BATCH_BYTES, PAIRS_A_TIME = 8000, 16  # so that a few pages make several parts of each kind


def unchanged() -> str:
    """The code of two processes, also where somebody edits it between them."""
    return "code"


def in_small_parts(folder: Path, n_pages: int) -> tuple[Detection, parts.Parts]:
    """The pages, three batches of them, in parts in the folder."""
    reading.BATCH_BYTES, verifying.PAIRS_A_TIME = BATCH_BYTES, PAIRS_A_TIME
    pages, kept = news(n_pages), parts.Parts(folder)
    cuts = [0, n_pages // 3, n_pages // 2, n_pages]
    batches = [pages[low:high] for low, high in pairwise(cuts)]
    return detect_in_parts(batches, kept, kept_lines=lambda _: True), kept


def main(folder: Path, after: int, n_pages: int) -> None:
    """Run, and die."""
    write, done, in_turn = parts._write, 0, Lock()

    def write_or_die(place: Path, frames: dict[str, Any]) -> None:
        nonlocal done
        with in_turn:  # several threads write
            if done == after:
                next(iter(frames.values())).write_ipc(place.with_name(f".{place.name}.half.tmp"))
                os.kill(os.getpid(), signal.SIGKILL)
            write(place, frames)
            done += 1

    parts._write = write_or_die  # type: ignore[assignment]
    parts._code = unchanged  # type: ignore[assignment]
    in_small_parts(folder, n_pages)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
