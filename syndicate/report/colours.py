"""Colours for texts that say the same without them: summaries and charts. Writes no text itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.text import Text

# The colours are told apart by most of the colour-blind; every word stands there without them.
PATTERNS: Final = {
    r"^■ .*$": "bold",  # a story
    r"^  origin  .*$": "bold",
    r"^  copy   (?= )": "dark_orange3",
    r"^  edit   (?= )": "cyan",
    r"^  rewrite (?= )": "magenta",
    r"^  single (?= )": "dodger_blue1",
    r"^  version(?= )": "dim",
    r"^(?:Sentences|threshold| {20,}articles) .*$": "bold",  # heads of columns
    r"[█▏▎▍▌▋▊▉]+": "dodger_blue1",  # bars
    r"^.* ←$": "bold",  # the threshold of these results
    r"^(?:Note: |\d[\d,]* inputs? skipped).*$": "dark_orange3",
    r"^(?:Written: |Shares are |\.\.\. and ).*$": "dim",
}


def coloured(text: str) -> Text:
    """The text with the colours of its lines; not a character more or less."""
    from rich.text import Text

    shown = Text(text)
    for pattern, style in PATTERNS.items():
        for match in re.finditer(pattern, text, re.MULTILINE):
            shown.stylize(style, *match.span())
    return shown
