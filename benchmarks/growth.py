"""How cost grows with the work: more articles, and more terms.

Articles are exported as if for the first time, in one process held to one core:
each ten times as many, as files, and in the full run 100,000 in one archive.  Memory is
that of the process.  Terms are compiled, saved and looked for in a process of
their own, in news that they occur in.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.model import Concept, Glossary, Term
from alihbahasa.recognition import compile_terms, load, mentions, save
from benchmarks import newsroom
from benchmarks.commands import cores, environment, ours, spent, turns
from benchmarks.corpus import endless, terms
from benchmarks.measure import Table, goal, memory
from benchmarks.pipeline import exported
from benchmarks.projection import Cost, projected

#: What is promised: ten times the articles, from so many on, and memory.
_GROWTH, _FROM = 11.0, 1_000
_MEGABYTES, _BYTES_A_UNIT = 64, 2_000

_TARGETS = ("en", "ru", "fr", "tr", "ar")

#: Units of an article, about.
_UNITS = 15


def run(quick: bool) -> tuple[Table, ...]:
    """Return the tables; *quick* stops at 1,000 articles and 100,000 terms."""
    files = (1, 10, 100, 1_000) if quick else (1, 10, 100, 1_000, 10_000)
    records = (100, 1_000) if quick else (1_000, 10_000, 100_000)
    sizes = (100, 1_000, 10_000, 100_000) if quick else (100, 1_000, 10_000, 100_000, 500_000)
    repeats = 1 if quick else 3
    archives = costs(records, repeats=repeats, archive=True)
    several = languages(count := 200 if quick else 2_000, repeats=repeats)
    return (
        grown(costs(files, repeats=repeats), "More articles"),
        grown(archives, "More articles of an archive"),
        spread(several, count),
        projected(archives, several, count),
        of_terms(sizes, texts=1_000 if quick else 20_000),
    )


# --- articles ---------------------------------------------------------------------------


def costs(counts: Iterable[int], *, repeats: int, archive: bool = False) -> dict[int, Cost]:
    """Return what so many articles take, for each of *counts*: files, or records of an *archive*.

    More than 10,000 are exported once, as that takes minutes.
    """
    found = {}
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "project"
            newsroom.made(root, count, archive=archive)
            found[count] = _cost(root, repeats if count <= 10_000 else 1)
    return found


def languages(count: int, *, repeats: int) -> dict[int, Cost]:
    """Return what *count* articles of an archive take in one language, and in more of them."""
    found = {}
    for number in (1, 2, len(_TARGETS)):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "project"
            newsroom.made(root, count, targets=_TARGETS[:number], archive=True)
            found[number] = _cost(root, repeats)
    return found


def _cost(root: Path, repeats: int) -> Cost:
    first = turns({"": partial(exported, root)}, repeats=repeats)[""]
    again = spent(ours("export", "--jobs", "1"), cwd=root, on=cores(1))
    made = list((root / "translations").rglob("*"))
    files = [path.stat() for path in made if path.is_file()]
    folders = [path.stat() for path in made if path.is_dir()]
    return Cost(
        first,
        again,
        len(files),
        len(folders),
        sum(each.st_size for each in files),
        512 * sum(each.st_blocks for each in (*files, *folders)),
    )


def spread(found: Mapping[int, Cost], count: int) -> Table:
    """Return what *count* articles were *found* to take in so many languages."""
    rows = []
    for number, each in found.items():
        rows.append(
            (
                f"{number}",
                f"{each.first.wall:.1f}",
                f"{1000 * each.first.cpu / count:.2f}",
                f"{1000 * each.first.cpu / count / number:.2f}",
                f"{each.first.peak / 1e6:.0f}",
                f"{each.files / count:.2f}",
                f"{each.held / count / 1e3:.1f}",
            )
        )
    return Table(
        f"More languages, {count:,} articles of an archive",
        (
            *("languages", "s", "CPU ms an article", "and language", "MB", "files an article"),
            "kB on disk",
        ),
        tuple(rows),
    )


def grown(found: Mapping[int, Cost], title: str) -> Table:
    """Return what was *found* to be taken by so many articles, and how it grows."""
    rows = []
    least = next(iter(found.values())).first.peak
    for count, each in found.items():
        less = found.get(count // 10)
        ratio = each.first.cpu / less.first.cpu if less else 0
        more = (each.first.peak - least) / 1e6
        rows.append(
            (
                f"{count:,}",
                f"{each.first.wall:.1f}",
                f"{each.first.cpu:.1f}",
                f"{count / each.first.cpu:,.0f}",
                f"{ratio:.1f}" if less else "",
                goal(ratio, most=_GROWTH) if count > _FROM and less else "",
                f"{each.first.peak / 1e6:.0f}",
                goal(more, most=_MEGABYTES) if more else "",
                f"{count / each.again.cpu:,.0f}",
                f"{(each.files + each.folders) / count:.2f}",
                f"{each.bytes / count / 1e3:.1f}",
                f"{each.held / count / 1e3:.1f}",
            )
        )
    return Table(
        title,
        (
            *("articles", "s", "CPU s", "articles / CPU s", "time(10n) / time(n)", "its goal"),
            *("MB", "MB more than above all", "unchanged, articles / CPU s"),
            *("inodes an article", "kB an article", "kB on disk"),
        ),
        tuple(rows),
        (
            f"The growth is that of the CPU's time. The goal of memory is flat: {_MEGABYTES} MB and"
            f" {_BYTES_A_UNIT / 1000:g} kB a unit are for the units of one article, some {_UNITS}.",
        ),
    )


# --- terms ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready:
    """What terms cost: seconds to compile, milliseconds to load what was saved, bytes of that.

    *speed* is of units a second in a text that was not seen before, *again* in one that was;
    *peak* are the bytes of a process that loads and looks, *before* of one that does neither.
    """

    compiled: float
    saved: float
    loaded: float
    speed: float
    again: float
    before: float
    peak: float


def of_terms(sizes: tuple[int, ...], *, texts: int) -> Table:
    """Return what glossaries of so many terms cost, each in a process of its own."""
    rows = []
    before: Ready | None = None
    for count in sizes:
        each = in_a_process(count, texts)
        rows.append(
            (
                f"{count:,}",
                f"{each.compiled:.2f}",
                f"{each.compiled / before.compiled:.1f}" if before else "",
                f"{each.saved / 1e6:.1f}",
                f"{each.loaded:.1f}",
                f"{each.speed:,.0f}",
                f"{each.again:,.0f}",
                f"{(each.peak - each.before) / 1e6:.0f}",
                goal((each.peak - each.before) / 1e6, most=_MEGABYTES),
            )
        )
        before = each
    return Table(
        "More terms",
        (
            *("terms", "compiled, s", "/ the row above", "saved, MB", "loaded, ms"),
            *("units/s", "units/s, seen before", "MB", "goal"),
        ),
        tuple(rows),
        (
            f"Recognition with the glossary that was saved, in {texts:,} sentences; MB is what that"
            " adds to the memory of the process, pages of the file included.",
        ),
    )


def in_a_process(count: int, texts: int) -> Ready:
    """Return what *count* terms cost, with so many *texts* to find them in."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "saved.terms"))
        compiled = _called("compiled", str(count), path)
        return Ready(**compiled, **_called("looked", path, str(texts)))


