from __future__ import annotations

import json
import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text import credit
from syndicate.text.agencies import NAMES, agency_by_name, agency_of, canonical
from syndicate.text.credit import NONE, Credit, Line, crediting, mentions
from syndicate.text.credit_phrases import STEMS

MATERIAL = Path(os.environ.get("SYNDICATE_MATERIAL") or Path(__file__).parents[2].parent / "shared")
FILLER = "The council met on Monday and put off its vote on the new bridge until the spring."


def body(*paragraphs: str) -> str:
    return "\n\n".join([*paragraphs, FILLER])


def column(*texts: str) -> pl.Series:
    return pl.Series(texts, dtype=pl.String)


def wire_credit(
    before: list[str], text: str, after: list[str], *, outlet: str = "", hint: str = "", url: str = ""
) -> Credit:
    """The credit of an article whose body is this text."""
    around = mentions(column("\n".join([*before, *after]))).get(0, frozenset())
    lines = crediting(column(text)).get(0, [])
    return credit.wire_credit(before, lines, after, around=around, outlet=outlet, hint=hint, url=url)


def test_nothing_credits_nobody() -> None:
    assert wire_credit([], "", []) == NONE
    assert wire_credit([""], " ", ["", ""]) == NONE
    assert wire_credit([], FILLER, []) == NONE


@pytest.mark.parametrize(("opening", "agency"), [
    ("HAVANA, Feb 20 (Reuters) - Advisers have begun to leave, sources said.", "Reuters"),
    ("MADDOX FALLS, Tamarand (AP) — Rescuers in boats went from house to house.", "AP"),
    ("Tamrud [Zarhan], February 11 (ANI): Both sides have agreed.", "ANI"),
    ("Altmünde (dpa) - Nach einer langen Verhandlung haben sich beide geeinigt.", "dpa"),
    ("Altmünde (dpa/lsw) - Nach einer langen Verhandlung.", "dpa"),
    ("Robleda del Turién, 20 jul (EFE).- La Confederación decidió ayer.", "EFE"),
    ("SAINT-AUBRAY, 22 mai 2026 (AFP) - La cour d'assises a condamné deux hommes.", "AFP"),
    ("新华社望潮8月22日电（记者林砚秋）今年第11号台风登陆。", "Xinhua"),
    ("【スバルナプル6月9日PTI】バイシャラの規制当局は9日、回収を命じた。", "PTI"),
    ("Велижск. 18 ноября. ИНТЕРФАКС - Компания отказалась допустить специалистов.", "Interfax"),
    ("МОСКВА, 18 ноября. /ТАСС/. Компания отказалась допустить специалистов.", "TASS"),
    ("अमरगढ़, 15 जून (भाषा) सरकार ने परीक्षा रद्द कर दी।", "PTI"),
    ("ڈھاکہ ۔ یکم دسمبر (اے پی پی) ٹیم نے سیریز جیت لی۔", "APP"),
    ("Reuters - Advisers have begun to leave the country.", "Reuters"),
])  # fmt: skip
def test_datelines(opening: str, agency: str) -> None:
    assert wire_credit([], body(opening), []).agency == agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By Reuters", "Reuters"),
        ("Reuters, Lomasse", "Reuters"),
        ("REUTERS", "Reuters"),
        ("Source: Reuters", "Reuters"),
        ("By Herald staff and Reuters", "Reuters"),
        ("By The Associated Press", "AP"),
        ("Da AP, em Chitende", "AP"),
        ("PTI | Updated: Jun 9, 2026, 16:42 IST", "PTI"),
        ("ANI / Feb 11, 2026, 18:00 IST", "ANI"),
        ("dpa/AFP", "dpa"),
        ("REDACCIÓN / EFE", "EFE"),
        ("Par la rédaction (avec AFP)", "AFP"),
        ("Quelle: dpa", "dpa"),
        ("来源：新华社", "Xinhua"),
        ("Von unserer Redaktion, mit Material von dpa", "dpa"),
        ("Kaynak: Xinhua", "Xinhua"),
        ("एजेंसी: भाषा", "PTI"),
        ('Подготовил отдел энергетики по сообщениям "Интерфакса"', "Interfax"),
        ("本报综合新华社电", "Xinhua"),
        ("Source: TT", "TT"),
        ("AFP · 13 min ago", "AFP"),
        ("Our Bureau & Agencies", "agencies"),
        ("تمرود - وكالات", "agencies"),
        ("Foreign staff and agencies", "agencies"),
    ],
)
def test_credit_lines_before_the_body(line: str, agency: str) -> None:
    assert wire_credit(["World", line, "Share"], body(), []).agency == agency


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        ("(With inputs from ANI)", "ANI"),
        ("(With inputs from agencies.)", "agencies"),
        ("— AFP", "AFP"),
        ("(ANI)", "ANI"),
        ("PTI NKM SVR", "PTI"),
        ("(Mit Material von Agenturen)", "agencies"),
        ("(Con información de EFE)", "EFE"),
        ("(Con información de agencias)", "agencies"),
        ("(По материалам информагентств)", "agencies"),
        ("The talks go on. (AFP)", "AFP"),
    ],
)
def test_credits_at_the_end_of_the_body(ending: str, agency: str) -> None:
    assert wire_credit([], body() + "\n\n" + ending, []).agency == agency


