"""Paths to sources: which files of a folder are read, in which order, under which names. Opens no file."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.errors import InputError, NothingToRead
from syndicate.sources.base import Kind, Problem, Source, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

STDIN = "-"
PACKED = ".gz"
KINDS = {
    ".txt": Kind.TEXT, ".text": Kind.TEXT,
    ".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML,
    ".jsonl": Kind.JSON, ".ndjson": Kind.JSON, ".json": Kind.JSON,
    ".csv": Kind.CSV, ".tsv": Kind.CSV,
    ".parquet": Kind.PARQUET, ".pq": Kind.PARQUET,
}  # fmt: skip
READABLE = "txt, html, jsonl, json, csv, tsv (each also .gz) or parquet"
# May hold articles, but not in a form that is read: told one by one, so that nobody thinks they were counted.
DOCUMENTS = frozenset({
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages", ".eml", ".msg", ".mht", ".mhtml", ".xml",
    ".rss", ".atom", ".xls", ".xlsx", ".ods", ".warc", ".zip", ".tar", ".tgz", ".bz2", ".xz", ".zst", ".7z",
    ".rar", ".feather", ".arrow", ".avro", ".orc", ".sqlite", ".db", ".gz",
})  # fmt: skip
# Lie beside saved pages and hold no article: passed over without a word.
COMPANIONS = frozenset({
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".avif", ".bmp", ".tif", ".tiff", ".heic",
    ".mp3", ".mp4", ".m4a", ".wav", ".ogg", ".webm", ".mov", ".avi", ".css", ".js", ".mjs", ".map", ".woff",
    ".woff2", ".ttf", ".otf", ".eot", ".ini", ".crc", ".tmp", ".part", ".lock", ".md",
})  # fmt: skip
COMPANION_NAMES = frozenset({"thumbs.db", "desktop.ini", "_success", "_metadata", "_common_metadata"})


def locate(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Source], list[Problem]]:
    """The sources under `paths`, and what in the folders is not read.

    A folder gives its files sorted by their relative path; hidden files and folders are passed over,
    links are followed, and no file is read twice, however often it is reached. Raises InputError for a
    path that does not exist or a file of an unknown type, NothingToRead for no path at all.
    """
    given = [os.fspath(path) for path in paths]
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in given:
        if path == STDIN:
            sources.append(Source(None, "stdin", "stdin", Kind.JSON, named=True))
        elif Path(path).is_dir():
            _folder(Path(path), sources, problems)
        else:
            sources.append(_named(Path(path)))
    if not given:
        raise NothingToRead(
            "no path was given", remedy="name files or folders of articles, or - for standard input"
        )
    return _once(sources, problems), problems


def printable(path: str | os.PathLike[str]) -> str:
    """A path as valid text: what is not UTF-8 in a file name becomes U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _kind(path: Path) -> tuple[Kind | None, bool]:
    """How a file is read, by its ending (None: not at all), and whether it is packed."""
    ending = path.suffix.lower()
    if ending != PACKED:
        return KINDS.get(ending), False
    kind = KINDS.get(Path(path.stem).suffix.lower())
    return (None if kind is Kind.PARQUET else kind), True


def _named(path: Path) -> Source:
    """The source of a file that was given by name."""
    place = printable(path)
    if not path.exists():
        raise InputError("there is no such file or folder", place=place, remedy="check the path")
    kind, packed = _kind(path)
    if kind is None:
        raise InputError("not a type of file that is read", place=place, remedy=f"give {READABLE}")
    return Source(path, printable(path.name), place, kind, packed, named=True)


def _outlet(below: Path) -> str:
    """The nearest sub-folder that is not a date or a number: pages/OUTLET/2026/02/story.html."""
    folders = (part for part in reversed(below.parts[:-1]) if any(c.isalpha() for c in part))
    return next(folders, "")


def _folder(root: Path, sources: list[Source], problems: list[Problem]) -> None:
    """Add the sources below a folder, and one problem for each file or kind of file that is not read."""
    others: Counter[str] = Counter()
    for path in _files(root, problems):
        kind, packed = _kind(path)
        ending = path.suffix.lower()
        if kind is not None:
            below = path.relative_to(root)
            outlet = printable(_outlet(below)) if kind in {Kind.TEXT, Kind.HTML} else ""
            sources.append(Source(path, printable(below.as_posix()), printable(path), kind, packed, outlet))
        elif ending in COMPANIONS or path.name.lower() in COMPANION_NAMES:
            continue
        elif ending in DOCUMENTS:
            problems.append(
                Problem(printable(path), f"{ending} files are not read", f"save it as {READABLE}")
            )
        else:
            others[printable(ending) or "no ending"] += 1
    if others:
        kinds = ", ".join(f"{ending}: {n}" for ending, n in sorted(others.items()))
        problems.append(
            Problem(
                printable(root), f"passed over files of other types ({kinds})", f"articles: {READABLE}", False
            )
        )


def _files(root: Path, problems: list[Problem]) -> list[Path]:
    """Regular files below a folder, sorted by relative path; every real folder is entered once.

    Linked folders wait until all real ones are done: a file keeps its own name, not a link's, and loops end.
    """
    found: list[Path] = []
    entered: set[tuple[int, int]] = set()
    folders, links = [root], list[Path]()
    while folders or links:
        folder = folders.pop() if folders else links.pop(0)
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            entries = sorted(folder.iterdir())
        except OSError as error:
            problems.append(unreadable(printable(folder), error))
            continue
        for entry in entries:
            if not entry.name.startswith("."):
                _sort_out(entry, found, folders, links, problems)
    return sorted(found, key=lambda path: path.relative_to(root).parts)


def _sort_out(
    entry: Path, found: list[Path], folders: list[Path], links: list[Path], problems: list[Problem]
) -> None:
    """Put one entry of a folder where it belongs; a broken link, a pipe or a socket is a problem."""
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        problems.append(unreadable(printable(entry), error))
        return
    if stat.S_ISDIR(mode):
        (links if entry.is_symlink() else folders).append(entry)
    elif stat.S_ISREG(mode):
        found.append(entry)
    else:
        problems.append(Problem(printable(entry), "not a regular file", "copy its content into a file"))


def _once(sources: list[Source], problems: list[Problem]) -> list[Source]:
    """Each file once: one that was reached before, under whatever path, is noted and dropped."""
    first: dict[str, Source] = {}
    for source in sources:
        real = os.path.realpath(source.path) if source.path else STDIN
        earlier = first.setdefault(real, source)
        if earlier is not source:
            note = f"the same file as {earlier.place}; read once"
            problems.append(Problem(source.place, note, "give each file once", False))
    return list(first.values())
