"""How newsrooms word a credit, in their languages: patterns around an agency's name. Decides nothing.

Names of agencies keep their case; everything else is matched in any case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syndicate.text.agencies import NAMES, STRONG, alternatives, is_spaced
from syndicate.text.patterns import Caseless, Named, Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANY, CERTAIN = "\x01", "\x02"  # stand in a pattern for the names that the text holds, for the strong of them
# Names that are an agency even where nothing but the name stands on the line
ALONE = rf"{CERTAIN}|(?-i:(?<![^\W_])(?:AP|PA|ANI|भाषा)(?![^\W_]))"
_CAPITAL = r"(?-i:[^\W\d_a-zа-я][\w.'’-]+)"


def _words(*rows: str) -> str:
    """A pattern for any of the phrases; rows are languages, "|" parts phrases, spaces stand for any blank."""
    return "(?:" + "|".join(row.strip().replace(" ", r"\s") for row in rows) + ")"


def _pattern(text: str) -> Pattern:
    return Pattern(text, re.IGNORECASE)


def _named(
    text: str, flags: int = re.IGNORECASE, possible: Callable[[str, frozenset[str]], bool] | None = None
) -> Named:
    """The pattern with ANY and CERTAIN replaced as a text asks for it."""

    def around(names: frozenset[str], spaced: bool) -> str:
        strong = alternatives(names & STRONG.keys(), spaced=spaced)
        return text.replace(ANY, alternatives(names, spaced=spaced)).replace(CERTAIN, strong)

    return Named(around, is_spaced, frozenset(NAMES), flags, possible)


# What may stand between a cue and the name: "according to (the news agency) Reuters"
_ARTICLE = (
    r"(?:(?:the|a|an|la|l['’]|der|die|dem|de|news|wire|state|agency|agencia|agência|agence(?:\sde\spresse)?"
    r"|nachrichtenagentur|agentur|агентств\w+|информагентств\w+|وكالة|وكالة\sأنباء|समाचार|एजेंसी)\s|l['’])*"
)
_QUOTE = r"[\"'«„“‘]?"
_ARTICLES = frozenset([
    "the", "a", "an", "la", "l", "der", "die", "dem", "de", "news", "wire", "state", "agency", "agencia",
    "agence", "presse", "nachrichtenagentur", "agentur",
])  # fmt: skip
"""The words of _ARTICLE that are spelt in ASCII."""

# Quick looks at plain text in small letters. Most of what is searched holds no credit: a few words that every
# credit needs show that in a fraction of the time that the pattern takes.


def _holding(*stems: str) -> Callable[[str], bool]:
    """Whether a text holds one of these."""
    return lambda text: any(map(text.__contains__, stems))


def _led(text: str, cue_end: Pattern) -> bool:
    """Whether the last word of a text that is no article may end a cue; of articles alone: it may."""
    text = text.replace("'", " ").replace("’", " ").rstrip('"„“‘')
    for word in reversed(text.rsplit(maxsplit=4)[-4:]):
        if cue_end.search(word):
            return True
        if word not in _ARTICLES:
            return False
    return True


_of_a_photo = _holding(
    "/", "@", "photo", "pic", "image", "video", "foto", "bild", "caption", "via", "screengrab", "getty"
)
PHOTO = _named(
    _words(
        r"photo(?:graph)?s?|pictures?|pic|image|video|foto|fotos|bild|imagen|crédits?|toggle caption",
        r"фото|видео|फोटो|फ़ोटो|图|图片|摄影|写真|صورة|تصویر",
    )
    + rf"[^.;|\n]{{0,40}}?{ANY}"
    rf"|{ANY}\s?/\s?(?!\d){_CAPITAL}\s{_CAPITAL}|{_CAPITAL}\s{_CAPITAL}\s?/\s?{ANY}|via\s{ANY}"
    rf"|{ANY}[\s-](?:file\s)?(?:photo|picture|image|video|via\sGetty|TV\sscreengrab)|Getty|@{ANY}",
    possible=lambda text, _names: _of_a_photo(text),
)
"""A photographer's credit, or a handle."""

DATELINE = _named(
    rf"[(\[（]\s?({ANY})(?:\s?[/,&–+-]\s?[\w-]+){{0,2}}\s?[)\]）]|(?:^|[\s.,])/({ANY})/"
    rf"|^[^。，]{{0,4}}({ANY})[^。，,\s]{{1,24}}?[电電]|[【\[][^】\]]{{0,30}}?({ANY})[】\]]"
    rf"|^(?:[^!?()]{{0,60}}[.,|]\s|)({CERTAIN})\s?[-–—:]{{1,2}}\s",
    0,
)
"""HAVANA, Feb 20 (Reuters) - | МОСКВА. /ТАСС/ | 新华社北京8月22日电 | 【東京6月9日PTI】 | ИНТЕРФАКС -"""

