"""The news agencies of the world by the names that they go by. Recognises a name; looks for no credit.

A strong name is the agency wherever it stands; a weak one is also a word, a state or a file type (PA, AP,
भाषा), and counts only where a credit stands: see `credit`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from syndicate.text.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

GENERIC = "agencies"  # "with inputs from agencies": a wire is credited, and not named

# Canonical name; strong names; weak names; domains.
_TABLE = """
Reuters; Reuters, REUTERS, Thomson Reuters Foundation, Рейтер, Рейтерс, रॉयटर्स, रायटर, रॉयटर, 路透社, 路透, ロイター, رويترز, روئٹرز, رائٹرز, 로이터, Ρόιτερς; ; reuters.com
AP; The Associated Press, Associated Press, ASSOCIATED PRESS, Ассошиэйтед Пресс, एसोसिएटेड प्रेस, 美联社, 美聯社, AP通信, أسوشيتد برس, ایسوسی ایٹڈ پریس; AP, एपी, АП; apnews.com, ap.org
AFP; AFP, Agence France-Presse, Agence France Presse, AGENCE FRANCE-PRESSE, Франс Пресс, АФП, एएफपी, 法新社, 法新, فرانس برس, اے ایف پی; ; afp.com
dpa; dpa, Deutsche Presse-Agentur, Deutschen Presse-Agentur, DPA, ДПА, 德新社, ڈی پی اے; ; dpa.com, dpa-international.com
EFE; EFE, Agencia EFE, ЭФЕ, 埃菲社; Efe; efe.com
ANI; Asian News International, एएनआई; ANI; aninews.in
PTI; PTI, Press Trust of India, पीटीआई-भाषा, पीटीआई, प्रेस ट्रस्ट ऑफ इंडिया, PTI通信; भाषा, Bhasha; ptinews.com
IANS; IANS, Indo-Asian News Service, आईएएनएस; ; ianslive.in, ians.in
UNI; United News of India, यूनीवार्ता; UNI, वार्ता; uniindia.com
Xinhua; Xinhua, XINHUA, Синьхуа, शिन्हुआ, 新华社, 新華社, 新华网, 新華網, شينخوا; ; xinhuanet.com, news.cn
CNS; China News Service, 中新社, 中国新闻社, 中新网; ; chinanews.com, chinanews.com.cn
CNA; Central News Agency, 中央社; ; cna.com.tw
Kyodo; Kyodo, Kyodo News, KYODO, 共同社, 共同通信; 共同; kyodonews.net, kyodonews.jp
Jiji; Jiji Press, 時事通信, 时事社; Jiji, 時事; jiji.com
Yonhap; Yonhap, 연합뉴스, 韩联社, 聯合ニュース; ; yna.co.kr
TASS; TASS, ITAR-TASS, ТАСС, ИТАР-ТАСС, 塔斯社; Tass; tass.ru, tass.com
RIA Novosti; RIA Novosti, РИА Новости; РИА; ria.ru
Interfax; Interfax, INTERFAX, Интерфакс, ИНТЕРФАКС, Interfax-Ukraine, Интерфакс-Украина, 国际文传电讯社; ; interfax.ru, interfax.com
Ukrinform; Ukrinform, Укринформ, Укрінформ; ; ukrinform.net, ukrinform.ua
PA; Press Association, PA Media, PA news agency, PRESS ASSOCIATION; PA; pa.media, pressassociation.com
UPI; United Press International; UPI; upi.com
Bloomberg; Bloomberg News; Bloomberg, BLOOMBERG; bloomberg.com
Dow Jones; Dow Jones Newswires; Dow Jones; dowjones.com
CP; The Canadian Press, Canadian Press, La Presse canadienne, CANADIAN PRESS; CP; thecanadianpress.com
AAP; Australian Associated Press; AAP; aap.com.au
SID; Sport-Informations-Dienst; SID; sid.de
KNA; Katholische Nachrichten-Agentur; KNA; kna.de
epd; Evangelischer Pressedienst; epd; epd.de
APA; Austria Presse Agentur; APA; apa.at
Keystone-SDA; Keystone-SDA, Keystone-ATS; SDA, ATS; keystone-sda.ch
ANSA; ANSA, Agenzia ANSA; Ansa; ansa.it
Adnkronos; Adnkronos, AdnKronos; ; adnkronos.com
Europa Press; Europa Press, EUROPA PRESS; ; europapress.es
Notimex; Notimex, NOTIMEX; ; notimex.gob.mx
Telam; Télam, TELAM; ; telam.com.ar
Prensa Latina; Prensa Latina; ; prensa-latina.cu
Lusa; Agência Lusa; Lusa, LUSA; lusa.pt
Agencia Brasil; Agência Brasil; ; agenciabrasil.ebc.com.br
Estadao Conteudo; Estadão Conteúdo, Folhapress, FolhaPress; ;
Belga; Belga, BELGA; ; belga.be, belganewsagency.eu
ANP; Algemeen Nederlands Persbureau; ANP; anp.nl
Ritzau; Ritzau, RITZAU; ; ritzau.dk
NTB; Norsk Telegrambyrå; NTB; ntb.no
TT; Tidningarnas Telegrambyrå; TT; tt.se
STT; Suomen Tietotoimisto; STT; stt.fi
BNS; Baltic News Service; BNS; bns.lt
PAP; Polska Agencja Prasowa; PAP; pap.pl
CTK; ČTK, Česká tisková kancelář; CTK; ctk.cz, ceskenoviny.cz
MTI; Magyar Távirati Iroda; MTI; mti.hu
Agerpres; Agerpres, AGERPRES; ; agerpres.ro
BTA; Bulgarian News Agency; BTA, БТА; bta.bg
Tanjug; Tanjug, TANJUG, Танјуг; ; tanjug.rs
HINA; ; HINA, Hina; hina.hr
ANA-MPA; ANA-MPA, ΑΠΕ-ΜΠΕ; ; amna.gr
Anadolu; Anadolu Agency, Anadolu Ajansı, Anadolu Ajansi, Анадолу, وكالة الأناضول, الأناضول; AA, Anadolu; aa.com.tr
IHA; İhlas Haber Ajansı; İHA, IHA; iha.com.tr
DHA; Demirören Haber Ajansı; DHA; dha.com.tr
IRNA; IRNA, ایرنا; ; irna.ir
SPA; Saudi Press Agency, واس; SPA; spa.gov.sa
WAM; Emirates News Agency; WAM, وام; wam.ae
Petra; Petra News Agency, بترا; Petra; petra.gov.jo
MENA; Middle East News Agency; MENA; mena.org.eg
SANA; سانا; SANA; sana.sy
APP; Associated Press of Pakistan, اے پی پی; APP; app.com.pk
INN; آئی این این; INN;
NNI; این این آئی; NNI;
Online; آن لائن نیوز; آن لائن;
UNB; United News of Bangladesh, ইউএনবি; UNB; unb.com.bd
BSS; Bangladesh Sangbad Sangstha, বাসস; BSS; bssnews.net
Antara; Antara News, ANTARA; Antara; antaranews.com
Bernama; Bernama, BERNAMA; ; bernama.com
VNA; Vietnam News Agency, TTXVN; VNA; vnanet.vn
PNA; Philippine News Agency; PNA; pna.gov.ph
NAN; News Agency of Nigeria; NAN; nannews.ng
SAnews; SAnews; ;
PANA; Panapress; ; panapress.com
"""  # noqa: E501 - a table: one agency a line


def _read() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    domains: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        agency, *columns = (column.strip() for column in line.split(";"))
        for table, column in zip((strong, weak, domains), columns, strict=True):
            table.update({name.strip(): agency for name in column.split(",") if name.strip()})
    return strong, weak, domains


_LONGEST = 200  # characters of an outlet's name or address that are looked at
STRONG, WEAK, DOMAINS = _read()
NAMES = {**STRONG, **WEAK}
_FOLDED = {name.casefold(): agency for name, agency in NAMES.items()}
# What an agency's own desks add to its name: "AP Health", "Reuters India", "AFP English service"
_DESK = re.compile(
    r"[\s:|/-]+(?:news(?:wire)?|agency|wire|service|english|international|india|uk|us|world|africa|asia"
    r"|europe|business|sports?"
    r"|health|entertainment|deutsch|español|français|новости|通信|社|website|online|staff|desk)\b.*",
    re.IGNORECASE,
)


_DENSE = "\u3040-\u30ff\u3400-\u9fff"  # scripts written without spaces: "6月9日PTI" holds the word PTI


_DENSE_SIGN = Pattern(f"[{_DENSE}]")


def is_spaced(text: str) -> bool:
    """Whether the text holds nothing of a script that is written without spaces."""
    return text.isascii() or not _DENSE_SIGN.search(text)


def alternatives(names: Iterable[str], *, spaced: bool = False) -> str:
    """A pattern for any of the names: whole words where the script has words, Slavic case endings allowed.

    spaced: for text of which `is_spaced` holds, a tenth of the time to compile. Of no name nothing matches.
    """
    by_length = sorted(names, key=lambda name: (-len(name), name))
    dense = [re.escape(name) for name in by_length if is_dense(name)]
    whole = "|".join(re.escape(name) for name in by_length if not is_dense(name))
    letter = r"[^\W_]" if spaced else rf"[^\W_{_DENSE}]"
    words = [rf"(?<!{letter})(?:{whole})(?:а|у|ом|е)?(?!{letter})"] if whole else []
    return f"(?-i:{'|'.join(words + dense) or '(?!)'})"


def is_dense(name: str) -> bool:
    """Whether the name holds a sign of a script without spaces: it may stand within a run of letters."""
    return any("\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff" for sign in name)


def canonical(name: str) -> str:
    """The canonical name of an agency as written in a text (one of NAMES, a case ending allowed), or ""."""
    return NAMES.get(name) or NAMES.get(name.rstrip("аеу").removesuffix("ом"), "")


@lru_cache(maxsize=4096)
def agency_of(outlet: str) -> str:
    """The agency that an outlet's name or host is ("Reuters", "AP Health", "www.apnews.com"), or ""."""
    name = outlet.strip().casefold()[:_LONGEST]
    if "." in name and " " not in name:
        return _of_host(name)
    name = name.removeprefix("the ")
    return _FOLDED.get(name) or _FOLDED.get("the " + name) or _FOLDED.get(_DESK.sub("", name).strip(), "")


