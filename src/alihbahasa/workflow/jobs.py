"""Jobs: who has which units, since when, and what of them came back.

A job is a file of JSON in ``translations/.jobs``, small and sorted, and in git
beside the work that it tells of: a merge of two branches is one of lines.
``pack`` opens one, ``import`` notes what comes back; one of which everything
has come back, or is gone from the article, is closed.  To take a job back by
hand is to delete its file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import msgspec

from alihbahasa import storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_re
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare

#: What a job is called: its language, its day, and what tells it from others.
_ID = late_re(r"[A-Za-z0-9-]{1,40}-\d{8}-[a-z2-7]{5}")


@dataclass(frozen=True, slots=True)
class Share:
    """What of an article is in a job: the ids of units that are *open* still, or came *back*.

    *words* are those of all of them, counted when it was packed.
    """

    words: int
    open: tuple[str, ...]
    back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Units in one *language* that somebody has; *whom* and *due* may be "".

    *only* says which units went, *packed* and *returned* when it was sent and
    when something last came back, "" for never, in UTC.
    """

    id: str
    language: str
    whom: str
    packed: str
    due: str
    only: tuple[str, ...]
    articles: dict[str, Share]
    returned: str = ""

    @property
    def is_open(self) -> bool:
        """Whether anything is still to come."""
        return any(share.open for share in self.articles.values())

    @property
    def units(self) -> int:
        """How many units went."""
        return sum(len(share.open) + len(share.back) for share in self.articles.values())

    @property
    def back(self) -> int:
        """How many units came back."""
        return sum(len(share.back) for share in self.articles.values())

    @property
    def words(self) -> int:
        """How many words went, every place of a unit counted."""
        return sum(share.words for share in self.articles.values())


def folder(project: Project) -> Path:
    """Return where the jobs lie."""
    return project.translations / ".jobs"


def path(project: Project, id: str) -> Path:
    """Return where the job *id* lies, which is that of a job."""
    return folder(project) / f"{id}.json"


def run(project: Project) -> tuple[Job, ...]:
    """Return all jobs of *project*, the oldest first.

    Raises AlihbahasaError for a file in their folder that is none.
    """
    # Their folder is hidden, and so not among the files below a folder.
    found = (_read(project, file) for file in folder(project).glob("*.json"))
    return tuple(sorted(found, key=lambda job: (job.packed, job.id)))


def listed(
    project: Project, *, articles: Iterable[str] = (), languages: Iterable[str] = ()
) -> tuple[Job, ...]:
    """Return the jobs that have one of *articles* in one of *languages*; all without either."""
    names, tags = tuple(articles), tuple(languages)
    chosen = set(prepare.chosen_articles(project, names)) if names else set()
    wanted = {tag.lower() for tag in tags}
    return tuple(
        job
        for job in run(project)
        if (not names or chosen & set(job.articles))
        and (not tags or job.language.lower() in wanted)
    )


def _read(project: Project, file: Path) -> Job:
    data = storage.read_if_there(file, limit=storage.TEXT_LIMIT, root=project.root) or b""
    try:
        job = msgspec.json.decode(data, type=Job)
        if job.id != file.stem or not _ID.fullmatch(job.id):
            raise ValueError(f"it says that it is {job.id[:60]!r}")
    except (ValueError, RecursionError) as error:
        raise AlihbahasaError(
            f"not a job: {error}",
            file=project.shown(file),
            hint="take the file back from git; to give the job up, delete it",
        ) from error
    return job


def render(job: Job) -> bytes:
    """Return the file of *job*."""
    text = json.dumps(asdict(job), ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def held(jobs: Iterable[Job], language: str) -> Mapping[tuple[str, str], Job]:
    """Return which job has a unit in *language* still, by article and id; the newest counts."""
    return {
        (article, id): job
        for job in jobs
        if job.language.lower() == language.lower()
        for article, share in job.articles.items()
        for id in share.open
    }


def after(
    job: Job,
    *,
    back: Mapping[str, Collection[str]],
    there: Mapping[str, Collection[str]],
    instant: datetime,
) -> Job:
    """Return *job* after the units *back* of it came back, by article.

    *there* are the units that its articles have today: what is gone from one
    is waited for no longer.  Nothing changes where none came.
    """
    if not any(set(share.open) & set(back.get(name, ())) for name, share in job.articles.items()):
        return job
    shares = {}
    for name, share in job.articles.items():
        came, today = set(back.get(name, ())), set(there.get(name, share.open))
        # What is gone counts as come: its work, if any, waits beside the article.
        still = tuple(id for id in share.open if id in today and id not in came)
        gone = set(share.open) - set(still)
        shares[name] = replace(share, open=still, back=tuple(sorted({*share.back, *gone})))
    return replace(job, articles=shares, returned=stamp(instant))


def stamp(instant: datetime) -> str:
    """Return *instant*, in UTC, as jobs write it."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
