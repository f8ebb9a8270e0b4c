"""Bytes to text: byte order marks, UTF-8, what a page declares, then a guess. Reads no file."""

from __future__ import annotations

import codecs
import re
import unicodedata

SAMPLE_BYTES = 16 * 1024  # of a file, for guesses: several articles' worth
HEAD_BYTES = (
    4096  # a charset must be declared in the first 1,024 bytes of a page (HTML 4.2.5.5); many come later
)
MAX_CONTROL_SHARE = 0.03  # of control characters in text; packed or compiled bytes have a tenth

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"PAR1",
          b"{\\rtf", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")  # fmt: skip
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\b\x1b")) + b"\x7f"
# The encodings that news was ever written in. Only these are believed: Python's other codecs unpack, execute
# escapes or take quadratic time.
_USUAL = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "cp874", "gb18030", "big5", "cp932", "euc_jp", "cp949", "iso8859_2", "iso8859_15",
)  # fmt: skip
# Labels that mean more than they say (WHATWG Encoding, section 4.2), by Python's own names.
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874", "iso8859-11": "cp874", "big5hkscs": "big5",
    "iso8859-15": "iso8859_15", "iso8859-2": "iso8859_2", "koi8-r": "koi8_r", "koi8-u": "koi8_u",
}  # fmt: skip
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)

# A character beside a letter or two that belongs to no word, and words that turn to capitals halfway.
_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f\s]|[^\x00-\x7f\s](?=[^\W\d_])")
_SYMBOLS = frozenset({"No", "So", "Sm", "Sc", "Sk", "Cc", "Cn", "Co"})
_CAPITAL_AFTER = re.compile(r"[a-zß-öø-ÿа-яα-ω][À-ÖØ-ÞА-ЯΑ-Ω]")


def decode(raw: bytes, *, markup: bool = False) -> tuple[str, str]:
    """The text of a file, and a doubt in words where its encoding had to be guessed (empty where it is sure).

    `markup` lets a charset that the page declares speak. A byte order mark is dropped.
    """
    if marked := _marked(raw):
        return raw.decode(marked, "replace"), ""
    if wide := wide_encoding(raw):
        return raw.decode(wide, "replace"), f"no encoding declared; read as {wide}"
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    declared = _declared(raw[:HEAD_BYTES]) if markup else ""
    if declared:
        return raw.decode(declared, "replace"), ""
    return _replaced(raw) if _mostly_utf8(raw) else _read_as(raw, guess(raw))


def is_binary(raw: bytes) -> bool:
    """The bytes are no text: they begin like a known format, or hold control characters all over."""
    if raw.startswith(_MAGIC):
        return True
    if _marked(raw) or wide_encoding(raw):
        return False
    sample = raw[:SAMPLE_BYTES].rstrip(b"\0")
    return len(sample) - len(sample.translate(None, _CONTROLS)) > MAX_CONTROL_SHARE * len(sample)


def wide_encoding(raw: bytes) -> str:
    """UTF-16 or UTF-32 where a mark says so, or every other byte is zero; else the empty string."""
    marked = _marked(raw)
    if marked.startswith(("utf-16", "utf-32")):
        return marked
    sample = raw[:HEAD_BYTES]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half >= 4 and max(even, odd) > 0.7 * half and min(even, odd) < 0.05 * half:
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


class Decoder:
    """Decodes the lines of a file that are not UTF-8 by what was guessed at the first, while it fits."""

    def __init__(self) -> None:
        self._guess = ""

    def decode(self, raw: bytes) -> tuple[str, str]:
        """The line, and a doubt in words; a guess that goes on to fit is told once."""
        if self._guess:
            try:
                return raw.decode(self._guess), ""
            except UnicodeDecodeError:
                pass
        if _mostly_utf8(raw):
            return _replaced(raw)
        self._guess = guess(raw)
        return _read_as(raw, self._guess)


def guess(raw: bytes) -> str:
    """The likeliest of the usual encodings of bytes that are not UTF-8; Windows-1252 where nothing tells.

    charset-normalizer's candidates, those first that make the soundest words. Where they cannot be told apart
    (the code pages of Latin scripts share most letters), Windows-1252 goes before its sisters: by far the
    commonest.
    """
    from charset_normalizer import from_bytes

    found = list(from_bytes(raw[:SAMPLE_BYTES], cp_isolation=list(_USUAL)))
    for cost, slack in (
        (lambda match: _oddness(str(match)), 0.0),
        (lambda match: match.chaos, 0.01),
        (lambda match: -match.coherence, 0.05),  # letters counted in one article tell no more than that
    ):
        costs = [cost(match) for match in found]
        found = [match for match, height in zip(found, costs, strict=True) if height <= min(costs) + slack]
    if not found or any("cp1252" in match.could_be_from_charset for match in found):
        return "cp1252"
    return found[0].encoding


def _oddness(text: str) -> int:
    """Signs of a wrong encoding: symbols in words, capitals after small letters, nothing but capitals."""
    symbols = sum(unicodedata.category(found[0]) in _SYMBOLS for found in _IN_WORD.findall(text))
    letters = [letter for letter in text if letter > "\x7f" and letter.upper() != letter.lower()]
    shouted = sum(map(str.isupper, letters))
    return symbols + len(_CAPITAL_AFTER.findall(text)) + (shouted if shouted > 0.7 * len(letters) else 0)


def _replaced(raw: bytes) -> tuple[str, str]:
    return raw.decode("utf-8", "replace"), "some bytes are not UTF-8; they were replaced"


def _read_as(raw: bytes, encoding: str) -> tuple[str, str]:
    return raw.decode(encoding, "replace"), f"not UTF-8 and no encoding declared; read as {encoding}"


def _mostly_utf8(raw: bytes) -> bool:
    """More characters of several bytes are sound than bytes are broken; other encodings hardly look so."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - broken > broken


def _marked(raw: bytes) -> str:
    return next((name for mark, name in _MARKS if raw.startswith(mark)), "")


def _declared(head: bytes) -> str:
    """The encoding that the head of a page declares, if it is a usual one; UTF-8 was tried before."""
    found = _DECLARED.search(head)
    if not found:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    name = _WIDER.get(name, name)
    return name if name in _USUAL else ""
