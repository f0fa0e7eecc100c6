"""What processes hand each other, and two that write the same, one of them taken for dead."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from alihbahasa import storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.storage import batches


def test_what_is_handed_over_is_taken_over_once(tmp_path: Path) -> None:
    with storage.folder_of_parts(tmp_path) as folder:
        part = storage.hand_over(folder, b"made")
        assert [each.name for each in folder.iterdir()] == [part.name]
        assert storage.take_over(folder, part, keep=True) == b"made"
        assert storage.take_over(folder, part) == b"made"
        with pytest.raises(AlihbahasaError, match="no such file"):
            storage.take_over(folder, part)
        storage.hand_over(folder, b"never taken")
    assert [each.name for each in (tmp_path / ".alihbahasa").iterdir()] == [".gitignore"]


def test_other_bytes_are_not_what_was_handed_over(tmp_path: Path) -> None:
    with storage.folder_of_parts(tmp_path) as folder:
        part = storage.hand_over(folder, b"made")
        (folder / part.name).write_bytes(b"mad")
        with pytest.raises(AlihbahasaError, match="not what was handed over"):
            storage.take_over(folder, part)


def test_folders_of_killed_runs_are_removed_and_of_others_not(tmp_path: Path) -> None:
    parts = tmp_path / ".alihbahasa" / "parts"
    for name, age in (("old", 90_000), ("new", 600)):
        (parts / name).mkdir(parents=True)
        os.utime(parts / name, (0, time.time() - age))
    with storage.folder_of_parts(tmp_path) as folder:
        assert {each.name for each in parts.iterdir()} == {"new", folder.name}
    assert [each.name for each in parts.iterdir()] == ["new"]


# --- two writers ------------------------------------------------------------------


@pytest.fixture
def texts(tmp_path: Path) -> dict[Path, bytes | None]:
    """What is to be written: two files that are there, and a new one; one is to go."""
    (tmp_path / ".alihbahasa").mkdir()
    for name in ("a", "b", "gone"):
        (tmp_path / name).write_bytes(b"old")
    return {
        tmp_path / "a": b"new a",
        tmp_path / "b": b"new b",
        tmp_path / "c": b"new c",
        tmp_path / "gone": None,
    }


def old(texts: dict[Path, bytes | None]) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.exists() else None for path in texts}


def now(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()}


_NEW = {"a": b"new a", "b": b"new b", "c": b"new c"}


def test_what_another_wrote_already_is_no_change(
    tmp_path: Path, texts: dict[Path, bytes | None]
) -> None:
    expected = old(texts)
    for _ in range(2):
        storage.write(texts, expected=expected, root=tmp_path, is_one_of_several=True)
        assert now(tmp_path) == _NEW
    (tmp_path / "b").write_bytes(b"by a person")
    with pytest.raises(AlihbahasaError, match="changed on disk"):
        storage.write(texts, expected=expected, root=tmp_path, is_one_of_several=True)
    assert now(tmp_path) == _NEW | {"b": b"by a person"}


@pytest.mark.parametrize("at", range(3))
def test_what_is_taken_for_dead_between_two_renames_is_finished_by_both(
    tmp_path: Path, texts: dict[Path, bytes | None], at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, done = os.replace, 0

    def slow(source: Path, target: Path) -> None:
        nonlocal done
        if target.parent == tmp_path:
            if done == at:
                monkeypatch.setattr(os, "replace", replace)
                storage.recover(tmp_path, folders=(tmp_path,), of_any=True)
            done += 1
        replace(source, target)

    monkeypatch.setattr(os, "replace", slow)
    expected = old(texts)
    if at == 0:
        # Nothing was renamed, so nothing is: who took it for dead has it done again.
        with pytest.raises(AlihbahasaError, match="no such file"):
            storage.write(texts, expected=expected, root=tmp_path, is_one_of_several=True)
        assert now(tmp_path) == {"a": b"old", "b": b"old", "gone": b"old"}
        return
    storage.write(texts, expected=expected, root=tmp_path, is_one_of_several=True)
    assert now(tmp_path) == _NEW
    assert not list(batches.journals(tmp_path))


def test_what_another_did_is_not_taken_back(
    tmp_path: Path, texts: dict[Path, bytes | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = old(texts)
    replace = os.replace

    def rival(source: Path, target: Path) -> None:
        if target == tmp_path / "b":
            monkeypatch.setattr(os, "replace", replace)
            storage.write(texts, expected=expected, root=tmp_path, is_one_of_several=True)
            raise OSError(5, "Input/output error")
        replace(source, target)

    (tmp_path / "a").write_bytes(b"new a")
    monkeypatch.setattr(os, "replace", rival)
    with pytest.raises(AlihbahasaError, match="input/output error"):
        storage.write(texts, expected=expected, root=tmp_path, is_one_of_several=True)
    # It had begun b, and it was there when that failed: what is in a was somebody else's.
    assert (tmp_path / "a").read_bytes() == b"new a"
    assert (tmp_path / "c").read_bytes() == b"new c"


def test_temporary_files_of_any_process_are_removed_where_none_is_at_work(tmp_path: Path) -> None:
    (tmp_path / ".alihbahasa").mkdir()
    folder = tmp_path / "translations"
    folder.mkdir()
    # The process that has this number now is another one.
    (folder / f".alihbahasa-{os.getppid()}-abc-1.tmp").write_bytes(b"half")
    storage.recover(tmp_path, folders=(folder,))
    assert len(list(folder.iterdir())) == 1
    storage.recover(tmp_path, folders=(folder,), of_any=True)
    assert not list(folder.iterdir())
