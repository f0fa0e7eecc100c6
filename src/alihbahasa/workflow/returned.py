"""Files that came back: found in folders and zips, and whose they are by what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from alihbahasa import plugins, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Bitext, Unit, fallbacks, raw, unit_id
from alihbahasa.patterns import late_re
from alihbahasa.project import TAG_PATTERN, Project
from alihbahasa.reconciliation import squeezed, words_of
from alihbahasa.records import dataclass
from alihbahasa.workflow import decisions, exchange, unpack
from alihbahasa.workflow.pack_manifest import Manifest

#: Other folders lie beside those of the languages: the record, templates.
_TAG = late_re(TAG_PATTERN)

#: How many units are looked for in the text of an article, and how long they are at least.
_LOOKED_FOR = 50
_TELLING = 12


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: what it is called, and its bytes, or where to read them.

    *manifest* is that of the pack that it came in.  Of a unit whose source is
    among *told*, a newer file of that pack tells.
    """

    name: str
    data: bytes | None = None
    path: Path | None = None
    manifest: Manifest | None = None
    told: frozenset[str] = frozenset()

    def read(self) -> bytes:
        """Return the bytes of the file."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        try:
            return storage.read(self.path, limit=storage.EXCHANGE_LIMIT)
        except AlihbahasaError as error:
            error.file = self.name
            raise


@dataclass(frozen=True, slots=True)
class Gathered:
    """The *files* that came back, the names of *others* that are none, and *remarks* on packs.

    *refused* says why a zip cannot be taken.
    """

    files: tuple[Returned, ...]
    others: tuple[str, ...]
    remarks: tuple[str, ...]
    refused: tuple[AlihbahasaError, ...]


def gathered(paths: Iterable[str]) -> Gathered:
    """Return what *paths* name: files, folders, and packs of both kinds.

    Of a folder those files are taken that are exchange files by what is in them,
    or by their extension: a broken one is an error, no file to be passed over.
    Hidden files, and hidden folders, are passed over in silence.  A file that is
    named itself is taken in any case.  None is taken twice.  A zip, and a folder
    that a pack or a project of OmegaT is in, are looked through by ``unpack``.
    """
    found: dict[Path, list[Returned]] = {}
    others: list[str] = []
    remarks: list[str] = []
    refused: list[AlihbahasaError] = []
    for name in paths:
        if not name:
            raise AlihbahasaError("the name of a file is empty", hint="for this folder say .")
        path = Path(name)
        if storage.real(path) in found:
            continue
        if path.is_dir() and not unpack.is_project(path):
            known, unknown = _in_folder(path)
            for each in known:
                found.setdefault(storage.real(each), [Returned(str(each), path=storage.real(each))])
            others += unknown
            continue
        try:
            came = unpack.unpacked(path, shown=name.rstrip("/"))
        except AlihbahasaError as error:
            found[storage.real(path)] = []
            refused.append(error)
            continue
        if came is None:
            found[storage.real(path)] = [Returned(name, path=storage.real(path))]
            continue
        found[storage.real(path)] = [
            Returned(each.name, each.data, manifest=came.manifest, told=each.told)
            for each in came.files
        ]
        others += came.others
        remarks += unpack.remarks(came, shown=name)
    files = tuple(each for group in found.values() for each in group)
    return Gathered(files, tuple(others), tuple(remarks), tuple(refused))


def _in_folder(folder: Path) -> tuple[list[Path], list[str]]:
    """Return the exchange files below *folder*, and the names of others."""
    known: list[Path] = []
    others: list[str] = []
    formats = plugins.exchange_formats()
    for each in storage.files_below(folder):
        head = storage.head(each, size=4096) if each.is_file() else b""
        is_known = decisions.recognises(head) or any(format.recognises(head) for format in formats)
        if is_known or exchange.by_extension(formats, each.name):
            known.append(each)
        else:
            others.append(str(each))
    return known, others


def languages(project: Project) -> Mapping[str, str]:
    """Return the target languages, by their tags in small letters.

    They are those of the settings, and others that there are translations in.
    """
    folders = (path.name for path in storage.folders_in(project.translations))
    found = (*filter(_TAG.fullmatch, folders), *project.settings.project.targets)
    return {each.lower(): each for each in found}


def language(project: Project, bitext: Bitext, name: str, *, there: Mapping[str, str]) -> str:
    """Return which of the target languages *there* a file called *name* is in."""
    tag = bitext.header.target_language
    source = project.settings.project.source
    fitting = next((there[each.lower()] for each in fallbacks(tag) if each.lower() in there), None)
    if tag and fitting is None and source.lower() in (each.lower() for each in fallbacks(tag)):
        raise AlihbahasaError(
            f"its target language is {tag}, the source language of this project",
            file=name,
            hint="the languages are swapped: let the translator's program write them the right way",
        )
    given = bitext.header.source_language.lower()
    if given and fallbacks(given)[-1] not in (fallbacks(source.lower())[-1], "und"):
        raise AlihbahasaError(
            f"its source language is {given}, and that of this project {source}",
            file=name,
            hint="name the project that it is of with --project",
        )
    if fitting is not None:
        return fitting
    if not tag:
        for part in reversed(PurePath(name).parts[:-1]):
            if part.lower() in there:
                return there[part.lower()]
        raise AlihbahasaError(
            "the file does not say its target language",
            file=name,
            hint="put it into a folder that is called by the tag, such as en,"
            " or say it in the file (PO: Language, XLIFF: the target language)",
        )
    raise AlihbahasaError(
        f"{tag} is not a target language of this project",
        file=name,
        hint="add it under [project] targets in the settings",
    )


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles that a file may be of: their *names*, and what is in them.

    *known* gives the ids, without kinds, of all units that an article has or
    ever had in the language of the file, *text* all it says now, without white
    space; *owners* which articles have a unit of some id today.  *at_work* gives
    the ids of what an article has today, be it that a draft was made of it, and
    *open* of what has no target.
    """

    names: frozenset[str]
    known: Callable[[str], frozenset[str]]
    text: Callable[[str], str]
    owners: Callable[[], Mapping[str, Sequence[str]]]
    at_work: Callable[[str], frozenset[str]]
    open: Callable[[str], frozenset[str]]


