"""The header of a PO file: names of languages, dates and the order of fields.

The fields are kept as they are spelled.  Only where languages or dates of a
``Header`` say something else are theirs spelled anew, and with that goes what
is no field.

A name of a language in gettext says less than a BCP 47 tag: zh-Hans and zh-CN
are both zh_CN.  Where the name does not give the tag back, a field of ours
holds it, which counts as long as it fits the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from alihbahasa.exchange._po_scanner import Entry
from alihbahasa.exchange._po_source import charset_of, codec_of
from alihbahasa.model import Header
from alihbahasa.patterns import late_re

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
    for Chinese it becomes the territory that stands for it.  A modifier has
    letters only; what does not fit there, and an extension, is left out.

    >>> [gettext_name(tag) for tag in ("pt-BR", "sr-Latn", "zh-Hans", "ca-valencia", "de-1996")]
    ['pt_BR', 'sr@latin', 'zh_CN', 'ca@valencia', 'de']
    """
    tag, _, private = tag.partition("-x-")
    language, *subtags = tag.split("-")
    territory, modifier = "", private.lower()
    for subtag in subtags:
        if len(subtag) == 1:
            break
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
    return f"{name}@{modifier}" if modifier.isalpha() else name


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

_DATE = late_re(
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
    "X-Language-Tag",
    "X-Source-Language",
    "X-Source-Language-Tag",
    "X-Generator",
)
_UTF_8 = "text/plain; charset=UTF-8"
#: The date of a translation that nobody has begun: the header of a template.
NO_DATE = "YEAR-MO-DA HO:MI+ZONE"
#: A field: no name has white space in it.
_FIELD = late_re(r"([!-9;-~]+):[ ]?(.*)", re.DOTALL)
#: The fields that name a language, each with the one for the tag.
_TAG_FIELDS = {"Language": "X-Language-Tag", "X-Source-Language": "X-Source-Language-Tag"}


def _date(value: str) -> datetime | None:
    """Return the date that a field says, to the minute; None for anything else."""
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return None
    # ``strptime`` would do, at the price of its patterns and of the calendar.
    year, month, day, hour, minute = map(int, found.group(1, 2, 3, 4, 5))
    hours, minutes = int((found[6] or "0").lstrip("+-")), int(found[7] or 0)
    beside = timedelta(hours=hours, minutes=minutes)
    if minutes > 59:
        return None
    try:
        zone = timezone(-beside if (found[6] or "").startswith("-") else beside)
        return datetime(year, month, day, hour, minute, tzinfo=zone)
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
        field = _FIELD.fullmatch(line)
        # A line that is no field is kept under no name.
        fields.append((field[1], field[2]) if field else ("", line))
    said = dict(reversed(fields))
    return Header(
        source_language=_language(said, "X-Source-Language"),
        target_language=_language(said, "Language"),
        created=_date(said.get("POT-Creation-Date", "")),
        revised=_date(said.get("PO-Revision-Date", "")),
        fields=tuple(fields),
        comment=found.entry.tcomment,
        translator=_person(said.get("Last-Translator", "")),
    )


#: What stands in the place of a name where nobody has filled one in.
_NOBODY = ("FULL NAME", "Automatically generated")


def _person(field: str) -> str:
    """Return the name in a field, without the address; the address where there is no name.

    >>> _person("Sari <sari@example.org>"), _person("FULL NAME <EMAIL@ADDRESS>")
    ('Sari', '')
    """
    if field.startswith(_NOBODY):
        return ""
    name, _, address = field.partition("<")
    return name.strip() or address.strip().removesuffix(">")


def _language(said: Mapping[str, str], name: str) -> str:
    """Return the BCP 47 tag that the field *name* and the one for its tag say."""
    language = said.get(name, "").strip()
    tag = said.get(_TAG_FIELDS[name], "").strip()
    return tag if tag and gettext_name(tag) == language else language_tag(language)


def _settled(header: Header) -> tuple[tuple[str, str], ...]:
    """Return the fields of *header*, each as it is spelled, unless an attribute says otherwise.

    A tag that stands beside another language goes.
    """
    said = dict(reversed(header.fields))
    spelled: dict[str, str] = {}
    for name, tag in _languages(header):
        if tag and _language(said, name) != tag:
            spelled[name] = gettext_name(tag)
            spelled[_TAG_FIELDS[name]] = _tag_beside(spelled[name], tag)
    for name, date in (
        ("POT-Creation-Date", header.created),
        ("PO-Revision-Date", header.revised),
    ):
        if date is not None and not _is_same_minute(_date(said.get(name, "")), date):
            spelled[name] = _stamp(date)
    return tuple(
        (name, spelled.get(name, value)) for name, value in header.fields if spelled.get(name) != ""
    )


def _languages(header: Header) -> tuple[tuple[str, str], ...]:
    return ("Language", header.target_language), ("X-Source-Language", header.source_language)


def _tag_beside(name: str, tag: str) -> str:
    """Return what the field for the tag must say beside gettext's *name*, "" for nothing."""
    return "" if language_tag(name) == tag else tag


def completed(header: Header) -> tuple[tuple[str, str], ...]:
    """Return the fields of *header* with those that every file must have, each in its place.

    A line that is no field is dropped: filters that take the header for a
    message leave such.
    """
    # The files of one run differ in what is not looked at here.
    return _completed(
        Header(
            header.source_language,
            header.target_language,
            created=header.created,
            revised=header.revised,
            fields=header.fields,
        )
    )


@lru_cache(maxsize=64)
def _completed(header: Header) -> tuple[tuple[str, str], ...]:
    fields = [(name, value) for name, value in _settled(header) if name]
    said = dict(reversed(fields))
    defaults = {
        "POT-Creation-Date": _stamp(header.created) if header.created else "",
        "PO-Revision-Date": _stamp(header.revised) if header.revised else "",
        "MIME-Version": "1.0",
        "Content-Type": _UTF_8,
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": "alihbahasa",
    }
    for name, tag in _languages(header):
        defaults[name] = gettext_name(tag)
        defaults[_TAG_FIELDS[name]] = _tag_beside(said.get(name) or defaults[name], tag)
    fields = [(name, value or defaults.get(name, "")) for name, value in fields]
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
        and header.target_language in ("", was.target_language)
        and header.source_language in ("", was.source_language)
    )
