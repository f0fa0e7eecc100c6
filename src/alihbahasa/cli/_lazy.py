"""A group of commands that are the files of a folder, each imported when it is run.

A group has a list of its commands with what each is for, so that none is
imported to be listed.  What every command has, ``--quiet``, is given to it
here, so that none can lack it.
"""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from alihbahasa.cli import _quiet
from alihbahasa.errors import AlihbahasaError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: The variable by which a shell asks for completions, whatever the program was started as.
COMPLETING = "_ALIHBAHASA_COMPLETE"


class LazyGroup(click.Group):
    """The commands in the files of the package *folder*: the ``command`` of each.

    *purposes* has what each is for, in a line, by its name.
    """

    def __init__(
        self, *args: Any, folder: str, purposes: Mapping[str, str], **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        self.folder = folder
        self._purposes = purposes

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._purposes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._purposes:
            return None
        # ``import`` is a word of the language: its file ends in an underscore.
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"{self.folder}.{name}").command
        if not isinstance(command, click.Group) and _quiet.OPTION not in command.params:
            command.params.append(_quiet.OPTION)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._purposes[name]) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=self._purposes[name])
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if ctx.resilient_parsing:  # a shell asks: nothing is said
            return super().resolve_command(ctx, args)
        if args and args[0] not in self._purposes and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"see {ctx.command_path} --help"
            raise AlihbahasaError(f"no command {args[0]!r}", hint=hint)
        return super().resolve_command(ctx, args)
