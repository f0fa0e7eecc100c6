"""``--quiet``, which every command has: results and errors are told, and nothing besides."""

from __future__ import annotations

import click

_KEY = "alihbahasa.quiet"


def _note(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.meta[_KEY] = value


#: Eager: what other options say while they are read is kept back too.
OPTION = click.Option(
    ["-q", "--quiet"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_note,
    help="Tell results and errors only: no summary, no notice, no progress.",
)


def is_quiet() -> bool:
    """Tell whether the command that runs was asked to be."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_KEY))
