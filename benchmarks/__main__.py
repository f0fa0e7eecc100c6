"""The command: python -m benchmarks."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from alihbahasa.errors import AlihbahasaError
from benchmarks import (
    checks,
    edits,
    exchange,
    growth,
    jobs,
    linear,
    memory,
    pipeline,
    recognition,
    report,
    scale,
    segmentation,
    startup,
    terminology,
)
from benchmarks.measure import Table, machine, summary

SUBJECTS: dict[str, Callable[[bool], tuple[Table, ...]]] = {
    "segmentation": segmentation.run,
    "recognition": recognition.run,
    "exchange": exchange.run,
    "scale": scale.run,
    "edits": edits.run,
    "linear": linear.run,
    "terminology": terminology.run,
    "checks": checks.run,
    "report": report.run,
    "memory": memory.run,
    "startup": startup.run,
    "pipeline": pipeline.run,
    "growth": growth.run,
    "jobs": jobs.run,
}

#: What tables stand between in a page.
BEGIN, END = "<!-- tables -->", "<!-- end of tables -->"


@click.command()
@click.argument("subjects", nargs=-1, type=click.Choice(list(SUBJECTS)))
@click.option("--quick", is_flag=True, help="Less text and fewer runs.")
@click.option("--scripts", default=1_000, help="edits: how many articles.  [1000]")
@click.option("--seed", default=1, help="edits: what they are drawn by.  [1]")
@click.option("--only", type=int, metavar="N", help="edits: play script N, and tell all of it.")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FILE", help="Put the tables into a page."
)
@click.option("--json", "file", metavar="FILE", help="Write the results as JSON (- for stdout).")
def main(
    subjects: tuple[str, ...],
    quick: bool,
    scripts: int,
    seed: int,
    only: int | None,
    into: Path | None,
    file: str | None,
) -> None:
    """Measure SUBJECTS, all when none is named, against the peers that are installed."""
    works = SUBJECTS | {"edits": partial(edits.run, scripts=scripts, seed=seed, only=only)}
    tables: list[Table] = []
    try:
        for name in subjects or SUBJECTS:
            begun = time.perf_counter()
            tables += works[name](quick)
            click.echo(f"{name}: {time.perf_counter() - begun:.0f} s", err=True)
    except AlihbahasaError as error:
        raise click.ClickException(str(error)) from error
    if (matters := summary(tables)).rows:
        tables.insert(0, matters)
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
    if into:
        put_into(into, tables)
    click.echo(machine())
    for table in tables:
        click.echo(f"\n{table.as_text()}")


def put_into(page: Path, tables: Sequence[Table]) -> None:
    """Put *tables* into *page*, in place of what stands there between two comments."""
    before, begin, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise click.ClickException(f"{page} does not have {BEGIN} and {END}")
    shown = "\n\n".join(table.as_text() for table in tables)
    page.write_text(f"{before}{begin}\n\n{shown}\n\n{end}{after}", "utf-8")


if __name__ == "__main__":
    main()
