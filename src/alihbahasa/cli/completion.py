"""alihbahasa completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from alihbahasa.cli._lazy import COMPLETING


@click.command(
    epilog="""\b
Examples:
  alihbahasa completion bash > ~/.local/share/bash-completion/completions/alihbahasa
  alihbahasa completion zsh > ~/.zfunc/_alihbahasa
  alihbahasa completion fish > ~/.config/fish/completions/alihbahasa.fish
  eval "$(alihbahasa completion bash)"             for this shell only""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print a script for bash (4.4 and later), zsh or fish; the next shell that is begun has it.

    Completed are commands, options, articles, languages, glossaries, profiles,
    checks, forms of output and ids of units, as the project has them in which
    the shell is.  For zsh the folder of the script must be in fpath before
    compinit is called.
    """
    form = get_completion_class(shell)
    assert form is not None
    context = click.get_current_context().find_root()
    completer = form(context.command, {}, "alihbahasa", COMPLETING)
    # Not ``source()``: that of bash starts one to ask for its version.
    click.echo(completer.source_template % completer.source_vars())
