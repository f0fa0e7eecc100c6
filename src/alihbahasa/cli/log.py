"""alihbahasa log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.text import escape_terminal, shortened, shown_changes

if TYPE_CHECKING:
    from alihbahasa.reconciliation import Change
    from alihbahasa.workflow.log import Entry, Log

#: How long the texts of an entry are shown, in characters, where nothing in them is compared.
_LONG = 200


@click.command(
    epilog="""\b
Examples:
  alihbahasa log berita/gencatan-senjata.txt
  alihbahasa log berita/gencatan-senjata.txt --to en --since 2026-11-01
  alihbahasa log berita/gencatan-senjata.txt --unit utylgvcpe4z6zg
  alihbahasa log berita/gencatan-senjata.txt --format json:log.json""",
)
@click.argument("article", metavar="ARTICLE", shell_complete=_completing.articles)
@_terminal.languages_option()
@click.option(
    "--unit",
    metavar="ID",
    shell_complete=_completing.units,
    help="Only this unit, by its id or the beginning of that, and what it was before its edits.",
)
@click.option(
    "--since",
    metavar="REV|DATE",
    help="Only what came after this revision, or since this day (2026-11-20).",
)
@_terminal.format_option("text", "json", help="text or json.")
@_terminal.project_option
def command(
    article: str,
    languages: tuple[str, ...],
    unit: str | None,
    since: str | None,
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """Tell, the newest first, what each commit changed in an article and its translations.

    What is not committed comes first.  A word diff shows [-what went-] and
    {+what came+}.

    \b
    json: {"version": 1, "article", "entries": [{"commit", "date", "author", "subject",
           "changes": [{"unit", "source", "language", "what", "before", "after",
                        "was", "state"}],
           "kept": [{"unit", "source", "language", "reason"}], "problems"}]}
    commit, date, author and subject are null for what is not committed, language is null
    for the source; was are ids that the unit had before; kept are units of which
    `alihbahasa keep` was told that an edit left them right; what is added, removed,
    edited, split, merged, retyped of a source, and translated, drafted, changed,
    confirmed, unconfirmed, emptied, obsolete, back, removed of a target.
    """
    from alihbahasa.workflow import log

    name, destination = format_
    project = _terminal.open_project(folder)
    found = log.run(project, article, languages=languages, unit=unit, since=since)
    with _terminal.output(destination, project) as write:
        if name == "json":
            write(_terminal.json_text(_document(found)))
        else:
            is_terminal = not destination and _terminal.has_colour()
            is_empty = True
            for entry in found.entries:
                is_empty = False
                write("".join(f"{line}\n" for line in _text(entry, is_terminal=is_terminal)))
            if is_empty:
                _terminal.notice("nothing changed, as far as git knows")


def _text(entry: Entry, *, is_terminal: bool) -> Iterator[str]:
    when = entry.date[:16].replace("T", " ")
    about = [entry.commit[:9], when, entry.author, entry.subject] if entry.commit else []
    heading = "  ".join(escape_terminal(each) for each in about) or "not committed"
    yield f"\x1b[33m{heading}\x1b[0m" if is_terminal else heading
    by_unit: dict[str, list[str]] = {}
    sources: dict[str, str] = {}
    for change in entry.changes:
        sources.setdefault(change.unit, change.source)
        told = f"{change.language or 'source'} {change.what}"
        told += _texts(change, is_terminal=is_terminal)
        by_unit.setdefault(change.unit, []).append(told)
    for kept in entry.kept:
        sources.setdefault(kept.unit, kept.source)
        told = f"{kept.language} kept ({escape_terminal(kept.reason)})"
        by_unit.setdefault(kept.unit, []).append(told)
    for id, lines in by_unit.items():
        yield f"  {escape_terminal(id)}  {escape_terminal(shortened(sources[id]))}"
        for line in lines:
            yield f"    {line}"
    for problem in entry.problems:
        yield f"  not read: {escape_terminal(problem)}"
    yield ""


def _texts(change: Change, *, is_terminal: bool) -> str:
    before, after = change.before or "", change.after or ""
    if change.what == "merged" or (before and after and before != after):
        text = shown_changes(before, after, is_terminal=is_terminal)
    elif change.what == "retyped":
        return f" from {escape_terminal(', '.join(change.was))}"
    elif change.what in ("added", "removed") and not change.language:
        return ""
    else:
        text = escape_terminal(shortened(after or before, _LONG))
    return f": {text}"


def _document(found: Log) -> dict[str, Any]:
    return {
        "version": 1,
        "article": found.article,
        "entries": [
            {
                "commit": entry.commit or None,
                "date": entry.date if entry.commit else None,
                "author": entry.author if entry.commit else None,
                "subject": entry.subject if entry.commit else None,
                "changes": [
                    {
                        "unit": change.unit,
                        "source": change.source,
                        "language": change.language or None,
                        "what": change.what.value,
                        "before": change.before,
                        "after": change.after,
                        "was": list(change.was),
                        "state": change.state.value if change.state else None,
                    }
                    for change in entry.changes
                ],
                "kept": [asdict(kept) for kept in entry.kept],
                "problems": list(entry.problems),
            }
            for entry in found.entries
        ],
    }
