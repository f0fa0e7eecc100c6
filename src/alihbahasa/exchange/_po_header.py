"""The header of a PO file: names of languages, dates and the order of fields.

The fields are kept as they are spelled.  Only where languages or dates of a
``Header`` say something else are theirs spelled anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from alihbahasa.exchange._po_scanner import Entry
from alihbahasa.exchange._po_source import charset_of, codec_of
from alihbahasa.model import Header

# --- languages ----------------------------------------------------------------

#: Scripts and the modifiers that gettext and the C library give them.
_MODIFIERS = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic", "Deva": "devanagari"}
_SCRIPTS = {modifier: script for script, modifier in _MODIFIERS.items()}
#: Tags whose script goes without saying, or is said by a territory.
_USUAL_SCRIPTS = {"az": "Latn", "uz": "Latn", "sr": "Cyrl", "hy": "Armn", "kk": "Cyrl"}
_TERRITORIES = {"Hans": "CN", "Hant": "TW"}


def gettext_name(tag: str) -> str:
    """Return the name that gettext has for the BCP 47 *tag*.

    A script becomes a modifier, unless the language is usually written in it;
    for Chinese it becomes the territory that stands for it.

    >>> [gettext_name(tag) for tag in ("pt-BR", "sr-Latn", "zh-Hans", "zh-Hant-HK", "ca-valencia")]
    ['pt_BR', 'sr@latin', 'zh_CN', 'zh_HK', 'ca@valencia']
    """
    tag, _, private = tag.partition("-x-")
    language, *subtags = tag.split("-")
    territory, modifier = "", private.lower()
    for subtag in subtags:
        if len(subtag) == 4 and subtag.isalpha():
            script = subtag.title()
            if language.lower() == "zh":
                territory = territory or _TERRITORIES.get(script, "")
            elif _USUAL_SCRIPTS.get(language.lower()) != script:
                modifier = modifier or _MODIFIERS.get(script, script.lower())
        elif len(subtag) == 2 or (len(subtag) == 3 and subtag.isdigit()):
            territory = subtag.upper()
        else:
            modifier = modifier or subtag.lower()
    name = f"{language.lower()}_{territory}" if territory else language.lower()
    return f"{name}@{modifier}" if modifier else name


def language_tag(name: str) -> str:
    """Return the BCP 47 tag for gettext's *name* of a language; "" for "".

    A codeset is dropped; a modifier that is no script or variant known becomes
    a private subtag.

    >>> [language_tag(name) for name in ("pt_BR", "sr_RS@latin", "de_DE.UTF-8", "en@quot")]
    ['pt-BR', 'sr-Latn-RS', 'de-DE', 'en-x-quot']
    """
    name, _, modifier = name.strip().partition("@")
    language, *rest = name.partition(".")[0].replace("_", "-").split("-")
    subtags = [language.lower()]
    script = _SCRIPTS.get(modifier.lower(), "")
    if script:
        subtags.append(script)
    for subtag in filter(None, rest):
        is_script = len(subtag) == 4 and subtag.isalpha()
        subtags.append(subtag.title() if is_script else subtag.upper())
    if modifier and not script:
        subtags += ["valencia"] if modifier == "valencia" else ["x", modifier.lower()]
    return "-".join(subtags)


# --- the header ---------------------------------------------------------------

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::\d\d)?[ ]?(?:([+-]\d\d):?(\d\d)|Z)", re.ASCII
)
#: The fields in the order in which gettext's tools write them.
_FIELDS = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
    "X-Source-Language",
    "X-Generator",
)
_UTF_8 = "text/plain; charset=UTF-8"


def _date(value: str) -> datetime | None:
    """Return the date that a field says, to the minute; None for anything else."""
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return None
    zone = f"{found[6]}{found[7]}" if found[6] else "+0000"
    try:
        return datetime.strptime(
            f"{found[1]}-{found[2]}-{found[3]} {found[4]}:{found[5]}{zone}", "%Y-%m-%d %H:%M%z"
        )
    except ValueError:
        return None


def _stamp(date: datetime) -> str:
    return f"{date.year:04}-{date:%m-%d %H:%M%z}"[:21]


def _is_same_minute(one: datetime | None, other: datetime) -> bool:
    return one is not None and one.astimezone(UTC).replace(second=0, microsecond=0) == (
        other.astimezone(UTC).replace(second=0, microsecond=0)
    )


def header_in(found: Entry | None) -> Header:
    """Return what the header entry says; an empty header where there is none."""
    if found is None:
        return Header("", "")
    fields: list[tuple[str, str]] = []
    lines = found.entry.msgstr.split("\n")
    for line in lines if lines[-1] else lines[:-1]:
        name, colon, value = line.partition(": ")
        if not colon and line.endswith(":"):
            name, colon = line[:-1], ":"
        # A line that is no field is kept under no name.
        fields.append((name, value) if colon and name else ("", line))
    said = dict(reversed(fields))
    return Header(
        source_language=language_tag(said.get("X-Source-Language", "")),
        target_language=language_tag(said.get("Language", "")),
        created=_date(said.get("POT-Creation-Date", "")),
        revised=_date(said.get("PO-Revision-Date", "")),
        fields=tuple(fields),
        comment=found.entry.tcomment,
    )


def _settled(header: Header) -> tuple[tuple[str, str], ...]:
    """Return the fields of *header*, each as it is spelled, unless an attribute says otherwise."""
    return tuple((name, _said(name, value, header)) for name, value in header.fields)


def _said(name: str, value: str, header: Header) -> str:
    if name in ("POT-Creation-Date", "PO-Revision-Date"):
        date = header.created if name == "POT-Creation-Date" else header.revised
        return value if date is None or _is_same_minute(_date(value), date) else _stamp(date)
    if name in ("Language", "X-Source-Language"):
        tag = header.target_language if name == "Language" else header.source_language
        is_same = not tag or language_tag(value) == tag
        return value if is_same else gettext_name(tag)
    return value


def completed(header: Header) -> tuple[tuple[str, str], ...]:
    """Return the fields of *header* with those that every file must have, each in its place."""
    fields = list(_settled(header))
    defaults = {
        "POT-Creation-Date": _stamp(header.created) if header.created else "",
        "PO-Revision-Date": _stamp(header.revised) if header.revised else "",
        "Language": gettext_name(header.target_language),
        "MIME-Version": "1.0",
        "Content-Type": _UTF_8,
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": gettext_name(header.source_language),
        "X-Generator": "alihbahasa",
    }
    names = [name for name, _ in fields]
    at = 0
    for name in _FIELDS:
        if name in names:
            at = max(at, names.index(name) + 1)
        elif defaults.get(name):
            fields.insert(at, (name, defaults[name]))
            names.insert(at, name)
            at += 1
    usable = (codec_of(charset_of(f"{name}: {value}")) for name, value in fields)
    return tuple(fields) if any(usable) else with_utf_8(fields)


def with_utf_8(fields: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _UTF_8 if name == "Content-Type" else value) for name, value in fields)


def is_same_header(header: Header, was: Header) -> bool:
    """Tell whether writing *header* would say nothing that the file, which says *was*, does not."""
    names = {name for name, _ in was.fields}
    return (_settled(header), header.comment) == (was.fields, was.comment) and (
        (not header.created or "POT-Creation-Date" in names)
        and (not header.revised or "PO-Revision-Date" in names)
        and (not header.target_language or "Language" in names)
        and (not header.source_language or "X-Source-Language" in names)
    )
