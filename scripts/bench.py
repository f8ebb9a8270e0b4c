"""Speed, memory and accuracy beside the peers', in one run: Markdown tables, with machine and versions.

    .venv/bin/python scripts/bench.py --quick             a minute: small samples, for every change
    .venv/bin/python scripts/bench.py                     signatures, LSH, hot buckets, growth to 100,000
    .venv/bin/python scripts/bench.py --corpus FILE.parquet --growth 10000,100000,1000000
    .venv/bin/python scripts/bench.py --only signatures,lsh --corpus FILE.parquet

Texts are invented (`generated.py`), or the `text` of --corpus. Times are CPU seconds (user and system), taken
in turns: what else runs on the machine moves their ratios less than the clock. Peers that are not installed
are named; install them beside the project to see them: uv pip install rensa gaoya daft.
"""

from __future__ import annotations

import argparse
import gc
import importlib.metadata
import os
import platform
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from bench_accuracy import accuracy, planted
from bench_peers import PEERS, Peer, index_datasketch, index_ours
from bench_stages import hot_buckets, residue_rates, signing_stages
from bench_whole import cluster, datasketch_alone, growth, hot_clusters
from generated import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench_accuracy import Planted

REPEATS: Final = 5
PAUSE: Final = 0.1  # seconds: threads of the peers' own go on for a while, and their time counts
SECTIONS: Final = ("signatures", "stages", "lsh", "hot", "residue", "whole", "growth")
VERSIONS: Final = ("syndicate-news", "numpy", "numba", "polars", "datasketch", "rensa", "gaoya", "daft")


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """(CPU seconds of this process, what the work gave); what ran before has come to rest."""
    gc.collect()
    time.sleep(PAUSE)
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in (heads, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(heads), *lines[1:]])


