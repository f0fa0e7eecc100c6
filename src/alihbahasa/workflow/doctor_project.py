"""How a project is: its settings, folders, languages, disk and history, and what was left behind.

Nothing of it is changed; the disk is tried on a folder that is gone afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.project import TAG_PATTERN, Project, settings_file
from alihbahasa.storage import probing
from alihbahasa.workflow import history, prepare
from alihbahasa.workflow.doctor_reading import Health, Reading

_PART = "project"

#: What lies among the languages and is none.
_NOT_LANGUAGES = frozenset({"templates"})


def _ok(name: str, message: str) -> Reading:
    return Reading(_PART, name, Health.OK, message)


def _warning(name: str, message: str, advice: str) -> Reading:
    return Reading(_PART, name, Health.WARNING, message, advice)


def problem(name: str, error: AlihbahasaError, advice: str = "") -> Reading:
    """Return the reading of a thing that *error* says is wrong."""
    return Reading(_PART, name, Health.PROBLEM, str(error), error.hint or advice)


def readings(project: Project, *, profile: str | None) -> Iterator[Reading]:
    """Yield how *project* is; *profile* is the one that fits the program that is installed."""
    file = settings_file(project.root)
    yield _ok("settings", str(file))
    yield from _folders(project)
    yield from _languages(project)
    yield _profile(project, profile)
    yield from _disk(project.root)
    yield _remains(project)
    yield from _history(project)


def _folders(project: Project) -> Iterator[Reading]:
    try:
        articles = project.articles()
    except AlihbahasaError as error:
        yield problem("articles", error)
    else:
        if articles:
            yield _ok("articles", f"{len(articles):,} in {project.shown(project.sources)}")
        else:
            where = project.shown(project.sources)
            yield _warning("articles", f"none in {where}", "put the articles there")
    if project.glossaries.is_dir():
        yield _ok("glossaries", project.shown(project.glossaries))
    else:
        yield Reading(
            _PART,
            "glossaries",
            Health.ABSENT,
            f"no folder {project.shown(project.glossaries)}: no terms are known",
        )
    if project.translations.exists() and not project.translations.is_dir():
        where = project.shown(project.translations)
        yield problem(
            "translations",
            AlihbahasaError("this is no folder", file=where),
            "move it, or name another folder under [folders] in the settings",
        )


def _languages(project: Project) -> Iterator[Reading]:
    settings = project.settings.project
    tags = (settings.source, *settings.targets)
    without = [each for each in tags if not plugins.has_pack(each)]
    pairs = f"{settings.source} into {', '.join(settings.targets) or 'none'}"
    if not settings.targets:
        yield _warning("languages", pairs, "name some under [project] targets in the settings")
    elif without:
        yield _ok("languages", f"{pairs}; defaults for {', '.join(without)}, which has no pack")
    else:
        yield _ok("languages", pairs)
    known = {each.lower() for each in settings.targets}
    others = [
        path.name
        for path in storage.folders_in(project.translations)
        if path.name.lower() not in known
        and path.name not in _NOT_LANGUAGES
        and re.fullmatch(TAG_PATTERN, path.name)
    ]
    if others:
        yield _warning(
            "other languages",
            f"translations into {', '.join(others)}, which the settings do not name",
            "add them to [project] targets, or take the folders away",
        )


def _profile(project: Project, fitting: str | None) -> Reading:
    chosen = project.settings.profile.name
    name = "profile"
    old, new = "omegat-legacy", "omegat"
    if chosen == new and fitting == old:
        return _warning(
            name,
            f"{chosen}, and the OmegaT here is older: it shows no unit without a target",
            f'write profile = "{old}" under [export], where translators have that one too',
        )
    if chosen == old and fitting == new:
        return _warning(
            name,
            f"{chosen}, and the OmegaT here shows units without a target",
            f'write profile = "{new}" under [export], where translators have that one too',
        )
    if fitting in (None, chosen):
        return _ok(name, chosen)
    return _ok(name, f"{chosen}; {fitting} fits the program that is installed here")


def _disk(root: Path) -> Iterator[Reading]:
    name = "disk"
    try:
        found = probing.abilities(root)
    except AlihbahasaError as error:
        yield problem(name, error)
        return
    if not found.locks:
        none = AlihbahasaError("the disk gives no locks", file=str(root))
        yield problem(name, none, "work on a copy of the project on a local disk")
        return
    told = ["can be written, gives locks"]
    told.append("tells a from A" if not found.is_case_blind else "takes a and A for one name")
    if not found.links:
        told.append("has no symbolic links, which nothing needs")
    yield _ok(name, "; ".join(told))


def _remains(project: Project) -> Reading:
    name = "killed runs"
    if probing.is_locked(project.root):
        return _warning(name, "another run is writing now", "wait until it has ended")
    found = probing.remains(project.root, project.translations, project.glossaries)
    if found:
        return _warning(
            name,
            f"one left {prepare.listed([project.shown(path) for path in found])}",
            "the next export, import or build finishes or removes that",
        )
    return _ok(name, "none left anything")


def _history(project: Project) -> Iterator[Reading]:
    name = "git"
    try:
        history.require(project.root)
    except AlihbahasaError as error:
        yield _warning(
            name, error.message, "git init: log and check --since ask git what was before"
        )
        return
    if not history.is_begun(project.root):
        yield _warning(name, "nothing is committed yet", "git add . && git commit")
        return
    yield _ok(name, "the project is in a repository")
    record = project.translations / ".record"
    there = sum(1 for _ in storage.files_below(record)) if record.is_dir() else 0
    kept = history.files_below(
        history.revision(project.root, "HEAD"), record.relative_to(project.root).as_posix()
    )
    if there and not kept:
        yield _warning(
            "record",
            f"{project.shown(record)} is not in git: what comes back is merged by it",
            f"git add {project.shown(record)}, and commit it with the translations",
        )
