"""Names of months, zones and halves of the day in the languages that newsrooms publish in. Parses nothing.

All names are folded as `fold` does: lower case, accents of Latin, Greek and Cyrillic letters taken off,
western digits.
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Western digits, plain spaces, no accents; the case stays, as "EST" and "est" are different things."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return "".join(_plain(character) for character in plain)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in "\u200e\u200f\u200b\u2066\u2067\u2068\u2069\ufeff":
        return ""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "\uff01" <= character <= "\uff5e":  # the full-width forms of ASCII
        return chr(ord(character) - 0xFEE0)
    return {"–": "-", "—": "-", "−": "-", "،": ",", "、": ","}.get(
        character, " " if character.isspace() else character
    )


# A language, then January to December; alternatives by "|", "_" for a space
_NAMES = """
en January|Jan February|Feb March|Mar April|Apr May June|Jun July|Jul August|Aug September|Sept|Sep
   October|Oct November|Nov December|Dec
de Januar|Jänner|Jän Februar|Feber März|Mrz April Mai Juni Juli August September Oktober|Okt November
   Dezember|Dez
fr janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre octobre novembre
   décembre|déc
es enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre
   noviembre diciembre|dic
pt janeiro fevereiro|fev março abril maio|mai junho julho agosto setembro outubro|out novembro dezembro
it gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre ottobre|ott
   novembre dicembre
nl januari februari maart|mrt april mei juni juli augustus september oktober november december
da januar februar marts april maj juni juli august september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
fi tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta
   lokakuuta marraskuuta joulukuuta
pl stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec lipca|lipiec
   sierpnia|sierpień września|wrzesień października|październik listopada|listopad grudnia|grudzień
cs ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec
   srpna|srpen září října|říjen listopadu|listopad prosince|prosinec
hu január|jan február|febr március|márc április|ápr május|máj június|jún július|júl augusztus
   szeptember|szept október november december
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
tr Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
id Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
ru января|январь|янв февраля|февраль|фев марта|март|мар апреля|апрель|апр мая|май июня|июнь|июн
   июля|июль|июл августа|август|авг сентября|сентябрь|сент|сен октября|октябрь|окт
   ноября|ноябрь|нояб|ноя декабря|декабрь|дек
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
el Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου
   Νοεμβρίου Δεκεμβρίου
hi जनवरी|जन फरवरी|फ़रवरी|फर मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर
   दिसंबर|दिसम्बर
mr जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर
bn জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর
   নভেম্বর ডিসেম্বর
ur جنوری فروری مارچ اپریل مئی|مئ جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
ar يناير|جانفي فبراير|فيفري مارس أبريل|إبريل|ابريل|أفريل مايو|ماي يونيو|يونيه|جوان يوليو|يوليه|جويلية
   أغسطس|اغسطس|أوت سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر
ar كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول
fa ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
th มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
he ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
"""


def _months() -> dict[str, int]:
    """Folded name -> number, the first language's where two disagree."""
    found: dict[str, int] = {}
    cells = _NAMES.split()
    for place, names in enumerate(cells):
        if number := place % 13:
            for name in names.split("|"):
                found.setdefault(fold(name).replace("_", " ").lower(), number)
    return found


MONTHS = _months()

# Halves of the day, as they stand before or after the clock. Night is of both: 9 is evening, 3 is morning.
_PM = "pm|p.m.|p.m|p. m.|nachm.|अपराह्न|दोपहर|शाम|下午|午後|晚上|晚间|傍晚|中午|오후|م|مساء|مساءً|شام|μμ"
_AM = "am|a.m.|a.m|a. m.|vorm.|पूर्वाह्न|सुबह|तड़के|上午|午前|早上|凌晨|清晨|오전|ص|صباحا|صباحاً|صبح|πμ"
_NIGHT = "रात|رات|夜"
AFTERNOON = frozenset(fold(word).lower() for word in _PM.split("|"))
MORNING = frozenset(fold(word).lower() for word in _AM.split("|"))
NIGHT = frozenset(fold(word) for word in _NIGHT.split("|"))

# Minutes east of Greenwich. Of zones that share a name (IST, BST, CST) the one seen most on news pages wins.
ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "MEZ": 60,
    "CEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "SAST": 120, "CAT": 120, "WAT": 60, "EAT": 180,
    "MSK": 180, "МСК": 180, "TRT": 180, "IRST": 210, "GST": 240, "PKT": 300, "IST": 330, "NPT": 345,
    "BDT": 360, "ICT": 420, "WIB": 420, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "PST": -480,
    "PDT": -420, "PT": -480, "AWST": 480, "KST": 540, "JST": 540, "ACST": 570, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780, "NST": -210, "AST": -240, "ADT": -180, "ART": -180, "BRT": -180,
    "EST": -300, "EDT": -240, "ET": -300, "CST": -360, "CDT": -300, "CT": -360, "MST": -420,
    "MDT": -360, "MT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
}  # fmt: skip
# "ET" follows the clock of the place: its summer time comes on top.
FLOATING = frozenset({"ET", "CT", "MT", "PT"})