_FROM = _words(
    "by|from|sources?|via|courtesy(?: of)?|credits?|inputs?|agency",
    "von|quelle|par|por|da|di|fuente|agencia|agência|fonte|av|af|källa|kilde|door|bron|kaynak|oleh|źródło"
    "|zdroj|forrás",
    "источник|джерело|来源|來源|稿源|出典|स्रोत|एजेंसी|इनपुट|सूत्र|المصدر|ماخذ|منبع",
)
_LEAD = (
    r"[\W_]*(?:(?:text|story|report(?:ing|ed)?|written|posted|published|compiled|words|feed)\s)?"
    rf"{_FROM}\s?[:：-]?\s?"
)
_TAIL = (
    r"(?:\s?[|/·(（\[:–—-].{0,60}|,\s(?:\S+\s?){1,4}|\s\d.*|\s(?:and|&|und|et|y|e|с)\s.{0,30}"
    rf"|\s(?:{_CAPITAL}\s?){{1,2}}|\snews|通信|电|讯)?[.\s)）\]\"»”]*"
)
_JOINT = (
    _words("and|with|via|avec|et|con|com|y|e|mit(?: Material von)?|und|og|och|met|ve|и|from")
    + r"\s|[&/|+,·-]\s?"
)

_CLOSING = '.)]"”' + "".join(filter(str.isspace, map(chr, range(128))))


def _at_the_end(text: str, names: frozenset[str]) -> bool:
    """Whether one of the names may stand before no more than blanks and closing signs."""
    return text.rstrip(_CLOSING).endswith(tuple(map(str.lower, names)))


LINES = (
    _named(rf"^(?:{_LEAD})?{_ARTICLE}{_QUOTE}({ALONE}){_TAIL}$"),  # Reuters, Lomasse
    _named(rf"^{_LEAD}{_ARTICLE}{_QUOTE}({ANY}){_TAIL}$"),  # Source: TT
    _named(
        rf"^(?:[^\s|]+\s){{0,7}}?[^\s|]*\s?[(（]?(?:{_JOINT}){_ARTICLE}{_QUOTE}({ALONE})[.\s)）\]\"»”]*$",
        possible=_at_the_end,
    ),  # By staff and AP
)
"""Whole lines beside the body that credit; the groups hold the name."""

_FROM_END = Pattern("(?:from|by|of|von|der|de|da|di)$")


def _from_one(text: str, names: frozenset[str]) -> bool:
    """Whether one of the names may stand after the cue of INPUTS."""
    return any(_led(part, _FROM_END) for name in names for part in _each_before(text, name.lower()))


def _each_before(text: str, name: str) -> Iterator[str]:
    """What stands before the name, for each place where it stands."""
    start = text.find(name)
    while start >= 0:
        yield text[:start]
        start = text.find(name, start + 1)


INPUTS = _named(
    _words(
        r"(?:inputs?|material|files?|reports?|reporting|contribut\w+) (?:from|by|of)",
        r"(?:material|informationen|nachrichten) (?:von|der)|inform\w+ (?:de|da|di)|इनपुट(?: ?[:：])?"
        r"|по (?:сообщениям|материалам|данным|информации)",
    )
    + rf"\s{_ARTICLE}{_QUOTE}({ANY})|(?:[综綜]合|稿件来源[:：])({ANY})",
    possible=_from_one,
)
"""(With inputs from ANI) | mit Material von dpa | con información de EFE | 本报综合新华社电"""

OWNED = _named(rf"(?:©|\(c\)|copyright)[\s©\d-]*{_ARTICLE}({ALONE})|({CERTAIN})\sTrust\sPrinciples")
"""© 2026 AFP | Copyright 2026 The Associated Press. All rights reserved."""

SIGNED = _named(
    rf"(?:^|[.!?।。؟۔”\"]\s?)[-–—(（\[]\s?({ANY})\s?[)）\]]?\.?$"
    rf"|^({ANY})(?:\s{_CAPITAL.replace('+', '{1,3}')}){{1,4}}$|^(भाषा)(?:\s\S+){{1,4}}$",
    0,
)
"""... on Monday. - AFP | (ANI) | PTI NKM SVR: the end of a report."""

