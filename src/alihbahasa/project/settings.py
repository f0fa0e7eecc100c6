"""The settings of a project: what there is, of which type, and what holds without it."""

from __future__ import annotations

import functools
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from alihbahasa import profiles
from alihbahasa.contracts import Profile
from alihbahasa.model import Severity

#: A language tag (BCP 47, RFC 5646): language, script, region, variants.
TAG_PATTERN = (
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
)

Tag = Annotated[
    str,
    Meta(
        pattern=f"^{TAG_PATTERN}$",
        description="A language tag (BCP 47), such as id, pt-BR or zh-Hant",
    ),
]


class Translation(Struct, frozen=True, forbid_unknown_fields=True):
    """What is translated into what."""

    source: Annotated[Tag, Meta(description="The language of the articles")] = "id"
    targets: Annotated[
        tuple[Tag, ...], Meta(description="The languages they are translated into")
    ] = ()


class Folders(Struct, frozen=True, forbid_unknown_fields=True):
    """Where things lie, seen from the root of the project."""

    sources: Annotated[str, Meta(description="The articles", min_length=1)] = "sources"
    glossaries: Annotated[str, Meta(description="The glossaries", min_length=1)] = "glossaries"
    translations: Annotated[
        str, Meta(description="Exchange files, built articles, the record", min_length=1)
    ] = "translations"
    memories: Annotated[
        str, Meta(description="Memories of finished translations, as TMX", min_length=1)
    ] = "tm"


