"""A cluster of Dask writes what one process does, whoever of it dies, and says what is amiss.

The scheduler and its workers are real ones, on this machine.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running import files, quickly

pytest.importorskip("distributed", reason="Dask is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signals")

#: How many articles the project has: several pieces.
_MANY = 150

_SETTINGS = """\
[project]
source = "id"
targets = ["en"]
[export]
formats = ["po", "xliff12"]
title = "Kabar"
[memory]
prefill = 100
[[archives]]
files = "arsip.jsonl"
"""

#: The command line, less patient than people are.
_ALIHBAHASA = """\
import sys
from alihbahasa.parallel import cluster
cluster._CONNECTING, cluster._PATIENCE, cluster._LOOK = 1.0, float(sys.argv.pop(1)), 0.5
from alihbahasa.cli import main
main()
"""

_ALIHBAHASA_OFTEN = """\
import json, pathlib, sys
sys.path.append(sys.argv[2])
from running import quickly
done = [quickly(*command, cwd=pathlib.Path.cwd()) for command in json.loads(sys.argv[1])]
print(json.dumps([(each.returncode, each.stdout, each.stderr) for each in done]))
"""

#: A worker that differs.
_WORKER = """\
import sys
from distributed.cli.dask_worker import main
{}
main()
"""

_LOCAL = ["--host", "127.0.0.1", "--no-dashboard"]


@pytest.fixture(autouse=True)
def same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder, in memory where the system has one there: disks are synced for long."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(os.path.realpath(folder))


@pytest.fixture
def many(folder: Path) -> Path:
    """A project of many articles."""
    return make(folder / "here")


def text(number: int) -> str:
    return (
        f"Kabar nomor {number}\n\nDarurat militer diumumkan di rayon {number}."
        f" Warga mengungsi ke Stepanakert.\n\nBaca: Kabar nomor {number * 3 % _MANY}\n"
    )


def make(root: Path) -> Path:
    (root / "glossaries").mkdir(parents=True)
    (root / "sources" / "b").mkdir(parents=True)
    (root / "alihbahasa.toml").write_text(_SETTINGS, "utf-8")
    # A term that is for some of the articles only.
    (root / "glossaries" / "a.csv").write_text(
        "id,en,scope\ndarurat militer,martial law,\nrayon,district,b/*\n", "utf-8"
    )
    for number in range(_MANY):
        folder = root / "sources" / ("b" if number % 3 else "")
        (folder / f"a{number:03}.txt").write_text(text(number), "utf-8")
    records = ({"id": f"r{number}", "text": text(number)} for number in range(0, _MANY, 5))
    archive = "".join(f"{json.dumps(record)}\n" for record in records)
    (root / "sources" / "arsip.jsonl").write_text(archive, "utf-8")
    return root


def translate(root: Path) -> None:
    """Translate what all articles have, in one of them, and a heading that another links to."""
    path = root / "translations" / "en" / "b" / "a005.po"
    text = path.read_text("utf-8")
    for source, target in (
        ("Warga mengungsi ke Stepanakert.", "Residents fled to Stepanakert."),
        ("Kabar nomor 5", "News number 5"),
    ):
        line = f'msgid "{source}"\nmsgstr "'
        assert line in text
        text = text.replace(line, line + target)
    path.write_text(text, "utf-8")


# --- a cluster --------------------------------------------------------------------


class Cluster:
    """A scheduler of this machine and its workers."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self._staff: list[subprocess.Popen[bytes]] = []
        told = folder / "scheduler.json"
        command = ["-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-show"]
        self.scheduler = self._begin(*command, "--scheduler-file", str(told), **environment)
        await_(lambda: told.exists() and told.stat().st_size > 0)
        self.address: str = json.loads(told.read_text("utf-8"))["address"]

    def _begin(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self._folder / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, *command, *_LOCAL],
            cwd=self._folder,
            stdout=log,
            stderr=log,
            env={**os.environ, **environment},
        )
        log.close()
        self.processes.append(process)
        return process

    def worker(self, change: str = "") -> subprocess.Popen[bytes]:
        """Begin a worker that is changed by some Python; wait until the scheduler has it."""
        number = len(self.processes)
        worker = self._begin(
            "-c", _WORKER.format(change), self.address, "--no-nanny", "--nthreads", "1"
        )
        log = self._folder / f"{number}.log"
        await_(lambda: b"Registered to" in log.read_bytes())
        return worker

    def staffed(self, count: int) -> list[subprocess.Popen[bytes]]:
        """Return so many workers that are at work, begun where they are not."""
        there = [each for each in self._staff if each.poll() is None]
        self.dismiss(*there[count:])
        self._staff = there[:count]
        while len(self._staff) < count:
            self._staff.append(self.worker())
        return self._staff

    def dismiss(self, *workers: subprocess.Popen[bytes]) -> None:
        for each in workers:
            each.kill()
            each.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler; how many workers it has is for each test to say."""
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    yield found
    found.dismiss(*found.processes)


def await_(is_so: Callable[[], bool], *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "in vain"
        time.sleep(0.005)


def begun(*arguments: str, root: Path, patience: float = 30) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _ALIHBAHASA, str(patience), *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    stdout, stderr = process.communicate(timeout=120)
    assert "Traceback" not in stderr, stderr
    return process.returncode, stdout, stderr


def run(*arguments: str, root: Path, patience: float = 30) -> tuple[int, str, str]:
    return ended(begun(*arguments, root=root, patience=patience))


def runs(*commands: list[str], root: Path) -> list[tuple[int, str, str]]:
    """Run one command line after the other, in one process: Dask takes its time to be imported."""
    done = subprocess.run(
        [sys.executable, "-c", _ALIHBAHASA_OFTEN, json.dumps(commands), Path(__file__).parent],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]


def alone(*arguments: str, root: Path) -> tuple[int, str, str]:
    """Run the command line on one process: this one."""
    done = quickly(*arguments, "--jobs", "1", cwd=root)
    return done.returncode, done.stdout, done.stderr


def tree(root: Path) -> dict[str, bytes]:
    """Return all files of a project that a run may leave, hidden ones as well."""
    kept = re.compile(r"\.alihbahasa/(lock|\.gitignore|[a-z0-9-]+\.sqlite)")
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    return {name: data for name, data in found.items() if not kept.fullmatch(name)}


# --- the same bytes ---------------------------------------------------------------


def test_a_cluster_writes_and_says_what_one_process_does(
    many: Path, folder: Path, cluster: Cluster
) -> None:
    cluster.staffed(2)
    other = make(folder / "alone")
    for root in (many, other):
        (root / "sources" / "a042.txt").write_bytes(b"Kabar \xff\xfe.\n")
    code, stdout, stderr = run("export", "--cluster", cluster.address, root=many)
    assert (code, stdout, stderr) == alone("export", root=other)
    assert code == 2
    assert stderr.count("error:") == 1
    assert "sources/a042.txt" in stderr
    assert tree(many) == tree(other)
    translate(many)
    translate(other)
    verbs = [["export"], ["export"], ["check"], ["check", "--format", "json"]]
    verbs += [["corpus", each, "--format", "json"] for each in ("terms", "repeats", "inconsistent")]
    done = runs(*([*verb, "--cluster", cluster.address] for verb in verbs), root=many)
    for verb, found in zip(verbs, done, strict=True):
        assert found == alone(*verb, root=other), verb
    assert "0 files written" in done[1][1]
    assert tree(many) == tree(other)
    told = (many / "translations" / "en" / "b" / "a077.po").read_text("utf-8")
    assert 'msgstr "Residents fled to Stepanakert."' in told
    assert "district" in told
    told = (many / "translations" / "en" / "a078.po").read_text("utf-8")
    assert "martial law" in told
    assert "district" not in told


def test_a_worker_that_is_killed_costs_nothing_but_time(
    many: Path, folder: Path, cluster: Cluster
) -> None:
    workers = cluster.staffed(2)
    other = make(folder / "alone")
    assert alone("export", root=other)[0] == 0
    process = begun("export", "--cluster", cluster.address, root=many)
    victims: list[int] = []

    def is_writing() -> bool:
        found = many.glob("translations/**/.alihbahasa-*.tmp")
        victims.extend(int(path.name.split("-")[1]) for path in found)
        return bool(victims)

    await_(is_writing)
    assert victims[0] in [each.pid for each in workers]
    os.kill(victims[0], signal.SIGKILL)
    # What a worker of another machine left, whose number somebody has here.
    left = many / "translations" / "en" / f".alihbahasa-{os.getpid()}-abc-1.tmp"
    left.write_bytes(b"half")
    code, _, stderr = ended(process)
    assert (code, stderr) == (0, "")
    assert tree(many) == tree(other)


@pytest.mark.parametrize("how", ["stopped", "without a scheduler", "without workers"])
def test_what_ends_in_the_middle_leaves_whole_files(
    many: Path, folder: Path, cluster: Cluster, how: str
) -> None:
    other = make(folder / "alone")
    assert alone("export", root=other)[0] == 0
    mine = cluster
    if how == "without a scheduler":
        (folder / "logs").mkdir()
        mine = Cluster(folder / "logs")
    (worker,) = mine.staffed(1)
    try:
        process = begun("export", "--cluster", mine.address, root=many, patience=2)
        await_(lambda: any(many.glob("translations/en/**/*.po")))
        if how == "stopped":
            process.send_signal(signal.SIGINT)
        else:
            mine.dismiss(worker if how == "without workers" else mine.scheduler)
        code, _, stderr = ended(process)
        if how == "stopped":
            # What was begun has ended: nobody writes when the lock is given back.
            there = files(many)
            time.sleep(1.5)
            assert files(many) == there
        whole = tree(other)
        if how == "without a scheduler":
            # Its worker ends by itself, what it had begun at the latest with it.
            worker.wait(timeout=60)
    finally:
        if mine is not cluster:
            mine.dismiss(*mine.processes)
    assert code == (130 if how == "stopped" else 2)
    assert len(stderr.splitlines()) <= 2
    assert "export" not in stderr.partition("alihbahasa:")[0]
    if how == "without a scheduler":
        assert f"the scheduler at {mine.address} is gone" in stderr
    if how == "without workers":
        assert f"the scheduler at {mine.address} has had no worker for 2 seconds" in stderr
    for name, data in files(many).items():
        assert data == whole[name], name
    assert alone("export", root=many)[0] == 0
    assert tree(many) == whole


# --- what is amiss ----------------------------------------------------------------


def test_without_a_scheduler_it_is_said_at_once(many: Path) -> None:
    before = tree(many)
    code, _, stderr = run("export", "--cluster", "tcp://127.0.0.1:9", root=many)
    assert code == 2
    assert stderr.startswith("alihbahasa: error: no scheduler answers at tcp://127.0.0.1:9\n")
    code, _, stderr = run("export", "--cluster", "http://127.0.0.1:9", root=many)
    assert code == 2
    assert "not the address of a scheduler: http://127.0.0.1:9" in stderr
    for order in (["--jobs", "2", "--cluster", "x"], ["--cluster", "x", "--jobs", "2"]):
        code, _, stderr = run("export", *order, root=many)
        assert code == 2
        assert "it does not go with --cluster" in stderr
    assert tree(many) == before


def test_a_scheduler_without_workers_is_not_waited_for_for_ever(
    many: Path, cluster: Cluster
) -> None:
    cluster.staffed(0)
    before = tree(many)
    code, _, stderr = run("export", "--cluster", cluster.address, root=many, patience=1)
    assert code == 2
    assert "has had no worker for 1 seconds" in stderr
    assert f"dask worker {cluster.address}" in stderr
    assert tree(many) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("import alihbahasa; alihbahasa.__version__ = '0.0.9'", "has alihbahasa 0.0.9, Python"),
        ("sys.modules['alihbahasa'] = None", "cannot use alihbahasa: "),
        ("import pathlib; pathlib.Path.is_file = lambda _: False", "does not see "),
    ],
)
def test_a_worker_that_would_do_otherwise_is_named(
    many: Path, cluster: Cluster, change: str, said: str
) -> None:
    before = tree(many)
    cluster.staffed(0)
    worker = cluster.worker(change)
    try:
        code, _, stderr = run("export", "--cluster", cluster.address, root=many)
    finally:
        cluster.dismiss(worker)
    assert code == 2
    assert re.match(r"alihbahasa: error: the worker tcp://127\.0\.0\.1:\d+ ", stderr), stderr
    assert said in stderr
    assert len(stderr.splitlines()) == 2
    assert tree(many) == before


def test_a_disk_that_is_full_for_a_worker_is_one_error(many: Path, cluster: Cluster) -> None:
    cluster.staffed(0)
    worker = cluster.worker(
        "import errno, os\n"
        "def full(*of): raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "os.fsync = full"
    )
    before = tree(many)
    try:
        code, _, stderr = run("export", "--cluster", cluster.address, root=many)
    finally:
        cluster.dismiss(worker)
    assert code == 2
    assert stderr.count("error:") == 1
    assert "no space left on device" in stderr
    assert tree(many) == before


def test_what_kills_every_worker_is_given_up(many: Path, folder: Path) -> None:
    (folder / "logs").mkdir()
    mine = Cluster(folder / "logs", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    try:
        mine.worker(
            "import os, alihbahasa.workflow.export as export\n"
            "export.of_piece = lambda *of: os._exit(9)"
        )
        code, _, stderr = run("export", "--cluster", mine.address, root=many)
    finally:
        mine.dismiss(*mine.processes)
    assert code == 2
    assert "died of it, 1 in number, tcp://127.0.0.1:" in stderr
