"""The bar that shows how far long work is, where somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from alihbahasa.cli._quiet import is_quiet
from alihbahasa.text import escape_terminal, shortened

#: From how many articles on a progress bar is shown.
_MANY = 20


def progress(articles: Sequence[str]) -> Iterable[str]:
    """Go through *articles* with a bar, where there are many and somebody is watching.

    It tells how many are done, how long the rest will take, and which one is at hand;
    when all are done it is gone.
    """
    if len(articles) < _MANY or is_quiet() or not sys.stderr.isatty():
        return articles
    return _watched(articles)


def _watched(articles: Sequence[str]) -> Iterator[str]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    # An error ends the command, and not this loop; it is told when the bar is gone.
    click.get_current_context().call_on_close(bar.stop)
    bar.start()
    task = bar.add_task("", total=len(articles))
    for each in articles:
        bar.update(task, description=escape_terminal(shortened(each)))
        yield each
        bar.advance(task)
    bar.stop()
