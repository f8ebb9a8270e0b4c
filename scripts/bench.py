"""Speed and memory beside the peers', in one run: Markdown tables, with the machine and the versions.

    .venv/bin/python scripts/bench.py --quick             a minute: small samples
    .venv/bin/python scripts/bench.py                     signatures, LSH, hot buckets, growth to 100,000
    .venv/bin/python scripts/bench.py --corpus FILE.parquet --growth 10000,100000,1000000

Texts are invented (`generated.py`), or the `text` of --corpus. Times are CPU seconds (user and system): what
else runs on the machine moves them less than the clock. Peers that are not installed (rensa, gaoya, daft) are
named; install them beside the project to see them: uv pip install rensa gaoya daft.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from bench_peers import PEERS, index_datasketch, index_ours
from generated import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

REPEATS: Final = 5
NOTICE: Final = (
    "Subscribe to read the full story. Already a subscriber? Log in to go on reading this article now."
)


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """(CPU seconds of this process, what the work gave)."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in (heads, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(heads), *lines[1:]])


def machine() -> str:
    """What it ran on: processor, cores, versions."""
    names = ("syndicate-news", "numpy", "numba", "polars", "datasketch", "rensa", "gaoya", "daft")
    versions = []
    for name in names:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"{name} not installed")
    model = next((line.split(":")[1].strip() for line in _processor() if line.startswith("model name")), "")
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, load {load}; "
        f"Python {platform.python_version()}, {', '.join(versions)}"
    )


def _processor() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text("utf-8").splitlines() if path.exists() else []


def signatures(texts: Sequence[str], repeats: int) -> str:
    """Text to signature, one thread: every peer, in turns, medians."""
    times: dict[str, list[float]] = {}
    skipped = []
    for name, peer in PEERS.items():
        try:
            peer(texts[:10])  # imports, compilation and caches are not measured
            times[name] = []
        except ImportError:
            skipped.append(name)
    column = pl.Series(texts, dtype=pl.String)  # what we sign; the others are given Python's strings
    for _ in range(repeats):
        for name, seconds in times.items():
            given: Any = column if name == "syndicate" else texts
            seconds.append(cpu(partial(PEERS[name], given))[0])
    medians = {name: statistics.median(found) / len(texts) * 1e6 for name, found in times.items()}
    rows = [
        (name, f"{median:,.1f}", f"{medians['datasketch'] / median:.1f}")
        for name, median in sorted(medians.items(), key=lambda item: item[1])
    ]
    told = table(("text to signature", "microseconds an article", "x datasketch"), rows)
    return told + (f"\n\nSkipped, not installed: {', '.join(skipped)}." if skipped else "")


def lsh(texts: Sequence[str]) -> str:
    """Signatures, the same for both, to candidate pairs; one thread."""
    from syndicate.settings import Settings
    from syndicate.sketch.signature import to_datasketch

    mine = PEERS["syndicate"](texts)
    theirs = [to_datasketch(row, Settings()) for row in mine]
    index_ours(mine[:10])
    fast = min(cpu(lambda: index_ours(mine))[0] for _ in range(3))
    slow, pairs = cpu(lambda: index_datasketch(theirs))
    rows = [
        ("syndicate", f"{fast * 1e3:,.1f}", f"{slow / fast:.0f}", len(index_ours(mine))),
        ("datasketch", f"{slow * 1e3:,.1f}", 1, len(pairs)),
    ]
    return table(("LSH", f"milliseconds for {len(texts):,}", "x datasketch", "pairs"), rows)


def hot_buckets(n: int) -> str:
    """Candidates of n ordinary articles, n identical ones, and n with one paywall notice."""
    from syndicate.settings import Settings
    from syndicate.sketch.candidates import candidates
    from syndicate.text.indexing import index_articles

    pages = pl.concat(generate(n))
    ordinary = pages.rename({"text": "body"}).with_columns(wire=pl.lit(""))
    kinds = {
        "ordinary": ordinary,
        "identical": ordinary.with_columns(body=pl.lit(ordinary["body"][0])),
        "one notice": ordinary.with_columns(body=pl.col("body").str.slice(0, 400) + "\n\n" + NOTICE),
    }
    rows, least = [], 0.0
    for kind, articles in kinds.items():
        corpus = index_articles(articles, Settings())
        seconds, found = cpu(partial(candidates, corpus, Settings()))
        least = least or seconds
        rows.append((kind, f"{seconds:.2f}", f"{seconds / least:.2f}", len(found.pairs)))
    return table((f"candidates of {n:,}", "seconds", "x ordinary", "pairs"), rows)


