"""alihbahasa pack."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _progress, _terminal
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.project import Project
    from alihbahasa.workflow.pack import Packed


@click.command(
    epilog="""\b
Examples:
  alihbahasa pack --to en                          all that is open
  alihbahasa pack berita/artsakh.txt --to en --for Sari --due 2026-12-31
  alihbahasa pack --to ru --only findings --notes style.txt
  alihbahasa status --jobs                         who has what
  alihbahasa import en-20261130-k3v7q.zip          takes it back""",
)
@_terminal.articles_argument
@click.option(
    "--to",
    "language",
    metavar="LANG",
    default="",
    callback=lambda ctx, param, value: _terminal.tag(ctx, param, value or None) or "",
    shell_complete=_completing.targets,
    help="The target language (BCP 47), where the settings have several.",
)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(["new", "draft", "findings"]),
    help="Which units are to be worked on; may be repeated.  Without: new and draft.",
)
@click.option("--for", "whom", metavar="NAME", default="", help="Who gets it.")
@click.option("--due", metavar="DAY", default="", help="Until when, such as 2026-12-31.")
@click.option(
    "--notes", metavar="FILE", help="Style notes for the brief, text; - for the standard input."
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The zip.  Without: called by the job, in the working folder.",
)
@click.option("--yes", is_flag=True, help="Go on where much finished work would become obsolete.")
@_terminal.format_option("text", "json", help="text or json.")
@_terminal.dry_run_option
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    language: str,
    only: tuple[str, ...],
    whom: str,
    due: str,
    notes: str | None,
    output: Path | None,
    yes: bool,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Write a zip that opens as a project of OmegaT, with files for any other program beside it.

    What is open in the articles is exported and goes to be worked on; what is
    finished goes along to be read.  Who has what is a job in the project, which
    the import of what comes back closes.

    \b
    json: {"version": 1, "dry_run", "file", "bytes", "job", "language", "for", "due",
           "only", "articles": [{"article", "units", "words", "open_units",
           "open_words"}, ...], "left_out": [ARTICLE, ...],
           "held": [{"job", "for", "packed", "units"}, ...], "files": [NAME, ...]}
    held are units that somebody has already.  Keys are added, never renamed.
    """
    from alihbahasa.workflow import pack, prepare

    name, destination = format_
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations([destination], project)
    if output is not None:
        _terminal.refuse_work(output, project)
    style = b"" if notes is None else _terminal.read_input(notes)
    asked = pack.asked_for(whom=whom, due=due, only=only, style=style, shown=notes or "")
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs(prepare.chosen_languages(project, [language] if language else []))
    done = pack.run(
        project,
        language=language,
        articles=articles,
        asked=asked,
        output=output,
        yes=yes,
        dry_run=dry_run,
        progress=_progress.progress,
    )
    with _terminal.output(destination, project) as write:
        if name == "json":
            write(_terminal.json_text(_document(project, done, dry_run=dry_run)))
        else:
            is_silent = _terminal.is_silent(dry_run=dry_run)
            write("" if is_silent else _text(project, done, dry_run=dry_run))
    _terminal.tell_dry_run(dry_run)


def _text(project: Project, done: Packed, *, dry_run: bool) -> str:
    lines = []
    for sent in done.articles:
        counted = sent.counted
        lines.append(
            f"{sent.article} -> {done.job.language}: "
            f"{_terminal.plural(counted.open_units, 'unit')} of {counted.units:,}, "
            f"{_terminal.plural(counted.open_words, 'word')} of {counted.words:,}"
        )
    if done.left_out:
        lines.append(f"nothing to do in {_terminal.plural(len(done.left_out), 'other article')}")
    for job, units in done.held:
        whom = f"{job.whom}, " if job.whom else ""
        lines.append(
            f"  {_terminal.plural(units, 'unit')} of these are out already:"
            f" {job.id} ({whom}since {job.packed[:10]})"
        )
    verb = "would write" if dry_run else "wrote"
    whom = f" for {done.job.whom}" if done.job.whom else ""
    lines.append(
        f"job {done.job.id}{whom}: {_terminal.plural(done.job.units, 'unit')}, "
        f"{_terminal.plural(done.job.words, 'word')}"
    )
    lines.append(
        f"  {verb} {project.shown(done.path)} ({_terminal.plural(len(done.files), 'file')})"
    )
    return "".join(f"{escape_terminal(line)}\n" for line in lines)


def _document(project: Project, done: Packed, *, dry_run: bool) -> dict[str, object]:
    return {
        "version": 1,
        "dry_run": dry_run,
        "file": project.shown(done.path),
        "bytes": done.size,
        "job": done.job.id,
        "language": done.job.language,
        "for": done.job.whom,
        "due": done.job.due,
        "only": done.job.only,
        "articles": [{"article": sent.article, **asdict(sent.counted)} for sent in done.articles],
        "left_out": done.left_out,
        "held": [
            {"job": job.id, "for": job.whom, "packed": job.packed, "units": units}
            for job, units in done.held
        ],
        "files": done.files,
    }
