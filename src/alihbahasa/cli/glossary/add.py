"""alihbahasa glossary add."""

from __future__ import annotations

import re
from pathlib import Path

import click

from alihbahasa.cli import _terminal
from alihbahasa.cli.glossary._changes import (
    change_fields,
    change_line,
    finding_fields,
    loss_fields,
    tell_losses,
)


def _pairs(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return what LANG=TERM gives, with the tag in its usual capitals."""
    from alihbahasa.model import canonical
    from alihbahasa.project import TAG_PATTERN

    found = []
    for each in value:
        tag, equals, term = each.partition("=")
        if not equals or not re.fullmatch(TAG_PATTERN, tag.strip()):
            raise click.BadParameter(f"{each!r} is not of the form LANG=TERM, such as en=district")
        found.append((canonical(tag.strip()), term))
    return tuple(found)


def _keep(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each if each == "*" else str(_terminal.tag(ctx, param, each)) for each in value)


@click.command(
    epilog="""\b
Examples:
  alihbahasa glossary add "darurat militer" en="martial law" --not en="state of emergency"
  alihbahasa glossary add rayon en=district en=raion ru=район --level must
  alihbahasa glossary add Minggu en=Sunday --match case --note "the day, not the week"
  alihbahasa glossary add Reuters --keep "*" --match exact""",
)
@click.argument("term")
@click.argument("terms", nargs=-1, metavar="[LANG=TERM]...", callback=_pairs)
@click.option(
    "--not",
    "forbidden",
    multiple=True,
    metavar="LANG=TERM",
    callback=_pairs,
    help="A term that must not be written; may be repeated.",
)
@click.option(
    "--level",
    type=click.Choice(["must", "should", "info"]),
    help="How strictly it is checked; without: should.",
)
@click.option(
    "--match",
    type=click.Choice(["exact", "case", "inflected"]),
    help="How it is found in a text; without: inflected.",
)
@click.option("--note", default="", metavar="TEXT", help="What translators should know.")
@click.option(
    "--keep",
    multiple=True,
    metavar="LANG",
    callback=_keep,
    help="A language in which the source form stays, * for all; may be repeated.",
)
@click.option("--key", default="", metavar="KEY", help="The key; without: made of the term.")
@_terminal.into_option("The glossary to add to, where the project has several.")
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    term: str,
    terms: tuple[tuple[str, str], ...],
    forbidden: tuple[tuple[str, str], ...],
    level: str | None,
    match: str | None,
    note: str,
    keep: tuple[str, ...],
    key: str,
    into: str | None,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Add the source term TERM and its translations to a glossary of the project.

    The first of several terms of one language is the preferred one.  Where
    TERM is in a glossary already, the translations are added to its concept;
    what is there is never changed.

    \b
    json: {"version": 1, "dry_run", "file", "line", "concept",
           "change": {"concept", "kind", "cells": [{"cell", "before", "after"}]},
           "near": [KEY, ...], "findings": [...], "losses": [...]}
    change is null where the concept has all that already; near are concepts that
    are spelled almost alike, findings as `glossary check` tells them.
    """
    from alihbahasa.model import Level, MatchMode
    from alihbahasa.workflow.glossary import add

    wanted = add.Wanted(
        term,
        terms,
        forbidden,
        Level(level) if level else None,
        MatchMode(match) if match else None,
        note,
        keep,
        key,
    )
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    added = add.run(project, wanted, into=into, dry_run=dry_run)
    place = f"{added.file.shown}:{added.concept.line}" if added.concept.line else added.file.shown
    for near in added.near:
        names = ", ".join(each.text for each in near.terms[:1])
        _terminal.notice(f"{near.key} ({names}) is spelled almost alike; did you mean that?")
    for finding in added.findings:
        _terminal.notice(f"{finding.severity.value}: {finding.message} ({finding.check})")
    tell_losses(added.losses, added.file.shown)
    if added.change is None:
        _terminal.notice(f"{added.concept.key} has all that already ({place})")
    elif added.change.before is not None:
        _terminal.notice(f"“{term}” is a term of {added.concept.key} already ({place})")
    change = added.change
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "dry_run": dry_run,
            "file": added.file.shown,
            "line": added.concept.line or None,
            "concept": added.concept.key,
            "change": change and change_fields(change),
            "near": [each.key for each in added.near],
            "findings": [finding_fields(each) for each in added.findings],
            "losses": loss_fields(added.losses),
        },
        lines=()
        if change is None or _terminal.is_silent(dry_run=dry_run)
        else (change_line(change),),
    )
    _terminal.tell_dry_run(dry_run and change is not None)
