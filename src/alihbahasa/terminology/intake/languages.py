"""Languages as people head columns by them: tags, and names in English, Indonesian or themselves.

The names are CLDR's, through babel, which is loaded for a header that is no
tag ("Bahasa Inggris", "Русский", "Portuguese (Brazil)").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from alihbahasa.model import canonical, fallbacks
from alihbahasa.patterns import late_re
from alihbahasa.text import fold

#: RFC 5646, 2.1, as far as glossaries need it: language, script, region, variants.
_TAG = late_re(
    r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?"
    r"(?:[-_](?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*"
)

#: Words beside the name of a language that do not change which it is.
_DECORATION = frozenset(
    fold(word)
    for word in "bahasa bhs b language lang term terms istilah source target asal sasaran"
    " язык langue sprache lengua idioma".split()
)

#: Languages whose own names are looked for.
_SELF_NAMED = (
    "ar az be bg bn bs ca cs da de el en es et eu fa fi fil fr gl gu he hi hr hu hy id is it ja"
    " jv ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl pl pt ro ru sk sl sq sr su sv sw ta"
    " te tg th tk tr uk ur uz vi zh"
).split()

_WORD = late_re(r"[^\W_]+")
_REGION = late_re(r"(.+?)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]")


def language(name: str, known: Iterable[str] = ()) -> str:
    """Return the tag of the language that *name* is, by tag or by name, or "".

    A well-formed tag counts when CLDR has its language or it is among *known*.

    >>> [language(name) for name in ("pt_br", "Bahasa Inggris", "Русский", "Հայերեն", "level")]
    ['pt-BR', 'en', 'ru', 'hy', '']
    >>> [language(name) for name in ("Portuguese (Brazil)", "Japanese(ja)", "English (source)")]
    ['pt-BR', 'ja', 'en']
    >>> [language(name) for name in ("Bhs. Indonesia (baku)", "B. Inggris (US)", "Melayu [en]")]
    ['id', 'en-US', '']
    """
    name = name.strip()
    if not name or len(name) > 60:
        return ""
    if _TAG.fullmatch(name):
        tag = canonical(name.replace("_", "-"))
        if any(tag.lower() == each.lower() for each in known):
            return tag
        if set(fallbacks(tag)[-1:] + tuple(re.findall("[A-Z][a-z]{3}", tag))) <= _tags():
            return tag
    if with_region := _REGION.fullmatch(name):
        return _regional(with_region[1], with_region[2], known)
    return _named(_squashed(name))


def nearest_known(tags: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Return for each of *tags* that the project does not have the more general one it has.

    A glossary in en-US serves a project in en.  Tags of which two would become
    one stay as they are.

    >>> nearest_known(["en-US", "ru", "pt-BR", "pt-PT"], ["en", "ru", "pt"])
    {'en-US': 'en'}
    """
    tags = list(dict.fromkeys(tags))
    there = {tag.lower(): tag for tag in known}
    found: dict[str, str] = {}
    for tag in tags:
        near = next((there[each.lower()] for each in fallbacks(tag) if each.lower() in there), tag)
        if near != tag:
            found[tag] = near
    aims = [found.get(tag, tag) for tag in tags]
    return {tag: near for tag, near in found.items() if aims.count(near) == 1}


@functools.cache
def names() -> tuple[str, ...]:
    """Return names of much-used languages, to look for the one that was meant."""
    tables = (_translated("en"), _translated("id"))
    found = (name for table in tables for name, tag in table.items() if tag in _SELF_NAMED)
    return tuple(dict.fromkeys(found))


def _regional(name: str, region: str, known: Iterable[str]) -> str:
    """Return the tag of a language with its tag, a region or a script in brackets, or a remark.

    The tag of another language contradicts it: "" is returned.
    """
    tag = language(name, known)
    inner = _squashed(region)
    if not tag or not inner:
        return tag
    if inner in _subtags():
        return f"{tag}-{_subtags()[inner]}"
    if within := language(region, known):
        return within if fallbacks(within)[-1] == tag else ""
    return f"{tag}-{region}" if re.fullmatch("[A-Z]{2}", region) else tag


@functools.cache
def _named(squashed: str) -> str:
    if not squashed:
        return ""
    for table in (_translated("en"), _translated("id")):
        if squashed in table:
            return table[squashed]
    return _own_names().get(squashed, "")


@functools.cache
def _translated(into: str) -> Mapping[str, str]:
    """Return the tags of languages by their squashed names in the language *into*."""
    from babel import Locale

    found = {"farsi": "fa", "mandarin": "zh"}
    for tag, name in Locale(into).languages.items():
        found.setdefault(_squashed(name), tag.replace("_", "-"))
    return found


@functools.cache
def _own_names() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for tag in _SELF_NAMED:
        found.setdefault(_squashed(Locale(tag).language_name or tag), tag)
    return found


@functools.cache
def _tags() -> frozenset[str]:
    """Return the subtags that are languages or scripts."""
    from babel import Locale

    return frozenset(Locale("en").languages) | frozenset(Locale("en").scripts) - {"und", "zxx"}


@functools.cache
def _subtags() -> Mapping[str, str]:
    """Return the subtags of territories and scripts by their squashed names in English."""
    from babel import Locale

    found = {
        "us": "US",
        "usa": "US",
        "uk": "GB",
        "simplified": "Hans",
        "traditional": "Hant",
        "latin": "Latn",
        "cyrillic": "Cyrl",
        "arabic": "Arab",
    }
    for code, name in Locale("en").territories.items():
        if len(code) == 2:
            found.setdefault(_squashed(name), code)
    return found


def _squashed(name: str) -> str:
    """Return the words of *name*, folded, as one word, what only decorates left out."""
    words = (fold(word) for word in _WORD.findall(name))
    return "".join(word for word in words if word not in _DECORATION)
