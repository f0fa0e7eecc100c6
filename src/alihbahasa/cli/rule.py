"""alihbahasa rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _terminal

if TYPE_CHECKING:
    from rich.table import Table

    from alihbahasa.workflow.rule import Described


@click.command(
    epilog="""\b
Examples:
  alihbahasa rule number
  alihbahasa rule T002
  alihbahasa rule --all
  alihbahasa rule --all --format json""",
)
@click.argument("asked", nargs=-1, metavar="[CHECK]...", shell_complete=_completing.checks)
@click.option("--all", "every", is_flag=True, help="List all checks.")
@_terminal.format_option(
    "text", "markdown", "json", help="How to tell it: text, markdown or json; text by default."
)
def command(asked: tuple[str, ...], every: bool, format_: tuple[str, str]) -> None:
    """Tell what CHECK looks for: by its name, its code, or the letters it begins with (V).

    \b
    json: {"version": 1,
           "checks": [{"code", "name", "severity", "side", "completeness",
                       "false_alarms", "summary", "text"}]}
    false_alarms is per cent of pairs, null where nobody can tell.  Keys are added,
    never renamed.
    """
    from alihbahasa.workflow import rule

    if not asked and not every:
        raise click.UsageError("name a check, or --all of them")
    found = rule.run(asked, every=every)
    name, file = format_
    with _terminal.output(file, None) as write:
        if name == "json":
            document = {"version": 1, "checks": [_fields(each) for each in found]}
            write(_terminal.json_text(document))
        elif name == "markdown":
            write(markdown(found))
        elif every:
            write(_terminal.table_text(_table(found)))
        else:
            write("\n".join(_text(each) for each in found))


def weight(each: Described) -> str:
    """Return how the check weighs where nothing else is said."""
    where = " in complete languages" if each.check.completeness else ""
    return f"{each.check.severity.value}{where}"


def measured(each: Described) -> str:
    """Return how often the check is wrong about professional translation, "" if nobody can tell."""
    rate = each.check.false_alarms
    return "" if rate is None else f"{rate:g} %"


def _fields(each: Described) -> dict[str, object]:
    check = each.check
    return {
        "code": check.code,
        "name": check.name,
        "severity": check.severity.value,
        "side": check.side.value,
        "completeness": check.completeness,
        "false_alarms": check.false_alarms,
        "summary": each.summary,
        "text": each.text,
    }


def _text(each: Described) -> str:
    rate = measured(each)
    alarms = f"; false alarms: {rate} of pairs" if rate else ""
    return f"{each.check.code} {each.check.name} ({weight(each)}{alarms})\n\n{each.text}\n"


def _table(found: Sequence[Described]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("code", "check", "severity", "false", "looks for"):
        table.add_column(column, overflow="fold")
    for each in found:
        table.add_row(each.check.code, each.check.name, weight(each), measured(each), each.summary)
    return table


def markdown(found: Sequence[Described]) -> str:
    """Return the documentation of the checks *found* as Markdown, a section each."""
    parts = []
    for each in found:
        rate = measured(each)
        alarms = f" False alarms: {rate} of pairs." if rate else ""
        parts.append(
            f"### {each.check.code} `{each.check.name}`\n\n"
            f"Severity: {weight(each)}.{alarms}\n\n{each.text}\n"
        )
    return "\n".join(parts)
