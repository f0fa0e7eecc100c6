"""One long article: how the time and memory of export and import grow with its units.

Each is a process of its own on a project whose store is PO, with a view in
XLIFF 1.2: the first export; the export of an article of which one sentence in
fifty was edited, over finished work on all of it; and the import of a file
that comes back with one target in ten new.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from alihbahasa import plugins
from alihbahasa import project as projects
from alihbahasa.model import State, Unit
from alihbahasa.workflow import export, import_
from benchmarks.corpus import sentences
from benchmarks.measure import Table, goal, memory

#: The steps, in their order, by what is measured of each.
_STEPS = {
    "export": "first export",
    "again": "export over finished work, 2 % edited",
    "import": "import, 10 % of the targets new",
}

#: What is promised: growth of the time for twice the units, and memory.
_GROWTH = 2.5
_MEGABYTES, _BYTES_A_UNIT = 64, 2_000

_SETTINGS = """\
[project]
source = "id"
targets = ["en"]
[export]
formats = ["po", "xliff12"]
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a step took: seconds, of the clock and of the processor, and bytes at most."""

    wall: float
    cpu: float
    peak: int


def run(quick: bool) -> tuple[Table, ...]:
    """Return the table; *quick* measures shorter articles."""
    counts = (1_000, 2_000, 4_000) if quick else (25_000, 50_000, 100_000)
    found = {count: costs(count) for count in (10, *counts)}
    rows = []
    for step, title in _STEPS.items():
        before = None
        for count in counts:
            cost = found[count][step]
            more = cost.peak - found[10][step].peak
            rows.append(
                (
                    title,
                    f"{count:,}",
                    f"{cost.wall:.1f}",
                    f"{cost.cpu:.1f}",
                    f"{cost.cpu / before.cpu:.2f}" if before else "",
                    goal(cost.cpu / before.cpu, most=_GROWTH) if before else "",
                    f"{more / 1e6:,.0f}",
                    goal(more / 1e6, most=round(_MEGABYTES + _BYTES_A_UNIT * count / 1e6)),
                    f"{more / count:,.0f}",
                )
            )
            before = cost
    return (
        Table(
            "One article of many units",
            (
                *("", "units", "s", "CPU s", "time(2n) / time(n)", "its goal"),
                *("MB", "goal", "bytes a unit"),
            ),
            tuple(rows),
            (
                "Memory is what the process had at most, less what it has at most where the"
                " article has ten units. The growth is that of the CPU's time.",
            ),
        ),
    )


def costs(count: int) -> dict[str, Cost]:
    """Return what each step costs on an article of *count* sentences."""
    texts = distinct(count)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "alihbahasa.toml").write_text(_SETTINGS, "utf-8")
        article = root / "sources" / "panjang.txt"
        article.parent.mkdir()
        article.write_text(as_article(texts), "utf-8")
        taken = {"export": in_a_process("export", root)}
        store = root / "translations" / "en" / "panjang.po"
        store.write_bytes(filled(store.read_bytes(), every=1))
        for index in range(7, count, 50):
            texts[index] = texts[index].removesuffix(".") + " kemarin sore."
        article.write_text(as_article(texts), "utf-8")
        taken["again"] = in_a_process("again", root)
        (root / "back.po").write_bytes(filled(store.read_bytes(), every=10))
        taken["import"] = in_a_process("import", root)
        return taken


def distinct(count: int) -> list[str]:
    """Return *count* sentences that are all different."""
    found = dict.fromkeys(sentences(count + count // 8 + 100))
    return list(found)[:count]


def as_article(texts: list[str]) -> str:
    """Return an article of the sentences *texts*, five to a paragraph."""
    paragraphs = (" ".join(texts[at : at + 5]) for at in range(0, len(texts), 5))
    return "\n\n".join(paragraphs) + "\n"


def filled(data: bytes, *, every: int) -> bytes:
    """Return the PO file *data* with new targets, finished, for one unit in *every*."""
    format = plugins.exchange_format("po")
    header, units = format.read(BytesIO(data))
    return b"".join(format.write(header, _with_targets(units, every), original=data))


def _with_targets(units: Iterator[Unit], every: int) -> Iterator[Unit]:
    for index, unit in enumerate(units):
        if index % every or unit.obsolete:
            yield unit
            continue
        target = f"{str(unit.source[0])[::-1].capitalize()} {every}."
        yield replace(unit, target=(target,), state=State.TRANSLATED, previous=None)


def in_a_process(step: str, root: Path) -> Cost:
    """Take *step* in the project at *root*, in a process of its own."""
    call = "import sys, benchmarks.scale as it; it.report(*sys.argv[1:])"
    done = subprocess.run(  # noqa: S603 # our own words
        (sys.executable, "-c", call, step, str(root)),
        check=True,
        capture_output=True,
        text=True,
    )
    return Cost(**json.loads(done.stdout))


def report(step: str, root: str) -> None:
    """Take *step* in the project at *root*, and print what it cost as JSON."""
    wall, cpu = time.perf_counter(), time.process_time()
    take(step, Path(root))
    cost = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    print(json.dumps(cost | {"peak": memory("VmHWM")}))


def take(step: str, root: Path) -> None:
    """Take *step* in the project at *root*."""
    project = projects.find(root)
    if step == "import":
        path = root / "back.po"
        import_.run(project, [import_.Returned(path.name, path.read_bytes(), path)])
    else:
        export.run(project)
