"""JSON: lines, an array, or an object; a record is an article. Lines are streamed, an array is held whole."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from syndicate.errors import InputError
from syndicate.sources.base import MAX_WHOLE_BYTES, MB, Item, Problem, Source
from syndicate.sources.columns import chains, misplaced, row
from syndicate.sources.stream import Line, lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MANY = 1000  # records without a column of text, and none with one, that make a file a table of something else
_DECODER = json.JSONDecoder(strict=False)  # a raw tab inside a text is no reason to lose it
_GAP = re.compile(r"[\s,]*")
_BAD_JSON = (ValueError, RecursionError)


class _Found(NamedTuple):
    number: int  # of the line, or of the element of an array, from 1
    value: Any


def read_records(source: Source, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """The articles of a JSON source; a line or element that cannot be read is a problem, the rest goes on.

    An array, an object that wraps one ({"articles": [...]}) and objects written over several lines are
    read as well; their records are counted where lines are. Raises InputError beyond MAX_WHOLE_BYTES of
    those. A file found in a folder whose records have no column of text (labels, say) is one problem, not
    many.
    """
    stream = lines(source, stdin)
    first = next((line for line in stream if isinstance(line, Problem) or line.text.strip()), None)
    if first is None:
        yield Problem(source.place, "the file is empty", "remove it, or fetch it again")
        return
    every = chain([first], stream)
    is_whole = isinstance(first, Line) and _is_whole(first.text.strip(), source)
    found = _elements(source, every) if is_whole else _each_line(source, every)
    yield from _articles(source, found)


def _articles(source: Source, found: Iterator[_Found | Problem]) -> Iterator[Item]:
    """Records as rows; those without a column of text wait until one that has it tells they are mistakes."""
    textless: list[Problem] = []
    decided = source.named
    fresh = True
    for item in found:
        if isinstance(item, Problem):
            yield item
            continue
        place = f"{source.place}:{item.number}"
        if not isinstance(item.value, dict):
            yield Problem(place, "not a JSON object", "write each article as {...} with its columns by name")
            continue
        if fresh and (note := misplaced(item.value, source.place, named=source.named)):
            yield note
            return
        fresh = False
        article = row(item.value, name=f"{source.name}:{item.number}", place=place)
        decided = decided or not isinstance(article, Problem)
        if decided:
            yield from textless
            textless.clear()
            yield article
        elif isinstance(article, Problem):
            textless.append(article)
            if len(textless) == MANY:
                break
    if textless:
        yield textless[0]._replace(place=source.place, skipped=False)


def _is_whole(first: str, source: Source) -> bool:
    """The source is one JSON text, not one on each line: an array, or a .json object that goes on."""
    spread = source.path is not None and ".json" in {suffix.lower() for suffix in source.path.suffixes[-2:]}
    return first.startswith("[") or (spread and first.startswith("{") and not first.endswith("}"))


def _each_line(source: Source, every: Iterator[Line | Problem]) -> Iterator[_Found | Problem]:
    """The value on each line that is not blank."""
    for line in every:
        if isinstance(line, Problem):
            yield line
        elif text := line.text.strip():
            try:
                yield _Found(line.number, _DECODER.decode(text))
            except _BAD_JSON as error:
                yield _broken(f"{source.place}:{line.number}", error, "mend or remove the line")


def _elements(source: Source, every: Iterator[Line | Problem]) -> Iterator[_Found | Problem]:
    """The records of a JSON text held whole, up to where it is broken."""
    parts: list[str] = []
    size = 0
    for line in every:
        if isinstance(line, Problem):
            yield line
            continue
        parts.append(line.text)
        size += len(line.text) + 1
        if size > MAX_WHOLE_BYTES:
            raise InputError(
                f"a JSON text of more than {MAX_WHOLE_BYTES // MB} MB",
                place=source.place,
                remedy="write one object on each line (.jsonl); that is read at any size",
            )
    number = 0
    for value in _values("\n".join(parts), source):
        if isinstance(value, Problem):
            yield value
            continue
        for record in _wrapped(value):
            number += 1
            yield _Found(number, record)


def _values(text: str, source: Source) -> Iterator[Any]:
    """The values one after the other, those of an array singly; a Problem where the text is broken."""
    at = len(text) - len(text.lstrip())
    in_array = text[at : at + 1] == "["
    at = _skip(text, at + in_array)
    while at < len(text) and not (in_array and text[at] == "]"):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except _BAD_JSON as error:
            line = text.count("\n", 0, at) + 1
            yield _broken(f"{source.place}:{line}", error, "mend it; what follows was not read")
            return
        yield value
        at = _skip(text, at)
    if in_array and at >= len(text):
        yield Problem(source.place, "the JSON array has no end; it may be cut off", "fetch it again", False)


def _skip(text: str, at: int) -> int:
    """The next position that is neither space nor comma."""
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _wrapped(value: Any) -> list[Any]:
    """The records in an object that is itself no article and holds one list of objects; else the value."""
    if isinstance(value, dict) and not chains(tuple(value)).has_text:
        inner = [
            v for v in value.values() if isinstance(v, list) and v and all(isinstance(e, dict) for e in v)
        ]
        if len(inner) == 1:
            return list(inner[0])
    return [value]


def _broken(place: str, error: Exception, remedy: str) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        return Problem(place, f"not valid JSON: {error.msg} (column {error.colno})", remedy)
    if isinstance(error, RecursionError):
        return Problem(place, "JSON nested too deeply", remedy)
    return Problem(place, f"not valid JSON: {error}"[:200], remedy)
