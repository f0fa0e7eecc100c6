"""The whole way: from articles to the files that translators get, one for each article.

Ours is ``export``: the article is read, cut and searched for the terms of 1,000
concepts, and PO, XLIFF 1.2 and the record of what was exported are written,
synced to the disk.  That of translate-toolkit is txt2po, posegment and po2xliff;
poterminology only counts what could be a term, as none of its tools writes
terms into a file.  OmegaT cuts and writes target articles (``peers.omegat``).
Neither of them syncs.

The limit is what any program has to do: to read the sources, and to write the
bytes that ours writes to new files, without and with syncing each.  All are held
to one core.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from benchmarks import newsroom
from benchmarks.commands import Spent, cores, ours, spent, turns
from benchmarks.measure import Table, goal
from benchmarks.peers import omegat, translate_toolkit

_OURS = "alihbahasa"
_LIMIT = "the limit: the same bytes"
_SYNCED = "the limit, each file synced"

#: How many times as fast as a peer ours is to be.
_TIMES_AS_FAST = 4


def run(quick: bool) -> tuple[Table, ...]:
    """Return the table; *quick* takes fewer articles, which flatters what starts quickly."""
    count = 300 if quick else 10_000
    with tempfile.TemporaryDirectory() as folder:
        return (measured(Path(folder), count, repeats=2 if quick else 3),)


def measured(folder: Path, count: int, *, repeats: int) -> Table:
    """Return what each tool takes for *count* articles, made in *folder*."""
    root = folder / "ours"
    newsroom.made(root, count)
    works: dict[str, Callable[[], Spent]] = {_OURS: partial(exported, root)}
    missing = []
    if (steps := translate_toolkit.commands()) is not None:
        work = folder / "toolkit"
        work.mkdir()
        shutil.copytree(root / "sources", work / "sources")
        works |= {name: partial(_step, work, name, command) for name, command in steps.items()}
    else:
        missing.append(f"{translate_toolkit.NAME}: pip install translate-toolkit")
    if (command := omegat.command(folder / "omegat")) is not None:
        works[omegat.NAME] = partial(_translated, folder / "omegat", command, root, count)
    else:
        missing.append(f"{omegat.NAME}: not installed")
    works[_LIMIT] = partial(_limit, root, folder / "limit", synced=False)
    works[_SYNCED] = partial(_limit, root, folder / "limit", synced=True)
    times = turns(works, repeats=repeats, limit=1_200)
    if steps is not None:
        if not translate_toolkit.is_done(folder / "toolkit", count):
            raise AlihbahasaError(f"{translate_toolkit.NAME} did not write {count} files a step")
        first, *others = (times[name] for name in steps)
        times[translate_toolkit.NAME] = sum(others, start=first)
    return _table(times, count, missing=missing)


def exported(root: Path, *options: str) -> Spent:
    """Export the project at *root* as if for the first time, in one process unless *options*."""
    forget(root)
    # What others wrote and did not sync is not to be waited for by what ours syncs.
    os.sync()
    command = ours("export", *(options or ("--jobs", "1")))
    return spent(command, cwd=root, on=() if options else cores(1))


def forget(root: Path) -> None:
    """Remove what was exported from the project at *root*, and what was kept to be quicker."""
    for name in ("translations", ".alihbahasa"):
        shutil.rmtree(root / name, ignore_errors=True)


def _step(folder: Path, name: str, command: tuple[str, ...]) -> Spent:
    target = folder / command[-1]
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    return spent(command, cwd=folder, on=cores(1))


def _translated(project: Path, command: tuple[str, ...], root: Path, count: int) -> Spent:
    for folder in (project, project.with_name(f"{project.name}-settings")):
        shutil.rmtree(folder, ignore_errors=True)
    omegat.made(project, glossary=next((root / "glossaries").iterdir()))
    shutil.copytree(root / "sources", project / "source", dirs_exist_ok=True)
    without = {"DISPLAY": "", "HOME": str(project.parent)}
    taken = spent(command, cwd=project.parent, on=cores(1), variables=without)
    if not omegat.is_done(project, count):
        raise AlihbahasaError(f"{omegat.NAME} did not translate {count} articles")
    return taken


def _limit(root: Path, folder: Path, *, synced: bool) -> Spent:
    """Read the sources at *root*, and write what was made of them anew into *folder*."""
    shutil.rmtree(folder, ignore_errors=True)
    sources = sorted(path for path in (root / "sources").rglob("*") if path.is_file())
    made = root / "translations"
    files = [
        (folder / path.relative_to(made), path.read_bytes())
        for path in sorted(made.rglob("*"))
        if path.is_file()
    ]
    os.sync()
    wall, cpu = time.perf_counter(), time.process_time()
    for source in sources:
        source.read_bytes()
    for path in dict.fromkeys(path.parent for path, _ in files):
        path.mkdir(parents=True, exist_ok=True)
    for path, data in files:
        with path.open("xb", buffering=0) as stream:
            stream.write(data)
            if synced:
                os.fsync(stream.fileno())
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def _table(times: Mapping[str, Spent], count: int, *, missing: list[str]) -> Table:
    best = times[_OURS]
    rows = []
    headlines = []
    for name, each in times.items():
        is_peer = name in (translate_toolkit.NAME, omegat.NAME)
        ratio = each.wall / best.wall
        reached = goal(ratio, least=_TIMES_AS_FAST) if is_peer else ""
        if is_peer:
            what = f"{count:,} articles exported, speed beside {name}"
            headlines.append((what, f"{ratio:.2f}", reached))
        rows.append(
            (
                name,
                f"{count / each.wall:,.0f}",
                f"{1000 * each.cpu / count:.2f}",
                f"{each.peak / 1e6:,.0f}" if each.peak else "",
                *((f"{ratio:.2f}", f"{each.cpu / best.cpu:.2f}") if name != _OURS else ("", "")),
                reached,
            )
        )
    return Table(
        f"{count:,} articles to PO and XLIFF 1.2 with 1,000 concepts, on one core",
        ("tool", "articles/s", "CPU ms an article", "MB", "it / ours", "CPU it / ours", "goal"),
        tuple(rows),
        (
            "translate-toolkit is its four steps together. OmegaT writes no file for each article"
            " but the target, and looks up no term.",
            *(f"Skipped: {reason}." for reason in missing),
        ),
        tuple(headlines),
    )