def by_article(bitext: Bitext, articles: Articles, *, name: str) -> dict[str, list[Unit]]:
    """Sort the units of a file called *name* by the article they are of.

    That is the one that the file names, if at least one of its units is known
    there, or else the one that most of them are found in.  Raises
    AlihbahasaError where there is none.
    """
    there = articles.names
    named = [each for each in bitext.header.documents if each in there]
    placed = Counter(
        place.article for unit in bitext.units for place in unit.places if place.article in there
    )
    default = named[0] if named else next((each for each, _ in placed.most_common(1)), None)
    if default is None:
        if not bitext.units:
            raise AlihbahasaError("there is nothing in the file", file=name)
        default = _likeliest(bitext.units, articles)
        if default is None:
            raise _of_none(bitext, name)
    found: dict[str, list[Unit]] = {}
    for unit in bitext.units:
        owner = next((place.article for place in unit.places if place.article in there), None)
        if owner is None:
            owner = default
            if unit.has_target and not _ids(unit) & articles.known(default):
                owners = _owners(unit, articles)
                owner = owners.pop() if len(owners) == 1 else default
        found.setdefault(owner, []).append(unit)
    for article, units in [*found.items()]:
        if _is_swapped(units, articles.known(article)):
            raise AlihbahasaError(
                "its sources and targets are swapped",
                file=name,
                hint="let the translator's program write them the right way",
            )
        if not _is_of(units, article, articles):
            other = _likeliest(units, articles)
            if other is None:
                count = len(units)
                raise AlihbahasaError(
                    f"it names {article}, but "
                    + (f"none of its {count} units is" if count > 1 else "its unit is not")
                    + " of that article",
                    file=name,
                    hint="it may be of another project, in which an article has the same name",
                )
            del found[article]
            found.setdefault(other, []).extend(units)
    return found


def moved(
    parts: Mapping[str, Sequence[Unit]], articles: Articles
) -> dict[tuple[str, str], list[Unit]]:
    """Return the units of *parts* that stand open in another article, by their article and that.

    Those are of an article that was cut in two: it does not have them any more,
    and exactly one other has.
    """
    found: dict[tuple[str, str], list[Unit]] = {}
    for article, units in parts.items():
        at_work = articles.at_work(article)
        for unit in units:
            if not unit.has_target or _ids(unit) & at_work:
                continue
            owners = _owners(unit, articles)
            if len(owners) == 1 and _ids(unit) & articles.open(other := owners.pop()):
                found.setdefault((article, other), []).append(unit)
    return found


def _of_none(bitext: Bitext, name: str) -> AlihbahasaError:
    said = bitext.header.documents or tuple(
        dict.fromkeys(place.article for unit in bitext.units for place in unit.places)
    )
    of = f"of {said[0]}, which is no article of this project" if said else ""
    return AlihbahasaError(
        of or "of no article of this project",
        file=name,
        hint="if the article was renamed, export it under its new name first" if said else None,
    )


def _ids(unit: Unit) -> frozenset[str]:
    """Return the ids that *unit* may be known by, without their kinds."""
    return frozenset((words_of(unit.id), words_of(unit_id(unit.source, unit.kind, unit.context))))


def _likeliest(units: Sequence[Unit], articles: Articles) -> str | None:
    """Return the article that has at least half of *units*, None where there is none.

    They may be cut otherwise, where no other article has them so.
    """
    votes = Counter(article for unit in units for article in _owners(unit, articles))
    best = votes.most_common(1)
    if best and 2 * best[0][1] >= len(units):
        return best[0][0]
    wanted = min(len(units), _LOOKED_FOR)
    cut = [name for name in articles.names if 2 * _said_in(units, articles.text(name)) >= wanted]
    return cut[0] if len(cut) == 1 else None


def _owners(unit: Unit, articles: Articles) -> set[str]:
    """Return the articles that have *unit* today."""
    owners = articles.owners()
    return {article for id in _ids(unit) for article in owners.get(id, ())}


def _is_swapped(units: Iterable[Unit], known: frozenset[str]) -> bool:
    """Tell whether most of *units* have for a target what is a source of the article."""
    filled = [unit for unit in units if unit.target is not None and unit.has_target]
    swapped = sum(
        words_of(unit_id(unit.target or (), unit.kind)) in known
        and words_of(unit_id(unit.source, unit.kind, unit.context)) not in known
        for unit in filled
    )
    return 2 * swapped > len(filled)


def _is_of(units: Sequence[Unit], article: str, articles: Articles) -> bool:
    """Tell whether at least one of *units* is of *article*, be it cut otherwise."""
    known = articles.known(article)
    if any(_ids(unit) & known for unit in units):
        return True
    return _said_in(units, articles.text(article)) > 0


def _said_in(units: Sequence[Unit], text: str) -> int:
    """Return how many of the first of *units* stand in *text*, which has no white space."""
    sources = (squeezed(raw(unit.source)) for unit in units[:_LOOKED_FOR])
    return sum(len(each) >= _TELLING and each in text for each in sources)
