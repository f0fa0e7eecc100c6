"""alihbahasa check."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _progress, _terminal, _workers
from alihbahasa.errors import AlihbahasaError
from alihbahasa.records import dataclass
from alihbahasa.text import escape_json, escape_terminal

if TYPE_CHECKING:
    from alihbahasa.contracts import Tally
    from alihbahasa.model import Finding, Severity
    from alihbahasa.project import Project
    from alihbahasa.workflow.check import Checked
    from alihbahasa.workflow.check_fix import Mending
    from alihbahasa.workflow.check_rules import Rules
    from alihbahasa.workflow.history import Revision
    from alihbahasa.workflow.waive import Left


@click.command(
    epilog="""\b
Examples:
  alihbahasa check
  alihbahasa check --to en berita/artsakh.txt
  alihbahasa check --since main --format github
  alihbahasa check --fix
  alihbahasa check --select number --fail-on warning
  alihbahasa check --format sarif:findings.sarif --format text
  alihbahasa check locale/*/LC_MESSAGES/*.po
  alihbahasa check --glossary terms.csv --source id ~/Downloads/artsakh.xlf
  msgunfmt de.mo | alihbahasa check --to de -
  alihbahasa check - --pairs --source id --target en --format jsonl < pairs.tsv

\b
Exit code 1: there are findings at or above --fail-on.
Exit code 2: something could not be read or mended; the rest was.""",
)
@click.argument(
    "asked", nargs=-1, metavar="[ARTICLE|FILE]...", shell_complete=_completing.articles_or_files
)
@_terminal.languages_option(
    "those of the settings, or the one that a file says it is in", also="--target"
)
@_terminal.lang_option(
    "the sources of files that do not say it; without: that of the project, or en.",
    also="--source",
)
@_terminal.glossary_option(
    "A glossary, instead of those of the project; may be repeated.", multiple=True
)
@click.option(
    "--select",
    multiple=True,
    metavar="CHECK",
    shell_complete=_completing.checks,
    help="Run this check only, by name, code or the letters it begins with; may be repeated.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CHECK",
    shell_complete=_completing.checks,
    help="Do not run this check; may be repeated.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Tell only what changes since the merge base with this revision have to do with.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="Mend what needs nobody's choice: blanks, separators, quotation marks, kept names.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would do, and write nothing.")
@click.option(
    "--pairs",
    is_flag=True,
    help="Read lines of source, tab, target from the standard input; --format jsonl answers each.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[:FILE]",
    shell_complete=_completing.reports,
    help="How to print the findings, text by default; may be repeated, with another FILE.  There"
    " are text, concise, json, jsonl, sarif, github, gitlab, junit, rdjson and markdown.",
)
@_terminal.fail_on_option
@_workers.workers_options
@_terminal.project_option
def command(
    asked: tuple[str, ...],
    languages: tuple[str, ...],
    lang: str | None,
    glossaries: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    since: str | None,
    fix: bool,
    diff: bool,
    pairs: bool,
    formats: tuple[str, ...],
    fail_on: str,
    jobs: int | None,
    cluster: str,
    folder: Path,
) -> None:
    """Check the translations: terms, numbers, dates, names, punctuation, markup.

    Without ARTICLE, those of all articles of the project.  A FILE is an exchange
    file (PO, XLIFF 1.2, XLIFF 2) from anywhere, or - for the standard input, and
    needs no project: its format and languages are found by the content.  Within
    a project its glossaries and severities hold for files too.

    `alihbahasa rule --all` tells what is checked, `alihbahasa waive` lets a
    finding stand that is right as it is.
    """
    from alihbahasa.model import Severity

    options = {"--since": since is not None, "--fix": fix, "--diff": diff, "--pairs": pairs}
    _refuse_together([name for name, is_given in options.items() if is_given], asked, formats)
    # Only files can do without a project.
    open_project = _terminal.open_project_if_there if asked else _terminal.open_project
    project = open_project(folder)
    if project:
        _terminal.tell_frozen(project, asked)
    formats = formats or ("text",)
    _refuse_destinations(formats, (*asked, *map(str, glossaries)), project)
    # Pairs are answered as they come.
    data = _standard_input() if "-" in asked and not pairs else b""
    run = _Run(
        asked, languages, lang or "", glossaries or None, select, ignore, data, jobs, cluster
    )
    base = None
    if since is not None:
        base, run = _based(since, run, project)
    rules = run.rules(project)
    if pairs:
        sys.exit(_check_pairs(run, rules, formats, Severity(fail_on), project))
    checked = run(project, rules, is_traced=since is not None)
    left = _left(project, checked, rules)
    failed: tuple[AlihbahasaError, ...] = ()
    if diff or fix:
        mending = _mend(left, checked, project, idle=diff)
        failed = mending.errors
        if diff:
            sys.exit(_terminal.tell_errors((*checked.errors, *failed)) or int(bool(mending.files)))
        if mending.files:
            checked = run(project, rules)
            left = _left(project, checked, rules)
    _terminal.tell_packs(checked.languages)
    findings = left.findings
    tally = replace(checked.tally(Severity(fail_on)), waived=left.waived, known=left.known)
    if base is not None:
        findings, fixed = _since(base, checked, left, run=run, project=project)
        tally = replace(tally, since=base.name, fixed=fixed)
    if left.mended:
        found = _terminal.plural(left.mended, "finding")
        _terminal.notice(f"{found} of the baseline mended: alihbahasa baseline prune")
    _report(findings, tally, formats, project)
    sys.exit(_terminal.tell_errors((*checked.errors, *failed)) or _code(findings, tally.fail_on))


@dataclass(frozen=True, slots=True)
class _Run:
    """A check with what the command line says of it."""

    asked: tuple[str, ...]
    languages: tuple[str, ...]
    source: str
    glossaries: tuple[Path, ...] | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    standard_input: bytes
    jobs: int | None
    cluster: str

    def rules(self, project: Project | None) -> Rules:
        """Return what is checked by, in *project*."""
        from alihbahasa.workflow import check_rules

        return check_rules.rules_of(
            project, self.glossaries, select=self.select, ignore=self.ignore
        )

    def __call__(
        self,
        project: Project | None,
        rules: Rules,
        *,
        is_traced: bool = False,
    ) -> Checked:
        """Check what is asked for in *project*."""
        from alihbahasa.workflow import check

        return check.run(
            project,
            asked=self.asked,
            languages=self.languages,
            source=self.source,
            rules=rules,
            standard_input=self.standard_input,
            is_traced=is_traced,
            jobs=self.jobs,
            cluster=self.cluster,
            progress=_progress.progress,
        )


def _standard_input() -> bytes:
    from alihbahasa import storage

    return _terminal.read_input("-", limit=storage.EXCHANGE_LIMIT)


def _refuse_together(given: Sequence[str], asked: Iterable[str], formats: Sequence[str]) -> None:
    """Raise where the options *given* make no sense together, or with what is *asked* for."""
    if len(given) > 1 and set(given) != {"--fix", "--diff"}:
        raise AlihbahasaError(
            f"{given[0]} does not go with {given[1]}", hint="run them one after the other"
        )
    if "--diff" in given and formats:
        raise AlihbahasaError(
            "--diff does not go with --format", hint="it prints a diff, and reports nothing else"
        )
    if given and "--pairs" not in given and "-" in asked:
        why = "has no past" if "--since" in given else "is no file that could be mended"
        raise AlihbahasaError(
            f"{given[0]} does not go with -: the standard input {why}", hint="name the file instead"
        )


def _refuse_destinations(
    formats: Iterable[str], read: Iterable[str], project: Project | None
) -> None:
    """Raise for reports that cannot be written, or not without loss, before anything is done.

    None goes over a file that is *read*, and no two go to one place.
    """
    from alihbahasa import plugins

    taken = {_place(each) for each in read if os.path.exists(each)}
    told: dict[object, str] = {}
    for each in formats:
        name, colon, file = each.partition(":")
        plugins.report(name)
        if colon and not file:
            raise AlihbahasaError(
                f"--format {each} names no file after the colon",
                hint=f"such as --format {name}:findings.{name}",
            )
        place = _place(file)
        if place is not None and place in taken:
            raise AlihbahasaError(
                "a report does not go over what is checked", file=file, hint="name another file"
            )
        if place in told:
            where = f"to {file}" if place else "to the standard output"
            raise AlihbahasaError(
                f"--format {told[place]} and --format {each} both go {where}",
                hint=f"name another file: --format {name}:FILE",
            )
        told[place] = each
        _terminal.refuse_destinations([file], project)


def _place(file: str) -> object:
    """Return what is the same for all names of *file*, None for the standard streams."""
    from alihbahasa import storage

    if file in ("", "-"):
        return None
    # Where case does not matter, or with hard links, names of one file look different.
    with contextlib.suppress(OSError):
        about = os.stat(file)
        return about.st_dev, about.st_ino
    return storage.real(Path(file))


def _left(project: Project | None, checked: Checked, rules: Rules) -> Left:
    from alihbahasa.workflow import baseline, waive

    if project is None:
        return waive.Left(checked.findings)
    return baseline.beyond(project, waive.left(project, checked, rules=rules), checked, rules=rules)


def _based(name: str, run: _Run, project: Project | None) -> tuple[Revision, _Run]:
    """Return what *run* is compared with, and the run by names that hold there as well."""
    from alihbahasa.workflow import check_since

    base = check_since.base(project, name)
    glossaries = run.glossaries and check_since.glossaries(base, run.glossaries)
    return base, replace(run, asked=check_since.names(base, run.asked), glossaries=glossaries)


def _since(
    base: Revision, checked: Checked, left: Left, *, run: _Run, project: Project | None
) -> tuple[tuple[Finding, ...], int]:
    """Return the findings that changes since *base* have to do with, and how many are mended."""
    from alihbahasa.workflow import check_since, waive

    def of_then(
        there: Project | None, asked: Sequence[str], glossaries: Sequence[Path] | None
    ) -> Checked:
        given = None if glossaries is None else tuple(glossaries)
        then = replace(run, asked=tuple(asked), glossaries=given, cluster="")
        rules = then.rules(there)
        found = then(there, rules, is_traced=True)
        if there is None:
            return found
        return replace(found, findings=waive.left(there, found, rules=rules).findings)

    before = check_since.before(
        project, base, asked=run.asked, glossaries=run.glossaries or (), check=of_then
    )
    for error in before.errors:
        _terminal.notice(
            f"at {base.name} this could not be read, so its findings count as new: {error}"
        )
    since = check_since.compared(checked, left.findings, before)
    return since.findings, since.fixed


def _mend(left: Left, checked: Checked, project: Project | None, *, idle: bool) -> Mending:
    """Mend what can be, and say so; where this is to be *idle*, only show it."""
    from alihbahasa.workflow import check_fix, prepare

    mend = check_fix.mended if idle else check_fix.mend
    mending = mend(left.findings, checked.paths, project=project)
    if mending.frozen:
        _terminal.notice(f"frozen, so left alone: {prepare.listed(mending.frozen)}")
    for each in mending.files:
        if idle:
            _show(each.diff())
        else:
            _terminal.notice(f"{each.shown}: {_terminal.plural(each.count, 'finding')} mended")
    return mending


def _show(diff: str) -> None:
    if sys.stdout.isatty():
        diff = "".join(f"{escape_terminal(line)}\n" for line in diff.split("\n")[:-1])
    click.echo(diff, nl=False)


def _report(
    findings: Sequence[Finding],
    tally: Tally,
    formats: Iterable[str],
    project: Project | None,
) -> None:
    """Print the findings in all *formats*, each NAME or NAME:FILE."""
    from alihbahasa import plugins

    pairs = [name.partition(":") for name in formats]
    tally = replace(tally, is_brief=_terminal.is_silent())
    for report, file in [(plugins.report(name), file) for name, _, file in pairs]:
        with _terminal.output(file, project) as write:
            is_terminal = not file and _terminal.has_colour()
            for text in report.render(findings, tally, is_terminal=is_terminal):
                write(text)
        if report.name == "github":
            _summarise_step(findings, tally)


def _summarise_step(findings: Sequence[Finding], tally: Tally) -> None:
    """Write the findings to the summary of the step that this is on GitHub, if it is one."""
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        from alihbahasa import plugins, storage

        markdown = "".join(plugins.report("markdown").render(findings, tally))
        storage.append(Path(summary), markdown.encode())


def _code(findings: Iterable[Finding], fail_on: Severity) -> int:
    return int(any(each.severity.reaches(fail_on) for each in findings))


# --- pairs ------------------------------------------------------------------------


def _check_pairs(
    run: _Run, rules: Rules, formats: Sequence[str], fail_on: Severity, project: Project | None
) -> int:
    """Check the pairs of the standard input and return the exit code.

    The format jsonl answers each line at once; others wait for all findings.
    """
    import alihbahasa
    from alihbahasa.contracts import Tally
    from alihbahasa.workflow import check_pairs, rule

    if run.asked != ("-",) or not run.source or len(run.languages) != 1:
        raise AlihbahasaError(
            "--pairs takes the standard input and the two languages",
            hint="alihbahasa check - --pairs --source id --target en",
        )
    pairs = check_pairs.Pairs(sys.stdin.buffer, run.source, run.languages[0])
    answers = [each for each in formats if each.partition(":")[0] == "jsonl"]
    others = [each for each in formats if each not in answers]
    gathered: list[Finding] = []
    count = code = 0
    with contextlib.ExitStack() as stack:
        files = [
            stack.enter_context(_terminal.output(each.partition(":")[2], project))
            for each in answers
        ]
        running = rules.running("", run.languages[0])
        for found in check_pairs.findings(pairs, rules=rules, running=running):
            count += 1
            for write in files:
                write(_answer(found))
            if others:
                gathered += found
            code = code or _code(found, fail_on)
    if others:
        checks = tuple(rule.info(each.check) for each in running if each.check.survey is None)
        tally = Tally(count, 0, fail_on=fail_on, checks=checks, version=alihbahasa.__version__)
        _report(gathered, tally, others, project)
    return code


def _answer(findings: Sequence[Finding]) -> str:
    """Return the line of JSON that answers a pair; offsets are into the text of the side."""
    if not findings:
        return '{"findings": []}\n'
    found = [
        {
            "check": each.check,
            "code": each.code,
            "severity": each.severity.value,
            "message": each.message,
            "side": each.side.value,
            "start": each.spans[0].start if each.spans else 0,
            "stop": each.spans[0].stop if each.spans else 0,
            "fix": list(each.fix),
        }
        for each in findings
    ]
    return escape_json(json.dumps({"findings": found}, ensure_ascii=False)) + "\n"
