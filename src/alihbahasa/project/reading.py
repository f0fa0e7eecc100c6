"""Settings are read from a file; what is wrong is an error with its line and the nearest key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from msgspec import Struct

from alihbahasa import plugins, profiles, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Severity
from alihbahasa.patterns import late_re
from alihbahasa.project.settings import Archive, Folders, Language, Override, Settings

SETTINGS_FILE = "alihbahasa.toml"

#: How long the name of a file or folder may be, in bytes.
LONGEST_NAME = 120

#: The tables that may stand more than once, ``[[overrides]]``.
_LISTED: Mapping[str, type[Struct]] = {"archives": Archive, "overrides": Override}

_CONTROL = late_re(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


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
_DEEP_KEY = late_re(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){100}""")


def table_in(path: Path) -> Mapping[str, Any] | None:
    """Return the table of settings in the file *path*, None where it has none."""
    data = storage.read(path, limit=storage.TEXT_LIMIT)
    try:
        text = data.decode("utf-8")
        if found := _DEEP_KEY.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise AlihbahasaError("a key of too many parts", file=str(path), line=line)
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AlihbahasaError(
            "not UTF-8", file=str(path), line=line, hint="save the file as UTF-8"
        ) from error
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
            hint="write [tool.alihbahasa] on a line of its own",
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
        elif key == "languages" and isinstance(value, dict):
            for tag, each in value.items():
                _refuse_unknown(each, Language, (key, tag), text=text, file=file, prefix=prefix)
        elif key in _LISTED and isinstance(value, list):
            for index, each in enumerate(value):
                _refuse_unknown(
                    each, _LISTED[key], (key, index), text=text, file=file, prefix=prefix
                )


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
    for index, archive in enumerate(settings.archives):
        extensions = tuple(
            sorted(end[1:] for each in plugins.article_formats() for end in each.extensions)
        )
        if not _is_below(archive.files):
            refuse(("archives", index, "files"), "archives.files must lie inside the sources")
        if archive.format not in extensions:
            hint = nearest(archive.format, extensions)
            message = f"no article format {archive.format!r}"
            refuse(("archives", index, "format"), message, hint)
        for name in ("id", "text", "title"):
            field = getattr(archive, name)
            if not all(field.split(".")) and not (name == "title" and not field):
                hint = "name it as it stands in the records, as in content.body"
                refuse(("archives", index, name), f"{field!r} is no field", hint)
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
    for tag in settings.languages:
        if tag.lower() not in targets:
            known = nearest(tag, settings.project.targets) if targets else None
            refuse(("languages", tag), f"{tag} is no target language of the project", known)
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
    for name in ("sources", "glossaries", "translations", "memories"):
        folder = PurePosixPath(getattr(settings.folders, name))
        if not _is_below(str(folder)):
            refuse(("folders", name), f"folders.{name} must lie inside the project")
        if not all(map(storage.is_safe_name, folder.parts)):
            refuse(("folders", name), f"folders.{name} is not a name every system allows")
        for other in ("sources", "glossaries", "translations", "memories"):
            inner = PurePosixPath(getattr(settings.folders, other))
            if other != name and inner.is_relative_to(folder):
                key = name if getattr(Folders(), name) != str(folder) else other
                refuse(("folders", key), f"folders.{name} holds folders.{other}; keep them apart")


def _is_below(name: str) -> bool:
    """Tell whether *name* is that of something inside the project that a file system can have."""
    path = PurePosixPath(name)
    is_short = all(len(part.encode("utf-8")) <= LONGEST_NAME for part in path.parts)
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
