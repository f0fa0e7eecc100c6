"""The commands as one, and what is told of a command line that is none."""

from __future__ import annotations

import click

from alihbahasa import __version__
from alihbahasa.cli._lazy import COMPLETING, LazyGroup
from alihbahasa.cli._page import purposes


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli",
    purposes=purposes(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `alihbahasa init`; `alihbahasa COMMAND --help` shows examples.",
)
@click.version_option(__version__, message="alihbahasa %(version)s")
def commands() -> None:
    """Articles out to human translators, and their work safely back.

    \b
    alihbahasa init               make a project
    alihbahasa export --to en     articles -> PO and XLIFF
    alihbahasa import FILE        take in what a translator sent back
    alihbahasa check              terms, numbers, names
    alihbahasa build              the translated articles
    """


def run() -> object:
    """Run what the command line asks for; return the exit code, or what is none for 0.

    Raises what a command raises, but tells what is wrong with the command line.
    """
    try:
        return commands.main(standalone_mode=False, complete_var=COMPLETING)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.ClickException as error:
        from alihbahasa.cli import _terminal

        usage = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
        _terminal.tell_error(error.format_message(), f"see {usage} --help" if usage else None)
    except click.Abort:
        raise KeyboardInterrupt from None
    return 2