@pytest.mark.parametrize(("line", "agency"), [
    ("© 2026 AFP", "AFP"), ("Copyright 2026 The Associated Press. All rights reserved.", "AP"),
    ("Our Standards: The Reuters Trust Principles.", "Reuters"), ("© 2026 Coastal Tribune Media", ""),
])  # fmt: skip
def test_rights_after_the_body(line: str, agency: str) -> None:
    assert wire_credit([], body(), ["Related", line]).agency == agency


@pytest.mark.parametrize(("sentence", "agency"), [
    ("The ships were stranded, Reuters reports.", "Reuters"),
    ("The talks failed, according to AFP.", "AFP"),
    ("A trader told Reuters that the road was closed.", "Reuters"),
    ("This was revealed by an investigation published this Friday by the Reuters agency.", "Reuters"),
    ("At least eleven sources were cited in a Reuters report.", "Reuters"),
    ("Der Streik ist beendet, wie die Deutsche Presse-Agentur berichtete.", "dpa"),
    ("Die Bahn beziffert laut dpa die Ausgaben auf sechs Millionen.", "dpa"),
    ("La banque a été attaquée, a rapporté l'AFP.", "AFP"),
    ("El embalse está al 11,8 %, según informa EFE.", "EFE"),
    ("台风登陆，据新华社报道。", "Xinhua"),
    ("सरकार ने परीक्षा रद्द कर दी, समाचार एजेंसी भाषा ने बताया।", "PTI"),
    ('Об этом сообщил "Интерфакс".', "Interfax"),
    ("Ardland'da karar alındı, Anadolu Ajansı'nın haberine göre.", "Anadolu"),
])  # fmt: skip
def test_attributions(sentence: str, agency: str) -> None:
    assert (
        wire_credit(
            [], body("The day began quietly in the capital, with few people about.", sentence), []
        ).agency
        == agency
    )


@pytest.mark.parametrize("text", [
    "Reuters shares fell 4 percent on Monday after the sale.",
    "Thomson Reuters reported earnings above what analysts had expected.",
    "The Associated Press (AP) will cut 8 percent of its staff.",
    "Cameraman Hussam al-Masri, a Reuters contractor, was killed.",
    "Lawmakers gather in the capital. REUTERS/Jane Doe",
    "Lawmakers gather in the capital. (Jane Doe/Reuters)",
    "Lawmakers gather in the capital (AP Photo/John Roe)",
    "Photo: AFP",
    "HARRISBURG, PA – The governor spoke.",
    "He will defend the app against its critics.",
])  # fmt: skip
def test_topics_and_photographs_are_no_credits(text: str) -> None:
    assert wire_credit([], body(text), []) == NONE


def test_an_outlet_or_host_that_is_an_agency_is_the_wire() -> None:
    assert wire_credit([], FILLER, [], outlet="Reuters").agency == "Reuters"
    assert wire_credit(["AFP"], FILLER, [], outlet="AP Health").agency == "AP"
    assert wire_credit([], FILLER, [], url="https://www.apnews.com/article/x").agency == "AP"
    assert wire_credit([], FILLER, [], outlet="The Reuters Fan").agency == ""


def test_hints_of_the_input() -> None:
    assert wire_credit([], FILLER, [], hint="Jane Doe;Reuters").agency == "Reuters"
    assert wire_credit([], FILLER, [], hint="Jane Doe").agency == ""


def test_dateline_over_credit_line_over_attribution() -> None:
    told = "A trader told Reuters that the road was closed."
    line = "Source: EFE"
    dateline = "SAN AMARO, July 15 (AFP) - The road is closed."
    assert wire_credit([line], body(dateline, told), []).agency == "AFP"
    assert wire_credit([line], body(told), []).agency == "EFE"
    assert wire_credit([], body(told), []).agency == "Reuters"


