"""Title, outlet and time of publication out of a page's own lines. Prefers "" to a guess.

For pages where nobody named them. It reads the lines that boilerplate removal cut before and after the
body; which lines those are is decided elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from syndicate.text.dates import Found, dates_in
from syndicate.text.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence


_NEAR = 25  # lines before the body, counted from it, that can hold its headline and time
_JUST_AFTER = 2  # lines after the body that can hold its time: further down other stories have theirs
_LINE = 300  # characters of a line that can be page furniture
_KINSHIP = (
    0.5  # of a headline's longer words stand in the body too, where nothing else says it is the headline
)

_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u0dff'’-]*")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_MENU = re.compile(r"[|›»•·>/]|\s{2,}")
_STOP = re.compile(r"[.。।؟!…:;]\s*[\"”’»]?$")
_NO_HEADLINE = Pattern(
    r"\bsince \d{4}|^(?:by|von|par|por|da|автор|post(?:ed)? by|written by|photo|foto|bild\w*|caption|source"
    r"|quelle|fuente|tags?|share|home|published|updated)\b\s?:?"
    r"|^(?:फोटो|लेखक|作者|来源|記者|记者|編集)|@|©|https?:",
    re.IGNORECASE,
)
_FIRST = Pattern(
    r"(?:published|publish(?:ed)? on|created|posted|issued|first published|date published|publi[eé]"
    r"|publicado|pubblicato|veröffentlicht|erstellt"
    r"|опубликовано|प्रकाशित|giriş tarihi|yayınlan\w+|发布|發布|公開|掲載|نشر|شائع)"
    r"\W*(?:on|at|le|el|am|em)?\W*$",
    re.IGNORECASE,
)
_LATER = Pattern(
    r"(?:updated?|last updated|modified|revised|edited|mis [aà] jour|modifi[eé]|aktualisiert|actualizado"
    r"|atualizado|aggiornato|обновлено|изменено"
    r"|अपडेटे?ड?|güncelle\w+|更新|修改|تحديث)\W*(?:on|at|le|el|am|em)?\W*$",
    re.IGNORECASE,
)
_TODAY = Pattern(
    r"(?:today|heute|aujourd'hui|hoy|hoje|oggi|сегодня|आज|bugün|今天|今日|اليوم)\W*(?:is\W*)?$", re.IGNORECASE
)

_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright|版权所有|版權所有|सर्वाधिकार सुरक्षित|todos los derechos reservados|tous droits"
    r" réservés"
    r"|alle rechte vorbehalten|все права защищены"
    r"|all rights reserved|derechos reservados|\b\d{4}(?:\s?[-–]\s?\d{2,4})?\b|\bby\b|未经授权不得转载"
    r"|\b(?:ltd|inc|llc|plc|gmbh|pvt|limited|co)\b\.?|[©®™])",
    re.IGNORECASE,
)
_DESK = Pattern(r"^(?:by\s)?([^\W\d_]\w+(?:\s[^\W\d_]\w+){0,2}?)\s(?:News\s)?Desk\b")
_NO_NAME = {
    "news",
    "web",
    "our",
    "the",
    "online",
    "foreign",
    "sports",
    "business",
    "national",
    "international",
    "africa",
    "asia",
    "world",
    "digital",
    "staff",
    "city",
    "agency",
    "menu",
    "home",
    "latest",
    "live",
    "top",
    "stories",
    "health",
    "daily",
    "weekly",
    "radio",
    "star",
    "mail",
    "record",
    "review",
}
_PRESS = Pattern(
    r"\b(?:times|post|herald|tribune|gazette|chronicle|courier|examiner|sentinel|observer|telegraph"
    r"|guardian|mirror|express|standard|dispatch|journal"
    r"|ledger|record|mail|mercury|echo|star|argus|bulletin|review|monitor|weekly|daily|zeitung|anzeiger"
    r"|nachrichten|rundschau|tagblatt|presse|kurier"
    r"|morgenpost|diario|periódico|gaceta|heraldo|faro|voz|jornal|diário|gazzetta|corriere|giornale"
    r"|courrier|gazette|journal|écho|dépêche|messager|quotidien"
    r"|газета|ведомости|вестник|вечерний|новости|хроника|gazetesi|haber|günlüğü|radio|радио)\b"
    r"|(?:समाचार|टाइम्स|दैनिक|संदेश|संवाद|दर्पण|एक्सप्रेस|日报|晚报|日報|新闻网|新聞|在线|صحيفة|جريدة|روزنامہ|신문|일보)",
    re.IGNORECASE,
)
_EMAIL = Pattern(r"[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,12})\b")
_ANYBODYS = Pattern(r"^(?:gmail|yahoo|hotmail|outlook|icloud|aol|gmx|mail|proton(?:mail)?|qq|163|example)\.")


def find_title(before: Sequence[str], body: str, after: Sequence[str] = ()) -> str:
    """The headline: a line set twice around the body, else the line above it whose words the body takes up
    most.
    """
    opening, _, rest = body.strip().partition("\n")
    near = [line for line in before[-_NEAR:] if _like_headline(line)]
    stems = _stems(body)
    counts = Counter([*before, opening, *after[:_NEAR]])
    for line in near:
        if counts[line] > 1 and len(_stems(line) & stems) > 1:
            return line
    kin = [(_kinship(line, stems), -place, line) for place, line in enumerate(near)]
    if _like_headline(opening) and len(opening) < len(rest) / 3:
        kin.append((_kinship(opening, _stems(rest)), -len(near), opening))
    best = max(kin, default=(0.0, 0, ""))
    return best[2] if best[0] >= _KINSHIP else ""


def _like_headline(line: str) -> bool:
    """Five words or more (or eight characters of a script without spaces), no stop, no menu, no byline, no
    date.
    """
    size = len(_DENSE.findall(line)) * 5 / 8 or len(line.split())
    return (
        5 <= size <= 30 and len(line) <= 250 and not _STOP.search(line) and not _NO_HEADLINE.search(line)
        and len(_MENU.findall(line)) < 2 and not _dates(line)
    )  # fmt: skip


def _stems(text: str) -> set[str]:
    """The longer words by their first five letters; of scripts without spaces, every pair of neighbours."""
    words = {word.lower()[:5] for word in _WORD.findall(text) if len(word) > 3 and not _DENSE.match(word)}
    dense = "".join(_DENSE.findall(text))
    return words | {dense[i : i + 2] for i in range(len(dense) - 1)}


def _kinship(line: str, stems: set[str]) -> float:
    """Share of the line's longer words that the body uses; 0 where it uses less than three."""
    own = _stems(line)
    return len(own & stems) / len(own) if len(own & stems) >= 3 else 0.0


