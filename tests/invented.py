"""Small articles, invented for the tests, and ways to write them down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

HARBOUR = """\
PORT WESSEL, Feb 20 (Reuters) - The harbour board of Port Wessel approved a loan of 43 million \
crowns on Tuesday for a new breakwater, after two storms in January cracked the old wall in three \
places.

"We cannot ask the fishermen to wait for a third storm," the chair of the board, Mina Dorrit, told \
reporters after a session of nearly five hours. Six of the nine members voted for the loan.

The fishermen's guild had asked for repairs since 2019, when the trawler Solveig sank at its \
moorings and two men drowned. Its secretary, Aron Pell, called the vote late but welcome.

Work is to begin in May and to last 18 months, according to the contract with the builder Hask and \
Daughters. The town will pay the loan back over 25 years out of berthing fees, which rise by 12 \
percent in April.
"""
ORCHARD = """\
Beetles have spread through the pear orchards of the upper Lenne valley, growers said on Monday, and \
a fifth of the trees may have to be felled before the blossom.

Inspectors counted 3,100 infested trees in eleven villages, said Ruta Samuelsen of the plant health \
office in Tarnby. She advised owners to burn the wood rather than to sell it.

The last outbreak, in 1988, cost the valley half of its harvest for four years. Young growers have \
since planted plums and quinces between the pears, which slows the insects down.
"""
SPANISH = """\
PORT WESSEL, 20 feb (Reuters) - La junta del puerto de Port Wessel aprobó el martes un préstamo de 43 \
millones de coronas para un nuevo rompeolas, después de que dos tormentas agrietaran en enero el viejo muro.

"No podemos pedir a los pescadores que esperen una tercera tormenta", dijo la presidenta Mina Dorrit tras \
casi cinco horas de sesión. Seis de los nueve miembros votaron a favor.

El gremio pedía obras desde 2019, cuando el arrastrero Solveig se hundió y murieron dos hombres. Su \
secretario, Aron Pell, calificó el voto de tardío pero bienvenido. Las obras, a cargo de Hask, durarán 18 \
meses. La ciudad devolverá el préstamo en 25 años con las tasas de atraque, que suben un 12 por ciento.
"""  # HARBOUR
RUSSIAN = """\
ПОРТ ВЕССЕЛЬ, 20 фев (Рейтер) - Правление порта Порт-Вессель одобрило во вторник заём в 43 миллиона крон на \
новый волнолом после того, как два январских шторма повредили старую стену в трёх местах.

"Мы не можем просить рыбаков ждать третьего шторма", - сказала председатель Мина Доррит. За заём \
проголосовали шесть из девяти членов правления.

Гильдия просила о ремонте с 2019 года, когда затонул траулер Солвейг и погибли двое. Её секретарь Арон Пелл \
назвал решение запоздалым. Работы начнутся в мае и займут 18 месяцев по договору с фирмой Хаск. Город вернёт \
заём за 25 лет за счёт портовых сборов, которые вырастут на 12 процентов.
"""  # HARBOUR
FURNITURE = """\

Share this article
Facebook
Twitter
Subscribe to our newsletter
Privacy policy | Terms of use | Contact
© 2026 All rights reserved
"""
MIXED = (
    "港口委员会周二批准了一笔贷款。 Правление порта одобрило заём. "
    "बंदरगाह बोर्ड ने ऋण मंजूर किया। مجلس الميناء وافق."
)


def page(article: str, text: str, **given: str) -> dict[str, str]:
    """A row as the input formats name it."""
    return {"article": article, "text": text, **given}


def pages(*rows: dict[str, str]) -> pl.DataFrame:
    """The rows as a table of pages, text columns only."""
    names = dict.fromkeys(name for row in ({"article": "", "text": ""}, *rows) for name in row)
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    return pl.DataFrame(columns, dict.fromkeys(names, pl.String))


def jsonl(path: Path, *rows: dict[str, str]) -> Path:
    """The rows as a file of JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
