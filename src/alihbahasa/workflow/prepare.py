"""What every verb begins with: articles read and cut into units, glossaries, recognised terms."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import TypeAlias

from alihbahasa import checking, plugins, recognition, segmentation, storage, text
from alihbahasa.checking import Running
from alihbahasa.contracts import ArticleFormat, CheckContext, LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Document, Finding, Glossary, Mention, Unit, plain
from alihbahasa.model.making import changed
from alihbahasa.project import Project, Settings, archives
from alihbahasa.recognition import Recogniser
from alihbahasa.records import dataclass
from alihbahasa.terminology import uniting
from alihbahasa.workflow.glossary import files

#: The longest unit that exchange files are read with, in characters.
_LONGEST_UNIT = 2_000_000

#: Targets whose terms are remembered: those of an article, for all its checks.
_REMEMBERED = 1_000

#: How many of what there is are named in a hint.
_NAMED = 5

#: Where languages are spoken whose tags are names of devices on Windows.
_SOMEWHERE = {"aux": "BR", "con": "CO", "nul": "ID", "prn": "AF"}

#: Wraps the articles that a run goes through, as a progress bar does.
Progress: TypeAlias = Callable[[Sequence[str]], Iterable[str]]


def article_format(article: str) -> ArticleFormat:
    """Return the format that reads *article*, by the end of its name."""
    suffix = Path(article).suffix.lower()
    return next(each for each in plugins.article_formats() if suffix in each.extensions)


def document(project: Project, article: str) -> Document:
    """Read *article* and cut it into units.

    Raises AlihbahasaError with the file for one that cannot be read.
    """
    found = project.source(article)
    return document_of(project, article, found.data, shown=found.file, line=found.line)


def document_of(
    project: Project, article: str, data: bytes, *, shown: str, line: int | None = None
) -> Document:
    """Cut into units what *data* says, as if *article* had them; errors call it *shown*.

    In an archive it stands in one *line*.
    """
    settings = project.settings.for_article(article)
    pack = source_pack(project, settings)
    try:
        whole = article_format(article).read(data, pack, name=article, labels=settings.labels)
        cut = segmentation.segment(
            replace(whole, language=settings.project.source),
            pack,
            never_break_after=settings.segmentation.never_break_after,
            always_break_after=settings.segmentation.always_break_after,
            keep_apart=settings.segmentation.keep_apart,
        )
        _refuse_long(cut)
        return cut
    except AlihbahasaError as error:
        if line is not None and error.file is None:
            told = f", in line {error.line} of its text" if error.line else ""
            raise AlihbahasaError(
                f"{error.message}{told}", file=shown, line=line, unit=error.unit, hint=error.hint
            ) from error
        error.within(shown)
        raise


def _refuse_long(document: Document) -> None:
    """Raise for a unit that no exchange file could be read back with."""
    for block in document.blocks:
        for unit in block.units:
            if len(plain(unit.source)) > _LONGEST_UNIT:
                line = document.text.count("\n", 0, block.span.start) + 1
                raise AlihbahasaError(
                    f"a sentence of more than {_LONGEST_UNIT:,} characters",
                    line=line,
                    hint="break the line up",
                )


def source_pack(project: Project, settings: Settings) -> LanguagePack:
    """Return the pack of the source language, with the rules of a file where *settings* say so."""
    pack = plugins.language_pack(settings.project.source)
    if not settings.segmentation.rules:
        return pack
    path = project.root / settings.segmentation.rules
    project.refuse_outside(path)
    data = storage.read(path, limit=storage.TEXT_LIMIT)
    return with_rules(pack, settings.project.source, data, project.shown(path))


@functools.lru_cache(maxsize=16)
def with_rules(pack: LanguagePack, language: str, data: bytes, shown: str) -> LanguagePack:
    """Return *pack* with the rules for *language* in the SRX file *data*, called *shown*."""
    from alihbahasa.segmentation import srx

    return srx.with_rules(pack, data, language=language, file=shown)


def chosen_articles(project: Project, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the articles that are *asked* for, or all that are not frozen.

    One may be asked for by its name, by a path to its file, or by a folder,
    which stands for those in it that are not frozen.
    """
    there = project.articles()
    asked = tuple(asked)
    chosen: list[str] = []
    for each in asked:
        found = named(project, each, there)
        if not found:
            raise AlihbahasaError(f"no article {each!r}", hint=did_you_mean(each, there))
        chosen += without_frozen(project, each, found)
    if asked:
        return tuple(dict.fromkeys(chosen))
    return tuple(article for article in there if not project.is_frozen(article))


