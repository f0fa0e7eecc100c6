"""What the commands of the group share: how many to show, and from what on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def limit_option(default: int | None, of: str) -> Callable[[_Command], _Command]:
    """Add ``--limit``: how many *of* something are shown, all where *default* is None."""
    return click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=default,
        metavar="N",
        help=f"Show the first N {of}.  Without: {'all' if default is None else default}.",
    )


def least_option(default: int, what: str) -> Callable[[_Command], _Command]:
    """Add ``--least``; *what* tells of what there are so many."""
    return click.option(
        "--least",
        type=click.IntRange(min=default),
        default=default,
        show_default=True,
        metavar="N",
        help=f"Pass over what has fewer than N {what}.",
    )
