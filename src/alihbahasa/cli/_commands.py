"""The commands, and what each is for."""

from __future__ import annotations

import click

from alihbahasa import __version__
from alihbahasa.cli._lazy import COMPLETING, LazyGroup


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli",
    purposes={
        "baseline": "Set aside what is wrong today, so that only new findings count.",
        "build": "Write the translated articles.",
        "check": "Check terms, numbers, names and more in the translations.",
        "completion": "Print what makes a shell complete commands and names.",
        "convert": "Turn PO, XLIFF and TMX into one another.",
        "doctor": "Tell what is installed, and whether the project is sound.",
        "export": "Write the files for translators: the main job.",
        "glossary": "Keep the glossaries: find, check, import, compare.",
        "import": "Take in files that came back.",
        "init": "Make a project.",
        "keep": "Say that an edit left a translation right.",
        "log": "Tell which unit changed when, from git.",
        "memory": "Keep the translation memory: import, export, count.",
        "pack": "Write one zip with all that a translator needs.",
        "report": "Write pages to look at: translations side by side.",
        "resolve": "Choose where two people translated one sentence.",
        "rule": "Tell what a check looks for, with wrong and right.",
        "segment": "Cut a text into sentences.",
        "status": "Tell how far each translation is.",
        "terms": "Mark the terms of a glossary in a text.",
        "validate": "Hold PO and XLIFF files against their standards.",
        "waive": "Let a finding stand that is right as it is.",
    },
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