def _called(step: str, *arguments: str) -> dict[str, float]:
    call = "import sys, json, benchmarks.growth as it; "
    call += "print(json.dumps(getattr(it, sys.argv[1])(*sys.argv[2:])))"
    done = subprocess.run(  # noqa: S603 - our own words
        (sys.executable, "-c", call, step, *arguments),
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def compiled(count: str, path: str) -> dict[str, float]:
    """Compile *count* terms, save them at *path*, and return what that cost."""
    named = terms(int(count))
    glossary = Glossary(
        tuple(Concept(f"c{number}", (Term(text, "id"),)) for number, text in enumerate(named))
    )
    pack = plugins.language_pack("id")
    begun = time.process_time()
    found = compile_terms(glossary, "id", pack)
    taken = time.process_time() - begun
    Path(path).write_bytes(save(found, "benchmark"))
    return {"compiled": taken, "saved": Path(path).stat().st_size}


def looked(path: str, texts: str) -> dict[str, float]:
    """Look in so many *texts* for the terms saved at *path*, and return what that cost."""
    held = list(islice(endless(), int(texts)))
    plugins.language_pack("id")
    before = memory("VmRSS")
    begun = time.perf_counter()
    found = load(storage.mapped(Path(path)), plugins.language_pack, "benchmark")
    loaded = time.perf_counter() - begun
    speeds = []
    for _ in range(2):
        begun = time.process_time()
        for text in held:
            mentions(text, found)
        speeds.append(len(held) / (time.process_time() - begun))
    return {
        "loaded": 1000 * loaded,
        "speed": speeds[0],
        "again": speeds[1],
        "before": before,
        "peak": memory("VmHWM"),
    }