def measured(command: list[str]) -> tuple[float, float, float]:
    """(CPU seconds, wall seconds, peak GB) of a command that must succeed."""
    start = time.monotonic()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 2**20


def _cluster(path: Path, out: Path) -> tuple[float, float, float]:
    options = ["--out", str(out), "--format", "parquet", "-q"]
    return measured([sys.executable, "-m", "syndicate", "cluster", str(path), *options])


def whole(path: Path, folder: Path) -> str:
    """`syndicate cluster` on a file, beside datasketch alone on the same texts."""
    code = (
        "import sys, polars as pl; sys.path.insert(0, sys.argv[1]);"
        "from bench_peers import datasketch, index_datasketch;"
        "texts = pl.read_parquet(sys.argv[2])['text'].to_list();"
        "index_datasketch([m for i in range(0, len(texts), 1000) for m in datasketch(texts[i:i + 1000])])"
    )
    alone = measured([sys.executable, "-c", code, str(Path(__file__).parent), str(path)])
    rows = [("syndicate cluster, everything", _cluster(path, folder / "whole")),
            ("datasketch, MinHash and LSH alone", alone)]  # fmt: skip
    cells = [(name, f"{c:.1f}", f"{w:.1f}", f"{gb:.2f}") for name, (c, w, gb) in rows]
    return table((f"whole command, {path.name}", "CPU seconds", "seconds", "peak GB"), cells)


def growth(sizes: Sequence[int], folder: Path) -> str:
    """`syndicate cluster` on invented articles, with the recall of what was planted."""
    rows = []
    for n in sizes:
        path = folder / f"{n}.parquet"
        pages = pl.concat(generate(n, days=max(10.0, n / 2740)))
        pages.rename({"article": "id"}).drop("place", "markup").write_parquet(path)
        seconds, wall, peak = _cluster(path, folder / str(n))
        found = pl.read_parquet(folder / str(n) / "clusters.parquet", columns=["article", "cluster"])
        told = [f"{share:.3f}" for share in _recall(pages, found)]
        rows.append((f"{n:,}", f"{seconds:.1f}", f"{wall:.1f}", f"{peak:.2f}", *told))
        path.unlink()
    heads = (
        "articles",
        "CPU seconds",
        "seconds",
        "peak GB",
        "reprints found",
        "trims found",
        "rewrites found",
    )
    return table(heads, rows)


def _recall(pages: pl.DataFrame, found: pl.DataFrame) -> Iterator[float]:
    """Of each way: the share of retellings that stand in one cluster with the report they were made from."""
    truth = pages.select(
        "article", pl.col("place").str.split_exact(":", 1).struct.rename_fields(["story", "way"])
    )
    truth = truth.unnest("place").join(found, on="article")
    reports = truth.filter(pl.col("way") == "report").select("story", of="cluster")
    held = truth.join(reports, on="story").with_columns(hit=pl.col("cluster") == pl.col("of"))
    for way in ("reprint", "trim", "reword"):
        shares = held.filter(pl.col("way") == way)["hit"]
        yield float(np.mean(shares.to_numpy())) if len(shares) else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small samples")
    parser.add_argument("--corpus", type=Path, help="a parquet file with a column text")
    parser.add_argument("--growth", default="", help="numbers of invented articles, parted by commas")
    given = parser.parse_args()
    n = 500 if given.quick else 4000
    if given.corpus:
        every = pl.read_parquet(given.corpus, columns=["text"])["text"]
    else:
        every = pl.concat(generate(n))["text"]
    texts = every.sample(min(n, len(every)), seed=1).to_list()
    sizes = [int(x) for x in given.growth.split(",") if x] or ([2000] if given.quick else [10_000, 100_000])
    print(machine(), flush=True)
    print("\n" + signatures(texts, 1 if given.quick else REPEATS), flush=True)
    print("\n" + lsh(texts if given.quick else every.to_list()), flush=True)
    print("\n" + hot_buckets(1000 if given.quick else 20_000), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        if given.corpus and not given.quick:
            print("\n" + whole(given.corpus, Path(folder)), flush=True)
        print("\n" + growth(sizes, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