class Articles(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for some of the articles only."""

    frozen: Annotated[
        tuple[Annotated[str, Meta(min_length=1)], ...],
        Meta(
            description="Patterns of articles that are left alone, such as berita/2020/*: their"
            " translations are not exported anew, and not checked unless they are named"
        ),
    ] = ()


class Archive(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of JSON Lines whose records are articles, or several that are alike."""

    files: Annotated[
        str,
        Meta(
            description="A pattern of files below the sources, such as arsip/*.jsonl.gz: JSON"
            " Lines, packed with gzip or zstd where the name ends in .gz or .zst",
            min_length=1,
        ),
    ]
    id: Annotated[
        str, Meta(description="The field that names a record; content.id is one in another")
    ] = "id"
    text: Annotated[str, Meta(description="The field of the text")] = "text"
    title: Annotated[
        str, Meta(description="The field of the headline, where it is not in the text")
    ] = ""
    format: Annotated[
        str, Meta(description="What the texts are: the extension of such articles, txt, md or html")
    ] = "txt"


class Export(Struct, frozen=True, forbid_unknown_fields=True):
    """What is written for translators."""

    profile: Annotated[
        str,
        Meta(
            description="The program that the files are written for: default, omegat,"
            " omegat-legacy, poedit, weblate, lokalize or rich"
        ),
    ] = "default"
    formats: Annotated[
        tuple[str, ...],
        Meta(
            description="The exchange formats: the first is the store, where translations live;"
            " the others are views of it; where none is named, those of the profile",
        ),
    ] = ()
    xliff2_version: Annotated[
        Literal["2.0", "2.1"], Meta(description="The version that XLIFF 2 files say they are of")
    ] = "2.0"
    title: Annotated[str, Meta(description="PO: Project-Id-Version")] = ""
    bugs: Annotated[str, Meta(description="PO: Report-Msgid-Bugs-To, a URL or an address")] = ""
    translator: Annotated[str, Meta(description="PO: Last-Translator, 'Name <address>'")] = ""
    team: Annotated[str, Meta(description="PO: Language-Team, '{language}' filled in")] = ""


Words = Annotated[str, Meta(min_length=1)]


class Segmentation(Struct, frozen=True, forbid_unknown_fields=True):
    """What the language pack does not know of sentences."""

    never_break_after: Annotated[
        tuple[Words, ...], Meta(description="Abbreviations that end no sentence, with their dot")
    ] = ()
    always_break_after: Annotated[
        tuple[Words, ...], Meta(description="Words that end a sentence, with their dot")
    ] = ()
    keep_apart: Annotated[
        tuple[Words, ...],
        Meta(
            description="Sentences that are translated anew at each of their places,"
            " told apart by what stands before them"
        ),
    ] = ()
    rules: Annotated[
        str,
        Meta(
            description="An SRX 2.0 file, seen from the root of the project, whose rules cut the"
            " articles instead of the language pack's"
        ),
    ] = ""


Labels = Annotated[
    dict[str, dict[Tag, str]],
    Meta(description='A label of the articles and its translations: "Baca:" = { en = "Read:" }'),
]
Severities = Annotated[
    dict[str, Severity],
    Meta(description="The severity of a check, by its name: error, warning, info or off"),
]


class Language(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for one of the target languages."""

    complete: Annotated[
        bool,
        Meta(
            description="Whether all articles are to be translated and built in this language:"
            " what is missing is a finding of check then, and not only a figure of status"
        ),
    ] = False


Score = Annotated[int, Meta(ge=1, le=100)]


class Memory(Struct, frozen=True, forbid_unknown_fields=True):
    """What is made of finished translations for sentences that are like them."""

    shown: Annotated[
        int, Meta(ge=0, le=20, description="How many matches stand beside a sentence at most")
    ] = 3
    least: Annotated[Score, Meta(description="The least score of a match that is shown")] = 70
    comments: Annotated[
        bool, Meta(description="Whether PO files have the matches as comments (#.)")
    ] = False
    prefill: Annotated[
        int,
        Meta(
            ge=0,
            le=100,
            description="The least score of a match that becomes the draft of a sentence"
            " without a translation; 0 for never",
        ),
    ] = 0


class Override(Struct, frozen=True, forbid_unknown_fields=True):
    """Settings for some of the articles, laid over the general ones."""

    articles: Annotated[
        str, Meta(description="A pattern of article names, such as berita/*.txt", min_length=1)
    ]
    labels: Labels = field(default_factory=dict)
    checks: Severities = field(default_factory=dict)
    segmentation: Segmentation = field(default_factory=Segmentation)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a project."""

    project: Translation = field(default_factory=Translation)
    folders: Folders = field(default_factory=Folders)
    articles: Articles = field(default_factory=Articles)
    archives: tuple[Archive, ...] = ()
    export: Export = field(default_factory=Export)
    labels: Labels = field(default_factory=dict)
    checks: Severities = field(default_factory=dict)
    languages: dict[Tag, Language] = field(default_factory=dict)
    segmentation: Segmentation = field(default_factory=Segmentation)
    memory: Memory = field(default_factory=Memory)
    overrides: tuple[Override, ...] = ()

    @property
    def profile(self) -> Profile:
        """The profile that exchange files are written in."""
        return _profile(self.export.profile, self.export.xliff2_version)

    @property
    def formats(self) -> tuple[str, ...]:
        """The exchange formats, the store first: those that are named, or the profile's."""
        return self.export.formats or self.profile.formats

    def is_complete(self, language: str) -> bool:
        """Tell whether all articles are to be translated into *language*."""
        return any(
            each.complete for tag, each in self.languages.items() if tag.lower() == language.lower()
        )

    def for_article(self, name: str) -> Settings:
        """Return the settings with the overrides that match the article *name* laid over them."""
        if not self.overrides:
            return self
        labels, checks, segmentation = dict(self.labels), dict(self.checks), self.segmentation
        for override in self.overrides:
            if not fnmatchcase(name, override.articles):
                continue
            for label, words in override.labels.items():
                labels[label] = {**labels.get(label, {}), **words}
            checks.update(override.checks)
            more = override.segmentation
            segmentation = Segmentation(
                never_break_after=segmentation.never_break_after + more.never_break_after,
                always_break_after=segmentation.always_break_after + more.always_break_after,
                keep_apart=segmentation.keep_apart + more.keep_apart,
                rules=more.rules or segmentation.rules,
            )
        return msgspec.structs.replace(
            self, labels=labels, checks=checks, segmentation=segmentation, overrides=()
        )


@functools.lru_cache(maxsize=16)
def _profile(name: str, xliff2_version: str) -> Profile:
    return replace(profiles.profile(name), xliff2_version=xliff2_version)


def json_schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the settings file."""
    schema = msgspec.json.schema(Settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of alihbahasa",
        **schema,
    }
