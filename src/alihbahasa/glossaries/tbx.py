"""Reads TBX of every version; writes TBX-Basic v3 in style DCA (ISO 30042:2019).

Written files pass the schema and the Schematron of the dialect, and hold the
whole of a glossary; what the standard has no data category for stands in
notes that ``_tbx`` describes.  Only a concept without any term finds no place,
and a glossary without concepts gives an empty body, which the schema does not
foresee.  The terms of one language stand together.

A forbidden term is a term with the status ``deprecatedTerm-admn-sts``, one
that we call deprecated has ``supersededTerm-admn-sts``.  The example stands as
the context of the first term of the source language.  Keys are the ids, with
what an xs:ID cannot hold escaped.

OmegaT 3.6, Lokalize and Weblate do not read v3: ``tbx2`` is for them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from alihbahasa import xmlio
from alihbahasa.contracts import GlossaryFormat
from alihbahasa.glossaries._tbx import PARTS_OF_SPEECH, PREFIX, by_language, id_of, root_of
from alihbahasa.model import Concept, Glossary, Loss

if TYPE_CHECKING:
    from alihbahasa.glossaries._tbx_writing import Dialect, Entry

_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="{{language}}">
 <tbxHeader>
  <fileDesc>
   <titleStmt>
    <title>Glossary</title>
    <note>{PREFIX}languages={{languages}}</note>
   </titleStmt>
   <sourceDesc>
    <p>alihbahasa</p>
   </sourceDesc>
  </fileDesc>
 </tbxHeader>
 <text>
  <body>
"""


def _entries(concept: Concept, source_language: str, languages: tuple[str, ...]) -> Iterator[Entry]:
    """Yield *concept* as one entry."""
    from alihbahasa.glossaries._tbx_writing import Entry, Section

    groups = by_language(concept.terms).items()
    sections = tuple(Section(tag, tuple(terms)) for tag, terms in groups)
    yield Entry(id_of(concept.key), sections)


@functools.cache
def _dialect() -> Dialect:
    from alihbahasa.glossaries._tbx_writing import Dialect

    return Dialect(
        head=_HEAD,
        tail="  </body>\n </text>\n</tbx>\n",
        entry="conceptEntry",
        language="langSec",
        term="termSec",
        parts_of_speech=PARTS_OF_SPEECH,
        entries=_entries,
    )


def read(data: bytes, *, source_language: str) -> tuple[Glossary, tuple[Loss, ...]]:
    """Return the glossary that *data* holds, and what of it ours has no place for."""
    # What reads XML and what writes it are loaded for such a file only.
    from alihbahasa.glossaries import _tbx_reading

    return _tbx_reading.read(data, source_language=source_language)


def write(
    glossary: Glossary,
    *,
    source_language: str,
    languages: Sequence[str] = (),
    original: bytes = b"",
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return *glossary* as a file, and what of it the format has no place for."""
    from alihbahasa.glossaries import _tbx_writing

    return _tbx_writing.write(
        glossary,
        source_language=source_language,
        languages=languages,
        original=original,
        dialect=_dialect(),
    )


def recognises(head: bytes) -> bool:
    """Tell whether *head* begins a file of v3, whose root is tbx, or of TBX-Min, TBX."""
    return root_of(head) in ("tbx", "TBX")


PLUGIN = GlossaryFormat(
    name="tbx",
    title="TBX-Basic v3 (ISO 30042:2019), DCA",
    extensions=(".tbx", ".xml"),
    ambiguous=(".xml",),
    limit=xmlio.MAX_BYTES,
    recognises=recognises,
    read=read,
    write=write,
)