def machine() -> str:
    """What it ran on: processor, cores, versions."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, load {load}; "
        f"Python {platform.python_version()}, {', '.join(map(_version, VERSIONS))}"
    )


def _version(name: str) -> str:
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{name} not installed"


def signatures(texts: Sequence[str], truth: Planted, repeats: int) -> str:
    """Text to signature, one thread: every peer, in turns, medians; and how near each comes to the truth."""
    times: dict[str, list[float]] = {}
    skipped = []
    for name, peer in PEERS.items():
        try:
            peer.sign(texts[:10])  # imports, compilation and caches are not measured
            times[name] = []
        except ImportError:
            skipped.append(name)
    column = pl.Series(texts, dtype=pl.String)  # what we sign; the others are given Python's strings
    for _ in range(repeats):
        for name, seconds in times.items():
            given: Any = column if name == "syndicate" else texts
            seconds.append(cpu(partial(PEERS[name].sign, given))[0])
    medians = {name: statistics.median(found) / len(texts) * 1e6 for name, found in times.items()}
    rows = [
        (name, f"{median:,.1f}", f"{medians['datasketch'] / median:.1f}", *_nearness(PEERS[name], truth))
        for name, median in sorted(medians.items(), key=lambda item: item[1])
    ]
    heads = (
        "text to signature",
        "microseconds an article",
        "x datasketch",
        "mean error",
        "alike pairs found",
    )
    told = table(heads, rows)
    return told + (f"\n\nSkipped, not installed: {', '.join(skipped)}." if skipped else "")


def _nearness(peer: Peer, truth: Planted) -> Iterator[str]:
    """The cells of `accuracy`."""
    if peer.slots is None:
        return iter(("not shown", "not shown"))
    return (f"{x:.4f}" for x in accuracy(peer.slots(peer.sign(truth.texts)), truth))


def stages(texts: Sequence[str], repeats: int) -> str:
    """Text to signature, stage by stage; one thread."""
    found = signing_stages(pl.Series(texts, dtype=pl.String), repeats)
    rows = [(stage, f"{seconds / len(texts) * 1e6:.2f}") for stage, seconds in found.items()]
    return table(("stage of signing", "microseconds an article"), rows)


def lsh(texts: Sequence[str], repeats: int) -> str:
    """Signatures, the same for both, to candidate pairs; one thread."""
    from syndicate.settings import Settings
    from syndicate.sketch.signature import EMPTY, to_datasketch

    signed = PEERS["syndicate"].sign(texts)
    mine = signed[(signed != EMPTY).any(axis=1)]
    theirs = [to_datasketch(row, Settings()) for row in mine]
    index_ours(mine[:10])
    fast = statistics.median(cpu(lambda: index_ours(mine))[0] for _ in range(repeats))
    slow, pairs = cpu(lambda: index_datasketch(theirs))
    rows = [
        ("syndicate", f"{fast * 1e3:,.1f}", f"{slow / fast:.0f}", len(index_ours(mine))),
        ("datasketch", f"{slow * 1e3:,.1f}", 1, len(pairs)),
    ]
    return table(("LSH", f"milliseconds for {len(mine):,}", "x datasketch", "pairs"), rows)


def hot(n: int, repeats: int, folder: Path) -> str:
    """Ordinary articles, and as many that fill one bucket: their candidates, and the whole command."""
    found, costs = list(hot_buckets(n, repeats)), dict(hot_clusters(n, folder))
    least, cheapest = found[0][1], costs[found[0][0]].cpu
    rows = [
        (
            kind,
            f"{seconds:.2f}",
            f"{seconds / least:.2f}",
            pairs,
            f"{costs[kind].cpu:.1f}",
            f"{costs[kind].cpu / cheapest:.2f}",
        )
        for kind, seconds, pairs in found
    ]
    heads = (
        f"{n:,} articles",
        "candidates, seconds",
        "x ordinary",
        "pairs",
        "cluster, CPU seconds",
        "x ordinary",
    )
    return table(heads, rows)


def compared(stories: int, texts: Sequence[str], repeats: int) -> str:
    """Articles of 400 words against each other, sentence by sentence; one thread."""
    rows = [
        (kind, f"{n:,}", f"{rate:,.0f}", f"{1e6 / rate:,.0f}")
        for kind, n, rate in residue_rates(stories, texts, repeats)
    ]
    return table(
        ("residue, articles of 400 words", "pairs", "pairs a CPU second", "microseconds a pair"), rows
    )


def whole(path: Path, folder: Path) -> str:
    """`syndicate cluster` on a file, beside datasketch alone on the same texts."""
    costs = {
        "syndicate cluster, everything": cluster(path, folder / "whole"),
        "datasketch, MinHash and LSH alone": datasketch_alone(path, Path(__file__).parent),
    }
    rows = [(name, f"{cost.cpu:.1f}", f"{cost.wall:.1f}", f"{cost.peak:.2f}") for name, cost in costs.items()]
    return table((f"whole command, {path.name}", "CPU seconds", "seconds", "peak GB"), rows)


def growing(sizes: Sequence[int], folder: Path) -> str:
    """`syndicate cluster` on more and more invented articles, with what it found of those planted."""
    heads = (
        "articles", "CPU seconds", "seconds", "peak GB",
        "alike copies found", "rewordings found", "rewordings in the story",
    )  # fmt: skip
    return table(heads, list(growth(sizes, folder)))


def sections(given: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The tables asked for, one after another."""
    quick, repeats = given.quick, 1 if given.quick else REPEATS
    n = 500 if quick else 4000
    every = (
        pl.read_parquet(given.corpus, columns=["text"])["text"]
        if given.corpus
        else pl.concat(generate(n))["text"]
    )
    texts = every.sample(min(n, len(every)), seed=1).to_list()
    makers: dict[str, Callable[[], str]] = {
        "signatures": lambda: signatures(texts, planted(500 if quick else 2000), repeats),
        "stages": lambda: stages(texts, repeats),
        "lsh": lambda: lsh(texts if quick else every.to_list(), repeats),
        "hot": lambda: hot(1000 if quick else 20_000, min(3, repeats), folder),
        "residue": lambda: compared(2 if quick else 12, every.to_list(), repeats),
        "whole": lambda: whole(given.corpus, folder),
        "growth": lambda: growing(given.growth or ([2000] if quick else [10_000, 100_000]), folder),
    }
    for name, make in makers.items():
        if name in given.only and (name != "whole" or (given.corpus and not quick)):
            yield make()


def numbers(text: str) -> list[int]:
    """Numbers parted by commas."""
    return [int(part) for part in text.split(",") if part]


def read_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small samples")
    parser.add_argument("--corpus", type=Path, help="a parquet file with a column text")
    parser.add_argument("--growth", type=numbers, help="numbers of invented articles, parted by commas")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), default=SECTIONS, help=", ".join(SECTIONS)
    )
    given = parser.parse_args(arguments)
    if unknown := sorted({*given.only} - {*SECTIONS}):
        parser.error(f"--only: there is no {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    return given


def main() -> None:
    given = read_arguments()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for section in sections(given, Path(folder)):
            print("\n" + section, flush=True)


if __name__ == "__main__":
    main()
