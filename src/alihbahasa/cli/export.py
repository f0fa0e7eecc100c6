"""alihbahasa export."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _bands, _progress, _terminal, _workers

if TYPE_CHECKING:
    from alihbahasa.project import Project
    from alihbahasa.workflow.export import Exported
    from alihbahasa.workflow.summed import Summed


@click.command(
    epilog="""\b
Examples:
  alihbahasa export                        all articles, all target languages
  alihbahasa export --to en                one language
  alihbahasa export berita/artsakh.txt     one article
  alihbahasa export --profile omegat       for OmegaT, whatever the settings say
  alihbahasa export --by-band              and what there is to pay for
  alihbahasa export --dry-run              what would be written""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@click.option("--refresh-notes", is_flag=True, help="Write the notes of unchanged units anew too.")
@click.option("--yes", is_flag=True, help="Go on where much finished work would become obsolete.")
@_terminal.profile_option("--profile", help="The program to write for, whatever the settings say")
@click.option("--by-band", is_flag=True, help="Count words by what the memory has for them, too.")
@_workers.workers_options
@_terminal.format_option("text", "json", "csv", help="text, json, or csv of --by-band.")
@_terminal.dry_run_option
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    profile: str | None,
    refresh_notes: bool,
    yes: bool,
    by_band: bool,
    jobs: int | None,
    cluster: str,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Write the exchange files of the articles, over the work that is in them.

    Every translation is kept.  A sentence that was edited becomes a draft with
    its previous source, one that was removed stays as obsolete, and a file in
    which nothing changed keeps its bytes.  Work found in any of the files is
    taken in.  An article that cannot be exported is told at the end, and the others are done.

    \b
    json: {"version": 1, "dry_run", "orphans": [FILE, ...],
           "errors": [{"file", "line", "column", "unit", "message", "hint"}],
           "articles": [{"article", "language", "units", "words", "terms", "reused",
                         "drafts", "obsolete", "conflicts", "prefilled", "headlines",
                         "sentences": {FATE: COUNT},
                         "found": [{"file", "targets", "conflicts"}],
                         "files": [{"path", "is_changed"}]}],
           "archives": [{"archive", "language", "articles", "empty", "unchanged",
                         "files", "written", "taken", "contested", "units", ...}]}
    prefilled are drafts from the memory, headlines those of articles that are linked to;
    sentences tells what became of those of the article since the last export, found
    what was taken from files beside the store, orphans are exchange files without
    an article.  Archives that are exported as a whole have sums: unchanged articles are
    those that were passed over, since nothing happened to them.  --by-band adds
    "bands", as status --by-band has articles.  Keys are added, never renamed.
    """
    from alihbahasa.workflow import bands, export, prepare

    if format_[0] == "csv" and not by_band:
        raise click.UsageError("--format csv goes with --by-band")
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    if profile is not None:
        project = project.with_profile(profile)
    targets = prepare.chosen_languages(project, languages)
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs(targets)
    # Looked up first: what fails after the files were written would deny that they were.
    orphans = prepare.orphans(project, targets)
    done = export.run(
        project,
        articles=articles,
        languages=languages,
        refresh_notes=refresh_notes,
        yes=yes,
        dry_run=dry_run,
        jobs=jobs,
        cluster=cluster,
        progress=_progress.progress,
    )
    results = done.articles
    is_empty = not (results or done.archives)
    if is_empty:
        done.refuse_errors()
        is_empty = not project.articles()
    if orphans:
        _terminal.notice(
            f"{prepare.listed([project.shown(path) for path in orphans])}"
            f" {'has' if len(orphans) == 1 else 'have'} no article any more; if that was renamed,"
            " give its files there the new name too, and its translations are kept"
        )
    if is_empty:
        _terminal.notice(f"no articles in {project.shown(project.sources)}: nothing to export")
    for each in results:
        if not each.files:
            _terminal.notice(f"{project.shown_source(each.article)} has no text")
    exported = [each for each in results if each.files]
    is_untold = is_empty or _terminal.is_silent(dry_run=dry_run)
    counted = (
        bands.run(project, articles=articles, languages=languages, idle=dry_run)
        if by_band and (exported or done.archives)
        else ()
    )
    if format_[0] == "csv":
        with _terminal.output(format_[1], project) as write:
            write(_bands.sheet(counted))
        sys.exit(_terminal.tell_errors(done.errors))
    _terminal.tell(
        format_,
        project,
        document=lambda: (
            {
                "dry_run": dry_run,
                "articles": [_fields(project, each) for each in exported],
                "orphans": [project.shown(path) for path in orphans],
                "archives": [_sums(each) for each in done.archives],
                "errors": [_terminal.error_fields(error) for error in done.errors],
            }
            | ({"bands": _bands.fields(counted)} if by_band else {})
        ),
        lines=() if is_untold else _lines(project, exported, done.archives, dry_run=dry_run),
    )
    if counted and format_[0] == "text":
        with _terminal.output("", project) as write:
            write(_bands.text(counted))
    sys.exit(_terminal.tell_errors(done.errors))


def _lines(
    project: Project,
    exported: Sequence[Exported],
    archives: Sequence[Summed],
    *,
    dry_run: bool,
) -> Iterator[str]:
    written_words = "to write" if dry_run else "written"
    for each in exported:
        yield f"{each.article} -> {each.language}: {_counts(each)}"
        yield from _terminal.sentences(each.fates)
        yield from _given(each)
        for found in each.found:
            yield _taken(found.file.name, found.targets, found.conflicts)
        for path in each.written:
            yield f"  {'would write' if dry_run else 'wrote'} {project.shown(path)}"
    for sums in archives:
        yield (
            f"{sums.archive} -> {sums.language}: {_terminal.plural(sums.articles, 'article')}"
            + (f", {sums.empty:,} without text" if sums.empty else "")
            + (f", {sums.unchanged:,} unchanged since they were exported" if sums.unchanged else "")
        )
        if sums.articles:
            yield f"  {_counts(sums)}"
        yield from _terminal.sentences(sums.fates)
        yield from _given(sums)
        if sums.taken or sums.contested:
            yield _taken("other files", sums.taken, sums.contested)
        if sums.written:
            yield f"  {_terminal.plural(sums.written, 'file')} {written_words}"
    written = sum(len(each.written) for each in exported) + sum(each.written for each in archives)
    files = sum(len(each.files) for each in exported) + sum(each.files for each in archives)
    # In each language an archive has the same articles, but for those that could not be written.
    many = {each.archive: each.articles + each.unchanged for each in archives}
    passed_over = sum(each.unchanged for each in archives)
    articles = len({each.article for each in exported}) + sum(many.values())
    languages = {each.language for each in exported} | {each.language for each in archives}
    yield (
        f"{_terminal.plural(articles, 'article')}, "
        f"{_terminal.plural(len(languages), 'language')}: "
        f"{_terminal.plural(written, 'file')} {written_words}, {files - written:,} unchanged"
        + (f"; {_terminal.plural(passed_over, 'article')} passed over" if passed_over else "")
    )


def _counts(each: Exported | Summed) -> str:
    return (
        f"{_terminal.plural(each.units, 'unit')}, {_terminal.plural(each.words, 'word')}, "
        f"{_terminal.plural(each.terms, 'term')}; {each.reused:,} reused"
        + (f", {_terminal.plural(each.drafts, 'draft')}" if each.drafts else "")
        + (f", {each.obsolete:,} obsolete" if each.obsolete else "")
        + (f", {_terminal.plural(each.conflicts, 'conflict')}" if each.conflicts else "")
    )


def _given(each: Exported | Summed) -> Iterator[str]:
    if each.prefilled:
        yield f"  from the memory: {_terminal.plural(each.prefilled, 'draft')}"
    if each.headlines:
        yield f"  from the articles they link to: {_terminal.plural(each.headlines, 'headline')}"


def _taken(name: str, targets: int, conflicts: int) -> str:
    return f"  taken from {name}: {_terminal.plural(targets, 'target')}" + (
        f", {_terminal.plural(conflicts, 'conflict')}" if conflicts else ""
    )


def _fields(project: Project, exported: Exported) -> dict[str, object]:
    names = "article language units words terms reused drafts obsolete conflicts prefilled"
    names += " headlines"
    return {
        **{name: getattr(exported, name) for name in names.split()},
        "sentences": {str(fate): count for fate, count in sorted(exported.fates.items())},
        "found": [
            {"file": each.file.name, "targets": each.targets, "conflicts": each.conflicts}
            for each in exported.found
        ],
        "files": [
            {"path": project.shown(path), "is_changed": path in exported.written}
            for path in exported.files
        ],
    }


def _sums(sums: Summed) -> dict[str, object]:
    told = {each.name: getattr(sums, each.name) for each in fields(sums) if each.name != "fates"}
    sentences = {str(fate): count for fate, count in sorted(sums.fates.items())}
    return {**told, "sentences": sentences}