def find_time(before: Sequence[str], after: Sequence[str], language: str = "") -> str:
    """When it was published: "created" over "updated", a clock over a day alone, near the body over far from
    it.
    """
    order = _order([*before, *after], language)
    ranked = [
        (_rank(found), -distance, found.value)
        for distance, line in enumerate(reversed(before[-_NEAR:]))
        for found in _own_dates(line, language, order)
    ]
    if not any(rank > 1 for rank, _, _ in ranked):
        for distance, line in enumerate(after[:_JUST_AFTER]):
            ranked += [(_rank(found), -distance, found.value) for found in _own_dates(line, language, order)]
    return max(ranked, default=(0, 0, ""))[2]


def _rank(found: Found) -> int:
    """How surely a date is the article's own: labelled with a clock 5, a clock 4, updated 3, a day 2, today
    1.
    """
    label = re.sub(r"\d{1,2}\s?[:.h]\s?\d{2}.*$", "", found.before)  # "Published 15:42, "
    if _TODAY.search(label):
        return 1
    clock = len(found.value) > 10
    if _LATER.search(label):
        return 3 if clock else 2
    return 5 if _FIRST.search(label) and clock else 4 if clock else 2


def _dates(line: str, language: str = "", order: bool | None = None) -> list[Found]:
    """As `dates_in`: every date has a figure in it, and most lines have none."""
    return dates_in(line, language=language, day_first=order) if _FIGURE.search(line) else []


