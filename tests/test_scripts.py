"""The shell scripts, with an environment that stands already: no network, nothing installed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Call = Callable[..., subprocess.CompletedProcess[str]]
    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[1]

# Says how it was called and ends with 7, but answers the scripts' own question as a Python would.
PYTHON = """#!/bin/sh
case $1 in -c) exit 0 ;; esac
printf '%s\\n' "$PWD" "$@"
exit 7
"""


@pytest.fixture
def venv(tmp_path: Path, call: Call) -> Path:
    """A finished environment at an awkward place."""
    place = tmp_path / "an environment"
    (place / "bin").mkdir(parents=True)
    (place / "bin" / "python").write_text(PYTHON, encoding="utf-8")
    (place / "bin" / "python").chmod(0o755)
    (place / "pyvenv.cfg").touch()
    checksum = call("sh", "-c", "cksum <pyproject.toml").stdout.strip()
    (place / ".syndicate-dev").write_text(f"{checksum} {ROOT}\n", encoding="utf-8")
    return place


@pytest.fixture
def run(call: Call, tmp_path: Path) -> Run:
    """Runs a script from another folder, with a home that is not there."""

    def script(
        path: Path, *arguments: str, venv: Path, tools: str = os.defpath
    ) -> subprocess.CompletedProcess[str]:
        surroundings = {"PATH": tools, "SYNDICATE_VENV": str(venv), "HOME": str(tmp_path / "nobody")}
        return call(path, *arguments, cwd=tmp_path, env=surroundings)

    return script


def test_run_hands_on_arguments_folder_and_exit_code(run: Run, venv: Path, tmp_path: Path) -> None:
    done = run(ROOT / "scripts" / "run", "compare", "a b", "", venv=venv)
    assert done.stdout.split("\n") == [str(tmp_path), "-P", "-m", "syndicate", "compare", "a b", "", ""]
    assert (done.returncode, done.stderr) == (7, "")


def test_run_through_a_symbolic_link(run: Run, venv: Path, tmp_path: Path) -> None:
    link = tmp_path / "some where" / "syndicate"
    link.parent.mkdir()
    link.symlink_to(ROOT / "scripts" / "run")
    assert run(link, "--help", venv=venv).stdout.endswith("syndicate\n--help\n")


def test_run_without_arguments_clusters_the_sample_set(run: Run, venv: Path) -> None:
    done = run(ROOT / "scripts" / "run", venv=venv)
    assert done.stdout.split("\n")[3:7] == ["syndicate", "cluster", str(ROOT / "seeds"), "--out"]
    assert done.returncode == 7


def test_test_runs_in_the_checkout_on_every_core(run: Run, venv: Path) -> None:
    done = run(ROOT / "scripts" / "test", venv=venv)
    assert done.stdout.split("\n")[:-1] == [str(ROOT), "-m", "pytest", "--numprocesses", "auto"]
    assert done.returncode == 7


def test_test_hands_on_arguments(run: Run, venv: Path) -> None:
    done = run(ROOT / "scripts" / "test", "-k", "two words", venv=venv)
    assert done.stdout.split("\n")[:-1] == [str(ROOT), "-m", "pytest", "-k", "two words"]


def test_a_relative_place_is_the_callers(run: Run, venv: Path) -> None:
    done = run(ROOT / "scripts" / "environment", venv=Path(venv.name))
    assert done.stdout == f"{venv}/bin/python\n"


def shell_only(folder: Path) -> str:
    """A PATH with the plain tools and no Python."""
    folder.mkdir()
    for tool in ("cat", "cksum", "dirname", "grep", "ls", "mktemp", "readlink", "rm", "sh"):
        found = next(Path(at, tool) for at in os.defpath.split(":") if at and Path(at, tool).exists())
        (folder / tool).symlink_to(found)
    return str(folder)


def test_no_python_is_said_clearly(run: Run, tmp_path: Path) -> None:
    tools = shell_only(tmp_path / "tools")
    done = run(ROOT / "scripts" / "run", "--help", venv=tmp_path / "new", tools=tools)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_folder_of_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "cat.png").touch()
    done = run(ROOT / "scripts" / "run", "--help", venv=photos)
    assert done.returncode == 1
    assert "SYNDICATE_VENV" in done.stderr
    assert (photos / "cat.png").exists()


def test_a_failed_installation_shows_its_log_and_is_tried_again(run: Run, venv: Path) -> None:
    (venv / ".syndicate-dev").unlink()
    for _ in range(2):
        done = run(ROOT / "scripts" / "run", "--help", venv=venv)
        assert done.returncode == 1
        assert "--editable" in done.stderr, "the log of the package manager"
        assert "the installation into" in done.stderr
        assert done.stdout == ""
