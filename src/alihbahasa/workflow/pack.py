"""Pack: all that a translator needs of some articles, as one zip, and who has it.

The zip is a project of OmegaT as it is, has the same for any other program
beside that, pages to read, and a manifest.  The same project at the same instant
gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from alihbahasa import plugins, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Unit
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.storage import zips
from alihbahasa.workflow import (
    exchange,
    export,
    jobs,
    memory_files,
    pack_articles,
    pack_manifest,
    pack_omegat,
    pack_pages,
    prepare,
)
from alihbahasa.workflow.exchange import Loaded
from alihbahasa.workflow.jobs import Job, Share
from alihbahasa.workflow.pack_articles import Sent
from alihbahasa.workflow.prepare import Progress

#: Which units may be asked for: those without a target, with one that nobody has
#: confirmed, and finished ones of which the checks have something to say.
CHOICES = ("new", "draft", "findings")

_SAID = {"new": "without a target", "draft": "with a draft", "findings": "with findings"}

#: What goes where nothing is asked for.
_OPEN = ("new", "draft")

#: The longest file of style notes, in bytes: the brief is one page.
_LONGEST_NOTES = 20_000

#: The longest name of somebody, in characters.
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What a pack is to be: for *whom*, until when, with which units and which style notes."""

    whom: str = ""
    due: str = ""
    only: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack: where it is, its *job* and *articles*, and how many files and bytes it has.

    *left_out* are articles of which nothing goes, *held* other jobs that have some
    of the units already, and how many.
    """

    path: Path
    job: Job
    articles: tuple[Sent, ...]
    files: tuple[str, ...]
    size: int
    left_out: tuple[str, ...]
    held: tuple[tuple[Job, int], ...]


def run(
    project: Project,
    *,
    language: str,
    articles: Iterable[str] = (),
    asked: Asked = Asked(),
    output: Path | None = None,
    yes: bool = False,
    dry_run: bool = False,
    progress: Progress = iter,
) -> Packed:
    """Write a pack of *articles* into *language*, all when none are named, and open its job.

    They are exported first, their notes written anew.  The zip goes to *output*,
    or is called by its job, in the working folder.  Raises AlihbahasaError
    where nothing is to be done in any of them.
    """
    articles = tuple(articles)
    language = _one_language(project, language)
    export.run(
        project,
        articles=articles,
        languages=(language,),
        refresh_notes=True,
        yes=yes,
        dry_run=dry_run,
        progress=progress,
    ).refuse_errors()
    with project.lock(idle=dry_run):
        instant = exchange.now()
        only = asked.only or _OPEN
        chosen = prepare.chosen_articles(project, articles)
        there = pack_articles.sent(project, chosen, language, only=only)
        sent = tuple(each for each in there if each.open)
        if not sent:
            raise _nothing(chosen, only)
        shares = {
            each.article: Share(
                prepare.words(each.open), tuple(sorted(unit.id for unit in each.open))
            )
            for each in sent
        }
        job = Job(
            id="",
            language=language,
            whom=asked.whom,
            packed=jobs.stamp(instant),
            due=asked.due,
            only=only,
            articles=shares,
        )
        job = replace(job, id=_id(job))
        held = jobs.held((each for each in jobs.run(project) if each.id != job.id), language)
        files = dict(_files(project, sent, job, asked))
        manifest = pack_manifest.manifest(
            files,
            job=job.id,
            project=project.settings.export.title or project.root.name,
            source=project.settings.project.source,
            language=language,
            whom=job.whom,
            packed=job.packed,
            due=job.due,
            only=only,
            articles={each.article: each.counted for each in sent},
        )
        files[pack_manifest.NAME] = pack_manifest.render(manifest)
        data = zips.zipped(files, instant=instant, folders=pack_omegat.FOLDERS)
        path = storage.real(output or Path(f"{job.id}.zip"))
        _refuse_other(path, project)
        job_path = jobs.path(project, job.id)
        if not dry_run:
            storage.write(
                {path: data, job_path: jobs.render(job)},
                expected={},
                root=project.root,
                others=(path.parent,),
            )
        return Packed(
            path,
            job,
            sent,
            tuple(sorted(files)),
            len(data),
            tuple(each.article for each in there if not each.open),
            _counted(held, sent),
        )


# --- what is asked for ------------------------------------------------------------


def asked_for(
    *, whom: str = "", due: str = "", only: Sequence[str] = (), style: bytes = b"", shown: str = ""
) -> Asked:
    """Return what is asked for, looked over; *style* are the bytes of a file called *shown*."""
    whom = " ".join(whom.split())
    if len(whom) > _LONGEST_NAME or not whom.isprintable():
        raise AlihbahasaError(
            f"not a name: {whom[:_LONGEST_NAME]!r}",
            hint=f"at most {_LONGEST_NAME} characters that can be printed",
        )
    if due:
        try:
            due = date.fromisoformat(due).isoformat()
        except ValueError as error:
            raise AlihbahasaError(
                f"not a day: {due[:40]!r}", hint="write it as 2026-12-31"
            ) from error
    if len(style) > _LONGEST_NOTES:
        raise AlihbahasaError(
            f"more than {_LONGEST_NOTES:,} bytes of notes",
            file=shown,
            hint="the brief is one page: say the rest where the notes can name it",
        )
    try:
        text = style.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = style.count(b"\n", 0, error.start) + 1
        raise AlihbahasaError("not UTF-8", file=shown, line=line) from error
    return Asked(whom, due, tuple(each for each in CHOICES if each in only), text)


def _one_language(project: Project, asked: str) -> str:
    languages = prepare.chosen_languages(project, (asked,) if asked else ())
    if len(languages) > 1:
        raise AlihbahasaError(
            "a pack is for one language", hint=f"choose with --to: {', '.join(languages)}"
        )
    return languages[0]


def _nothing(chosen: Sequence[str], only: Sequence[str]) -> AlihbahasaError:
    if not chosen:
        return AlihbahasaError("there are no articles to pack")
    asked = " or ".join(_SAID[each] for each in only)
    return AlihbahasaError(
        f"nothing to pack: no unit {asked} in {prepare.listed(chosen)}",
        hint="--only findings packs finished units that a check has something to say of"
        if only == _OPEN
        else "alihbahasa status tells what is open",
    )


def _refuse_other(path: Path, project: Project) -> None:
    """Raise where *path* is something else than an earlier pack."""
    if path.is_dir():
        raise AlihbahasaError("this is a folder", file=project.shown(path))
    if not path.parent.is_dir():
        raise AlihbahasaError("there is no such folder", file=project.shown(path.parent))
    if path.exists() and not zips.recognises(storage.head(path, size=4)):
        raise AlihbahasaError(
            "there is a file here that is no zip; nothing was written over it",
            file=project.shown(path),
        )


def _id(job: Job) -> str:
    """Return what *job* is called: by all that is in it, so that the same one is so again."""
    told = hashlib.blake2b(jobs.render(job), digest_size=5).digest()
    mark = base64.b32encode(told).decode().lower()[:5]
    return f"{job.language}-{job.packed[:10].replace('-', '')}-{mark}"


def _counted(
    held: Mapping[tuple[str, str], Job], sent: Iterable[Sent]
) -> tuple[tuple[Job, int], ...]:
    """Return the jobs that units which are *sent* are *held* in, and how many of them."""
    found: dict[str, tuple[Job, int]] = {}
    for each in sent:
        for unit in each.open:
            job = held.get((each.article, unit.id))
            if job is not None:
                found[job.id] = (job, found.get(job.id, (job, 0))[1] + 1)
    return tuple(found[id] for id in sorted(found))


# --- what is in it ----------------------------------------------------------------


def _files(
    project: Project, sent: Sequence[Sent], job: Job, asked: Asked
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the pack by their names."""
    language, source = job.language, project.settings.project.source
    memory = memory_files.finished(project, language).units
    drafts = [unit for each in sent for unit in each.open if unit.is_draft]
    header = replace(exchange.new_header(project, "", language=language), documents=(), comment="")
    yield from pack_omegat.files(
        source=source,
        target=language,
        pack=prepare.source_pack(project, project.settings),
        finished=memory,
        drafts=drafts,
        header=header,
    )
    if memory:
        yield "universal/memory.tmx", b"".join(plugins.memory_format("tmx").write(header, memory))
    for each in sent:
        units = pack_articles.written(each, language)
        for name, folder in (
            ("po", "source"),
            ("po", "universal/po"),
            ("xliff12", "universal/xliff"),
        ):
            path, data = _exchange_file(project, each.article, units, name, job=job)
            yield f"{folder}/{path}", data
    yield from _glossaries(project, sent, language)
    yield from pack_pages.pages(project, sent, job, style=asked.style)


def _exchange_file(
    project: Project, article: str, units: tuple[Unit, ...], name: str, *, job: Job
) -> tuple[str, bytes]:
    format = plugins.exchange_format(name)
    path = PurePosixPath(article).with_suffix(format.extension).as_posix()
    data = exchange.render(
        Loaded(Path(path), format, None, None),
        units,
        header=exchange.new_header(project, article, language=job.language),
        instant=exchange.now(),
        shown=path,
    )
    return path, data


#: The glossaries of a pack: the name of the file, and its format.
_GLOSSARIES = (
    ("glossary/terms.utf8", "omegat"),
    ("universal/terms.tbx", "tbx2"),
    ("universal/terms-v3.tbx", "tbx"),
    ("universal/terms.xlsx", "xlsx"),
)


def _glossaries(
    project: Project, sent: Sequence[Sent], language: str
) -> Iterator[tuple[str, bytes]]:
    source = project.settings.project.source
    glossary = replace(pack_articles.concepts(sent), languages=(source, language))
    if not glossary.concepts:
        return
    for path, name in _GLOSSARIES:
        write = plugins.glossary_format(name).write
        assert write is not None
        yield path, write(glossary, source_language=source, languages=(language,))[0]
