"""alihbahasa import."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alihbahasa.cli import _progress, _terminal
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.workflow.import_ import Imported, Told
    from alihbahasa.workflow.returned import Gathered

#: How many files that were passed over are named.
_NAMED = 5

_STANDARD_INPUT = "standard input"

#: What is said of a unit that somebody should look at.
_SAID = {
    "conflict": "",
    "replaced": "the one before is kept in the record",
    "changed": "its source was changed in the file: a draft",
    "earlier": "the article has changed since: a draft",
    "obsolete": "no longer in the article",
    "stale": "changed since the review: not accepted",
}


@click.command(
    name="import",
    epilog="""\b
Examples:
  alihbahasa import returned/artsakh.xlf
  alihbahasa import ~/Downloads/from-sari --dry-run
  alihbahasa import ~/Downloads/en-20261130-k3v7q.zip
  alihbahasa import omegat-project/omegat/project_save.tmx
  alihbahasa import review-en.json
  cat artsakh.po | alihbahasa import -
  alihbahasa import returned --format json:taken.json --format text

\b
Exit code 1: there are conflicts to look at; see alihbahasa resolve.""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...")
@_terminal.format_option(
    "text",
    "json",
    help="How to tell what was done: text (the default) or json; may be repeated.",
    multiple=True,
)
@_terminal.dry_run_option
@_terminal.project_option
def command(
    files: tuple[str, ...], formats: tuple[tuple[str, str], ...], dry_run: bool, folder: Path
) -> None:
    """Merge files that came back (PO, XLIFF, TMX, a pack, a review) into the store.

    Format, article and language are found by the content; of a FOLDER all files
    are taken that are exchange files.  A zip that `pack` wrote comes back as it is,
    with the target folder of OmegaT filled or no more than its memory; what has not
    changed in it is passed over, and its job is closed.  The decisions saved from a
    review page make what was accepted reviewed, where it still stands so, and bring
    its comments.  A target that was exported is untouched
    or older and changes nothing; a new one is taken; two new ones are a
    conflict: ours stays, theirs is kept beside it until it is resolved.  Where
    one of the files cannot be taken, none is.

    \b
    json: {"version": 1, "dry_run",
           "summary": {"files", "conflicts", "passed_over", "refused"},
           "files": [{"file", "article", "language", "outcomes", "remarks",
                      "sentences", "jobs"}, ...],
           "units": [{"file", "article", "language", "unit", "what", "source",
                      "target", "theirs", "origin"}, ...],
           "passed_over": [FILE, ...], "remarks": [what is told of packs, ...],
           "refused": [{"file", "line", "column", "unit", "message", "hint"}, ...]}
    outcomes has counts by name: untouched, same, taken, conflict, obsolete; sentences
    too: what became of those of the article since its export (edited, deleted, ...).
    jobs are those that the last file of an article brought units back of.
    what is conflict, replaced, changed, earlier, obsolete or stale.  target is what stands in
    the store now (ours, in a conflict), theirs what came in the file; origin, told of
    a conflict, is whose theirs is, and since when.  Keys are added, never renamed.
    """
    from alihbahasa import storage
    from alihbahasa.workflow import import_, returned

    project = _terminal.open_project(folder)
    _terminal.refuse_destinations((target for _, target in formats), project)
    gathered = returned.gathered(file for file in files if file != "-")
    found, passed_over = gathered.files, gathered.others
    if "-" in files:
        data = _terminal.read_input("-", limit=storage.EXCHANGE_LIMIT)
        found = (*found, import_.Returned(_STANDARD_INPUT, data))
    results, refused = import_.run(
        project,
        found,
        refused=gathered.refused,
        dry_run=dry_run,
        progress=_progress.progress,
    )
    for error in refused:
        click.echo(f"alihbahasa: error: {escape_terminal(str(error))}", err=True)
        if error.hint:
            click.echo(f"  {escape_terminal(error.hint)}", err=True)
    if refused and len(files) + len(found) > 2:
        _terminal.notice("nothing was written: leave out what cannot be taken, or mend it")
    for remark in gathered.remarks:
        _terminal.notice(remark)
    for name, target in formats:
        with _terminal.output(target, project) as write:
            if name == "json":
                units = [_unit(each, told) for each in results for told in each.told]
                document = {
                    "version": 1,
                    "dry_run": dry_run,
                    "summary": {
                        "files": len(found),
                        "conflicts": sum(each.conflicts for each in results),
                        "passed_over": len(passed_over),
                        "refused": len(refused),
                    },
                    "files": [_file(each) for each in results],
                    "units": units,
                    "passed_over": passed_over,
                    "remarks": gathered.remarks,
                    "refused": [
                        {
                            key: getattr(error, key)
                            for key in ("file", "line", "column", "unit", "message", "hint")
                        }
                        for error in refused
                    ],
                }
                write(_terminal.json_text(document))
            else:
                is_silent = _terminal.is_silent(dry_run=dry_run)
                lines = (
                    _passed_over(passed_over)
                    if refused
                    else _text(results, gathered, is_silent=is_silent)
                )
                for line in lines:
                    write(f"{escape_terminal(line)}\n")
    if refused:
        sys.exit(2)
    _terminal.tell_dry_run(dry_run)
    sys.exit(1 if any(each.conflicts for each in results) else 0)


