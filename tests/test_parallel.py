"""Work in several processes gives what one gives, errors included."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alihbahasa import parallel

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only"),
    # That the test runner has threads is no concern of the copies, which end at once.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processors", lambda: 3)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers()), st.integers(0, 4))
def test_the_pieces_join_to_the_whole(things: list[int], least: int) -> None:
    def work(piece: Sequence[int]) -> list[int]:
        return [thing * 2 for thing in piece]

    found = parallel.mapped(work, things, least=least)
    assert [each for part in found for each in part] == [thing * 2 for thing in things]
    assert len(found) <= 3


def test_it_is_several_processes() -> None:
    found = parallel.mapped(lambda piece: os.getpid(), list(range(9)), least=3)
    assert len(set(found)) == 3
    assert found[0] == os.getpid()


def test_an_error_is_raised_here() -> None:
    def work(piece: Sequence[int]) -> int:
        return 1 // min(piece)

    with pytest.raises(ZeroDivisionError):
        parallel.mapped(work, [3, 2, 1, 0], least=1)


def test_a_process_that_dies_costs_nothing_but_time() -> None:
    here = os.getpid()

    def work(piece: Sequence[int]) -> int:
        if os.getpid() != here:
            os._exit(9)
        return sum(piece)

    assert parallel.mapped(work, [1, 2, 3], least=1) == [1, 2, 3]


def test_little_work_stays_here() -> None:
    assert parallel.mapped(lambda piece: os.getpid(), [1, 2, 3], least=2) == [os.getpid()]
