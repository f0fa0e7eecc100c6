"""The options that say who does the work: processes of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def jobs_option(
    command: _Command, *, callback: Callable[..., int | None] | None = None
) -> _Command:
    """Add ``--jobs``."""
    return click.option(
        "--jobs",
        callback=callback,
        type=click.IntRange(1, 64),
        metavar="N",
        help="How many processes work at a time.  Without: one a processor, where there is much.",
    )(command)


def workers_options(command: _Command) -> _Command:
    """Add ``--jobs`` and ``--cluster``, which do not go together."""

    def alone(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        other = "cluster" if param.name == "jobs" else "jobs"
        if value is not None and ctx.params.get(other):
            raise click.UsageError("--jobs is for this machine: it does not go with --cluster")
        if value == "":
            raise click.BadParameter("'' is not the address of a scheduler")
        return value or "" if param.name == "cluster" else value

    cluster = click.option(
        "--cluster",
        metavar="ADDRESS",
        callback=alone,
        help="Work on a Dask cluster: its scheduler, such as tcp://192.168.0.10:8786.",
    )
    return jobs_option(cluster(command), callback=alone)