def test_evidence_is_in_the_page() -> None:
    text = body("The ships were stranded, Reuters reports.")
    assert wire_credit([], text, []).evidence in text


def test_mentions() -> None:
    found = mentions(column(FILLER, "told AFP and AP", "with inputs from agencies", ""))
    assert found == {1: {"AFP", "AP"}, 2: {"agenc"}}
    assert mentions(column()) == {}


def test_the_lines_that_may_credit() -> None:
    first, last = "\n\nHe told AFP.\n \nPAPER\n\nThe agency", "AP wire\n"
    assert crediting(column(FILLER, first, "", last)) == {
        1: [
            Line("He told AFP.", frozenset({"AFP"}), False, 0, 2),
            Line("The agency", frozenset(), True, 2, 0),
        ],
        3: [Line("AP wire", frozenset({"AP"}), True, 0, 0)],
    }
    assert crediting(column(FILLER, "")) == crediting(column()) == {}


def all_of(text: str, names: frozenset[str]) -> list[Line]:
    """Every line of a text that is not blank, as one that may credit any of the names."""
    lines = [line for line in text.split("\n") if line.strip()]
    return [Line(line, names, True, i, len(lines) - 1 - i) for i, line in enumerate(lines)]


PAGE_PIECES = st.sampled_from([
    "HAVANA, Feb 20 (Reuters) - ", "told Reuters", "By AP", "MAP", "PAPER", "xAP通信電", "© 2026 ", "AP",
    "AFP", "(", ")", "Source: ", "with inputs from ", "agencies", " ", "\n", "\n\n", "/", "Photo: ",
    "reports.", "_", "ом", "ТАСС",
])  # fmt: skip
PAGE_TEXTS = st.lists(PAGE_PIECES, max_size=12).map("".join)


@given(PAGE_TEXTS, PAGE_TEXTS)
def test_the_other_lines_and_names_credit_nothing(text: str, line: str) -> None:
    """Credits are the same where names within words are told as well, in lines that hold none at all."""
    every = frozenset(name for name in (*NAMES, *STEMS) if name in text or name in line)
    around = [line.replace("\n", " ")]
    assert wire_credit(around, text, around) == credit.wire_credit(
        around, all_of(text, every.intersection(NAMES)), around, around=every
    )


def test_names() -> None:
    assert agency_of("") == ""
    assert agency_of("पीटीआई-भाषा") == "PTI"
    assert agency_of("the Associated Press") == "AP"
    assert agency_of("reuters.com.example") == ""
    assert canonical("Интерфаксом") == "Interfax"
    assert canonical("nobody") == ""


@given(st.lists(st.text(max_size=80), max_size=5), st.text(max_size=300))
def test_never_raises(lines: list[str], text: str) -> None:
    found = wire_credit(lines, text, lines)
    assert (found.agency == "") == (found.evidence == "")


def test_hostile_lengths_take_little_time() -> None:
    hostile = "Reuters " + "(" * 50_000 + " AP" * 20_000
    assert wire_credit([hostile], hostile, [hostile]).agency in {"", "Reuters", "AP"}


@pytest.mark.material
def test_credits_of_the_gold_stories() -> None:
    """Articles that derive from a wire: two thirds and more name it, none names another agency."""
    gold = MATERIAL / "gold" / "dev.json"
    if not gold.is_file():
        pytest.skip(f"no {gold}")
    right = named = derived = 0
    for story in json.loads(gold.read_text("utf-8")):
        wire = agency_of(story["wire"]["outlet"])
        for article in story["articles"]:
            text = "\n\n".join(sentence["s"] for sentence in article["sentences"])
            found = wire_credit(
                article["page_before"], text, article["page_after"], outlet=article["outlet"]
            ).agency
            if article["kind"] in ("independent", "followup"):
                assert found in {"", agency_of(article["outlet"])}
            else:
                derived += 1
                right += found == wire
                named += found not in ("", "agencies")
    assert right == named
    assert 3 * right >= 2 * derived


@pytest.mark.parametrize(("outlet", "agency"), [
    ("Reuters", "Reuters"),
    ("Corvane Newswire", "Corvane Newswire"),
    ("Meridian Press Agency", "Meridian Press Agency"),
    ("Agencia de Noticias del Sur", "Agencia de Noticias del Sur"),
    ("海港通讯社", "海港通讯社"),
    ("The Daily Post", ""),
    ("BBC World Service", ""),
    ("", ""),
])  # fmt: skip
def test_an_agency_says_so_in_its_name(outlet: str, agency: str) -> None:
    assert agency_by_name(outlet) == agency
