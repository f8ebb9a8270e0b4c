"""A wrong word is told with the right ones."""

from __future__ import annotations

import pytest

from syndicate.errors import SettingError
from syndicate.flow.choices import one_of


def test_one_of() -> None:
    one_of("by", "outlet", ("article", "outlet"))
    with pytest.raises(SettingError, match="setting by = 'Outlet' is not possible") as told:
        one_of("by", "Outlet", ("article", "outlet", "day"))
    assert told.value.remedy == "choose article, outlet or day"
