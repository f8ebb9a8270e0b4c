"""What can go wrong: one tree of errors. Says what happened and how to mend it; prints nothing.

SyndicateError            anything this library raises on purpose
├── InputError            a path, file, line or table that cannot be used   (place, remedy)
│   ├── NothingToRead     no article at all in what was given
│   └── FeedError         what came from an address is no feed
├── OutputError           a file or folder that cannot be written           (place, remedy)
├── SettingError          a setting out of its range                        (name, value, remedy)
└── MissingExtra          an optional part is not installed                 (extra, remedy)
"""

from __future__ import annotations


class SyndicateError(Exception):
    """Anything this library raises on purpose: a message, and the remedy in one sentence."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """The message, and the remedy in brackets where there is one."""
        return f"{self.message} ({self.remedy})" if self.remedy else self.message


class InputError(SyndicateError):
    """A path, file, line or table that cannot be used; `place` is "file" or "file:line"."""

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message, remedy=remedy)
        self.place = place


class NothingToRead(InputError):  # noqa: N818 (reads as what it says)
    """There is no article at all in what was given."""


class FeedError(InputError):
    """What came from an address is no feed, or one that is not read; `place` is the address."""


class OutputError(SyndicateError):
    """A file or folder that cannot be written; `place` is its path."""

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message, remedy=remedy)
        self.place = place


class SettingError(SyndicateError):
    """A setting out of its range."""

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(f"setting {name} = {value!r} is not possible", remedy=f"choose {allowed}")
        self.name = name
        self.value = value


class MissingExtra(SyndicateError):  # noqa: N818 (reads as what it says)
    """An optional part is not installed; the remedy is the pip line."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the extra [{extra}]", remedy=f"pip install 'syndicate-news[{extra}]'"
        )
        self.extra = extra
