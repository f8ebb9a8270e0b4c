"""The words for numbers, months and weekdays, by language. Small lists, reviewed by hand; reads no text.

English, German, French, Spanish, Russian, Hindi, Urdu, Chinese. Words are in lower case, with ye for yo.
A word that is mostly something else is left out: "one" and its kin everywhere (a pronoun),
French "neuf" stays (nine more often than new), Spanish "once" is eleven in Spanish only: each list is used
for its own language.
"""

from __future__ import annotations

from typing import Final

# Languages that write 1,180.5; the others write 1.180,5 or 1 180,5
COMMA_GROUPS: Final = frozenset({"en", "hi", "ur", "zh", ""})

# What tells languages of one script apart: words that stand in every paragraph and in no other list
FUNCTION_WORDS: Final = {
    "en": "the and of to that was with is by from were has which had said",
    "de": "der die und das den von mit dem nicht auf ist ein im sich für eine wurde",
    "fr": "le les et des du une dans est au par qui sur avec aux été pas",
    "es": "el los y del las por con una que se su al lo como ha más",
}
SCRIPTS: Final = (("ru", "\u0400", "\u052f"), ("hi", "\u0900", "\u097f"), ("ur", "\u0600", "\u06ff"),
                  ("zh", "\u4e00", "\u9fff"))  # fmt: skip


def _counted(first: int, words: str, step: int = 1) -> dict[str, float]:
    """Each word's number: first, first + step ...; words for the same number are joined by "/"."""
    return {
        word: float(first + i * step)
        for i, same in enumerate(words.split())
        for word in same.split("/")
        if word != "-"
    }


NUMBER_WORDS: Final[dict[str, dict[str, float]]] = {
    "en": {
        **_counted(
            2,
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen twenty",
        ),
        **_counted(30, "thirty forty fifty sixty seventy eighty ninety", 10), "zero": 0.0, "dozen": 12.0,
    },
    "de": {
        **_counted(
            2,
            "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
            "sechzehn siebzehn achtzehn neunzehn zwanzig",
        ),
        **_counted(30, "dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig", 10),
        "null": 0.0, "dutzend": 12.0,
    },
    "fr": {
        **_counted(
            2,
            "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
            "seize",
        ),
        **_counted(20, "vingt/vingts trente quarante cinquante soixante", 10), "zéro": 0.0, "douzaine": 12.0,
    },
    "es": {
        **_counted(
            2,
            "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
            "dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna "
            "veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
            "veintinueve treinta",
        ),
        **_counted(40, "cuarenta cincuenta sesenta setenta ochenta noventa", 10),
        **_counted(
            200,
            "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas "
            "quinientos/quinientas seiscientos/seiscientas setecientos/setecientas "
            "ochocientos/ochocientas novecientos/novecientas",
            100,
        ),
        "cero": 0.0, "docena": 12.0, "ciento": 100.0, "cien": 100.0,
    },
    "ru": {
        **_counted(
            2,
            "два/две/двух/двум/двумя/двое/двоих три/трех/трем/тремя/трое/троих "
            "четыре/четырех/четырем/четверо/четверых пять/пяти/пятью/пятеро "
            "шесть/шести/шестью/шестеро семь/семи/семью/семеро восемь/восьми девять/девяти "
            "десять/десяти/десятью одиннадцать/одиннадцати двенадцать/двенадцати "
            "тринадцать/тринадцати четырнадцать/четырнадцати пятнадцать/пятнадцати "
            "шестнадцать/шестнадцати семнадцать/семнадцати восемнадцать/восемнадцати "
            "девятнадцать/девятнадцати двадцать/двадцати",
        ),
        **_counted(
            30,
            "тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти "
            "семьдесят/семидесяти восемьдесят/восьмидесяти девяносто/девяноста",
            10,
        ),
        **_counted(
            200,
            "двести/двухсот триста/трехсот четыреста/четырехсот пятьсот/пятисот шестьсот/шестисот "
            "семьсот/семисот восемьсот/восьмисот девятьсот/девятисот",
            100,
        ), "полтора": 1.5,
    },
    "hi": {
        **_counted(
            2,
            "दो तीन चार पांच/पाँच छह/छः/छे सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह/पन्द्रह सोलह "
            "सत्रह अठारह उन्नीस बीस",
        ),
        **_counted(30, "तीस चालीस पचास साठ सत्तर अस्सी नब्बे", 10), "पच्चीस": 25.0, "डेढ़": 1.5, "ढाई": 2.5,
    },
    "ur": {
        **_counted(
            2,
            "دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس "
            "بیس",
        ),
        **_counted(30, "تیس چالیس پچاس ساٹھ ستر اسی نوے", 10), "پچیس": 25.0,
    },
    "zh": {},  # read character by character, see ZH_DIGITS
}  # fmt: skip

