"""alihbahasa validate."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.model import Fault
    from alihbahasa.workflow.validate import Judged


@click.command(
    epilog="""\b
Examples:
  alihbahasa validate translations/en/berita/artsakh.po
  alihbahasa validate *.xlf *.xliff
  curl -s https://example.org/article.xliff | alihbahasa validate -
  alihbahasa validate --format json:faults.json --format text article.xlf

\b
Exit code 1: there are faults; 2: a file could not be read.""",
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", shell_complete=_completing.files
)
@_terminal.format_option(
    "text",
    "json",
    help="How to print the faults: text (the default) or json; may be repeated.",
    multiple=True,
)
def command(files: tuple[str, ...], formats: tuple[tuple[str, str], ...]) -> None:
    """Tell what is wrong in exchange files by the standards of their formats.

    FILE is PO, XLIFF 1.2 or XLIFF 2 (- for the standard input); what a file is
    shows in it, whatever its name, and no project is needed.  All faults of a
    file are told, each with line, column, unit and the clause of the standard
    it goes against; of a file that is no XML, only where it ceases to be.

    \b
    json: {"version": 1,
           "summary": {"files", "faulty", "unreadable", "faults"},
           "files": [{"file", "format", "faults", "error"}, ...],
           "faults": [{"file", "line", "column", "message", "unit", "clause"}, ...]}
    format and error may be null.  Keys are added, never renamed.
    """
    from alihbahasa import storage
    from alihbahasa.workflow import validate

    judged: list[Judged | AlihbahasaError] = []
    for file in files:
        shown = "standard input" if file == "-" else file
        try:
            data = _terminal.read_input(file, limit=storage.EXCHANGE_LIMIT)
            judged.append(validate.run(data, file=shown))
        except AlihbahasaError as error:
            judged.append(error.within(shown))
            click.echo(f"alihbahasa: error: {escape_terminal(str(error))}", err=True)
            if error.hint:
                click.echo(f"  {escape_terminal(error.hint)}", err=True)
    for name, target in formats:
        with _terminal.output(target, None) as write:
            if name == "json":
                write(_terminal.json_text(_document(judged)))
            else:
                for line in _text(judged):
                    write(line)
    if any(isinstance(each, AlihbahasaError) for each in judged):
        sys.exit(2)
    sys.exit(1 if any(each.faults for each in _read(judged)) else 0)


def _read(judged: Sequence[Judged | AlihbahasaError]) -> list[Judged]:
    return [each for each in judged if not isinstance(each, AlihbahasaError)]


def _text(judged: Sequence[Judged | AlihbahasaError]) -> Iterator[str]:
    read = _read(judged)
    for each in read:
        for fault in each.faults:
            yield (
                escape_terminal(f"{_place(each.file, fault)}: {fault.message}{_said(fault)}") + "\n"
            )
    count = sum(len(each.faults) for each in read)
    if read and not _terminal.is_silent():
        faults = _terminal.plural(count, "fault") if count else "no faults"
        yield f"{faults} in {_terminal.plural(len(read), 'file')}\n"


def _place(file: str, fault: Fault) -> str:
    column = f":{fault.column}" if fault.column is not None else ""
    return f"{file}:{fault.line}{column}"


def _said(fault: Fault) -> str:
    unit = f"unit {fault.unit}" if fault.unit else ""
    about = "; ".join(part for part in (unit, fault.clause) if part)
    return f" ({about})" if about else ""


def _document(judged: Sequence[Judged | AlihbahasaError]) -> dict[str, Any]:
    read = _read(judged)
    return {
        "version": 1,
        "summary": {
            "files": len(judged),
            "faulty": sum(bool(each.faults) for each in read),
            "unreadable": len(judged) - len(read),
            "faults": sum(len(each.faults) for each in read),
        },
        "files": [_file(each) for each in judged],
        "faults": [_fault(each.file, fault) for each in read for fault in each.faults],
    }


def _file(judged: Judged | AlihbahasaError) -> dict[str, Any]:
    if isinstance(judged, AlihbahasaError):
        return {"file": judged.file, "format": None, "faults": 0, "error": judged.message}
    return {
        "file": judged.file,
        "format": judged.format,
        "faults": len(judged.faults),
        "error": None,
    }


def _fault(file: str, fault: Fault) -> dict[str, Any]:
    return {
        "file": file,
        "line": fault.line,
        "column": fault.column,
        "message": fault.message,
        "unit": fault.unit,
        "clause": fault.clause,
    }
