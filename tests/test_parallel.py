"""Work in several processes gives what one gives, errors included."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alihbahasa import parallel
from alihbahasa.errors import AlihbahasaError
from alihbahasa.parallel import Workers

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only"),
    # That the test runner has threads is no concern of the copies, which end at once.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processors", lambda: 3)


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


# --- one piece after the other ----------------------------------------------------


def _double(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def _dies_once(folder: Path, number: int) -> int:
    if number == 3 and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _dies(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def _fails(number: int) -> int:
    if number == 5:
        raise AlihbahasaError("no", file="a.txt", line=7)
    return number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_pieces(jobs: int) -> None:
    with parallel.working(_double, workers=Workers(jobs), count=50) as done:
        found = list(done(range(50)))
    assert [number for number, _ in found] == [number * 2 for number in range(50)]
    assert (os.getpid() in {process for _, process in found}) == (jobs == 1)
    assert len({process for _, process in found}) <= jobs


def test_no_more_processes_than_pieces() -> None:
    with parallel.working(_double, workers=Workers(8), count=1) as done:
        assert list(done([4])) == [(8, os.getpid())]


def test_the_piece_of_a_killed_process_is_done_again(tmp_path: Path) -> None:
    with parallel.working(partial(_dies_once, tmp_path), workers=Workers(2), count=9) as done:
        assert list(done(range(9))) == list(range(9))
    assert (tmp_path / "died").exists()


def test_a_piece_that_kills_every_process_is_an_error() -> None:
    with (
        pytest.raises(AlihbahasaError, match="ended by signal 9, 3 times"),
        parallel.working(_dies, workers=Workers(2), count=4) as done,
    ):
        list(done(range(4)))


def test_what_a_task_raises_comes_where_its_result_would() -> None:
    with parallel.working(_fails, workers=Workers(3), count=9) as done:
        results = done(range(9))
        assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
        with pytest.raises(AlihbahasaError, match="no") as raised:
            next(results)
    assert (raised.value.file, raised.value.line) == ("a.txt", 7)


def test_none_is_far_ahead_of_the_one_that_is_waited_for(tmp_path: Path) -> None:
    with parallel.working(partial(_touches, tmp_path), workers=Workers(2), count=99) as done:
        assert next(iter(done(range(99)))) == 0
    assert len(list(tmp_path.iterdir())) <= 12


def _touches(folder: Path, number: int) -> int:
    (folder / str(number)).touch()
    return number
