"""alihbahasa log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alihbahasa.cli import _terminal
from alihbahasa.text import escape_terminal, shortened, shown_changes

if TYPE_CHECKING:
    from alihbahasa.reconciliation import Change
    from alihbahasa.workflow.log import Entry

#: How long the texts of an entry are shown, in characters, where nothing in them is compared.
_LONG = 200


@click.command(
    short_help="Tell which unit changed when, from git.",
    epilog="""\b
Examples:
  alihbahasa log berita/artsakh.txt
  alihbahasa log berita/artsakh.txt --to en --since 2026-11-01
  alihbahasa log berita/artsakh.txt --unit u3k7q2mzv5x4ab
  alihbahasa log berita/artsakh.txt --format json:log.json""",
)
@click.argument("article", metavar="ARTICLE")
@_terminal.languages_option()
@click.option("--unit", metavar="ID", help="Only this unit, and what it was before its edits.")
@click.option(
    "--since",
    default="",
    metavar="REV|DATE",
    help="Only what came after this revision, or since this day (2026-11-20).",
)
@_terminal.format_option("text", "json", help="text or json.")
@_terminal.project_option
def command(
    article: str,
    languages: tuple[str, ...],
    unit: str | None,
    since: str,
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """Tell, the newest first, what each commit changed in an article and its translations.

    What is not committed comes first.  A word diff shows [-what went-] and
    {+what came+}.

    \b
    json: {"version": 1, "article", "entries": [{"commit", "date", "author", "subject",
           "changes": [{"unit", "source", "language", "what", "before", "after",
                        "was", "state"}], "problems"}]}
    commit is null for what is not committed, language null for the source; was are ids
    that the unit had before; what is added, removed, edited, split, merged, retyped
    of a source, and translated, drafted, changed, confirmed, unconfirmed, emptied, obsolete,
    back, removed of a target.
    """
    from alihbahasa.workflow import log

    name, destination = format_
    project = _terminal.open_project(folder)
    entries = log.run(project, article, languages=languages, unit=unit, since=since)
    with _terminal.output(destination, project) as write:
        if name == "json":
            write(_terminal.json_text(_document(article, entries)))
        else:
            is_terminal = not destination and _terminal.has_colour()
            is_empty = True
            for entry in entries:
                is_empty = False
                write("".join(f"{line}\n" for line in _text(entry, is_terminal=is_terminal)))
            if is_empty:
                _terminal.notice("nothing changed, as far as git knows")


def _text(entry: Entry, *, is_terminal: bool) -> Iterator[str]:
    when = entry.date[:16].replace("T", " ")
    about = [entry.commit[:9], when, entry.author, entry.subject] if entry.commit else []
    heading = "  ".join(escape_terminal(each) for each in about) or "not committed"
    yield f"\x1b[33m{heading}\x1b[0m" if is_terminal else heading
    by_unit: dict[str, list[Change]] = {}
    for change in entry.changes:
        by_unit.setdefault(change.unit, []).append(change)
    for id, changes in by_unit.items():
        yield f"  {escape_terminal(id)}  {escape_terminal(shortened(changes[0].source))}"
        for change in changes:
            told = f"{change.language or 'source'} {change.what}"
            yield f"    {told}{_texts(change, is_terminal=is_terminal)}"
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


def _document(article: str, entries: Iterable[Entry]) -> dict[str, Any]:
    return {
        "version": 1,
        "article": article,
        "entries": [
            {
                "commit": entry.commit or None,
                "date": entry.date or None,
                "author": entry.author or None,
                "subject": entry.subject or None,
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
                "problems": list(entry.problems),
            }
            for entry in entries
        ],
    }
