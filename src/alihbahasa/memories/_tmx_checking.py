"""What a TMX file must be to be taken in for good: reading one overlooks more.

That is what TMX 1.4b says of versions (1.1 to 1.4), of ``xml:lang`` and
``seg`` in each variant, and of inline codes: a pair of ``bpt`` and ``ept`` is
in one text and told apart by its ``i``, half a pair is an ``it`` with its
``pos``.  A document type with an internal subset is an error too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from alihbahasa import xmlio
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import canonical
from alihbahasa.patterns import late_re

if TYPE_CHECKING:
    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VERSION = late_re(r"1\.[1-4]b?")
_INLINE = frozenset(("bpt", "ept", "it", "ph", "hi", "ut"))
_MEND = "mend the file, or write it anew with the program that it comes from"

#: How much of a file its document type lies in, and where an internal subset of it begins.
_PROLOG = 1 << 16
_SUBSET = late_re(rb"<!DOCTYPE\s[^<>\[\"']*(?:\"[^\"]*\"[^<>\[\"']*|'[^']*'[^<>\[\"']*)*\[")


def check(stream: BinaryIO) -> tuple[int, frozenset[str]]:
    """Return how many units there are, and their languages; see ``contracts.MemoryFormat``."""
    _refuse_subset(stream.read(_PROLOG))
    stream.seek(0)
    languages: set[str] = set()
    number = 0
    for event, element in xmlio.iterate(stream, events=("start", "end"), tags=("{*}tmx", "{*}tu")):
        name = _name(element)
        if event == "start":
            if name == "tmx" and element.getparent() is None:
                _refuse_version(element)
        elif name == "tu":
            number += 1
            languages.update(_checked(element, number))
            xmlio.release(element)
    return number, frozenset(languages)


def _refuse_subset(head: bytes) -> None:
    text = head.replace(b"\0", b"")
    if found := _SUBSET.search(re.sub(rb"<!--.*?-->", _blank, text, flags=re.DOTALL)):
        raise AlihbahasaError(
            "the document type has declarations of its own",
            line=text.count(b"\n", 0, found.start()) + 1,
            hint="take out what stands between [ and ] in the DOCTYPE",
        )


def _blank(found: re.Match[bytes]) -> bytes:
    return re.sub(rb"[^\n]", b" ", found[0])


def _refuse_version(element: etree._Element) -> None:
    version = element.get("version")
    if version is None or not _VERSION.fullmatch(version.strip()):
        raise AlihbahasaError(
            "the file does not say its version of TMX"
            if version is None
            else f"TMX {version!a} is none of the versions that are read, 1.1 to 1.4",
            line=xmlio.line_of(element),
            hint="save it as TMX 1.4",
        )


def _checked(element: etree._Element, number: int) -> set[str]:
    """Return the languages of the ``tu`` that is the file's *number*-th."""

    def wrong(message: str, at: etree._Element) -> AlihbahasaError:
        return AlihbahasaError(
            f"tu {number}: {message}",
            line=xmlio.line_of(at),
            unit=element.get("tuid") or None,
            hint=_MEND,
        )

    languages = set()
    for variant in element:
        if _name(variant) != "tuv":
            continue
        tag = (variant.get(_LANG) or variant.get("lang") or "").strip()
        if not tag:
            raise wrong("a tuv without xml:lang", variant)
        texts = [child for child in variant if _name(child) == "seg"]
        if len(texts) != 1:
            raise wrong(f"a tuv with {len(texts) or 'no'} seg", variant)
        if fault := _fault(texts[0]):
            raise wrong(*fault)
        languages.add(canonical(tag.replace("_", "-")))
    return languages


def _fault(text: etree._Element) -> tuple[str, etree._Element] | None:
    """Return what is wrong with the inline codes of a ``seg``, and with which, None for nothing."""
    waiting: dict[str, etree._Element] = {}
    seen: set[str] = set()
    for code in text.iterdescendants():
        name, parent = _name(code), code.getparent()
        if not name:
            continue
        is_in_text = parent is text or (parent is not None and _name(parent) in ("hi", "sub"))
        if name not in (_INLINE if is_in_text else ("sub",)):
            return f"a {name} where none can be", code
        if name in ("bpt", "ept"):
            i = code.get("i")
            if i is None:
                return f"a {name} without i", code
            if name == "ept":
                if waiting.pop(i, None) is None:
                    return f'an ept i="{i}" without its bpt', code
            elif i in seen:
                return f'a second bpt i="{i}"', code
            else:
                seen.add(i)
                waiting[i] = code
        elif name == "it" and code.get("pos") not in ("begin", "end"):
            return "an it without pos, begin or end", code
    for i, code in waiting.items():
        return f'a bpt i="{i}" without its ept', code
    return None


def _name(element: etree._Element) -> str:
    """Return the local name of *element*, "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