# "One" is a number only where a scale follows: one million, un million
ONES: Final = {
    "en": {"one", "a"}, "de": {"ein", "eine", "einer"}, "fr": {"un"}, "es": {"un"},
    "ru": {"один", "одна", "одну"}, "hi": {"एक"}, "ur": {"ایک"},
}  # fmt: skip

# What a number is multiplied by
SCALES: Final[dict[str, dict[str, float]]] = {
    "en": {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6,
           "m": 1e6, "mn": 1e6, "crore": 1e7, "crores": 1e7,
           "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12},
    "de": {"hundert": 1e2, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9,
           "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12},
    "fr": {"cent": 1e2, "cents": 1e2, "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9,
           "milliards": 1e9},
    "es": {"mil": 1e3, "millón": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12},
    "ru": {"сто": 1e2, "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "тысячам": 1e3, "млн": 1e6,
           "миллион": 1e6, "миллиона": 1e6, "миллионов": 1e6, "млрд": 1e9, "миллиард": 1e9, "миллиарда": 1e9,
           "миллиардов": 1e9},
    "hi": {"सौ": 1e2, "हजार": 1e3, "हज़ार": 1e3, "लाख": 1e5, "करोड़": 1e7, "अरब": 1e9},
    "ur": {"سو": 1e2, "ہزار": 1e3, "لاکھ": 1e5, "کروڑ": 1e7, "ارب": 1e9},
    "zh": {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8},
}  # fmt: skip
SHORT_SCALES: Final = frozenset(
    {"k", "m", "mn", "bn", "tn"}
)  # only right behind the digits: "m" is metres too

ZH_DIGITS: Final = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
ZH_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

PERCENT: Final = frozenset(
    ("%", "٪", "％", "percent", "prozent", "pourcent", "प्रतिशत", "فیصد", "процент", "процента", "процентов")
)
PER_CENT: Final = (("per", "cent"), ("pour", "cent"), ("por", "ciento"))

MONTHS: Final[dict[str, dict[str, float]]] = {
    "en": _counted(
            1,
            "january/jan february/feb march april/apr may june/jun july/jul august/aug "
            "september/sept/sep october/oct november/nov december/dec",
        ),
    "de": _counted(
            1,
            "januar/jänner februar märz april mai juni juli august september oktober november "
            "dezember",
        ),
    "fr": _counted(
            1,
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        ),
    "es": _counted(
            1,
            "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago "
            "septiembre/sep/setiembre octubre/oct noviembre/nov diciembre/dic",
        ),
    "ru": _counted(
            1,
            "января/январь/январе февраля/февраль/феврале марта/март/марте апреля/апрель/апреле "
            "мая/май/мае июня/июнь/июне июля/июль/июле августа/август/августе "
            "сентября/сентябрь/сентябре октября/октябрь/октябре ноября/ноябрь/ноябре "
            "декабря/декабрь/декабре",
        ),
    "hi": _counted(
            1,
            "जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर "
            "नवंबर/नवम्बर दिसंबर/दिसम्बर",
        ),
    "ur": _counted(1, "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"),
    "zh": {},
}  # fmt: skip

WEEKDAYS: Final[dict[str, dict[str, float]]] = {
    "en": _counted(0, "monday tuesday wednesday thursday friday saturday sunday"),
    "de": _counted(0, "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag"),
    "fr": _counted(0, "lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "es": _counted(0, "lunes martes miércoles jueves viernes sábado domingo"),
    "ru": _counted(
            0,
            "понедельник/понедельника вторник/вторника среду/среды четверг/четверга "
            "пятницу/пятницы субботу/субботы воскресенье/воскресенья",
        ),
    "hi": _counted(0, "सोमवार मंगलवार बुधवार गुरुवार/बृहस्पतिवार शुक्रवार शनिवार रविवार"),
    "ur": _counted(0, "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار"),
    "zh": {},
}  # fmt: skip
