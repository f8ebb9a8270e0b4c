from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.mojibake import _LEAD, mended


def mend(texts: list[str]) -> list[str]:
    return mended(pl.Series(texts, dtype=pl.String)).to_list()


@pytest.mark.parametrize(
    "text", ["", "plain", "déjà vu à l’école : « très bien » – c’était ça", "São João não é à toa", "Ã© once"]
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert mend([text]) == [text]


@pytest.mark.parametrize(
    "text", ["The mayor’s “plan” — he said — failed…", "Новости города: пожар", "서울 지하철 파업 소식"]
)
@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_text_read_in_the_wrong_encoding_is_mended(text: str, wrong: str) -> None:
    try:
        broken = text.encode("utf-8").decode(wrong)
    except UnicodeDecodeError:
        broken = text.encode("utf-8").decode("latin-1")
    assert mend([broken, "other"]) == [text, "other"]


@pytest.mark.parametrize("times", [2, 3])
def test_text_that_was_read_wrongly_more_than_once_is_mended(times: int) -> None:
    text = broken = "At the edge of ‘cliff’, the mayor’s “plan” failed"
    for _ in range(times):
        raw = broken.encode("utf-8")
        broken = "".join(
            chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252") for b in raw
        )
    assert mend([broken]) == [text]


def test_a_byte_squeezed_to_a_space_is_guessed() -> None:
    broken = "новых планов и сухих дней".encode().decode("latin-1").replace("\x85", " ").replace("\xa0", " ")
    assert mend([broken])[0].startswith("новых")


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_is_taken(texts: list[str]) -> None:
    valid = [t.encode("utf-8", "replace").decode("utf-8") for t in texts]
    assert len(mend(valid)) == len(valid)


@given(st.characters(min_codepoint=0xC2, max_codepoint=0xF4))
def test_whatever_opens_a_run_has_the_lead_that_texts_are_searched_for(opener: str) -> None:
    assert opener.encode().startswith(_LEAD)