UNNAMED = Caseless(
    _words(
        r"(?:inputs?|reports?|material) (?:from|by) (?:(?:other|the|news|wire|various|foreign) )*agencies"
        r"|from agency reports",
        r"(?:staff|bureau|desk|correspondents?|team|reporters?|service) (?:and|&|with|/) (?:(?:news|wire"
        r"|other) )?(?:agencies|agency|wires)",
        r"(?:and|from|with) wire (?:reports|services)|agency inputs",
        r"mit (?:material|informationen) (?:von|der) (?:nachrichten)?agenturen|(?:avec|d['’]après"
        r"|sources? ?:) (?:les )?agences",
        r"con (?:informaci[oó]n|datos|despachos) de (?:las )?agencias|com (?:informações de )?agências"
        r"|con fonti di agenzia",
        r"по (?:материалам|сообщениям) (?:информ|новостных )?агентств|(?:इनपुट|एजेंसियों"
        r"|एजेंसी) ?[:：]? ?(?:के )?(?:इनपुट|एजेंसियां)",
        r"综合(?:通讯社|外电|外媒)|[-–/(] ?وكالات|خبر رساں ایجنسیاں|ajanslardan",
    ),
    _holding(
        "input", "report", "material", "staff", "bureau", "desk", "correspondent", "team", "service", "wire",
        "informationen", "avec", "source", "informacion", "datos", "despachos", "fonti", "ajanslardan",
    ),
)  # fmt: skip
"""An agency credited without its name."""

UNNAMED_LINE = _pattern(
    _words(
        "agencies|news agencies|wire services|agencias|agências|agenturen|agences|एजेंसी|एजेंसियां|وكالات|ایجنسیاں"
    )
    + r"(?:\s?[,،/|–-].{0,30})?$"
)
STEMS = (
    "agenc", "Agenc", "AGENC", "gentur", "wire", "Wire", "WIRE", "агентств", "जेंस", "通讯社", "外电", "外媒",
    "وكالات", "ایجنسیاں", "janslar",
)  # fmt: skip
"""One of these stands in every text that UNNAMED or UNNAMED_LINE matches."""

_CUE_END = Pattern(
    "(?:to|per|by|with|from|in|told|citing|quoting|let|laut|zufolge|der|schrieb|selon|informa|a|la|por|segundo"
    "|com|secondo|volgens|enligt)$|berichtet|meldet|sagt|rapport|riferi"
)

BEFORE = Caseless(
    _words(
        r"according to|as per|told|seen by|reviewed by|obtained by|viewed by|cited by|citing|quot\w+ by"
        r"|quoting|reported by",
        r"interviewed by|(?:report|investigation|story|analysis|poll|tally"
        r"|article) (?:published )?(?:\S+ ){0,3}by|shown to|let|spoke to",
        r"(?:speaking|statement|interview|comments?|remarks) (?:to|with)|reports? (?:by|from)|cited in"
        r"|told to|carried by",
        r"laut|zufolge|berichtet\w*|meldet\w*|gegenüber|sagt\w* (?:der)?|sagte|erklärte|schrieb|selon"
        r"|d['’]après|rapport\w+|consulté\w* par|dit à|déclar\w+ à|confié à|à",
        r"según|informa|informó|dij\w+ a|relatado a|declar\w+ a|explic\w+ a|contó \D{0,20}a|citad[oa]s? por"
        r"|reportó|a la",
        r"segundo|de acordo com|disse\w* à|mostrada à|secondo|riferi\w+|volgens|enligt|ifølge",
        r"по данным|по сообщению|по информации|из сообщения|сообщ\w+|переда\w+|пишет|рассказал\w*|заявил\w*"
        r"|со ссылкой на",
        r"समाचार एजेंसी|न्यूज एजेंसी|न्यूज़ एजेंसी|نقلت|وفقا ل|بحسب|حسب|ذكرت|خبر رساں ادارے|خبر رساں ایجنسی",
    )
    + rf"\s{_ARTICLE}{_QUOTE}$|[àa]\sl['’]$|[据據]$",
    lambda text: _led(text, _CUE_END),
)
"""Ends the words before a name to which the text attributes what it says."""

AFTER = _pattern(
    r"^[\"»”’]?(?:['’]s)?\s?(?:\(\w+\)\s)?"
    + _words(
        r"(?:news )?(?:agency )?(?:reported|reports?|quoted|cited|counted)\b(?! (?:earnings|results|profit"
        r"|loss|revenue|a (?:profit|loss)))",
        r"(?:correspondent|journalist|reporter|photographer|witness)(?:e?s)? (?:saw|said|reported|heard"
        r"|at the scene|there)|investigation",
        r"has learned|understands|berichtet|meldet|zufolge|rapporte|a rapporté|révèle|informa\b|informó"
        r"|reportó|relatou|informou|riporta|riferisce",
        r"сообщ|переда|пишет|ने बताया|ने कहा|के अनुसार|के मुताबिक|के हवाले|से कहा|को बताया|से बातचीत"
        r"|के हवाले|کے مطابق|نے بتایا|کو بتایا|سے گفتگو",
        r"报道|報道|報導|援引|的?消息|记者|によると|に対し|が報じ|は伝え|에 따르면|통신에 따르면|보도",
        r"['’][a-zışğüöç]+ (?:göre|haberine)",
    )
)
"""Starts the words after such a name."""
