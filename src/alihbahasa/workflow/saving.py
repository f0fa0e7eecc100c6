"""What was taken in or settled goes into the stores and the records, and nothing else does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from alihbahasa import reconciliation, storage
from alihbahasa.project import Project
from alihbahasa.workflow import exchange, notes
from alihbahasa.workflow.collect import Collected, refuse_loss


def save(
    project: Project,
    changed: Mapping[tuple[str, str], Collected],
    *,
    instant: datetime,
    dry_run: bool,
    beside: Mapping[Path, bytes] = MappingProxyType({}),
) -> None:
    """Write the stores and records of what *changed*, by article and language.

    What is *beside* them is written with them, all or none.
    With *dry_run* all is done but the writing.  A store keeps the form that it
    has, whatever profile the settings name now.
    """
    changes: dict[Path, bytes] = {}
    expected: dict[Path, bytes | None] = {}
    for (article, language), found in changed.items():
        refuse_loss(found, shown=project.shown_source(article))
        after = _files(project, article, found, language, instant=instant)
        record_path = project.record_path(article, language=language)
        before = {found.store.path: found.store.data, record_path: found.record_data}
        changes.update({p: data for p, data in after.items() if before[p] != data})
        expected.update(before)
    if not dry_run:
        storage.write({**changes, **beside}, expected=expected, root=project.root)


def _files(
    project: Project, article: str, found: Collected, language: str, *, instant: datetime
) -> dict[Path, bytes]:
    """Return what the store and the record of *article* should hold."""
    profile = exchange.form(found.store, project.settings.profile)
    units = notes.with_notes(found.units, language, bullet=profile.bullet)
    header = exchange.new_header(project, article, language=language)
    store = exchange.render(
        found.store,
        units,
        header=header,
        instant=instant,
        shown=project.shown(found.store.path),
        profile=profile,
    )
    known = reconciliation.with_terms(found.record, found.units, language)
    files = {found.store.path: store}
    record = storage.render_record(known, store=found.store.format.name) if known else b""
    if record or found.record_data:
        files[project.record_path(article, language=language)] = record
    return files
