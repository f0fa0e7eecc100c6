"""Finds plug-ins: the ``PLUGIN`` of every file in a folder, and third parties' entry points.

A third party names its record in the entry point group ``alihbahasa.<folder>``
(``alihbahasa.checks`` and so on); the name of the entry point is the
plug-in's.  A plug-in is imported when it is asked for, so that nothing loads
lxml that does not read XML.
"""

from __future__ import annotations

import functools
import glob
import importlib
import os
import pkgutil
import sys
from typing import TYPE_CHECKING, Any, cast

from alihbahasa import segmentation
from alihbahasa.contracts import (
    ArticleFormat,
    Check,
    ExchangeFormat,
    GlossaryFormat,
    LanguagePack,
    MemoryFormat,
    Numerals,
    Report,
)
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import fallbacks

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: Languages that write no space between sentences.
_UNSPACED = ("ja", "yue", "zh")


def article_formats() -> tuple[ArticleFormat, ...]:
    """Return all formats of articles."""
    return tuple(_load("articles", name) for name in names("articles"))


def exchange_format(name: str) -> ExchangeFormat:
    """Return the exchange format *name*; AlihbahasaError names those there are."""
    return cast(ExchangeFormat, _load("exchange", name))


def exchange_formats() -> tuple[ExchangeFormat, ...]:
    """Return all exchange formats."""
    return tuple(exchange_format(name) for name in names("exchange"))


def glossary_format(name: str) -> GlossaryFormat:
    """Return the glossary format *name*; AlihbahasaError names those there are."""
    return cast(GlossaryFormat, _load("glossaries", name))


def glossary_formats() -> tuple[GlossaryFormat, ...]:
    """Return all formats of glossaries."""
    return tuple(glossary_format(name) for name in names("glossaries"))


def memory_format(name: str) -> MemoryFormat:
    """Return the memory format *name*; AlihbahasaError names those there are."""
    return cast(MemoryFormat, _load("memories", name))


def memory_formats() -> tuple[MemoryFormat, ...]:
    """Return all formats of translation memories."""
    return tuple(memory_format(name) for name in names("memories"))


def checks() -> tuple[Check, ...]:
    """Return all checks, by code."""
    found: list[Check] = [_load("checks", name) for name in names("checks")]
    return tuple(sorted(found, key=lambda check: check.code))


def report(name: str) -> Report:
    """Return the report *name*; AlihbahasaError names those there are."""
    return cast(Report, _load("reports", name))


def has_pack(tag: str) -> bool:
    """Tell whether there is a language pack for *tag* or a less specific tag."""
    return any(_module_name(each) in names("languages") for each in fallbacks(tag))


@functools.cache
def language_pack(tag: str) -> LanguagePack:
    """Return the pack of the most specific tag (RFC 4647, 3.4), or defaults from babel's CLDR."""
    for each in fallbacks(tag):
        if _module_name(each) in names("languages"):
            return cast(LanguagePack, _load("languages", _module_name(each)))
    return _default_pack(tag)


@functools.cache
def language_packs() -> tuple[LanguagePack, ...]:
    """Return all packs that there are, by tag."""
    return tuple(_load("languages", name) for name in names("languages"))


def _module_name(tag: str) -> str:
    return tag.lower().replace("-", "_")


@functools.cache
def names(folder: str) -> tuple[str, ...]:
    """Return the names of the plug-ins in *folder*, sorted, without importing one."""
    package = importlib.import_module(f"alihbahasa.{folder}")
    ours = (found.name for found in pkgutil.iter_modules(package.__path__))
    found = {name for name in ours if not name.startswith("_")} | set(_elsewhere(folder))
    return tuple(sorted(found))


@functools.cache
def _elsewhere(folder: str) -> dict[str, EntryPoint]:
    if not _are_elsewhere():
        return {}
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=f"alihbahasa.{folder}")}


@functools.cache
def _are_elsewhere() -> bool:
    """Tell whether any package that is installed may have plug-ins of ours.

    Most often none has: then what parses the descriptions of all is not loaded.
    """
    for folder in sys.path:
        if os.path.isfile(folder):  # an archive may have packages too
            return True
        for kind in ("*.dist-info", "*.egg-info", "EGG-INFO"):
            for name in glob.iglob(f"{kind}/entry_points.txt", root_dir=folder or "."):
                with open(os.path.join(folder, name), "rb") as file:
                    if b"[alihbahasa." in file.read():
                        return True
    return False


@functools.cache
def _load(folder: str, name: str) -> Any:
    if name not in names(folder):
        from rapidfuzz import process

        there = ", ".join(names(folder))
        near = process.extractOne(name, names(folder), score_cutoff=60)
        hint = f"did you mean {near[0]}?" if near else None
        raise AlihbahasaError(f"no {name!r} among the {folder}: there are {there}", hint=hint)
    if name in _elsewhere(folder):
        return _elsewhere(folder)[name].load()
    return importlib.import_module(f"alihbahasa.{folder}.{name}").PLUGIN


def _default_pack(tag: str) -> LanguagePack:
    """Make a pack for a language that has none.

    babel's table of gettext plural forms is kept to, but for the languages
    (id, ms, jv and the like) where it has two forms and CLDR has one.
    """
    import babel
    from babel.messages.plurals import get_plural

    language = fallbacks(tag)[-1]
    try:
        locale = babel.Locale.parse(tag, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return LanguagePack(
            tag=tag,
            name=tag,
            plural_forms="nplurals=2; plural=(n != 1);",
            stops=segmentation.default_rules(language),
        )
    plural = get_plural(locale)
    one_form = len(locale.plural_form.tags) == 0
    symbols = locale.number_symbols.get("latn", {})
    return LanguagePack(
        tag=tag,
        name=locale.english_name or tag,
        plural_forms="nplurals=1; plural=0;" if one_form else f"{plural};".replace(";;", ";"),
        stops=segmentation.default_rules(language),
        separator="" if language in _UNSPACED else " ",
        numerals=Numerals(
            decimal=symbols.get("decimal", "."), group=(symbols.get("group", ","), "\u00a0")
        ),
    )
