"""The language of a text as an ISO 639-1 code: by script where one language owns it, else by two detectors.

pycld2 answers first, as it knows when it does not know and takes 50 microseconds; what it leaves goes to
langdetect. Neither is asked about plain English, most of the world's news: what they would say is known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from syndicate.text.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 600  # characters: both detectors are right on whole paragraphs, and more text costs time only
_LOOKED_AT = 2 * _HEAD  # characters of a text that are looked at at all, white space at its head among them
_SURE = 90  # per cent of the text that pycld2 must give to one language
_FEWEST = 20  # letters: below, langdetect guesses ("Привет мир" is Bulgarian to it)

# Words that are frequent in English, and in no other language a tenth as frequent (by wordfreq's lists)
_ENGLISH = (
    r"\s(?:the|and|of|that|it|with|this|are|not|but|from|they|his|you|was|has|who|will|their|there|which|been"
    r"|would|she|people|how|some|them|other|its|our|than|only|after|first|him|into|two|could|these|because"
    r"|said|where|should|before|those|through|while|between|against|or|one|all|if|can|about|up|out|when|what"
    r"|more|time|year|years|last|three)\b"
)
_STRETCHES = 5  # of the head, in each of which stands one of these words
_RAREST = 6  # words of the whole head for each of these

# Control and non-characters, on which pycld2 refuses the whole text
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_LETTER = re.compile(r"[^\W\d_]")
_OWN_SCRIPT = {
    "ja": "\u3040-\u30ff", "ko": "\uac00-\ud7af\u1100-\u11ff", "zh": "\u4e00-\u9fff\u3400-\u4dbf",
    "th": "\u0e01-\u0e5b", "lo": "\u0e81-\u0edf", "km": "\u1780-\u17ff", "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff", "hy": "\u0531-\u058f", "el": "\u0370-\u03ff", "he": "\u0590-\u05ff",
    "bn": "\u0980-\u09ff", "pa": "\u0a00-\u0a7f", "gu": "\u0a80-\u0aff", "or": "\u0b00-\u0b7f",
    "ta": "\u0b80-\u0bff", "te": "\u0c00-\u0c7f", "kn": "\u0c80-\u0cff", "ml": "\u0d00-\u0d7f",
    "si": "\u0d80-\u0dff", "am": "\u1200-\u137f", "bo": "\u0f00-\u0fff",
}  # fmt: skip
_SCRIPTS = Pattern("|".join(f"(?P<{code}>[{span}])" for code, span in _OWN_SCRIPT.items()))
_ANY_SCRIPT = Pattern(f"[{''.join(_OWN_SCRIPT.values())}]")
_CJK = {"ja", "zh"}
_RENAMED = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
    "nb": "no",
    "nn": "no",
    "sh": "sr",
    "tl": "tl",
}


def detect(texts: pl.Series) -> list[str]:
    """The code of each text ("en", "hi", "zh" ...), "" where it cannot be told. Same texts, same answer;
    never raises.
    """
    heads = texts.str.slice(0, _LOOKED_AT)
    codes = ["en"] * len(heads)
    rows = (~is_plain_english(heads)).arg_true()
    for row, code in zip(rows.to_list(), ask_detectors(heads.gather(rows).to_list()), strict=True):
        codes[row] = code
    return codes


def is_plain_english(texts: pl.Series) -> pl.Series:
    """Which texts are English for certain: of these `ask_detectors` says so too.

    Throughout the head stand the words that hold English together, as often as in prose, and no letter but
    those of English: there is room for names and titles of other languages, and none for their sentences.
    """
    heads = texts.str.strip_chars().str.slice(0, _HEAD)
    size = _HEAD // _STRETCHES
    stretches = pl.concat([heads.str.slice(start, size) for start in range(0, _HEAD, size)])
    counts = stretches.str.count_matches(_ENGLISH).to_numpy().reshape(_STRETCHES, len(heads))
    spaces = heads.str.count_matches(" ", literal=True).to_numpy()
    dense = (counts.min(axis=0) > 0) & (_RAREST * counts.sum(axis=0) >= spaces)
    return pl.Series(dense) & ~heads.str.contains(r"[^\P{L}A-Za-z]")


def ask_detectors(texts: Sequence[str]) -> list[str]:
    """As `detect`, each by its script or by a detector."""
    heads = [_plain(text[:_LOOKED_AT].strip()[:_HEAD]) for text in texts]
    codes = [_by_script(head) or _by_cld2(head) for head in heads]
    open_rows = [i for i, code in enumerate(codes) if not code and len(_LETTER.findall(heads[i])) >= _FEWEST]
    for row, code in zip(open_rows, _by_langdetect([heads[i] for i in open_rows]), strict=True):
        codes[row] = code
    return codes


def _plain(head: str) -> str:
    """The head with a space for every run of characters that are refused; mostly these are line breaks."""
    joined = " ".join(filter(None, head.split("\n")))
    return joined if joined.isprintable() else _REFUSED.sub(" ", head)


@lru_cache(maxsize=4096)
def code_of(name: str) -> str:
    """A language tag as pages and tables write it ("en-US", "pt_BR", "EN") -> its ISO 639-1 code, or ""."""
    code = re.split(r"[-_]", name.strip().lower())[0]
    code = _RENAMED.get(code, code)
    return code if re.fullmatch("[a-z]{2}", code) else ""


def _by_script(head: str) -> str:
    if head.isascii() or not _ANY_SCRIPT.search(head):
        return ""
    counts: dict[str, int] = {}
    for match in _SCRIPTS.finditer(head):
        code = str(match.lastgroup)
        counts[code] = counts.get(code, 0) + 1
    if not counts:
        return ""
    best = max(counts, key=lambda code: counts[code])
    letters = (
        len(_LETTER.findall(head))
        + sum(counts.get(code, 0) for code in ("bn", "pa", "gu", "ta", "te", "kn", "ml")) // 2
    )
    if best in _CJK and counts.get("ja", 0) * 20 >= counts.get(
        "zh", 0
    ):  # Chinese has no kana, Japanese has much
        best, counts[best] = "ja", counts.get("ja", 0) + counts.get("zh", 0)
    return best if 2 * counts[best] > letters else ""


def _by_cld2(head: str) -> str:
    if not head.strip():
        return ""
    import pycld2

    try:
        reliable, _, found = pycld2.detect(head.encode(), isPlainText=True)
    except (pycld2.error, ValueError):
        return ""
    return code_of(found[0][1]) if reliable and found[0][2] >= _SURE and found[0][1] != "un" else ""


def _by_langdetect(heads: Sequence[str]) -> list[str]:
    if not heads:
        return []
    from langdetect_rs import DetectorFactory, detect_batch

    DetectorFactory.seed = 0  # its answers vary from run to run without
    return [code_of(code or "") for code in detect_batch(list(heads))]
