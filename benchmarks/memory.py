"""Memory: how fast sentences like one are found in a large memory, and how many are missed.

Comparing with every sentence (rapidfuzz) is the measure: it finds all.  Peers are what other
programs stand on: SQLite's FTS5 by bm25, and PostgreSQL's pg_trgm as Weblate asks it, which
runs in a temporary cluster where Debian's package is there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rapidfuzz import fuzz, process

from alihbahasa.leverage import Memory, Query, matches
from alihbahasa.model import Content, Match, Pair
from alihbahasa.storage import databases
from benchmarks.corpus import remembered
from benchmarks.measure import Table, goal
from benchmarks.measure import memory as used

_NAME = "memory.sqlite"

#: What a score is at least that is wanted.
_LEAST = 70

#: How many look-ups of each tool are timed, so that none takes minutes.
_SINGLE, _BATCH, _FTS5, _TRIGRAM = 200, 100_000, 20, 20

#: Loading more into PostgreSQL, and asking it, takes minutes.
_MOST_FOR_TRIGRAM = 100_000

#: What Weblate looks up with.
_FOR_A_USER = "pg_trgm"

#: Our speed / that of the tool.
_GOALS = {_FOR_A_USER: (100.0, 100.0), "FTS5": (5.0, 5.0), "rapidfuzz": (80.0, 2_000.0)}


def run(quick: bool) -> tuple[Table, ...]:
    """Return the tables; *quick* measures less."""
    rows: list[tuple[str, ...]] = []
    sizes: list[tuple[str, ...]] = []
    missing: set[str] = set()
    for count in (20_000,) if quick else (100_000, 1_000_000):
        texts, asked = remembered(count, asked=2_000 if quick else _BATCH)
        with tempfile.TemporaryDirectory() as folder:
            found, size = _measured(
                texts, asked, Path(folder), compared=50 if quick else 300, missing=missing
            )
        rows += found
        sizes.append(size)
    notes = tuple(f"Missing: {name}" for name in sorted(missing))
    return (
        Table(
            "Looking up in a memory",
            ("pairs", "tool", "look-ups/s", "one at a time / it", "its goal", "batch / it", "goal"),
            tuple(rows),
            (
                "A batch is all look-ups in one call, with all that is read for them, from a"
                " file that was not read before.",
                *notes,
            ),
            tuple(
                (f"a memory of {row[0]} pairs asked, speed beside {row[1]}", *row[3:5])
                for row in rows
                if row[1] == _FOR_A_USER
            ),
        ),
        Table(
            f"Found of what is {_LEAST} % the same (goal: 99.5 %); the index (goal: 250 MB)",
            (
                "pairs",
                "looked up",
                "best found, %",
                "made, s",
                "file, MB",
                "without targets, MB",
                "without texts, MB",
                "memory of a batch, MB",
            ),
            tuple(sizes),
        ),
    )


def _measured(
    texts: list[str], asked: list[str], folder: Path, *, compared: int, missing: set[str]
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Return the rows of both tables for a memory of *texts*."""
    begun = time.perf_counter()
    with _opened(folder) as ours:
        pairs = (Pair((text,), (text[::-1],), "tm/made-up.tmx") for text in texts)
        ours.put("tm/made-up.tmx", pairs, digest="")
        ours.commit()
    made = time.perf_counter() - begun
    (path,) = folder.rglob(_NAME)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        held, sources = connection.execute(
            "select sum(length(sources) + length(others)), sum(length(sources)) from blocks"
        ).fetchone()

    speeds: dict[str, float] = {}
    with _opened(folder) as ours:
        before = used("VmRSS")
        begun = time.perf_counter()
        scores = [answer[0].score if answer else 0 for answer in _answers(asked, ours)]
        speeds["alihbahasa, batch"] = len(asked) / (time.perf_counter() - begun)
        taken = used("VmRSS") - before
    with _opened(folder) as ours:
        speeds["alihbahasa, one at a time"] = _speed(
            lambda text: list(_answers([text], ours)), asked[-_SINGLE:]
        )
    speeds["FTS5"] = _speed(_full_text(texts), asked[-_FTS5:])
    if len(texts) <= _MOST_FOR_TRIGRAM:
        with _cluster(folder) as psql:
            if psql is None:
                missing.add("PostgreSQL with pg_trgm (Debian: postgresql)")
            else:
                speeds["pg_trgm"] = _trigrams(psql, texts, asked[-_TRIGRAM:])

    begun = time.perf_counter()
    best = [
        process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=_LEAST)
        for text in asked[:compared]
    ]
    speeds["rapidfuzz"] = compared / (time.perf_counter() - begun)

    wanted = [
        (100 if found[0] == text else min(int(found[1]), 99), score)
        for text, found, score in zip(asked, best, scores, strict=False)
        if found
    ]
    hits = sum(one == other for one, other in wanted)
    rows = [_row(len(texts), name, speeds) for name in speeds]
    size = path.stat().st_size
    return rows, (
        f"{len(texts):,}",
        f"{len(wanted):,}",
        f"{100 * hits / len(wanted):.2f}",
        f"{made:.0f}",
        f"{size / 1e6:.0f}",
        f"{(size - held + sources) / 1e6:.0f}",
        f"{(size - held) / 1e6:.0f}",
        f"{taken / 1e6:.0f}",
    )


