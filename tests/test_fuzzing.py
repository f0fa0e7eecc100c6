"""Any bytes: every reader gives data, or one clear error in bounded time; see ``fuzzing``."""

from __future__ import annotations

from pathlib import Path

import fuzzing
import pytest
from fuzz_seeds import seeds
from invariants import invariant

from alihbahasa import plugins
from alihbahasa.errors import AlihbahasaError

each_reader = pytest.mark.parametrize("name", fuzzing.READERS)


@each_reader
@invariant("I9", ci=100, long=2_000)
def test_damaged_files_are_read_or_refused(name: str, times: int) -> None:
    counts = fuzzing.run(name, times=times)
    assert counts["read"] + counts["refused"] == times
    # Damage that is always refused, or never, would show little.
    assert min(counts["read"], counts["refused"]) > times // 100


@each_reader
def test_whole_files_are_read(name: str) -> None:
    found = [fuzzing.attempt(fuzzing.READERS[name], data) for data in seeds(name, None)]
    # A table of another tool is taken in, but no glossary of ours.
    assert found.count(False) == (name == "csv")


@pytest.mark.shared
@each_reader
def test_whole_files_of_others_are_used_without_a_failure(name: str, shared: Path) -> None:
    for data in seeds(name, shared):
        fuzzing.attempt(fuzzing.READERS[name], data)


def test_every_plug_in_that_reads_files_is_tried() -> None:
    folders = ("exchange", "memories", "glossaries", "articles")
    assert {name for folder in folders for name in plugins.names(folder)} <= set(fuzzing.READERS)


def test_the_same_seed_gives_the_same_files() -> None:
    def some(seed: int) -> list[bytes]:
        found = fuzzing.inputs("csv", shared=None, seed=seed)
        return [data for data, _ in (next(found) for _ in range(20))]

    assert some(1) == some(1) != some(2)


def _raise(error: Exception) -> fuzzing.Reader:
    def use(data: bytes) -> None:
        raise error

    return fuzzing.Reader(use, "")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyError("x"), "KeyError"),
        (RecursionError(), "RecursionError"),
        (MemoryError(), "MemoryError"),
        (AlihbahasaError("a\nb"), "not a line"),
        (AlihbahasaError("a", line=0), "a place"),
    ],
)
def test_anything_but_one_clear_error_is_a_failure(error: Exception, words: str) -> None:
    with pytest.raises(fuzzing.Failure, match=words):
        fuzzing.attempt(_raise(error), b"")


def test_a_hang_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def use(data: bytes) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzzing, "PATIENCE", 0.05)
    with pytest.raises(fuzzing.Failure, match="seconds"):
        fuzzing.attempt(fuzzing.Reader(use, ""), b"")
    assert fuzzing.attempt(fuzzing.Reader(len, ""), b"")
    assert not fuzzing.attempt(_raise(AlihbahasaError("no", line=1)), b"")
