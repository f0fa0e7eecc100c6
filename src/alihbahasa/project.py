"""A project: its settings, and where its things lie.

The settings are ``alihbahasa.toml`` at the root of the project, or the table
``[tool.alihbahasa]`` of a ``pyproject.toml``.  A key that is not known or a
value of the wrong type is an error with its line and the nearest key.
"""

from __future__ import annotations

import difflib
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from alihbahasa import plugins, profiles, storage
from alihbahasa.contracts import Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Severity

SETTINGS_FILE = "alihbahasa.toml"

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
    export: Export = field(default_factory=Export)
    labels: Labels = field(default_factory=dict)
    checks: Severities = field(default_factory=dict)
    segmentation: Segmentation = field(default_factory=Segmentation)
    overrides: tuple[Override, ...] = ()

    @property
    def profile(self) -> Profile:
        """The profile that exchange files are written in."""
        found = profiles.profile(self.export.profile)
        return replace(found, xliff2_version=self.export.xliff2_version)

    @property
    def formats(self) -> tuple[str, ...]:
        """The exchange formats, the store first: those that are named, or the profile's."""
        return self.export.formats or self.profile.formats

    def for_article(self, name: str) -> Settings:
        """Return the settings with the overrides that match the article *name* laid over them."""
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


@dataclass(frozen=True, slots=True)
class Project:
    """A project at *root* with its settings; all paths below are absolute."""

    root: Path
    settings: Settings

    @property
    def sources(self) -> Path:
        """The folder of the articles."""
        return self.root / self.settings.folders.sources

    @property
    def glossaries(self) -> Path:
        """The folder of the glossaries."""
        return self.root / self.settings.folders.glossaries

    @property
    def translations(self) -> Path:
        """The folder of the exchange files and the built articles."""
        return self.root / self.settings.folders.translations

    def with_profile(self, name: str) -> Project:
        """Return the project as it would be with another export profile.

        Raises AlihbahasaError with the nearest name where there is no such profile.
        """
        export = msgspec.structs.replace(self.settings.export, profile=profiles.profile(name).name)
        return replace(self, settings=msgspec.structs.replace(self.settings, export=export))

    def articles(self) -> tuple[str, ...]:
        """Return the names of all articles, sorted: paths below the sources, with ``/``.

        Hidden files and folders, and files that no article format reads, are
        passed over.  Two articles that would write one exchange file are an
        error that names both, as is a name that is not safe to use again.
        """
        if not self.sources.is_dir():
            raise AlihbahasaError(
                "there is no such folder",
                file=self.shown(self.sources),
                hint="make it and put the articles there, or name the right one under [folders]",
            )
        found = sorted(self._walk())
        written: dict[str, str] = {}
        for name in found:
            key = unicodedata.normalize("NFC", str(PurePosixPath(name).with_suffix(""))).casefold()
            if key in written:
                raise AlihbahasaError(
                    f"{written[key]} and {name} would write the same exchange file",
                    file=self.shown(self.sources / name),
                    hint="rename one of them",
                )
            written[key] = name
        return tuple(found)

    def source_path(self, article: str) -> Path:
        """Return where the article lies."""
        return self.sources / article

    def exchange_path(self, article: str, *, language: str, extension: str) -> Path:
        """Return where the exchange file of an article lies; *extension* has its dot."""
        return (self.translations / language / article).with_suffix(extension)

    def built_path(self, article: str, *, language: str) -> Path:
        """Return where the translated article is built."""
        return self.translations / language / article

    def memory_path(self, article: str, *, language: str) -> Path:
        """Return where the old translations of the drafts of an article lie, a memory."""
        return (self.translations / language / "tm" / article).with_suffix(".tmx")

    def template_path(self, article: str) -> Path:
        """Return where the template of an article lies, from which files are begun."""
        return (self.translations / "templates" / article).with_suffix(".pot")

    def record_path(self, article: str, *, language: str) -> Path:
        """Return where the record of an article lies."""
        return (self.translations / ".record" / language / article).with_suffix(".jsonl")

    def shown(self, path: Path) -> str:
        """Return *path* as people are told of it: seen from the working folder or the root."""
        for start in (Path.cwd(), self.root):
            if path.is_relative_to(start):
                return path.relative_to(start).as_posix()
        return str(path)

    def _walk(self) -> Iterator[str]:
        for path in storage.files_below(self.sources):
            if path.suffix.lower() not in _article_extensions():
                continue
            if path.is_symlink() and not storage.real(path).is_relative_to(self.root):
                raise AlihbahasaError("a link out of the project", file=self.shown(path))
            name = path.relative_to(self.sources).as_posix()
            if _UNSAFE.search(name) or any(
                len(part.encode()) > _LONGEST_NAME for part in name.split("/")
            ):
                raise AlihbahasaError(
                    "not a name an exchange file can have",
                    file=self.shown(path),
                    hint='use at most 120 bytes and none of : * ? " < > | \\ or controls',
                )
            yield name


