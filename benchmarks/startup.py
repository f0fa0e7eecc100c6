"""Start-up: how long short commands take beside a Python that does nothing.

The article that is checked is one of the project that this repository is, with
its glossary and settings.  Programs are run by ``python -m``, as the script that
pip makes would run them, held to one core, by turns.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from alihbahasa import project
from benchmarks.commands import cores, ours, spent, turns
from benchmarks.measure import Table, goal

_ROOT = Path(__file__).parent.parent

_NOTHING = "python -c pass"

#: How many times what nothing takes each may take.
_GOALS = {"alihbahasa --version": 4, "alihbahasa --help": 4, "alihbahasa check ARTICLE": 30}


def run(quick: bool) -> tuple[Table, ...]:
    """Return the table; *quick* runs each less often."""
    article = project.find(_ROOT).articles()[0]
    commands = {
        _NOTHING: (sys.executable, "-c", "pass"),
        "python -c 'import click'": (sys.executable, "-c", "import click"),
        "alihbahasa --version": ours("--version"),
        "alihbahasa --help": ours("--help"),
        "alihbahasa check ARTICLE": ours("check", article),
    }
    works = {
        name: partial(spent, command, cwd=_ROOT, on=cores(1), codes=(0, 1))
        for name, command in commands.items()
    }
    # What is compiled or cached for later runs is so in all that are measured.
    for work in works.values():
        work()
    times = turns(works, repeats=11 if quick else 41)
    rows = []
    for name, each in times.items():
        ratio = each.cpu / times[_NOTHING].cpu
        rows.append(
            (
                name,
                f"{1000 * each.wall:.0f}",
                f"{1000 * each.cpu:.0f}",
                f"{each.wall / times[_NOTHING].wall:.1f}",
                f"{ratio:.1f}",
                goal(ratio, most=_GOALS.get(name)),
                f"{each.peak / 1e6:.0f}",
            )
        )
    headlines = tuple(
        (f"{row[0]}, time beside {_NOTHING}", row[4], row[5]) for row in rows if row[5]
    )
    return (
        Table(
            "Start-up",
            ("command", "ms", "CPU ms", "it / nothing", "CPU it / nothing", "goal", "MB"),
            tuple(rows),
            (f"ARTICLE is {article} of this repository. The goals are for the time of the CPU.",),
            headlines[1:2],
        ),
    )
