"""A program that is killed: brings pages into stores in processes that die by SIGKILL at random moments.

    python killed.py FOLDER KILLS PAGES

Each process is a copy (fork) of one that has everything loaded and has run nothing yet, so that 200 kills do
not cost 200 starts. All pages are offered again each time, as a job would after a reboot. Prints the number
of kills; the stores are FOLDER/0.db, 1.db ...
"""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import signal
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newsroom import news
from numba.core.dispatcher import Dispatcher

from syndicate.flow.update.updating import update
from syndicate.store.file import open_store

NOW = datetime(2026, 2, 21, tzinfo=UTC)
PAGES_A_STEP = 2
KILLS_A_STORE = 25  # then another order in another store


def bring(path: Path, seed: int, n_pages: int) -> None:
    """All pages into a store, in an order of its own."""
    with open_store(path, create=True) as store:
        update(
            store,
            news(n_pages).sample(fraction=1, shuffle=True, seed=seed),
            now=NOW,
            pages_a_step=PAGES_A_STEP,
        )


def fork(work: Any) -> int:
    """Do it in a copy of this process; its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def warm(folder: Path) -> None:
    """Load what a run loads, and its machine code, without running it: threads do not survive a fork."""
    reading, writing = os.pipe()

    def run_once() -> None:
        bring(folder / "warm.db", 0, 6)
        used = [
            (module, name, kernel.signatures)
            for module, loaded in list(sys.modules.items())
            for name, kernel in list(vars(loaded).items())
            if module.startswith("syndicate.") and isinstance(kernel, Dispatcher)
        ]
        with os.fdopen(writing, "wb") as out:
            pickle.dump((list(sys.modules), used), out)

    child = fork(run_once)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        modules, kernels = pickle.load(told)  # noqa: S301 (our own child's)
    os.waitpid(child, 0)
    for module in modules:
        with contextlib.suppress(ImportError):
            import_module(module)
    for module, name, signatures in kernels:
        for signature in signatures:
            vars(sys.modules[module])[name].compile(signature)
    from syndicate.text.frequencies import word_shares

    word_shares(["harbour"], "en")


def main() -> None:
    folder, wanted, n_pages = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    draw = random.Random(7)  # noqa: S311 (no secret)
    warm(folder)
    kills = seed = 0
    while kills < wanted:
        killed = 0
        while True:
            path = folder / f"{seed}.db"
            child = fork(lambda path=path, seed=seed: bring(path, seed, n_pages))
            if killed < KILLS_A_STORE:
                time.sleep(0.01 * 2 ** draw.uniform(0, 6))
                os.kill(child, signal.SIGKILL)
            status = os.waitpid(child, 0)[1]
            if not os.WIFSIGNALED(status):
                break
            killed += 1
        if os.waitstatus_to_exitcode(status):
            sys.exit(f"store {seed}: a run failed")
        kills, seed = kills + killed, seed + 1
    print(kills)


if __name__ == "__main__":
    main()
