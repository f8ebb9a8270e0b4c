"""The project as a whole: its imports, its modules, its package file, its scripts."""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import syndicate

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Call = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MODULES = sorted([*(ROOT / "syndicate").rglob("*.py"), *(ROOT / "scripts").glob("*.py")])
SHELL = [ROOT / "scripts" / name for name in ("environment", "run", "test")]
ENGINES = {
    "charset_normalizer", "dateparser", "datasketch", "lxml", "numba", "numpy", "polars", "scipy",
    "trafilatura", "wordfreq",
}  # fmt: skip
SHOW = {"rich", "typer"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_imports_only_go_down(call: Call) -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    run = call(sys.executable, "-c", code)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_modules_open_with_one_line_that_says_what_they_do() -> None:
    openings = {
        named(path): (ast.get_docstring(ast.parse(source(path))) or "").split("\n")[0] for path in MODULES
    }
    assert [name for name, opening in openings.items() if not opening.endswith(".")] == []


def test_modules_are_short_enough_to_read() -> None:
    lengths = {named(path): source(path).count("\n") for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_path_of_one_machine() -> None:
    machine = re.compile(r"(?<![\w.:/>-])(?:/(?:home|root|work|Users|mnt)/\w|[A-Z]:\\Users)")
    folders = [ROOT / name for name in ("syndicate", "tests", "scripts", "seeds", ".ci")]
    files = [path for folder in (*folders, ROOT) for path in folder.glob("*" if folder == ROOT else "**/*")]
    suffixes = {"", ".csv", ".html", ".json", ".jsonl", ".md", ".py", ".toml", ".txt", ".yml"}
    texts = {
        named(path): path.read_text(encoding="utf-8", errors="replace")
        for path in files
        if path.is_file() and path.suffix in suffixes and "cache" not in str(path.parent)
    }
    assert {"pyproject.toml", "scripts/run", "seeds/feed.jsonl"} <= texts.keys()
    assert {name: found for name, text in texts.items() if (found := machine.findall(text))} == {}


def test_bare_import_is_light(call: Call) -> None:
    run = call(sys.executable, "-c", "import sys, syndicate; print(*sys.modules)")
    assert run.returncode == 0, run.stderr
    loaded = set(run.stdout.split())
    assert "syndicate" in loaded
    assert loaded & (ENGINES | SHOW) == set()


def test_help_loads_no_engine(call: Call) -> None:
    code = "import atexit, sys; atexit.register(lambda: print('loaded:', *sys.modules))"
    code += "; sys.argv = ['syndicate', '--help']; from syndicate.__main__ import main; main()"
    run = call(sys.executable, "-c", code)
    assert run.returncode == 0, run.stderr
    said, _, loaded = run.stdout.partition("loaded:")
    assert "cluster" in said
    assert set(loaded.split()) & ENGINES == set()


def requirements() -> list[Requirement]:
    extras = PACKAGE["optional-dependencies"].values()
    return [Requirement(line) for lines in (PACKAGE["dependencies"], *extras) for line in lines]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_dependency_has_a_lower_bound_and_no_upper_pin(requirement: Requirement) -> None:
    assert [bound.operator for bound in requirement.specifier] == [">="]


def test_version_is_one() -> None:
    assert syndicate.__version__ == PACKAGE["version"]


@pytest.mark.parametrize("script", SHELL, ids=named)
def test_script_is_posix_shell(script: Path, call: Call) -> None:
    assert source(script).startswith("#!/bin/sh\n")
    parsed = call("sh", "-n", script)
    assert (parsed.returncode, parsed.stderr) == (0, "")


def test_ci_is_bash(call: Call) -> None:
    parsed = call("bash", "-n", ROOT / ".ci" / "run")
    assert (parsed.returncode, parsed.stderr) == (0, "")


@pytest.mark.parametrize("script", [*SHELL, ROOT / ".ci" / "run"], ids=named)
def test_script_can_be_run(script: Path) -> None:
    assert os.access(script, os.X_OK)


def test_every_package_that_is_imported_is_declared() -> None:
    required = [*PACKAGE["dependencies"], *(r for e in PACKAGE["optional-dependencies"].values() for r in e)]
    declared = {canonicalize_name(Requirement(line).name) for line in required}
    homes = packages_distributions()
    undeclared = set()
    for path in (ROOT / "syndicate").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for top in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"syndicate"}:
                if not {canonicalize_name(home) for home in homes.get(top, [top])} & declared:
                    undeclared.add(f"{top} in {path.relative_to(ROOT)}")
    assert not undeclared
