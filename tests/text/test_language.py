from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.language import code_of, detect


def test_nothing_to_tell_from() -> None:
    assert detect([]) == []
    assert detect(["", "   ", "12345", "\ud800", "?!", "Reuters"]) == [""] * 6


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
    assert detect([text]) == [code]


def test_control_characters_do_not_matter() -> None:
    text = "The council met on Monday\x0b and put off \x00 its vote until \uffff the spring."
    assert detect([text]) == ["en"]


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
    first = detect(texts)
    assert first == detect(texts)
    assert all(code == "" or len(code) == 2 for code in first)
