from __future__ import annotations

import inspect
import pickle

import pytest

from syndicate import errors
from syndicate.errors import (
    InputError,
    MissingExtra,
    NothingToRead,
    OutputError,
    SettingError,
    SyndicateError,
)


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    classes = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    assert all(issubclass(kind, SyndicateError) for kind in classes)
    assert issubclass(NothingToRead, InputError)
    drawing = inspect.getdoc(errors) or ""
    assert [kind.__name__ for kind in classes if kind.__name__ not in drawing] == []


@pytest.mark.parametrize(("error", "text"), [
    (SyndicateError("it broke"), "it broke"),
    (SyndicateError("it broke", remedy="mend it"), "it broke (mend it)"),
    (InputError("no text", place="a.csv:3", remedy="add some"), "a.csv:3: no text (add some)"),
    (NothingToRead("no article"), "no article"),
    (OutputError("cannot be written", place="out"), "out: cannot be written"),
    (SettingError("bands", 0, "1 to 512"), "setting bands = 0 is not possible (choose 1 to 512)"),
    (MissingExtra("spark", "the engine"),
     "the engine needs the extra [spark] (pip install 'syndicate-news[spark]')"),
])  # fmt: skip
def test_an_error_says_what_happened_and_how_to_mend_it(error: SyndicateError, text: str) -> None:
    assert str(error) == text
    assert error.message in text
    assert error.remedy in text


def test_facts_are_attributes() -> None:
    assert InputError("x", place="a.csv:3").place == "a.csv:3"
    assert OutputError("x", place="out").place == "out"
    assert (SettingError("bands", 0, "more").name, SettingError("bands", 0, "more").value) == ("bands", 0)
    assert MissingExtra("spark", "x").extra == "spark"
    assert pickle.loads(pickle.dumps(SyndicateError("it broke"))).message == "it broke"  # noqa: S301