#: How long the name of a file or folder may be, in bytes.
_LONGEST_NAME = 120
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f:*?"<>|\\'
    r"\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


@functools.cache
def _article_extensions() -> frozenset[str]:
    return frozenset(end for each in plugins.article_formats() for end in each.extensions)


def find(start: Path) -> Project:
    """Return the project that *start* lies in: the nearest folder above with settings.

    Raises AlihbahasaError where there is none, or where the settings are wrong.
    """
    if found := find_if_there(start):
        return found
    raise AlihbahasaError(
        f"no project here: neither {SETTINGS_FILE} nor [tool.alihbahasa] in a pyproject.toml,"
        " in this folder or one above",
        file=str(start.absolute()),
        hint="alihbahasa init makes one",
    )


def find_if_there(start: Path) -> Project | None:
    """Return the project that *start* lies in, as ``find`` does, or None where there is none."""
    start = start.absolute()
    if not start.is_dir():
        raise AlihbahasaError("there is no such folder", file=str(start))
    for folder in (start, *start.parents):
        path = settings_file(folder)
        if path is not None:
            return Project(folder.resolve(), settings_of(_table(path) or {}, path))
    return None


def settings_file(folder: Path) -> Path | None:
    """Return the file in *folder* that holds settings, where there is one."""
    for name in (SETTINGS_FILE, "pyproject.toml"):
        path = folder / name
        if path.is_file() and _table(path) is not None:
            return path
    return None


def settings_of(table: Mapping[str, Any], path: Path) -> Settings:
    """Return the settings that *table*, read from *path*, says."""
    text = storage.read(path, limit=storage.TEXT_LIMIT).decode("utf-8")
    prefix = ("tool", "alihbahasa") if path.name == "pyproject.toml" else ()
    _refuse_unknown(table, Settings, (), text=text, file=str(path), prefix=prefix)
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `")
        keys = _keys_of(where.rstrip("`"))
        name = ".".join(str(key) for key in keys)
        raise AlihbahasaError(
            f"{name}: {_plainly(message)}",
            file=str(path),
            line=_line_of((*prefix, *keys), text),
        ) from error
    _refuse_nonsense(settings, text=text, file=str(path), prefix=prefix)
    return settings


