"""The baseline of a project: read, applied to what a check found, written and pruned."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from alihbahasa import storage
from alihbahasa.checking import baseline
from alihbahasa.errors import AlihbahasaError
from alihbahasa.project import Project
from alihbahasa.workflow import check, check_rules, waive
from alihbahasa.workflow.check import Checked
from alihbahasa.workflow.check_rules import Rules
from alihbahasa.workflow.prepare import Progress
from alihbahasa.workflow.waive import Left

_FILE = "baseline.csv"


def beyond(project: Project, left: Left, checked: Checked, *, rules: Rules) -> Left:
    """Return what of *left* is not in the baseline of *project*.

    *checked* tells which articles were looked at, *rules* by which checks: what
    of theirs is in the baseline and was not found is mended.
    """

    def is_looked_at(row: baseline.Key) -> bool:
        check, article, language, *_ = row
        return any(
            name == article
            and language in ("", target)
            and any(each.check.name == check for each in rules.running(article, target))
            for name, target in checked.ids
        )

    rows = Counter(_rows(project))
    found = baseline.counted(left.findings)
    kept = tuple(baseline.applied(left.findings, rows))
    looked_at = {row: count for row, count in rows.items() if rules.are_ours and is_looked_at(row)}
    gone = Counter(looked_at) - found
    return replace(left, findings=kept, known=len(left.findings) - len(kept), mended=gone.total())


def write(project: Project, *, dry_run: bool = False, progress: Progress = iter) -> int:
    """Write all that is found now, and not waived, into a baseline; return how much it is.

    Raises AlihbahasaError where there is one, since it only ever gets shorter,
    and where something cannot be read.
    """
    with project.lock(idle=dry_run):
        path = project.translations / _FILE
        if _data(project) is not None:
            raise AlihbahasaError(
                "there is a baseline already, and it can only get shorter",
                file=project.shown(path),
                hint="alihbahasa baseline prune takes out what is mended",
            )
        rows = _found(project, progress)
        if not dry_run:
            storage.write({path: baseline.written(rows)}, expected={path: None}, root=project.root)
        return rows.total()


def prune(project: Project, *, dry_run: bool = False, progress: Progress = iter) -> tuple[int, int]:
    """Take out of the baseline what is not found now; return what went, and what is left.

    Raises AlihbahasaError where there is none, and where something cannot be read.
    """
    with project.lock(idle=dry_run):
        path = project.translations / _FILE
        before = _data(project)
        if before is None:
            raise AlihbahasaError(
                "there is no baseline", file=project.shown(path), hint="alihbahasa baseline write"
            )
        rows = Counter(_rows(project))
        after = rows & _found(project, progress)
        data = baseline.written(after)
        if not dry_run and data != before:
            storage.write({path: data}, expected={path: before}, root=project.root)
        return rows.total() - after.total(), after.total()


def _found(project: Project, progress: Progress) -> Counter[baseline.Key]:
    """Count all that is found in the project, and not waived."""
    rules = check_rules.rules_of(project)
    checked = check.run(project, rules=rules, progress=progress)
    if checked.errors:
        raise checked.errors[0]
    return baseline.counted(waive.left(project, checked, rules=rules).findings)


def _data(project: Project) -> bytes | None:
    path: Path = project.translations / _FILE
    return storage.read_if_there(path, limit=storage.TEXT_LIMIT, root=project.root)


def _rows(project: Project) -> Counter[baseline.Key]:
    data = _data(project)
    try:
        return baseline.read(data) if data else Counter()
    except AlihbahasaError as error:
        error.within(project.shown(project.translations / _FILE))
        raise
