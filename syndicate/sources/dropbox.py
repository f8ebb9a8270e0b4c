"""A folder into which files are dropped: reads those that are new or have changed. Remembers nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from syndicate.sources import items
from syndicate.sources.base import MB
from syndicate.sources.intake import Gathering
from syndicate.sources.locate import locate

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from syndicate.sources.base import Intake, Source

DROP_BYTES: Final = 16 * MB  # of text taken in at once
DROP_FILES: Final = 500


@dataclass(frozen=True, slots=True, eq=False)
class Drop:
    """Articles of some files, and the stamps of those files that were read to their end."""

    intake: Intake
    stamps: dict[str, str]  # place -> stamp


def changed(folder: str | os.PathLike[str], stamps: Mapping[str, str]) -> Iterator[Drop]:
    """What lies in the folder and has not the stamp it had when it was read last, some files at a time.

    A file that somebody writes while it is read gets no stamp: it is read again the next time. What cannot be
    read is told once, until it changes. Raises InputError where there is no such folder.
    """
    sources, problems = locate([folder])
    gathering, read = Gathering(), dict[str, str]()
    for problem in problems:
        if stamps.get(problem.place) != problem.problem:
            gathering.add(problem)
            read[problem.place] = problem.problem
    for source in sources:
        before = _stamp(source)
        if not before or stamps.get(source.place) == before:
            continue
        for item in items(source, None):
            gathering.add(item)
            if gathering.n_bytes >= DROP_BYTES:
                yield Drop(gathering.take(), read)
                read = {}
        if _stamp(source) == before:
            read[source.place] = before
        if len(read) >= DROP_FILES:
            yield Drop(gathering.take(), read)
            read = {}
    if read or not gathering.is_empty:
        yield Drop(gathering.take(), read)


def _stamp(source: Source) -> str:
    """Size and time of change; "" where the file has vanished."""
    try:
        found = source.path.stat() if source.path else None
    except OSError:
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}" if found else ""
