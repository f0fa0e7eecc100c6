"""The command line, one file a command: arguments in, one workflow call, a report, an exit code.

Exit codes: 0 clean, 1 findings, 2 could not do it.  Results go to the standard
output; notices, errors and progress to the standard error.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn

import click

from alihbahasa import __version__
from alihbahasa.cli._lazy import COMPLETING, LazyGroup
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import escape_terminal


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli",
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


def main() -> NoReturn:
    """Run the command line; every error a user can mend is one line and exit code 2."""
    # Whoever reads the output may stop at any time, as with every program in a pipe.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # A stream that was closed before is None.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - for as long as we run
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    # Most of what a run makes is needed up to its end, and next to nothing is in a cycle.
    gc.set_threshold(100_000)
    try:
        code = commands.main(standalone_mode=False, complete_var=COMPLETING)
        sys.stdout.flush()
    except AlihbahasaError as error:
        _fail(escape_terminal(str(error)), error.hint)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        usage = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
        _fail(error.format_message(), f"see {usage} --help" if usage else None)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
    except OSError as error:
        _fail(
            escape_terminal(f"{error.filename or 'output'}: {(error.strerror or '').lower()}"), None
        )
    except RecursionError:
        _fail("nested too deeply", None)
    except MemoryError:
        _fail("out of memory", None)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, hint: str | None) -> NoReturn:
    from alihbahasa.cli import _terminal

    _terminal.tell_error(message, hint)
    sys.exit(2)
