from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.language import ask_detectors, code_of, detect, is_plain_english

# From lower-case function words to a headline: what English prose is made of
SENTENCES = (
    "The council met on Monday and put off its vote until the spring, after more than three hours of talks.",
    "Officials said that the bridge was closed because of the storm; they could not say for how long it is.",
    "It was the first time that the company has sold one of its mines, said people who knew of the plan.",
    "“We are not out of this yet,” the minister told reporters in the capital on Tuesday.",
    "Shares fell 2.3 percent in early trade in Tokyo.",
    "She would not say which of the two had been there before them, but all of their friends were with her.",
)
# Names, titles and words of other languages, as English news has them
FOREIGN = (
    "Rio de Janeiro", "Les Misérables", "Frankfurter Allgemeine Zeitung", "La vida es sueño", "Bundestag",
    "Lok Sabha", "Jyllands-Posten", "Komisi Pemberantasan Korupsi", "新华社", "Москва", "12.5", "***", "\x00",
    "Der Rat vertagte am Montag seine Abstimmung.", "El consejo aplazó el lunes su votación.", "\n\n",
    "Le conseil a reporté lundi son vote.", "Il consiglio ha rinviato il voto.", "https://example.org/a?b=c",
    "De raad stelde de stemming uit.", "Majlis menangguhkan undi itu hingga musim bunga.",
)  # fmt: skip


def tell(*texts: str) -> list[str]:
    return detect(pl.Series(texts, dtype=pl.String))


def test_nothing_to_tell_from() -> None:
    assert tell() == []
    assert tell("", "   ", "12345", "?!", "Reuters") == [""] * 5
    assert ask_detectors(["\ud800", ""]) == ["", ""]


@pytest.mark.parametrize(("text", "code"), [
    ("The council met on Monday and put off its vote until the spring.", "en"),
    ("Der Rat vertagte am Montag seine Abstimmung über die neue Brücke auf das Frühjahr.", "de"),
    ("Le conseil a reporté lundi son vote sur le nouveau pont au printemps prochain.", "fr"),
    ("El consejo aplazó el lunes su votación sobre el nuevo puente hasta la primavera.", "es"),
    ("परिषद ने सोमवार को नए पुल पर अपना मतदान वसंत तक टाल दिया।", "hi"),
    ("کونسل نے پیر کو نئے پل پر اپنی رائے شماری موسم بہار تک ملتوی کر دی۔", "ur"),
    ("أجل المجلس يوم الاثنين تصويته على الجسر الجديد حتى الربيع.", "ar"),
    ("Совет в понедельник отложил голосование о новом мосте до весны.", "ru"),
    ("市议会周一将有关新桥的表决推迟到春天。", "zh"),
    ("市議会は月曜日、新しい橋についての採決を春まで延期した。", "ja"),
    ("시의회는 월요일 새 다리에 대한 표결을 봄으로 미뤘다.", "ko"),
    ("Το συμβούλιο ανέβαλε τη Δευτέρα την ψηφοφορία για τη νέα γέφυρα.", "el"),
])  # fmt: skip
def test_languages(text: str, code: str) -> None:
    assert tell(text) == ask_detectors([text]) == [code]


def test_control_characters_do_not_matter() -> None:
    text = "The council met on Monday\x0b and put off \x00 its vote until \uffff the spring."
    assert tell(text) == ["en"]


def test_tags() -> None:
    assert [code_of(tag) for tag in ("en-US", "pt_BR", "EN", "iw", "english", "", "e1")] == [
        "en",
        "pt",
        "en",
        "he",
        "",
        "",
        "",
    ]


@given(st.lists(st.text(max_size=100), max_size=4))
def test_same_texts_same_answer(texts: list[str]) -> None:
    first = tell(*texts)
    assert first == tell(*texts) == ask_detectors(texts)
    assert all(code == "" or len(code) == 2 for code in first)


@given(st.lists(st.sampled_from(SENTENCES + FOREIGN), min_size=8, max_size=30))
def test_of_plain_english_the_detectors_say_so_too(parts: list[str]) -> None:
    text = " ".join(parts)
    if is_plain_english(pl.Series([text]))[0]:
        assert ask_detectors([text]) == ["en"]
    assert tell(text) == ask_detectors([text])


@pytest.mark.parametrize(("text", "plain"), [
    (" ".join(SENTENCES * 2), True),
    ("\u3000\n" * 300 + " ".join(SENTENCES * 2), True),
    (" ".join([*SENTENCES[:3], *SENTENCES[:3], "\u041c"]), True),  # behind what is looked at
    (" ".join(["\u041c", *SENTENCES, *SENTENCES]), False),
    (" ".join([*SENTENCES[:2], "Caf\u00e9", *SENTENCES]), False),
    (SENTENCES[0], False),  # little to tell from
    (" ".join([*SENTENCES[:2], *["Il consiglio ha rinviato il voto."] * 5, *SENTENCES[:3]]), False),
    ("the " * 200, True),
    ("", False),
])  # fmt: skip
def test_plain_english(text: str, plain: bool) -> None:
    assert is_plain_english(pl.Series([text])).to_list() == [plain]
