"""A group of commands that are the files of a folder, each imported when it is run or listed.

What every command has, ``--quiet``, is given to it here, so that none can lack it.
"""

from __future__ import annotations

import difflib
import importlib
import keyword
import pkgutil
from typing import Any

import click

from alihbahasa.cli import _quiet
from alihbahasa.errors import AlihbahasaError

#: The variable by which a shell asks for completions, whatever the program was started as.
COMPLETING = "_ALIHBAHASA_COMPLETE"


class LazyGroup(click.Group):
    """The commands in the files of the package *folder*: the ``command`` of each."""

    def __init__(self, *args: Any, folder: str, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._folder = folder

    def list_commands(self, ctx: click.Context) -> list[str]:
        path = importlib.import_module(self._folder).__path__
        names = (module.name for module in pkgutil.iter_modules(path))
        # ``import`` is a word of the language: its file ends in an underscore.
        return sorted(name.rstrip("_") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"{self._folder}.{name}").command
        if not isinstance(command, click.Group) and _quiet.OPTION not in command.params:
            command.params.append(_quiet.OPTION)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        names = self.list_commands(ctx)
        if ctx.resilient_parsing:  # a shell asks: nothing is said
            return super().resolve_command(ctx, args)
        if args and args[0] not in names and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], names, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"see {ctx.command_path} --help"
            raise AlihbahasaError(f"no command {args[0]!r}", hint=hint)
        return super().resolve_command(ctx, args)
