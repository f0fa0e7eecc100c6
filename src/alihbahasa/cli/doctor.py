"""alihbahasa doctor."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal

if TYPE_CHECKING:
    from alihbahasa.workflow.doctor import Reading


@click.command(
    epilog="""\b
Examples:
  alihbahasa doctor
  alihbahasa doctor --quiet             only what wants something done
  alihbahasa doctor --format json

\b
Exit code 1: there are warnings; 2: there are problems.""",
)
@_terminal.format_option("text", "json", help="How to tell it: text or json.")
@_terminal.project_option
def command(format_: tuple[str, str], folder: Path) -> None:
    """Look over what is installed and the project, if there is one, and say what to do.

    Each thing is ok, absent (nobody must have it), a warning or a problem, below
    which stands what to do about it.  Nothing is asked of the network, and
    nothing is changed.

    \b
    json: {"version": 1, "summary": {"ok", "absent", "warning", "problem"}, "profile",
           "readings": [{"part", "name", "health", "message", "advice"}]}
    profile is the export profile that fits the translators' program that is
    installed, or null; advice may be "".  Keys are added, never renamed.
    """
    from alihbahasa.workflow import doctor

    readings = tuple(doctor.run(folder))
    counts = {each.value: sum(one.health is each for one in readings) for each in doctor.Health}
    _terminal.tell(
        format_,
        None,
        document=lambda: {
            "summary": counts,
            "profile": doctor.fitting_profile(),
            "readings": [asdict(each) for each in readings],
        },
        lines=_lines(readings, counts),
    )
    sys.exit(2 if counts["problem"] else 1 if counts["warning"] else 0)


def _lines(readings: Sequence[Reading], counts: dict[str, int]) -> Iterator[str]:
    is_silent = _terminal.is_silent()
    width = max(len(each.name) for each in readings)
    part = ""
    for each in readings:
        if is_silent and each.health.value in ("ok", "absent"):
            continue
        if part != (part := each.part):
            yield part
        yield f"  {each.health.value:<7}  {each.name:<{width}}  {each.message}"
        if each.advice:
            yield f"  {'':<7}  {'':<{width}}  -> {each.advice}"
    if not is_silent:
        told = [
            _terminal.plural(counts[each], each) for each in ("problem", "warning") if counts[each]
        ]
        yield ", ".join(told) or "all is well"
