"""The settings of a result, kept beside its tables as settings.json. Decides no setting."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xxhash

from syndicate.errors import InputError, SettingError
from syndicate.report.export import write_text
from syndicate.settings import Settings

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

NAME: Final = "settings.json"
_REMEDY: Final = "run `cluster` again"
_LARGEST: Final = 1 << 16  # bytes; ours has a thousand


def write_settings(settings: Settings, folder: str | os.PathLike[str], notes: Sequence[str] = ()) -> Path:
    """Write folder/settings.json: every knob, the fingerprint of them all, notes. Raises OutputError."""
    path = Path(folder) / NAME
    knobs = asdict(settings)
    told = {"fingerprint": _fingerprint(knobs), "settings": knobs, "notes": list(notes)}
    write_text(json.dumps(told, indent=2) + "\n", path)
    return path


def read_settings(folder: str | os.PathLike[str]) -> Settings | None:
    """The settings that a result was made with; None where none were kept.

    Raises InputError where the file is damaged, was changed, or knows other knobs than this version does.
    """
    path = Path(folder) / NAME
    if not path.is_file():
        return None
    try:
        told = json.loads(_small(path))
        settings = Settings(**told["settings"])
        sound = told["fingerprint"] == _fingerprint(told["settings"])
    except SettingError as error:
        raise InputError(error.message, place=str(path), remedy=_REMEDY) from error
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError("not the settings of a result", place=str(path), remedy=_REMEDY) from error
    if not sound:
        raise InputError("changed since the result was made", place=str(path), remedy=_REMEDY)
    return settings


def read_notes(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """What was noted when the result was made; nothing where `read_settings` gives no settings."""
    path = Path(folder) / NAME
    if read_settings(folder) is None:
        return ()
    notes = json.loads(_small(path)).get("notes", [])
    return tuple(str(note) for note in notes) if isinstance(notes, list) else ()


def _fingerprint(knobs: dict[str, object]) -> str:
    """Of the knobs that were written: a later version may have more, and those had their defaults."""
    return xxhash.xxh64_hexdigest(json.dumps(knobs, sort_keys=True).encode())


def _small(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise ValueError("too large")
    return path.read_text(encoding="utf-8")
