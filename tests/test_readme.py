"""The README says what happens: every command it shows is run, and the output it shows is the real one."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]
    return [shlex.split(line) for line in lines]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the checkout, where the commands may write."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", place / "seeds")
    return place


def run(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  the commands are the README's own
        [sys.executable, "-m", "syndicate", *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_runs_and_the_example_is_its_real_output(folder: Path) -> None:
    product = [c[1:] for c in commands() if c[0] == "scripts/run" and len(c) > 1]
    assert len(product) >= 6
    outputs = {}
    for arguments in product:
        done = run(arguments, folder)
        assert done.returncode == 0, (arguments, done.stderr)
        assert done.stdout + done.stderr, arguments
        outputs.setdefault(arguments[0], done.stdout)
    example = r"<!-- begins the output of: cluster seeds -->\n```text\n(.*?)```"
    (shown,) = re.findall(example, README, re.DOTALL)
    assert outputs["cluster"] == shown


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_only_known_commands_are_shown() -> None:
    for command in commands():
        assert command[0] in {"scripts/run", "scripts/test"}
        assert (ROOT / command[0]).is_file()


def test_the_python_example_runs(folder: Path) -> None:
    (code,) = blocks("python")
    done = subprocess.run(  # noqa: S603  the code is the README's own
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "article" in done.stdout
