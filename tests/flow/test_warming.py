from __future__ import annotations

from syndicate import compiled
from syndicate.flow.warming import warm_up


def test_kernels_of_every_room_are_compiled() -> None:
    assert warm_up() == compiled.n_compiled()
    rooms = {kernel.py_func.__module__.split(".")[1] for kernel in compiled.KERNELS if kernel.signatures}
    assert rooms >= {"text", "sketch", "match", "compare"}
