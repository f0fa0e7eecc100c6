"""The command: python -m benchmarks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks import exchange, linear, recognition, segmentation
from benchmarks.measure import Table, machine

SUBJECTS: dict[str, Callable[[bool], tuple[Table, ...]]] = {
    "segmentation": segmentation.run,
    "recognition": recognition.run,
    "exchange": exchange.run,
    "linear": linear.run,
}


@click.command()
@click.argument("subjects", nargs=-1, type=click.Choice(list(SUBJECTS)))
@click.option("--quick", is_flag=True, help="Less text and fewer runs.")
@click.option("--json", "file", metavar="FILE", help="Write the results as JSON (- for stdout).")
def main(subjects: tuple[str, ...], quick: bool, file: str | None) -> None:
    """Measure SUBJECTS, all when none is named, against the peers that are installed."""
    tables = [table for name in subjects or SUBJECTS for table in SUBJECTS[name](quick)]
    data = json.dumps(
        {"machine": machine(), "tables": [table.as_data() for table in tables]},
        ensure_ascii=False,
        indent=1,
    )
    if file == "-":
        click.echo(data)
        return
    if file:
        Path(file).write_text(f"{data}\n", "utf-8")
    click.echo(machine())
    for table in tables:
        click.echo(f"\n{table.as_text()}")


if __name__ == "__main__":
    main()
