"""Cleans input of any size: batch by batch, each kept on disk as soon as it is done. Reads no text itself.

Pages are read twice (see `text.reading`). In between all but the first batches wait on disk, in a file
without a name; what stays in memory of them is what they have to teach. A cleaned batch is a part (see
`store.parts`) that is made of its pages and of what all pages teach.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from syndicate.parallel import one_by_one
from syndicate.store.parts import digest, digest_of
from syndicate.text.clean import Cleaned, clean_batch, joined
from syndicate.text.reading import Read, batches, learn, lesson, read_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from syndicate.counting import Told
    from syndicate.store.parts import Parts
    from syndicate.text.reading import Learnt, Lesson

HELD: Final = 1 << 28  # bytes of lines that wait in memory: less than what comes later takes


class _Span(NamedTuple):
    """Where a batch waits in the file."""

    start: int
    end: int


def clean_in_parts(
    pages: Iterable[pl.DataFrame],
    parts: Parts,
    *,
    alone: bool,
    kept_lines: Callable[[int], bool],
    read: Told,
    told: Told,
) -> Cleaned:
    """schema.PAGES in batches -> `Cleaned`, as `text.clean.clean` gives it.

    kept_lines: whether the lines of so many pages are kept. `read` hears how many pages are read, then `told`
    how many are cleaned.
    """
    with parts.scratch() as file:
        waiting: list[tuple[str, Read | _Span]] = []  # digest of its pages, the batch
        lessons: list[Lesson] = []
        n, room = 0, HELD
        every = chain.from_iterable(map(batches, pages))
        for made_of, one in one_by_one(partial(_read_once, alone=alone), every):
            lessons.append(lesson(one))
            batch = replace(one, digests=one.digests.clear())
            room -= int(batch.split.lines.estimated_size())
            waiting.append((made_of, batch if room >= 0 else _wait(file, batch)))
            n += batch.pages.height
            read(n)
        learnt = learn(lessons, alone=alone)
        del lessons
        made = partial(
            _part, parts=parts, learnt=learnt, alone=alone, keep_lines=kept_lines(n), taught=_digest(learnt)
        )
        found: list[Cleaned] = []
        for part in one_by_one(made, _taken_back(file, waiting)):
            found.append(part)
            told(sum(one.articles.height for one in found))
        found.reverse()
        return joined(found)


def _read_once(pages: pl.DataFrame, *, alone: bool) -> tuple[str, Read]:
    return digest_of(pages), read_pages(pages, alone=alone)


def _wait(file: IO[bytes], read: Read) -> _Span:
    """Put a batch to the end of the file. Nobody else can write there: it has no name."""
    start = file.tell()
    _Pickler(file, protocol=5).dump(read)
    return _Span(start, file.tell())


def _taken_back(
    file: IO[bytes], waiting: list[tuple[str, Read | _Span]]
) -> Iterator[tuple[str, Read | bytes]]:
    """(what it is made of, the batch or its content) of every batch, the last one first.

    The file ends where the rest of them does: the memory in which the system keeps it goes to what is made.
    """
    while waiting:
        made_of, batch = waiting.pop()
        if isinstance(batch, Read):
            yield made_of, batch
            continue
        file.seek(batch.start)
        content = file.read(batch.end - batch.start)
        file.truncate(batch.start)
        yield made_of, content


class _Pickler(pickle.Pickler):
    """Writes frames as Arrow's files, in a third of the time that they take of themselves."""

    def reducer_override(self, value: object) -> Any:
        """See `pickle.Pickler.reducer_override`."""
        if not isinstance(value, pl.DataFrame):
            return NotImplemented
        buffer = BytesIO()
        value.write_ipc(buffer)
        return _frame, (buffer.getvalue(),)


def _frame(content: bytes) -> pl.DataFrame:
    return pl.read_ipc(BytesIO(content))


def _part(
    waiting: tuple[str, Read | bytes],
    *,
    parts: Parts,
    learnt: Learnt,
    alone: bool,
    keep_lines: bool,
    taught: str,
) -> Cleaned:
    """A cleaned batch: the part that is there, or else made now."""
    made_of, batch = waiting

    def make() -> dict[str, pl.DataFrame]:
        # this process wrote it, and the file has no name
        read: Read = pickle.loads(batch) if isinstance(batch, bytes) else batch  # noqa: S301
        cleaned = clean_batch(read, learnt=learnt, alone=alone, keep_lines=keep_lines)
        evidence = {"article": list(cleaned.evidence), "words": list(cleaned.evidence.values())}
        return {
            "articles": cleaned.articles,
            "lines": cleaned.lines,
            "problems": cleaned.problems,
            "evidence": pl.DataFrame(evidence, schema={"article": pl.String, "words": pl.String}),
        }

    frames = parts.get("cleaned", (made_of, taught, f"{alone} {keep_lines}"), make)
    evidence = dict(frames["evidence"].iter_rows())
    return Cleaned(frames["articles"], frames["lines"], frames["problems"], evidence)


def _digest(learnt: Learnt) -> str:
    """Names what all pages teach."""
    standing = learnt.standing.sort(learnt.standing.columns)
    return digest(digest_of(standing), repr(sorted(learnt.day_first.items())))
