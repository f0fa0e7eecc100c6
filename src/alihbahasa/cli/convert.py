"""alihbahasa convert."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.errors import AlihbahasaError

if TYPE_CHECKING:
    from alihbahasa.workflow.convert import Converted


def _format_name(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from alihbahasa.workflow import convert

    if value is not None and value not in convert.names():
        raise click.BadParameter(_terminal.unknown(value, convert.names()))
    return value


@click.command(
    epilog="""\b
Examples:
  alihbahasa convert artsakh.po --as xliff12 -o artsakh.xlf
  alihbahasa convert messages.po --as xliff2 --source en -o messages.xliff
  alihbahasa convert memory.tmx --as po --to en > memory.po
  cat artsakh.xlf | alihbahasa convert - --as pot -o artsakh.pot
  alihbahasa convert memory.tmx --as po -o memory.po --format json:lost.json
  alihbahasa convert done.po --into vendor.sdlxliff -o done.sdlxliff""",
)
@click.argument("file", metavar="FILE", shell_complete=_completing.files)
@click.option(
    "--as",
    "name",
    metavar="FORMAT",
    callback=_format_name,
    shell_complete=_completing.names("po", "pot", "tmx", "xliff12", "xliff2"),
    help="The format to write: po, pot, xliff12, xliff2 or tmx.",
)
@click.option(
    "--into",
    metavar="ORIGINAL",
    shell_complete=_completing.files,
    help="Put the translations back into the file that FILE was made of; no other byte changes.",
)
@_terminal.output_option
@click.option(
    "--source",
    metavar="LANG",
    callback=_terminal.tag,
    shell_complete=_completing.languages,
    help="The source language, where FILE does not say it.",
)
@click.option(
    "--to",
    "target",
    metavar="LANG",
    callback=_terminal.tag,
    shell_complete=_completing.languages,
    help="The target language, where FILE does not say it or has several.",
)
@_terminal.format_option(
    "text",
    "json",
    help="How to tell what was not kept: text (on the standard error) or json.",
)
def command(
    file: str,
    name: str | None,
    into: str | None,
    output: str,
    source: str | None,
    target: str | None,
    format_: tuple[str, str],
) -> None:
    """Write the units of FILE (- for the standard input) in another format, or back into ORIGINAL.

    The format of FILE is found by its content.  What the new format has no
    place for is told on the standard error, one line a kind: how many units,
    and which are the first.  No project is needed.

    \b
    json: {"version": 1, "file", "output", "format", "units",
           "losses": [{"what", "count", "example", "is_whole"}], "header": [NAME, ...]}
          with --into: {"version": 1, "file", "output", "into", "changed",
                        "homeless": [UNIT, ...]}
    is_whole where whole units were left out; homeless are translations without a
    place in ORIGINAL.  Keys are added, never renamed.
    """
    if (name is None) is (into is None):
        raise click.UsageError("say --as FORMAT or --into ORIGINAL, one of the two")
    from alihbahasa import storage
    from alihbahasa.workflow import convert

    if output != "-" and any(_is_same(each, output) for each in (file, into) if each):
        raise AlihbahasaError("this is the file that is read", file=output, hint="name another one")
    if output == "-" and format_[0] == "json" and format_[1] in ("", "-"):
        raise AlihbahasaError(
            "the units and --format json both go to the standard output",
            hint="name a file for one of them: -o OUT or --format json:FILE",
        )
    _terminal.refuse_destinations(format_[1:], None)
    data = _terminal.read_input(file, limit=storage.EXCHANGE_LIMIT)
    shown = "standard input" if file == "-" else file
    if into is not None:
        _fill(data, into, output, shown=shown, format_=format_)
        return
    assert name is not None
    made = convert.run(
        data,
        name,
        shown=shown,
        source_language=source or "",
        target_language=target or "",
    )
    _terminal.write_result(output, made.data, None)
    document = {
        "file": shown,
        "output": output,
        "format": name,
        "units": made.units,
        "losses": [asdict(each) for each in made.losses],
        "header": list(made.header),
    }
    _tell(format_, document, _losses(made))


def _tell(format_: tuple[str, str], document: dict[str, object], lines: Iterator[str]) -> None:
    """Tell what came of it; people on the standard error: the units have the other one."""
    if format_[0] == "json" or format_[1] not in ("", "-"):
        _terminal.tell(format_, None, document=lambda: document, lines=lines)
        return
    for line in lines:
        _terminal.notice(line)


def _losses(made: Converted) -> Iterator[str]:
    for loss in made.losses:
        count = _terminal.plural(loss.count, "unit")
        if loss.is_whole:
            told = f"left out of {made.title}: {loss.what}"
        else:
            told = f"{loss.what} are not kept in {made.title}"
        yield f"{count}: {told} ({loss.example})"
    if made.header:
        yield f"header: not kept in {made.title}: {', '.join(made.header)}"


def _fill(data: bytes, into: str, output: str, *, shown: str, format_: tuple[str, str]) -> None:
    """Put what is translated in *data* into the file *into*, and tell what found no place."""
    from alihbahasa import storage
    from alihbahasa.workflow import convert_into

    if into == "-":
        raise click.UsageError("the original must be a file")
    original = _terminal.read_input(into, limit=storage.EXCHANGE_LIMIT)
    made = convert_into.run(data, original, shown=shown, original_shown=into)
    _terminal.write_result(output, made.data, None)
    lines = [f"{_terminal.plural(made.changed, 'unit')} changed"]
    if made.homeless:
        named = ", ".join(made.homeless[:3]) + (", ..." if len(made.homeless) > 3 else "")
        count = _terminal.plural(len(made.homeless), "translation")
        lines.append(f"{count} without a place in {into} ({named})")
    document = {
        "file": shown,
        "output": output,
        "into": into,
        "changed": made.changed,
        "homeless": list(made.homeless),
    }
    _tell(format_, document, iter(lines))


def _is_same(file: str, output: str) -> bool:
    """Tell whether two paths lead to one file, be it by a link."""
    there = Path(file), Path(output)
    return all(path.exists() for path in there) and os.path.samefile(*there)