def without_frozen(project: Project, asked: str, found: Iterable[str]) -> tuple[str, ...]:
    """Return the articles *found* for what was *asked*, but frozen ones only where named itself."""
    names = _names(project, asked)
    return tuple(name for name in found if name in names or not project.is_frozen(name))


def left_out(project: Project, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the frozen articles that lie in a folder that is *asked* for, and are not chosen."""
    there = project.articles() if project.settings.articles.frozen else ()
    pairs = [(each, named(project, each, there)) for each in asked]
    chosen = {name for each, found in pairs for name in without_frozen(project, each, found)}
    return tuple(dict.fromkeys(name for _, found in pairs for name in found if name not in chosen))


def idle_patterns(project: Project) -> tuple[str, ...]:
    """Return the patterns of the settings that freeze no article, as one with a typo does."""
    patterns = project.settings.articles.frozen
    there = project.articles() if patterns else ()
    return tuple(each for each in patterns if not any(fnmatchcase(name, each) for name in there))


def refuse_frozen(project: Project, articles: Iterable[str], *, file: str = "") -> None:
    """Raise where one of *articles*, whose translation would change, is to be left alone.

    The error is of the *file* that would change it, where there is one.
    """
    for article in articles:
        if project.is_frozen(article):
            raise AlihbahasaError(
                f"{article} is frozen by the settings: its translations are left alone",
                file=file or project.shown_source(article),
                hint="take it out of [articles] frozen, if that is no longer meant",
            )


def named(project: Project, asked: str, there: Sequence[str]) -> tuple[str, ...]:
    """Return those of the articles *there* that *asked* means, as for ``chosen_articles``."""
    names = _names(project, asked)
    return tuple(
        name
        for name in there
        if name in names or any(folder == "." or name.startswith(f"{folder}/") for folder in names)
    )


def _names(project: Project, asked: str) -> frozenset[str]:
    """Return what an article or a folder is called that *asked* means; ``.`` is that of all.

    An empty name is an error: it would mean the working folder, and all that is below.
    """
    if not asked:
        raise AlihbahasaError("the name of an article is empty", hint="for this folder say .")
    names = {asked.rstrip("/")} - {"."}
    path = Path(os.path.abspath(asked))
    if path.is_relative_to(project.sources):
        names.add(path.relative_to(project.sources).as_posix())
    # The file of an archive stands for the folder that its records are in.
    names |= {
        archive.stem
        for name in names
        if (archive := archives.archive_called(project, name)) is not None
    }
    return frozenset(names)


def faults(project: Project, asked: Sequence[str]) -> Iterator[AlihbahasaError]:
    """Yield what is wrong with records of archives, of those in folders *asked* for, or of all."""
    if project.settings.archives:
        folders = (each for name in asked for each in _names(project, name))
        yield from archives.faults(project, frozenset(folders) if asked else None)


def did_you_mean(asked: str, there: Iterable[str]) -> str | None:
    """Return the hint that names what of *there* is most like *asked*, None where nothing is."""
    from rapidfuzz import process

    near = process.extractOne(asked, tuple(there), score_cutoff=60)
    return f"did you mean {near[0]}?" if near else None


def unit_named(
    asked: str, there: Iterable[str], *, where: str, otherwise: str | None = None
) -> str:
    """Return the one of the ids *there* that is *asked* for: that, or the only one to begin so.

    Errors say *where* it is not, as in "of a.txt"; *otherwise* is what their
    hint says beside what is like it.
    """
    ids = sorted(set(there))
    found = [asked] if asked in ids else [id for id in ids if asked and id.startswith(asked)]
    if len(found) > 1:
        raise AlihbahasaError(
            f"{asked!r} is the beginning of several ids", hint=f"they are {listed(found)}"
        )
    if not found:
        hints = (did_you_mean(asked, ids), otherwise)
        raise AlihbahasaError(
            f"no unit {asked!r} {where}", hint="  ".join(each for each in hints if each) or None
        )
    return found[0]


def listed(names: Sequence[str]) -> str:
    """Return the first of *names*, and how many others there are."""
    more = f" and {len(names) - _NAMED:,} others" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def chosen_languages(project: Project, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the target languages that are *asked* for, or those of the settings."""
    there = {tag.lower(): tag for tag in project.settings.project.targets}
    asked = tuple(dict.fromkeys(there.get(tag.lower(), tag) for tag in asked))
    source = project.settings.project.source
    if source.lower() in (tag.lower() for tag in asked):
        raise AlihbahasaError(
            f"{source} is the source language of the project",
            hint="name another one with --to",
        )
    chosen = asked or project.settings.project.targets
    for tag in chosen:
        if not storage.is_safe_name(tag):
            raise AlihbahasaError(
                f"no folder can be called {tag} on Windows",
                hint=f"name the language with its region, such as {tag}-{_SOMEWHERE[tag.lower()]}",
            )
    if not chosen:
        raise AlihbahasaError(
            "no target language",
            hint="name one with --to, or under [project] targets in the settings",
        )
    return chosen


def orphans(project: Project, languages: Iterable[str]) -> tuple[Path, ...]:
    """Return the stores in *languages* whose article is gone, renamed or moved."""
    extension = plugins.exchange_format(project.settings.formats[0]).extension
    there = archives.archives(project)
    by_file = {str(PurePath(name).with_suffix("")) for name in project.files_of_articles(there)}
    by_stem = {archive.stem: archive for archive in there}

    # Files come folder by folder, and the names of all archives may not fit into the memory.
    @functools.lru_cache(maxsize=4)
    def records(folder: str) -> frozenset[str]:
        stem, _, digits = folder.rpartition("/")
        archive = by_stem.get(stem)
        return archives.in_folder(project, archive, digits) if archive else frozenset()

    found: list[Path] = []
    for language in languages:
        root = project.translations / language
        for path in storage.files_below(root):
            if path.suffix != extension:
                continue
            name = path.relative_to(root).with_suffix("").as_posix()
            if name not in by_file and name not in records(name.rpartition("/")[0]):
                found.append(path)
    return tuple(found)


def glossary(project: Project) -> Glossary:
    """Read all glossaries of the project into one; ``glossary check`` tells where they disagree."""
    read = files.read_all(project)
    source_language = project.settings.project.source
    return uniting.united((file.glossary for file in read), source_language=source_language)[0]


def recogniser(terms: Glossary, language: str, *, derived: bool = False) -> Recogniser:
    """Compile *terms* for texts in *language*; with *derived*, hints for people are found too."""
    pack = plugins.language_pack(language)
    return recognition.compile_terms(terms, language, pack, derived=derived)


def with_mentions(units: Iterable[Unit], compiled: Recogniser) -> tuple[Unit, ...]:
    """Return *units* with the terms their sources mention."""
    return tuple(
        # Most units mention nothing, and to make one anew costs as much as to look.
        unit if found == unit.mentions else changed(unit, mentions=found)
        for unit in units
        for found in [recognition.mentions(text.unmarked(plain(unit.source)), compiled)]
    )


def with_renderings(units: Iterable[Unit], context: CheckContext) -> tuple[Unit, ...]:
    """Return *units*, whose mentions are known, with how their targets render them."""
    return tuple(_rendered(units, context))


def _rendered(units: Iterable[Unit], context: CheckContext) -> Iterator[Unit]:
    for unit in units:
        if not (unit.mentions and unit.has_target and (target := plain(unit.target or ()))):
            yield unit
            continue
        yield replace(
            unit,
            renderings=recognition.renderings(
                unit.mentions,
                context.target_mentions(target),
                source=plain(unit.source),
                target=target,
                language=context.target_language,
            ),
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """A glossary for texts in *language*, and what of it is for an article, by the name of that.

    *scope* are the keys of the concepts that are not for the article, *without*
    the glossary without some keys, *compiled* finds the terms of that in a language.
    """

    language: str
    is_empty: bool
    scope: Callable[[str], frozenset[str]]
    without: Callable[[frozenset[str]], Glossary]
    compiled: Callable[[frozenset[str], str], Recogniser]

    @property
    def glossary(self) -> Glossary:
        """All of the glossary."""
        return self.without(frozenset())

    def source(self, article: str) -> Recogniser:
        """Return what finds the terms in *article*."""
        return self.compiled(self.scope(article), self.language)


def terms(project: Project) -> Terms:
    """Read the glossaries of the project, and compile them for its source language."""
    return terms_of(glossary(project), project.settings.project.source)


def terms_of(everything: Glossary, language: str) -> Terms:
    """Return what *everything* says of articles in *language*."""
    scopes = {each.key: each.scope for each in everything.concepts if each.scope}
    some = functools.cache(functools.partial(without, everything))

    @functools.cache
    def compiled(keys: frozenset[str], language: str) -> Recogniser:
        return recogniser(some(keys), language)

    return Terms(language, not everything.concepts, scope_of(scopes), some, compiled)


def without(glossary: Glossary, keys: frozenset[str]) -> Glossary:
    """Return *glossary* without the concepts that have *keys*."""
    if not keys:
        return glossary
    kept = tuple(concept for concept in glossary.concepts if concept.key not in keys)
    return Glossary(kept, glossary.languages)


def scope_of(scopes: Mapping[str, tuple[str, ...]]) -> Callable[[str], frozenset[str]]:
    """Return what tells which concepts are not for an article, by the name of that.

    *scopes* are the patterns of the articles that each is for, by its key.
    """

    def scope(article: str) -> frozenset[str]:
        return frozenset(
            key
            for key, patterns in scopes.items()
            if not any(fnmatchcase(article, pattern) for pattern in patterns)
        )

    return scope


def positions(document: Document) -> dict[str, tuple[int, int]]:
    """Return the line and the column at which each unit of *document* first stands, from 1."""
    text = document.text
    found: dict[str, tuple[int, int]] = {}
    line, done, begin = 1, 0, 0
    if text.startswith("\ufeff"):
        begin = 1
    for block in document.blocks:
        at = block.span.start + len(block.label) + len(block.gaps[0])
        for unit, source, gap in zip(block.units, block.sources, block.gaps[1:], strict=True):
            line += text.count("\n", done, at)
            begin = max(begin, text.rfind("\n", done, at) + 1)
            done = at
            found.setdefault(unit.id, (line, at - begin + 1))
            at += len(source) + len(gap)
    return found


def units(project: Project, article: str, found: Terms) -> tuple[Unit, ...]:
    """Return the units of *article* as it is now, with the terms that they mention."""
    return recognised(segmentation.units(document(project, article)), article, found)


def recognised(units: tuple[Unit, ...], article: str, found: Terms) -> tuple[Unit, ...]:
    """Return *units* of *article* with the terms that they mention."""
    return units if found.is_empty else with_mentions(units, found.source(article))


def _no_mentions(target: str) -> tuple[Mention, ...]:
    return ()


def check_contexts(found: Terms, language: str) -> Callable[[str], CheckContext]:
    """Return what tells what checks of *language* may look at in an article, by its name."""

    @functools.cache
    def context(keys: frozenset[str]) -> CheckContext:
        everything = found.without(keys)
        compiled = found.compiled(keys, language)
        banned = tuple(each for each in everything.concepts if not each.terms_in(found.language))

        @functools.lru_cache(_REMEMBERED)
        def target_mentions(target: str) -> tuple[Mention, ...]:
            return recognition.mentions(text.unmarked(target), compiled, nested=True)

        pack = plugins.language_pack(found.language)

        return CheckContext(
            source=pack,
            target=plugins.language_pack(language),
            target_language=language,
            target_mentions=target_mentions if everything.concepts else _no_mentions,
            banned=banned,
            near_names=recognition.near_names(everything, found.language, pack),
            packs=plugins.language_packs,
        )

    return lambda article: context(found.scope(article))


def findings(
    units: Iterable[Unit],
    *,
    running: Sequence[Running],
    context: CheckContext,
    article: str,
) -> tuple[Finding, ...]:
    """Return what the checks that are *running* find in the *units* of *article*.

    The findings have no places in a file.
    """
    # A few at a time: the terms of a target are asked for again while they are remembered.
    rendered = _rendered(units, context)
    return tuple(checking.findings(rendered, running=running, context=context, article=article))


def words(units: Iterable[Unit]) -> int:
    """Return the number of source words of *units*, each place counted."""
    return sum(text.word_count(plain(unit.source)) * max(len(unit.places), 1) for unit in units)
