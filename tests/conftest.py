"""What every test may rely on: absent corpora skip, commands can be run, hypothesis has no clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from said import Typed

ROOT = Path(__file__).resolve().parents[1]
MATERIAL = Path(os.environ.get("SYNDICATE_MATERIAL") or ROOT.parent / "shared")

# The scripts are no package: their tests import them by name.
sys.path.insert(0, str(ROOT / "scripts"))

# A kernel is compiled at its first call, which no deadline can foresee. The suite tries the same examples at
# every run, so that a change is judged by what it changed: `--hypothesis-profile explore` seeks new ones.
hypothesis.settings.register_profile("syndicate", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("explore", deadline=None, print_blob=True)
hypothesis.settings.load_profile("syndicate")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, beside the others."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("material") and not MATERIAL.is_dir():
        pytest.skip(f"{item.name} needs the research corpora, which are not here")


@pytest.fixture(scope="session")
def material() -> Path:
    """The research corpora; a test that asks for them is marked `material`."""
    return MATERIAL


@pytest.fixture(scope="session")
def call() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command without standard input, by default in the checkout, and gives what it said."""

    def run(
        *command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - the tests' own commands
            command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs a command of ours in this process, and gives what it said."""
    from said import Typed

    return Typed(monkeypatch, capsys)