def _text(
    results: Sequence[Imported], gathered: Gathered, *, is_silent: bool = False
) -> Iterator[str]:
    """Yield what was done; where it *is_silent*, only what somebody should look at."""
    for each in results:
        if is_silent and not each.told:
            continue
        counts = ", ".join(_count(name, count) for name, count in each.outcomes.items())
        yield f"{each.file} -> {each.article} ({each.language}): {counts or 'nothing in it'}"
        for remark in each.remarks:
            yield f"  {remark}"
        for told in each.told:
            said = _SAID[told.what] or told.origin
            yield f"  {told.what:8}  {told.unit.id}  {_terminal.beginning(told.unit)}  ({said})"
        yield from _terminal.sentences(each.fates)
    if is_silent:
        return
    for job in {job.id: job for each in results for job in each.jobs}.values():
        whom = f" ({job.whom})" if job.whom else ""
        still = job.units - job.back
        left = f"{still:,} still out" if still else "all is back: closed"
        yield f"job {job.id}{whom}: {job.back:,} of {_terminal.plural(job.units, 'unit')}, {left}"
    yield from _passed_over(gathered.others)
    if not results and not gathered.others and not gathered.remarks:
        yield "no exchange file is there"


def _passed_over(names: Sequence[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - _NAMED:,} others" if len(names) > _NAMED else ""
        yield f"passed over, no exchange files: {', '.join(names[:_NAMED])}{more}"


def _count(outcome: str, count: int) -> str:
    """Return *count* and the *outcome* in words; all but a conflict tell how units are."""
    is_noun = outcome == "conflict"
    return _terminal.plural(count, outcome) if is_noun else f"{count:,} {outcome}"


def _file(result: Imported) -> dict[str, Any]:
    return {
        "file": result.file,
        "article": result.article,
        "language": result.language,
        "outcomes": dict(result.outcomes),
        "remarks": result.remarks,
        "sentences": {str(fate): count for fate, count in sorted(result.fates.items())},
        "jobs": [
            {"job": job.id, "for": job.whom, "units": job.units, "back": job.back}
            for job in result.jobs
        ],
    }


def _unit(result: Imported, told: Told) -> dict[str, Any]:
    from alihbahasa.model import raw

    return {
        "file": result.file,
        "article": result.article,
        "language": result.language,
        "unit": told.unit.id,
        "what": told.what.value,
        "source": raw(told.unit.source),
        "target": raw(told.unit.target or ()),
        "theirs": raw(told.theirs),
        "origin": told.origin,
    }
