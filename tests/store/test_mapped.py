from __future__ import annotations

import gc
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from syndicate.errors import OutputError
from syndicate.store import mapped as module
from syndicate.store.mapped import Mapped
from syndicate.store.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

RESIDENT = Path("/proc/self/smaps")


def of(folder: Path) -> Mapped:
    return Mapped(Parts(folder / "parts"))


def pair_of_columns(n: int) -> tuple[NDArray[np.uint64], NDArray[np.int8]]:
    return np.arange(n, dtype=np.uint64), np.arange(n).astype(np.int8)


@given(st.lists(st.integers(0, 5).flatmap(lambda n: arrays(np.uint64, n)), min_size=1, max_size=4))
def test_pieces_come_one_after_another(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[NDArray[np.uint64]]
) -> None:
    one, other = of(tmp_path_factory.mktemp("m")).joined(
        (piece, piece.astype(np.float32)) for piece in pieces
    )
    assert one.tolist() == np.concatenate(pieces).tolist()
    assert one.dtype == np.uint64
    assert other.dtype == np.float32
    assert other.tolist() == np.concatenate(pieces).astype(np.float32).tolist()


def test_parts_of_an_array_in_any_layout(tmp_path: Path) -> None:
    whole = np.arange(20, dtype=np.int32)
    (found,) = of(tmp_path).joined([(whole[::-2],), (whole[3:5],)])
    assert found.tolist() == [*whole[::-2].tolist(), 3, 4]


def test_nothing_stays_in_the_folder(tmp_path: Path) -> None:
    found = of(tmp_path).joined([pair_of_columns(10)])
    assert list((tmp_path / "parts").iterdir() if (tmp_path / "parts").exists() else []) == []
    assert found[0].sum() == 45


def test_released_columns_are_read_again(tmp_path: Path) -> None:
    mapped = of(tmp_path)
    one, other = mapped.joined(pair_of_columns(100_000) for _ in range(3))
    before = (one.sum(), other.sum())
    mapped.release()
    assert (one.sum(), other.sum()) == before


@pytest.mark.skipif(not RESIDENT.exists(), reason="no /proc/self/smaps")
def test_what_is_released_takes_no_memory(tmp_path: Path) -> None:
    def resident() -> int:
        lines = iter(RESIDENT.read_text().splitlines())
        return sum(_rss(lines) for line in lines if str(tmp_path) in line)

    mapped = of(tmp_path)
    (column,) = mapped.joined([(np.ones(1 << 18),)])
    assert column.sum() == 1 << 18
    looked_at = resident()
    mapped.release()
    assert looked_at >= column.nbytes // 1024
    assert resident() == 0


def _rss(lines: Iterator[str]) -> int:
    """kB of the map whose header was the last line."""
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:"))


def test_a_column_that_nobody_has_is_forgotten(tmp_path: Path) -> None:
    mapped = of(tmp_path)
    columns = mapped.joined([pair_of_columns(10)])
    del columns
    gc.collect()
    mapped.release()
    assert all(one() is None for one in mapped._maps)


def test_as_a_context_it_releases_until_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0.001)
    released = threading.Event()
    monkeypatch.setattr(Mapped, "release", lambda _: released.set())
    with of(tmp_path) as mapped:
        assert released.wait(30)
    assert not mapped._keeper.is_alive()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError):
        of(tmp_path).joined([pair_of_columns(1)])


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module._Column, "append", full)
    with pytest.raises(OutputError, match="No space left"):
        of(tmp_path).joined([pair_of_columns(1)])
