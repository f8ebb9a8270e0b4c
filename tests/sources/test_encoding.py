"""Bytes to text in the encodings that news comes in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.encoding import Decoder, decode, guess, is_binary

SENTENCES = {
    "cp1252": "Le café était fermé hier à Besançon – l’été a commencé, où les élèves prennent congé.",
    "cp1250": "Prezydent powiedział, że wybory odbędą się w środę. Żółw i gęś poszły na łąkę.",
    "cp1251": "Президент заявил, что переговоры продолжатся на следующей неделе в Москве.",
    "koi8_r": "Президент заявил, что переговоры продолжатся на следующей неделе в Москве.",
    "cp1253": "Ο πρωθυπουργός δήλωσε ότι οι διαπραγματεύσεις θα συνεχιστούν την επόμενη εβδομάδα.",
    "cp1254": "Cumhurbaşkanı görüşmelerin gelecek hafta İstanbul'da süreceğini söyledi. "
    "Meclis, yasayı oy çokluğuyla kabul etti; muhalefet partileri karşı çıktı ve oylamayı boykot etti.",
    "cp1255": "הנשיא אמר כי המשא ומתן יימשך בשבוע הבא בירושלים.",
    "cp1256": "قال الرئيس إن المفاوضات ستستمر الأسبوع المقبل في القاهرة",
    "gb18030": "总统表示，谈判将于下周在北京继续进行。两国代表将讨论贸易问题和安全合作。",
    "big5": "總統表示，談判將於下週在台北繼續進行。兩國代表將討論貿易問題和安全合作。",
    "cp932": "首相は来週東京で交渉を続けると述べた。両国の代表は貿易問題を議論する。",
    "euc_jp": "首相は来週東京で交渉を続けると述べた。両国の代表は貿易問題を議論する。",
    "cp949": "대통령은 다음 주 서울에서 협상을 계속하겠다고 말했다고 보도했다.",
    "utf-16": "Le café était fermé.",
    "utf-16-le": "Le café était fermé.",
    "utf-16-be": "Le café était fermé.",
    "utf-32": "Le café était fermé.",
    "utf-8-sig": "Le café était fermé.",
}  # fmt: skip


@pytest.mark.parametrize("encoding", SENTENCES)
def test_read_back(encoding: str) -> None:
    assert decode(SENTENCES[encoding].encode(encoding))[0] == SENTENCES[encoding]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_and_utf8_leave_no_doubt(encoding: str) -> None:
    assert decode("Zażółć".encode(encoding)) == ("Zażółć", "")


def test_empty() -> None:
    assert decode(b"") == ("", "")
    assert not is_binary(b"")


@pytest.mark.parametrize(
    ("label", "encoding"),
    [("windows-1251", "cp1251"), ("ISO-8859-1", "cp1252"), ("gb2312", "gb18030"), ("Shift_JIS", "cp932"),
     ("latin2", "iso8859_2"), ("EUC-KR", "cp949")],
)  # fmt: skip
def test_what_a_page_declares(label: str, encoding: str) -> None:
    word = {
        "cp1251": "Да",
        "cp1252": "“ä”",
        "gb18030": "总统",
        "cp932": "首相",
        "iso8859_2": "łó",
        "cp949": "서울",
    }
    page = f'<html><head><meta http-equiv=x content="text/html; charset={label}">{word[encoding]}'
    assert decode(page.encode(encoding), markup=True) == (page, "")


@pytest.mark.parametrize(
    "label", ["punycode", "unicode_escape", "zlib", "utf-7", "no-such-thing", "utf-8", "\xff"]
)
def test_a_declaration_that_is_not_believed(label: str) -> None:
    page = f"<meta charset={label}>Café à la crème".encode("cp1252")
    text, doubt = decode(page, markup=True)
    assert "Café à la crème" in text
    assert doubt


def test_a_few_broken_bytes_in_utf8() -> None:
    text, doubt = decode("Zażółć gęślą jaźń".encode() + b"\xff.")
    assert text == "Zażółć gęślą jaźń\ufffd."
    assert "replaced" in doubt


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.4 text", b"PK\x03\x04", b"\x89PNG\r\n", bytes(range(256)) * 20, b"MZ" + b"\0\1\2" * 50]
)
def test_binary(raw: bytes) -> None:
    assert is_binary(raw)


@pytest.mark.parametrize(
    "raw",
    [b"text", "é".encode("utf-16"), b"a\0b" + b"word " * 30, b"text" + bytes(500), "总统".encode("gb18030")],
)
def test_not_binary(raw: bytes) -> None:
    assert not is_binary(raw)


@given(st.binary(max_size=300))
def test_any_bytes_become_valid_text(raw: bytes) -> None:
    for text, doubt in (decode(raw), decode(raw, markup=True)):
        assert text.encode().decode() == text
        assert isinstance(doubt, str)
    assert isinstance(is_binary(raw), bool)
    assert guess(raw)


def test_lines_of_a_file_go_by_one_guess() -> None:
    decoder = Decoder()
    first, doubt = decoder.decode(SENTENCES["cp1251"].encode("cp1251"))
    assert (first, bool(doubt)) == (SENTENCES["cp1251"], True)
    assert decoder.decode("Да".encode("cp1251")) == ("Да", "")