# What an outlet calls itself that is an agency, though the table does not know it
_BY_NAME = re.compile(
    r"\b(?:news\s?wires?|(?:wire|sports) service|(?:news|press|information|telegraph) (?:agency|service)"
    r"|nachrichtenagentur|presse-?agentur|pressedienst|agence (?:de )?presse|agence d.information"
    r"|agencia (?:de )?(?:noticias|prensa)|agenzia (?:di )?stampa|agenzia giornalistica|agência de notícias"
    r"|информ(?:ационное )?агентство|новостное агентство)\b"
    r"|समाचार एजेंसी|通讯社|通訊社|通信社|통신사|وكالة .*أنباء|خبر رساں|خبرگزاری",
    re.IGNORECASE,
)


def agency_by_name(outlet: str) -> str:
    """As `agency_of`; of an agency that the table does not know ("Corvane Newswire") its own name."""
    if agency := agency_of(outlet):
        return agency
    return outlet if _BY_NAME.search(outlet[:_LONGEST]) else ""


def _of_host(host: str) -> str:
    host = host.rsplit("://", maxsplit=1)[-1].split("/", maxsplit=1)[0].split(":", maxsplit=1)[0]
    labels = host.split(".")
    for start in range(len(labels) - 1):
        if agency := DOMAINS.get(".".join(labels[start:])):
            return agency
    return ""
