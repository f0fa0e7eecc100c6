"""What reading and writing TBX share: the words of the standard, our notes, and ids.

TBX-Basic has no data category for how a term is matched and how strictly a
concept is checked.  Such a value stands in a note of its own::

    <note>alihbahasa: level=must</note>

Of a concept these are ``level``, ``keep``, ``scope``, ``url`` (one that is no
HTTP address) and ``note`` (one that would pass for a note of ours); of a term
``match``, ``forms``, ``not_forms`` and ``partOfSpeech``.  A list is a note for
each of its values.  A value that is the default has no note.  The note of the
title names the languages, of which some may have no terms yet, and says at the
same time that the file is ours: ``alihbahasa: languages=id en ru``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from alihbahasa import xmlio
from alihbahasa.model import PartOfSpeech, Term, TermStatus
from alihbahasa.patterns import late_re

PREFIX = "alihbahasa: "

#: A note of ours: its name, for a term that is in no term section its language, its value.
FIELD = late_re(
    rf"{PREFIX}(?P<name>[A-Za-z_]+)(?: (?P<language>[A-Za-z\d-]+))?=(?P<value>.*)", re.DOTALL
)

#: ``administrativeStatus`` by our status; deprecated in TBX is what we forbid.
STATUSES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.DEPRECATED: "supersededTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}

PARTS_OF_SPEECH = {part: str(part) for part in PartOfSpeech} | {PartOfSpeech.PROPER_NOUN: "noun"}

#: What v2 says in a note, since programs that know no status would offer such a term.
BANNED = (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)

#: The ``status`` of what is no term, but stands where the source form stays.
KEPT = "kept"

#: The start of a root element of TBX, or of the declaration of one.
_ROOT = late_re(rb"<(?:!DOCTYPE\s+)?(tbx|TBX|martif)\b")

_ODD = late_re(r"[^A-Za-z0-9-]|^[0-9-]")
_ESCAPED = late_re(r"_([0-9a-f]{1,6})_")


def root_of(head: bytes) -> str:
    """Return the name of the root element of a file that begins with *head*, "" where it has none.

    Where *head* is no XML that is read, what looks like TBX is named all the
    same: the reader has to tell what is wrong with it.

    >>> root_of(b"<a><tbx/></a>"), root_of(b"<!DOCTYPE tbx [<!ENTITY a 'b'>]><tbx/>")
    ('a', 'tbx')
    """
    if found := xmlio.root(head):
        return found[0].rpartition("}")[2]
    start = _ROOT.search(head)
    return start[1].decode("ascii") if start else ""


def id_of(key: str) -> str:
    """Return *key* as an xs:ID: what such an id cannot hold, and ``_``, as ``_hexadecimal_``.

    No id holds a full stop, so that one may be set behind it.

    >>> id_of("darurat-militer"), id_of("5 juta")
    ('darurat-militer', '_35__20_juta')
    """
    return _ODD.sub(lambda found: f"_{ord(found[0]):x}_", key)


def key_of(id: str) -> str:
    """Return the key that ``id_of`` made *id* of; an id that it cannot have made is a key as it is.

    >>> key_of("_35__20_juta"), key_of("c_31_x")
    ('5 juta', 'c_31_x')
    """
    key = _ESCAPED.sub(_character, id)
    return key if id_of(key) == id else id


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code < 0x110000 else found[0]


def by_language(terms: Iterable[Term]) -> dict[str, list[Term]]:
    """Return *terms* by language, both in order."""
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(term.language, []).append(term)
    return found
