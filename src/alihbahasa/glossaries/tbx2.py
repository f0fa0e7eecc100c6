"""Reads TBX of every version; writes TBX-Basic v2 (ISO 30042:2008, MARTIF).

This is the TBX that OmegaT, Lokalize, Weblate and the translate-toolkit read.
They take it for a list of words, and the file is made for that:

* An entry has one source term and one term of each other language: the
  translate-toolkit reads no more, Lokalize runs several into one.  A concept
  with two source terms and three English terms is six entries; a language
  with fewer terms repeats its first one, since OmegaT shows an entry without
  its target language as a term without a translation.  A concept of more than
  100 entries stands in one.
* OmegaT offers whatever stands in the target language, of whatever status.  So
  a forbidden or deprecated term is no term here but a note,
  ``alihbahasa: forbidden en=county``, which OmegaT shows beside the others.
  Those of the source language are terms: articles may have them.
* Where the source form stays, it stands as the translation, with the note
  ``alihbahasa: status=kept``.

For OmegaT write one target language: it shows the notes on terms of any.

A concept without any term finds no place.  All else comes back when we read
the file, but for the order of languages, which is that of the glossary, and
of allowed terms among others.  Entries of one concept have its id, from the
second on with ``.2``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from alihbahasa import xmlio
from alihbahasa.contracts import GlossaryFormat
from alihbahasa.glossaries._tbx import PARTS_OF_SPEECH, PREFIX, by_language, id_of, root_of
from alihbahasa.model import Concept, Glossary, Loss, PartOfSpeech, Term, fallbacks

if TYPE_CHECKING:
    from alihbahasa.glossaries._tbx_writing import Dialect, Entry

_MOST_ENTRIES = 100

_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="{{language}}">
 <martifHeader>
  <fileDesc>
   <titleStmt>
    <title>Glossary</title>
    <note>{PREFIX}languages={{languages}}</note>
   </titleStmt>
   <sourceDesc>
    <p>alihbahasa</p>
   </sourceDesc>
  </fileDesc>
  <encodingDesc>
   <p type="XCSURI">TBXBasicXCSV02.xcs</p>
  </encodingDesc>
 </martifHeader>
 <text>
  <body>
"""


def _entries(concept: Concept, source_language: str, languages: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the entries of *concept*, the source language first in each."""
    from alihbahasa.glossaries._tbx_writing import Entry, Section

    id = id_of(concept.key)
    sources = concept.terms_in(source_language)
    if not sources:
        # Nothing can be offered as the translation of anything.
        groups = by_language(concept.terms).items()
        yield Entry(id, tuple(Section(tag, tuple(terms)) for tag, terms in groups))
        return
    source = sources[0].language
    others = [term for term in concept.terms if term.language != source]
    banned = tuple(term for term in others if not term.status.is_allowed)
    allowed = by_language(term for term in others if term.status.is_allowed)
    width = max(map(len, allowed.values()), default=1)
    if len(sources) * width > _MOST_ENTRIES:
        rows: list[tuple[tuple[Term, ...], slice]] = [(sources, slice(None))]
    else:
        rows = [((term,), slice(n, n + 1)) for term in sources for n in range(width)]
    own = {tag.lower() for tag in (source, *fallbacks(source_language))}
    targets = [tag for tag in languages if tag.lower() not in own]
    for number, (terms, part) in enumerate(rows, 1):
        sections = [Section(source, terms)]
        for tag in targets:
            if there := allowed.get(tag):
                sections.append(Section(tag, tuple(there[part] or there[:1])))
            elif concept.keeps_in(tag):
                stays = Term(terms[0].text, tag)
                sections.append(Section(tag, (stays,), is_kept=True))
        yield Entry(id if number == 1 else f"{id}.{number}", tuple(sections), banned)


@functools.cache
def _dialect() -> Dialect:
    from alihbahasa.glossaries._tbx_writing import Dialect

    return Dialect(
        head=_HEAD,
        tail="  </body>\n </text>\n</martif>\n",
        entry="termEntry",
        language="langSet",
        term="tig",
        parts_of_speech=PARTS_OF_SPEECH | {PartOfSpeech.PROPER_NOUN: "properNoun"},
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
    """Tell whether *head* begins a file of v2, whose root is martif."""
    return root_of(head) == "martif"


PLUGIN = GlossaryFormat(
    name="tbx2",
    title="TBX-Basic v2",
    extensions=(".tbx", ".xml"),
    ambiguous=(".xml",),
    limit=xmlio.MAX_BYTES,
    recognises=recognises,
    read=read,
    write=write,
)