#: The standard library takes quadratic time for the parts of a dotted key.
_DEEP_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){100}""")


def _table(path: Path) -> Mapping[str, Any] | None:
    data = storage.read(path, limit=storage.TEXT_LIMIT)
    try:
        text = data.decode("utf-8")
        if found := _DEEP_KEY.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise AlihbahasaError("a key of too many parts", file=str(path), line=line)
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AlihbahasaError("not UTF-8", file=str(path), line=line) from error
    except RecursionError as error:
        raise AlihbahasaError("not TOML: nested too deeply", file=str(path)) from error
    # Not only TOMLDecodeError: a number may have more digits than Python reads.
    except ValueError as error:
        found = re.search(
            r"^(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)", str(error)
        )
        line = int(found[2]) if found and found[2] else data.count(b"\n") + 1
        message = (found[1] if found else str(error)).lower()
        raise AlihbahasaError(f"not TOML: {message}", file=str(path), line=line) from error
    if path.name == SETTINGS_FILE:
        return table
    tool = table.get("tool")
    ours: Mapping[str, Any] | None = tool.get("alihbahasa") if isinstance(tool, dict) else None
    if ours is not None and not isinstance(ours, dict):
        raise AlihbahasaError(
            "tool.alihbahasa must be a table",
            file=str(path),
            line=_line_of(("tool", "alihbahasa"), data.decode("utf-8")),
        )
    return ours


def _refuse_unknown(
    table: Any,
    kind: type[Struct],
    keys: tuple[str | int, ...],
    *,
    text: str,
    file: str,
    prefix: tuple[str, ...],
) -> None:
    """Raise for a key of *table* that the settings do not have, with the nearest one they have."""
    if not isinstance(table, dict):
        return
    known = {each.name: each.type for each in msgspec.structs.fields(kind)}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            name = ".".join(str(part) for part in (*keys, key))
            line = _line_of((*prefix, *keys, key), text)
            raise AlihbahasaError(f"unknown setting {name}", file=file, line=line, hint=hint)
        if key == "checks" and isinstance(value, dict):
            # msgspec does not say which key of a free table has the wrong value.
            for check, severity in value.items():
                if severity not in list(Severity):
                    raise AlihbahasaError(
                        f"{check}: {severity!r} is no severity",
                        file=file,
                        line=_line_of((*prefix, *keys, key, check), text),
                        hint=f"there are {', '.join(Severity)}",
                    )
        part = known[key]
        if isinstance(part, type) and issubclass(part, Struct):
            _refuse_unknown(value, part, (*keys, key), text=text, file=file, prefix=prefix)
        elif key == "overrides" and isinstance(value, list):
            for index, each in enumerate(value):
                _refuse_unknown(each, Override, (key, index), text=text, file=file, prefix=prefix)


def _refuse_nonsense(settings: Settings, *, text: str, file: str, prefix: tuple[str, ...]) -> None:
    """Raise for values that are of the right type and still cannot be."""

    def refuse(keys: tuple[str | int, ...], message: str, hint: str | None = None) -> None:
        line = _line_of((*prefix, *keys), text)
        raise AlihbahasaError(message, file=file, line=line, hint=hint)

    def nearest(name: str, there: tuple[str, ...]) -> str:
        near = difflib.get_close_matches(name, there, n=1, cutoff=0.5)
        return f"did you mean {near[0]}?" if near else f"there are {', '.join(there)}"

    if settings.export.profile not in profiles.PROFILES:
        hint = nearest(settings.export.profile, tuple(profiles.PROFILES))
        refuse(("export", "profile"), f"no profile {settings.export.profile!r}", hint)
    for format_name in settings.export.formats:
        if format_name not in plugins.names("exchange"):
            hint = nearest(format_name, plugins.names("exchange"))
            refuse(("export", "formats"), f"no exchange format {format_name!r}", hint)
    for format_name in settings.export.formats:
        if settings.export.formats.count(format_name) > 1:
            refuse(("export", "formats"), f"{format_name} stands twice among the formats")
    for name in ("title", "bugs", "translator", "team"):
        if _CONTROL.search(getattr(settings.export, name)):
            refuse(("export", name), f"export.{name} must be one line of plain text")
    for label, translations in settings.labels.items():
        for words in (label, *translations.values()):
            if _CONTROL.search(words) or not words.strip():
                refuse(("labels", label), "a label must be one line of plain text")
    targets = [tag.lower() for tag in settings.project.targets]
    for tag in settings.project.targets:
        if targets.count(tag.lower()) > 1:
            refuse(("project", "targets"), f"{tag} stands twice among the target languages")
        if tag.lower() == settings.project.source.lower():
            refuse(("project", "targets"), f"{tag} is the source language and a target")
    check_names = tuple(check.replace("_", "-") for check in plugins.names("checks"))
    places: list[tuple[tuple[str | int, ...], Mapping[str, Severity]]] = [
        (("checks",), settings.checks)
    ]
    places += [(("overrides", n, "checks"), o.checks) for n, o in enumerate(settings.overrides)]
    for keys, severities in places:
        for check in severities:
            if check not in check_names:
                refuse((*keys, check), f"no check {check!r}", nearest(check, check_names))
    srx_files: list[tuple[tuple[str | int, ...], str]] = [
        (("segmentation", "rules"), settings.segmentation.rules)
    ]
    srx_files += [
        (("overrides", number, "segmentation", "rules"), override.segmentation.rules)
        for number, override in enumerate(settings.overrides)
    ]
    for keys, name in srx_files:
        if not _is_below(name):
            refuse(keys, "segmentation.rules must name a file inside the project")
    for name in ("sources", "glossaries", "translations"):
        folder = PurePosixPath(getattr(settings.folders, name))
        if not _is_below(str(folder)):
            refuse(("folders", name), f"folders.{name} must lie inside the project")
        for other in ("sources", "glossaries", "translations"):
            inner = PurePosixPath(getattr(settings.folders, other))
            if other != name and inner.is_relative_to(folder):
                key = name if getattr(Folders(), name) != str(folder) else other
                refuse(("folders", key), f"folders.{name} holds folders.{other}; keep them apart")


def _is_below(name: str) -> bool:
    """Tell whether *name* is that of something inside the project that a file system can have."""
    path = PurePosixPath(name)
    is_short = all(len(part.encode("utf-8")) <= _LONGEST_NAME for part in path.parts)
    return is_short and not (path.is_absolute() or ".." in path.parts or _CONTROL.search(name))


def _keys_of(where: str) -> tuple[str | int, ...]:
    """Return the keys of a msgspec path such as ``$.overrides[0].checks[...]``."""
    keys: list[str | int] = []
    for name, index in re.findall(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]", where):
        if name:
            keys.append(name)
        elif index != "...":
            keys.append(int(index))
    return tuple(keys)


def _plainly(message: str) -> str:
    """Put msgspec's words for a wrong value into those of the settings' reader."""
    names = {
        "`str`": "a text",
        "`int`": "a whole number",
        "`float`": "a number",
        "`bool`": "true or false",
        "`array`": "a list",
        "`object`": "a table",
    }
    for theirs, ours in names.items():
        message = message.replace(theirs, ours)
    return re.sub(r"`str` matching regex .*|a text matching regex .*", "a language tag", message)


def _line_of(keys: tuple[str | int, ...], text: str) -> int | None:
    """Return the line on which the setting *keys* stands, as near as a scan of the text tells.

    TOML readers keep no positions: tables are followed by their headers, and
    the longest beginning of *keys* that a line sets is taken.
    """
    table: tuple[str | int, ...] = ()
    seen: dict[str, int] = {}
    best: tuple[int, int | None] = (0, None)
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        header = re.match(r"(\[\[?)([^\[\]]+)\]\]?\s*(?:#|$)", line)
        if header:
            name = header[2].strip()
            table = tuple(_split_key(name))
            if header[1] == "[[":
                index = seen.get(name, -1) + 1
                seen[name] = index
                table = (*table, index)
            elif len(table) > 1 and str(table[0]) in seen:
                table = (table[0], seen[str(table[0])], *table[1:])
            path = table
        else:
            setting = re.match(r"""((?:[\w.-]|"[^"]*"|'[^']*'|\s)+)=""", line)
            if not setting:
                continue
            path = (*table, *_split_key(setting[1]))
        shared = 0
        for ours, theirs in zip(keys, path, strict=False):
            if ours != theirs:
                break
            shared += 1
        if shared == min(len(path), len(keys)) and shared > best[0]:
            best = (shared, number)
    return best[1]


def _split_key(key: str) -> list[str]:
    parts = re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", key)
    return [part.strip("\"'") for part in parts]


def json_schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the settings file."""
    schema = msgspec.json.schema(Settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of alihbahasa",
        **schema,
    }