@contextmanager
def _opened(folder: Path) -> Iterator[Memory]:
    with databases.database(folder, _NAME, version=1) as connection:
        yield Memory(connection)


def _row(count: int, name: str, speeds: dict[str, float]) -> tuple[str, ...]:
    cells = []
    for way, least in zip(("one at a time", "batch"), _GOALS.get(name, (0, 0)), strict=True):
        ratio = speeds[f"alihbahasa, {way}"] / speeds[name]
        cells += [f"{ratio:,.1f}", goal(ratio, least=least)] if least else ["", ""]
    return (f"{count:,}", name, f"{speeds[name]:,.1f}", *cells)


def _answers(texts: Sequence[str], memory: Memory) -> Iterator[tuple[Match, ...]]:
    return matches((Query((text,)) for text in texts), memory, differs=_never, least=_LEAST)


def _never(source: Content, other: Content) -> bool:
    return False


def _speed(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return look-ups a second; the first one is not timed."""
    work(texts[0])
    begun = time.perf_counter()
    for text in texts:
        work(text)
    return len(texts) / (time.perf_counter() - begun)


def _full_text(texts: Sequence[str]) -> Callable[[str], object]:
    """Return what finds the best by bm25, for any of the words."""
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table texts using fts5(source)")
    connection.executemany("insert into texts values (?)", ((text,) for text in texts))

    def find(text: str) -> object:
        words = " OR ".join(f'"{word}"' for word in text.replace('"', " ").split())
        return connection.execute(
            "select source from texts where texts match ? order by rank limit 1", (words,)
        ).fetchone()

    return find


@contextmanager
def _cluster(folder: Path) -> Iterator[Callable[[str], str] | None]:
    """Run a cluster of PostgreSQL in *folder*, and hand out what asks it; None without one.

    It listens on a socket in *folder* only, and as root it is run as nobody: it refuses root.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    place = folder / "postgres"
    place.mkdir()
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        folder.chmod(0o755)
        shutil.chown(place, user)

    def called(name: str, *arguments: str, text: str = "") -> str:
        done = subprocess.run(  # noqa: S603 - the programs that were found
            (programs[0] / name, *arguments),
            input=text,
            capture_output=True,
            text=True,
            check=True,
            user=user,
            cwd=place,
        )
        return done.stdout

    def psql(text: str) -> str:
        return called("psql", "-qAtX", "-h", str(place), "-U", "bench", "postgres", text=text)

    data = str(place / "data")
    options = f"-c listen_addresses='' -c unix_socket_directories={place} -c shared_buffers=512MB"
    try:
        called("initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        called("pg_ctl", "-D", data, "-w", "-l", str(place / "log"), "-o", options, "start")
    except (IndexError, OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        psql("create extension pg_trgm;")
        yield psql
    except subprocess.CalledProcessError:
        yield None
    finally:
        called("pg_ctl", "-D", data, "-m", "immediate", "stop")


def _trigrams(psql: Callable[[str], str], texts: Sequence[str], asked: Sequence[str]) -> float:
    """Return how many look-ups a second pg_trgm makes, by the index that Weblate has."""

    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    psql(
        "create table memory (id serial, source text);\ncopy memory (source) from stdin;\n"
        + "\n".join(text.replace("\\", "\\\\") for text in texts)
        + "\n\\.\ncreate index on memory using gin (source gin_trgm_ops);\nvacuum analyze memory;\n"
    )

    asking = [
        f"select id, similarity(source, {quoted(text)}) from memory"
        f" where source % {quoted(text)} order by 2 desc limit 50;"
        for text in asked
    ]

    def work() -> float:
        begun = time.perf_counter()
        psql("\n".join([f"set pg_trgm.similarity_threshold = {_LEAST / 100};", *asking]))
        return time.perf_counter() - begun

    work()
    return len(asked) / work()
