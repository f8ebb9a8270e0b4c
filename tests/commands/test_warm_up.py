from __future__ import annotations

import pytest

from syndicate.commands.warm_up import warm_up
from syndicate.flow import warming


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("quiet", [True, False])
def test_what_is_said(
    kept: bool, quiet: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(warming, "warm_up", lambda: 7)
    monkeypatch.setattr(warming, "is_kept", lambda: kept)
    warm_up(quiet)
    said = capsys.readouterr()
    assert ("7 kernels are compiled" in said.out) is not quiet
    assert ("NUMBA_CACHE_DIR" in said.err) is not kept