def _own_dates(line: str, language: str, order: bool | None) -> list[Found]:
    """The dates of a line that is little else: a byline or a date line, not a sentence."""
    line = line.strip()
    if len(line) > 160 or (_STOP.search(line[-2:]) and len(line.split()) > 12):
        return []
    found = _dates(line, language, order)
    words = sum(len(part.split()) for date in found for part in (date.before, date.after))
    if words > 10 * max(1, len(found)):
        return []
    if order is None and language in ("", "en"):
        other = {date.value[:10] for date in _dates(line, language, order=True)}
        found = [date for date in found if date.value[:10] in other]
    return found


def _order(lines: Sequence[str], language: str) -> bool | None:
    """Day first or month first in this page's numeric dates, where one of them leaves no doubt."""
    for line in lines:
        for match in re.finditer(
            r"(?<![\d./-])(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})(?![\d./-]*\d)", line[:200]
        ):
            if int(match[1]) > 12 >= int(match[2]):
                return True
            if int(match[2]) > 12 >= int(match[1]):
                return False
    return None if language in ("", "en") else True


def find_outlet(before: Sequence[str], after: Sequence[str], url: str = "") -> str:
    """Who publishes the page: its host, else its "News Desk", else a masthead that reads like a paper or is
    confirmed.

    A masthead is a short line at the very top; the copyright line, an address, or another line that names it
    confirms.
    """
    if host := host_of(url):
        return host
    for line in before:
        if (match := _DESK.match(line)) and match[1].split()[0].lower() not in _NO_NAME:
            return match[1].strip()
    domains = [match[1].lower() for line in [*before, *after] for match in _EMAIL.finditer(line[:_LINE])]
    domains = [domain for domain in domains if not _ANYBODYS.match(domain)]
    known = [*(_rights_holder(line) for line in after), *(domain.split(".")[0] for domain in domains)]
    others = [*before[4:], *after]
    for line in before[:3]:
        name = line.strip(" .|–-")
        if not _like_masthead(name):
            continue
        if (
            _PRESS.search(name)
            or any(_same_name(name, other) for other in known)
            or any(name in line for line in others)
        ):
            return name
    return next(iter(domains), "")


def _like_masthead(line: str) -> bool:
    """One to five words that start big, and are more than the name of a section."""
    words = {word.strip(".,") for word in line.lower().split()}
    return (
        3 < len(line) <= 40 and len(words) <= 5 and not line[0].islower() and not re.search(r"[\d:@]", line)
        and not _MENU.search(line) and not words <= _NO_NAME
    )  # fmt: skip


def host_of(url: str) -> str:
    """The host of an address without "www.", or ""."""
    try:
        host = urlsplit(url if "//" in url else "").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp)\.", "", host)


def _rights_holder(line: str) -> str:
    """ "© 2026 Coastal Tribune Media. All rights reserved." -> "Coastal Tribune Media"."""
    if len(line) > 160 or not re.search(r"©|\(c\)|copyright|版权所有|版權所有", line, re.IGNORECASE):
        return ""
    name = re.split(r"[.|•·]\s", _RIGHTS.sub(" ", line).strip(" .,|-–—:·") + " ")[0].strip(" .,|-–—:·")
    name = re.sub(r"\s+", " ", name)
    return name if 2 < len(name) <= 50 and len(name.split()) <= 6 else ""


def _same_name(a: str, b: str) -> bool:
    """Letters of one within the other: "The Coastal Tribune" and "Coastal Tribune Media", "dailybeacon"."""
    a, b = (re.sub(r"^the\s|\W", "", name.lower().strip()) for name in (a, b))
    return len(min(a, b, key=len)) >= 3 and (a in b or b in a or (len(a) > 6 and a[:7] == b[:7]))
