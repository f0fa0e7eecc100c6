"""Storage: whole files or none, one writer at a time, a record that merges."""

from __future__ import annotations

import errno
import itertools
import os
import random
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import crashing
import dying
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa import project, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Alternative, Memo, State
from alihbahasa.storage import databases
from alihbahasa.workflow import prepare, status
from alihbahasa.workflow.glossary import files


def temporaries(folder: Path) -> list[Path]:
    return list(folder.rglob(".alihbahasa-*.tmp"))


def test_write_makes_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "b" / "one", tmp_path / "two"
    storage.write({first: b"1", second: b"2"}, expected={first: None}, root=tmp_path)
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert not temporaries(tmp_path)


def test_write_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    storage.write({path: b"new"}, expected={path: b"old"}, root=tmp_path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_changed_since_it_was_read_is_not_overwritten(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"theirs")
    with pytest.raises(AlihbahasaError, match="changed on disk"):
        storage.write({two: b"x", one: b"ours"}, expected={one: b"old", two: None}, root=tmp_path)
    assert one.read_bytes() == b"theirs"
    assert not two.exists()
    assert not temporaries(tmp_path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"x")
    link.symlink_to(target)
    with pytest.raises(AlihbahasaError, match="symbolic link"):
        storage.write({link: b"y"}, expected={}, root=tmp_path)
    assert target.read_bytes() == b"x"


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_failing_disk_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"2")

    def fail(*arguments: object, **others: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(AlihbahasaError, match="no space left") as caught:
            storage.write(
                {one: b"new", two: b"new"}, expected={one: b"1", two: b"2"}, root=tmp_path
            )
    assert caught.value.hint
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert not temporaries(tmp_path)


def test_data_are_synced_before_the_rename_and_folders_once_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    sync, move = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        calls.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")
        sync(descriptor)

    def replace(source: Path, target: Path) -> None:
        calls.append("rename")
        move(source, target)

    if not Path("/proc/self/fd").exists():
        pytest.skip("no /proc to tell a folder by")
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    storage.write({tmp_path / "one": b"1", tmp_path / "two": b"2"}, expected={}, root=tmp_path)
    assert calls == ["file", "file", "rename", "rename", "folder"]


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    stale = tmp_path / "en" / ".alihbahasa-999999999-abc.tmp"
    stale.parent.mkdir()
    stale.write_bytes(b"half")
    storage.sweep(tmp_path)
    assert not stale.exists()


def test_a_second_run_waits_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom alihbahasa import storage\n"
        "with storage.lock(Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout
    assert holder.stdin
    try:
        assert holder.stdout.readline() == "held\n"
        monkeypatch.setattr(storage, "LOCK_PATIENCE", 0.05)
        with pytest.raises(AlihbahasaError, match="another run"), storage.lock(tmp_path):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with storage.lock(tmp_path):
        assert (tmp_path / ".alihbahasa" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("name", [".~lock.a.csv#", "~$a.csv"])
def test_what_a_spreadsheet_has_open_is_not_overwritten(tmp_path: Path, name: str) -> None:
    path, other = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_bytes(b"old")
    (tmp_path / name).write_bytes(b"Sari")
    with pytest.raises(AlihbahasaError, match=r"a\.csv: open in a spreadsheet") as caught:
        storage.write({other: b"x", path: b"new"}, expected={}, root=tmp_path)
    assert caught.value.hint
    assert caught.value.hint.startswith("close it and run this again")
    assert path.read_bytes() == b"old"
    assert not other.exists()


@pytest.mark.parametrize(
    ("symbol", "words"),
    [
        # Windows says EACCES for a file that another program has open (errors 5, 32, 33).
        ("EACCES", "close it"),
        ("EPERM", "close it"),
        ("EBUSY", "close it"),
        ("ETXTBSY", "close it"),
        ("EROFS", "can only be read"),
        ("EDQUOT", "make room"),
        ("ENOSPC", "make room"),
        ("EMFILE", "open files"),
        ("ENAMETOOLONG", "shorter"),
        ("EIO", "fault"),
    ],
)
def test_an_error_of_the_system_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, symbol: str, words: str
) -> None:
    number = getattr(errno, symbol)

    def fail(*arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(AlihbahasaError, match=r"/file: [a-z /-]+$") as caught:
        storage.write({tmp_path / "file": b"x"}, expected={}, root=tmp_path)
    assert caught.value.hint
    assert words in caught.value.hint
    assert not list(tmp_path.iterdir())


def as_somebody(action: Callable[[], None]) -> int:
    """Run *action* as somebody to whom modes apply, in a child."""

    def run() -> None:
        if os.getuid() == 0:
            os.setuid(65_534)
        action()

    return dying.forked(run)


def read_nothing(path: Path) -> None:
    storage.read(path, limit=9)


def test_folders_and_files_that_may_only_be_read_are_left_as_they_are() -> None:
    with dying.quick_folder() as folder:
        # What a lock needs is read while the place where Python lies may be read.
        with storage.lock(folder):
            pass
        folder.chmod(0o777)
        closed, locked, hidden = folder / "closed", folder / "locked", folder / "hidden"
        closed.mkdir()
        for path in (closed / "a", locked, hidden):
            path.write_bytes(b"old")
        closed.chmod(0o555)
        locked.chmod(0o444)
        hidden.chmod(0o000)
        before = dying.tree(folder) if os.getuid() == 0 else None
        for path in (closed / "a", closed / "new", closed / "below" / "new", locked, hidden):
            expected = {path: b"old" if path.exists() else None}
            changes = {folder / "other": b"x", path: b"new"}
            write = partial(storage.write, changes, expected=expected, root=folder)
            assert as_somebody(write) == 2, path
        assert as_somebody(lambda: storage.lock(closed).__enter__()) == 2
        assert as_somebody(partial(read_nothing, hidden)) == 2
        assert before in (None, dying.tree(folder))
        assert not temporaries(folder)
        assert not (folder / "other").exists()
        closed.chmod(0o755)


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    size = "size=600k"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("nothing may be mounted here: a full disk is only simulated")
    try:
        crashing.make_project(tmp_path, random.Random(1))
        with (tmp_path / "full").open("wb", buffering=0) as stream, suppress(OSError):
            while True:
                stream.write(bytes(1_000))
        before = dying.tree(tmp_path)
        for name in ("export", "import", "glossary import"):
            with pytest.raises(AlihbahasaError, match="no space left") as caught:
                crashing.OPERATIONS[name](tmp_path)
            assert caught.value.hint == "make room on the disk and run this again"
            assert dying.tree(tmp_path) == before
        (tmp_path / "full").unlink()
        crashing.OPERATIONS["export"](tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_what_is_staged_is_taken_for_no_file_of_the_project(tmp_path: Path) -> None:
    crashing.make_project(tmp_path, random.Random(1))
    found = project.find(tmp_path)

    def seen() -> tuple[object, ...]:
        glossaries = [each.shown for each in files.read_all(found)]
        return found.articles(), glossaries, prepare.orphans(found, ("en",)), status.run(found)

    before = seen()
    for folder in ("sources", "glossaries", "translations/en", "translations/.record/en"):
        (tmp_path / folder / ".alihbahasa-7-abc-1.tmp").write_bytes(b"half a file")
    assert seen() == before


SAFE = ["a.txt", "artsakh 2.md", ".record", "آرتساخ.txt", "console.txt", "com.txt", "می‌خواهم.txt"]
UNSAFE = [
    "",
    ".",
    "..",
    "a/b",
    "a\\b",
    "C:",
    "a.txt:stream",
    "a\x00b",
    "a\nb",
    "a\u202eb",
    "a.",
    "a ",
    ".git",
    ".GIT",
    "git~1",
    ".g\u200cit",
    "\ufeff.git",
    "con",
    "CON.txt",
    "nul .md",
    "Com1.tar.gz",
    "lpt¹",
    "a?",
    "\ud800",
]


def test_names_are_safe_on_every_system() -> None:
    assert [name for name in SAFE if not storage.is_safe_name(name)] == []
    assert [name for name in UNSAFE if storage.is_safe_name(name)] == []


def test_too_large_and_missing_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(AlihbahasaError, match="no such file"):
        storage.read(path, limit=3)
    path.write_bytes(b"1234")
    with pytest.raises(AlihbahasaError, match="limit"):
        storage.read(path, limit=3)
    assert storage.read(path, limit=4) == b"1234"


memos = st.builds(
    Memo,
    id=st.from_regex(r"u[a-z2-7]{13}(\.[hl])?", fullmatch=True),
    exported=st.lists(st.text("0123456789abcdef", min_size=16, max_size=16), unique=True).map(
        tuple
    ),
    current=st.text("0123456789abcdef", max_size=16),
    state=st.sampled_from(State),
    alternatives=st.lists(
        st.builds(
            Alternative,
            target=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(
                lambda text: (text,)
            ),
            state=st.sampled_from(State),
            origin=st.text(st.characters(exclude_categories=["Cs"])),
        ),
        unique=True,
        max_size=2,
    ).map(tuple),
)


@given(st.lists(memos, unique_by=lambda memo: memo.id))
def test_the_record_comes_back_as_it_was(found: list[Memo]) -> None:
    record = {memo.id: memo for memo in found}
    data = storage.render_record(record)
    assert storage.parse_record(data) == record
    assert data.count(b"\n") == len(record)
    assert data.splitlines() == sorted(data.splitlines(), key=lambda line: line.split(b'"')[3])


@given(st.lists(memos, unique_by=lambda memo: memo.id, min_size=1))
def test_two_lines_of_a_unit_are_joined(found: list[Memo]) -> None:
    record = {memo.id: memo for memo in found}
    data = storage.render_record(record)
    assert storage.parse_record(data + data) == record


def test_a_record_says_what_the_store_was() -> None:
    record = {"u": Memo("u")}
    data = storage.render_record(record, store="po")
    assert (storage.recorded_store(data), storage.parse_record(data)) == ("po", record)
    for silent in (b"", b"[", b"[1]\n", b'{"store":1}\n', storage.render_record(record)):
        assert storage.recorded_store(silent) == ""


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (
            Memo("u", ("a",), "a", State.TRANSLATED, kept="typo"),
            Memo("u", ("a", "b"), "b", State.FINAL, terms={"war": "1"}),
        ),
        (Memo("u", ("a",), "a"), Memo("u", ("b",), "b", State.FINAL, seen=("a",))),
        (Memo("u", ("a",), "a", State.TRANSLATED), Memo("u", ("a",), "a", State.FINAL)),
        (Memo("u"), Memo("u", ("a",), "a", State.FINAL)),
    ],
    ids=["exported", "seen", "state", "blank"],
)
def test_of_two_lines_of_a_unit_the_newer_target_counts(older: Memo, newer: Memo) -> None:
    lines = [storage.render_record({"u": memo}) for memo in (older, newer)]
    for data in (b"".join(lines), b"".join(reversed(lines))):
        found = storage.parse_record(data)["u"]
        assert (found.current, found.state) == (newer.current, newer.state)
        # The newest is last.
        assert found.exported == tuple(dict.fromkeys(older.exported + newer.exported))
        assert (found.kept, dict(found.terms)) == (older.kept, dict(newer.terms))


@pytest.mark.parametrize(
    "line",
    [
        b"<<<<<<< HEAD",
        b"{}",
        b'{"store":1}',
        b'{"store":"po","of":1}',
        b'{"id":1,"exported":[],"current":"","state":"final"}',
        b"\xff",
        b'{"id":"\\ud800","exported":[],"current":"","state":"final"}',
        b'{"id":"u","exported":"abc","current":"","state":"final"}',
        b'{"id":"u","exported":{"a":1},"current":"","state":"final"}',
        b'{"id":"u","exported":[],"current":"","state":"final","seen":"abc"}',
        b'{"id":"u","exported":[],"current":"","state":"final","terms":[["a","b"]]}',
        b'{"id":"u","exported":[],"current":"","state":"final",'
        b'"alternatives":[{"target":1,"state":"final","origin":"a"}]}',
    ],
)
def test_a_damaged_record_is_named_by_its_line(line: bytes) -> None:
    good = storage.render_record({"u": Memo("u")})
    with pytest.raises(AlihbahasaError) as caught:
        storage.parse_record(good + line + b"\n")
    assert caught.value.line == 2


def test_a_record_that_is_nested_deeply_is_refused_with_its_line() -> None:
    with pytest.raises(AlihbahasaError, match="not a line of the record") as caught:
        storage.parse_record(b"\n" + b"[" * 100_000 + b"\n")
    assert caught.value.line == 2


def test_what_an_error_says_is_short_whatever_it_quotes() -> None:
    error = AlihbahasaError(f"no {'x' * 10_000!r} here", hint="y" * 10_000)
    assert len(error.message) <= 500
    assert error.message.startswith("no 'x")
    assert error.message.endswith("x' here")
    assert error.hint is not None
    assert len(error.hint) <= 500
    assert str(AlihbahasaError("a" * 500)) == "a" * 500
    assert len(str(AlihbahasaError("a", unit="u" * 100_000))) < 600


@pytest.mark.parametrize("fails", [0, 7, 49])
def test_the_disk_fails_at_one_of_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    paths = [tmp_path / f"{number:02}" for number in range(50)]
    sync, seen = os.fsync, itertools.count()

    def fsync(descriptor: int) -> None:
        if next(seen) == fails:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(AlihbahasaError, match="no space left"):
            storage.write(dict.fromkeys(paths, b"new"), expected={}, root=tmp_path)
    assert not list(tmp_path.iterdir())
    storage.write(dict.fromkeys(paths, b"new"), expected={}, root=tmp_path)
    assert sorted(tmp_path.iterdir()) == paths


@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_a_journal_that_came_with_a_project_removes_nothing(tmp_path: Path, end: str) -> None:
    # A journal names another, which is removed when it was undone: any file of the user's.
    victim, folder = tmp_path / "victim", tmp_path / ".alihbahasa"
    victim.write_bytes(b"precious")
    with databases.database(tmp_path, "a.sqlite", version=1) as connection:
        connection.execute("create table one (two)")
        connection.commit()
    size = 16_384
    named = os.fsencode(victim)
    magic = bytes.fromhex("d9d505f920a163d7")
    header = magic + struct.pack(">IIIII", 0, 0, 1, 512, size)
    tail = struct.pack(">I", size // size + 1) + named
    tail += struct.pack(">II", len(named), sum(named)) + magic
    (folder / f"a.sqlite{end}").write_bytes(header.ljust(512, b"\0") + tail)
    with databases.database(tmp_path, "a.sqlite", version=1) as connection:
        assert connection.execute("select count(*) from sqlite_master").fetchone() == (0,)
    assert victim.read_bytes() == b"precious"
    assert not (folder / f"a.sqlite{end}").exists()
