from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from four_articles import sketches

from syndicate.store.sketches import (
    bins,
    facts_beside,
    facts_known_from,
    older_than,
    remove_sketches,
    sketches_in,
    sketches_of,
    without_facts,
)

if TYPE_CHECKING:
    from syndicate.store.file import Store
    from syndicate.store.sketches import SketchColumns


def equal(one: SketchColumns, other: SketchColumns) -> bool:
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_a_new_store_has_none(store: Store) -> None:
    with store.reading() as connection:
        words, facts, languages = sketches_of(connection, [1, 2], 32)
        assert equal(words, sketches_in(connection, 4, 32))
        assert equal(facts, facts_beside(connection, 4, "en"))
        assert (bins(connection), languages, older_than(connection, np.inf, 9)) == (set(), [], [])
        assert without_facts(connection, 9) == []


def test_sketches_come_back_bit_for_bit(four: Store) -> None:
    n_bands = four.settings.bands
    with four.reading() as connection:
        words, facts, languages = sketches_of(connection, [4, 2, 1, 3, 99], n_bands)
        assert equal(words, sketches(n_bands))
        assert languages == ["en", "", "es", "en"]
        assert facts.terms.tolist() == sketches(0).terms[[1, 2, 3, 4, 5]].tolist()  # one of no language
        assert facts.bounds.tolist() == [0, 0, 0, 2, 5]
        assert facts.bands.shape == (4, 0)
        assert bins(connection) == {-1, 4, 5}
        assert sketches_in(connection, 5, n_bands).who.tolist() == [3, 4]
        assert sketches_in(connection, 5, n_bands).bounds.tolist() == [0, 2, 5]
        assert sketches_in(connection, 6, n_bands).bands.shape == (0, n_bands)


def test_facts_are_read_of_other_languages_alone(four: Store) -> None:
    with four.reading() as connection:
        for language, who in (("en", [3]), ("es", [4]), ("fr", [4, 3]), ("", [4, 3])):
            assert sorted(facts_beside(connection, 5, language).who.tolist()) == sorted(who)
        assert facts_beside(connection, 4, "en").who.tolist() == []


def test_what_is_certainly_older(four: Store) -> None:
    with four.reading() as connection:
        assert older_than(connection, 48.0, 9) == [2]
        assert older_than(connection, 1e9, 2) == [2, 3]


def test_removed_sketches_are_gone(four: Store) -> None:
    with four.writing() as connection:
        remove_sketches(connection, [3, 99])
        words, facts, _ = sketches_of(connection, [1, 2, 3, 4], 32)
        assert words.who.tolist() == facts.who.tolist() == [1, 2, 4]
        assert facts_beside(connection, 5, "en").who.tolist() == []


def test_articles_of_an_older_form_wait_for_their_facts(four: Store) -> None:
    with four.writing() as connection:
        connection.execute("INSERT INTO meta VALUES ('facts from', '4')")
        assert without_facts(connection, 2) == [3, 2]
        facts_known_from(connection, 2)
        assert without_facts(connection, 2) == [1]
        facts_known_from(connection, 1)
        assert without_facts(connection, 2) == []
