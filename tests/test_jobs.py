"""Several processes write what one does, and one bad article keeps no other back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from running import files, quickly

from alihbahasa import project, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.storage import probing
from alihbahasa.workflow import export

#: How many articles the project has: more than a few pieces.
_MANY = 100

_SETTINGS = """\
[project]
source = "id"
targets = ["en", "ru"]
[export]
formats = ["po", "xliff12"]
title = "Kabar"
[memory]
prefill = 100
"""


def article(number: int) -> str:
    other = (number * 3) % _MANY
    return (
        f"Kabar nomor {number}\n\n"
        f"Darurat militer diumumkan di rayon {number}. Warga mengungsi ke Stepanakert.\n\n"
        f"Baca: Kabar nomor {other}\n"
    )


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    (tmp_path / "alihbahasa.toml").write_text(_SETTINGS, "utf-8")
    (tmp_path / "glossaries").mkdir()
    (tmp_path / "glossaries" / "a.csv").write_text(
        "id,en\ndarurat militer,martial law\nrayon,district\n", "utf-8"
    )
    sources = tmp_path / "sources"
    sources.mkdir()
    for number in range(_MANY):
        (sources / f"a{number:03}.txt").write_text(article(number), "utf-8")
    return tmp_path


def translated(root: Path) -> None:
    """Translate a sentence that all articles have, in one of them, and some headings."""
    path = root / "translations" / "en" / "a005.po"
    text = path.read_text("utf-8")
    source = 'msgid "Warga mengungsi ke Stepanakert."\nmsgstr "'
    assert source in text
    text = text.replace(source, f"{source}Residents fled to Stepanakert.")
    source = 'msgid "Kabar nomor 5"\nmsgstr "'
    path.write_text(text.replace(source, f"{source}News number 5"), "utf-8")


def test_any_number_of_processes_writes_the_same(
    many: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = []
    for jobs in ("1", "2", "3"):
        root = tmp_path_factory.mktemp(f"jobs{jobs}")
        for name, data in files(many).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        first = quickly("export", "--jobs", jobs, cwd=root)
        assert (first.returncode, first.stderr) == (0, "")
        translated(root)
        # What was translated is a match of all others, whoever writes them.
        second = quickly("export", "--jobs", jobs, cwd=root)
        assert second.returncode == 0
        third = quickly("export", "--jobs", jobs, cwd=root)
        assert "0 files written" in third.stdout
        found.append((files(root), first.stdout.replace(str(root), ""), second.stdout))
    assert found[0][0] == found[1][0] == found[2][0]
    assert found[0][1] == found[1][1] == found[2][1]
    store = found[0][0]["translations/en/a055.po"].decode()
    assert 'msgstr "Residents fled to Stepanakert."' in store
    linking = next(n for n in range(_MANY) if (n * 3) % _MANY == 5)
    assert 'msgstr "News number 5"' in found[0][0][f"translations/en/a{linking:03}.po"].decode()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_broken_article_is_told_and_the_others_are_done(many: Path, jobs: str) -> None:
    (many / "sources" / "a042.txt").write_bytes(b"Kabar \xff\xfe.\n")
    done = quickly("export", "--jobs", jobs, cwd=many)
    assert done.returncode == 2
    assert done.stderr.count("error:") == 1
    assert "a042.txt" in done.stderr
    assert f"{_MANY - 1} articles, 2 languages: {4 * (_MANY - 1)} files written" in done.stdout
    written = {name for name in files(many) if name.startswith("translations/")}
    assert not any("a042" in name for name in written)
    assert len(written) == 2 * 3 * (_MANY - 1)


def test_a_file_changed_under_the_run_keeps_one_article_back(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export.run(project.find(many))
    for number in range(_MANY):
        path = many / "sources" / f"a{number:03}.txt"
        path.write_text(path.read_text("utf-8") + "\nBaru.\n", "utf-8")
    write, edited = storage.write, many / "translations" / "en" / "a033.po"

    def rival(changes: dict[Path, bytes | None], **others: Any) -> None:
        if edited in changes:
            edited.write_bytes(b"somebody saved this\n")
        write(changes, **others)

    monkeypatch.setattr(storage, "write", rival)
    done = export.run(project.find(many))
    assert [Path(error.file or "").name for error in done.errors] == ["a033.po"]
    assert edited.read_bytes() == b"somebody saved this\n"
    assert len({each.article for each in done.articles}) == _MANY - 1
    assert "Baru." in (many / "translations" / "ru" / "a034.po").read_text("utf-8")
    assert "Baru." not in (many / "translations" / "ru" / "a033.po").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("who", ["worker", "all"])
def test_what_is_killed_or_stopped_leaves_whole_files(
    many: Path, tmp_path_factory: pytest.TempPathFactory, who: str
) -> None:
    other = tmp_path_factory.mktemp("whole")
    for name, data in files(many).items():
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(data)
    assert quickly("export", cwd=other).returncode == 0
    command = [sys.executable, "-m", "alihbahasa", "export", "--jobs", "2"]
    run = subprocess.Popen(
        command, cwd=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    until = time.monotonic() + 30
    while not list((many / "translations").glob("en/a*.po")) and time.monotonic() < until:
        time.sleep(0.01)
    if who == "worker":
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        if not children.exists():
            pytest.skip("no /proc to find a worker by")
        os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
        _, stderr = run.communicate(timeout=60)
        assert (run.returncode, stderr) == (0, b"")
    else:
        os.killpg(run.pid, signal.SIGINT)
        _, stderr = run.communicate(timeout=60)
        assert b"Traceback" not in stderr
        whole = files(other)
        for name, data in files(many).items():
            assert data == whole[name], name
        assert quickly("export", "--jobs", "2", cwd=many).returncode == 0
    assert files(many) == files(other)


def test_an_error_is_not_its_own_cause(many: Path) -> None:
    # What sends it to another machine follows its causes to the end.
    (many / "sources" / "a042.txt").write_bytes(b"Kabar \xff\xfe.\n")
    (error,) = export.run(project.find(many)).errors
    chain: list[BaseException] = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None:
        assert cause not in chain
        chain.append(cause)
    assert isinstance(chain[-1], UnicodeDecodeError)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_what_works_for_a_killed_run_keeps_the_lock(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\nfrom pathlib import Path\nfrom alihbahasa import parallel, storage\n"
        "def work(number):\n    os.write(1, b'%d\\n' % os.getpid())\n    time.sleep(60)\n"
        "with storage.lock(Path(sys.argv[1])):\n"
        "    workers = parallel.Workers(2)\n"
        "    with parallel.working(work, workers=workers, count=2) as done:\n"
        "        list(done([1, 2]))\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout
    children = [int(run.stdout.readline()) for _ in range(2)]
    run.kill()
    run.wait()
    for child in children:
        assert probing.is_locked(tmp_path)
        os.kill(child, signal.SIGKILL)
    until = time.monotonic() + 20
    while probing.is_locked(tmp_path) and time.monotonic() < until:
        time.sleep(0.01)
    assert not probing.is_locked(tmp_path)
    run.stdout.close()


def test_errors_come_in_the_order_of_the_articles(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (many / "sources" / "a042.txt").write_bytes(b"Kabar \xff\xfe.\n")
    refused, write = many / "translations" / "en" / "a007.po", storage.write

    def writing(changes: dict[Path, bytes | None], **others: Any) -> None:
        if refused in changes:
            raise AlihbahasaError("no", file=str(refused))
        write(changes, **others)

    monkeypatch.setattr(storage, "write", writing)
    for jobs in (1, 2, 5):
        done = export.run(project.find(many), jobs=jobs)
        assert [Path(error.file or "").stem for error in done.errors] == ["a007", "a042"]
