r"""PO, the format of GNU gettext: read, written, and searched for positions.

A file is written as ``msgcat --no-wrap`` would write it, so that gettext's
tools change nothing in it.  What a unit says stands in an entry thus:

* ``msgctxt`` is the unit's context, or else its kind where that has a suffix.
* ``#:`` is ``article#id`` for the first place in an article and
  ``article#id@2``, ``@3`` ... for further ones, since gettext makes one of
  equal references.  Space, ``%`` and what no name should hold is
  percent-encoded.
* A draft is ``#, fuzzy``, with the previous source in ``#|``.
* ``#`` lines are the notes people wrote.  A line
  ``# conflict, NAME, 20 Nov 2026: TEXT``, or ``# conflict (draft), ...``, is an
  alternative; ``_po_conflicts`` says how it is read where programs wrapped it.
* ``#.`` lines are all other notes.
* ``msgid_plural`` is a note of the category ``plural``, ``msgstr[n]`` are the
  unit's plurals; the target is ``msgstr[0]``.

What PO cannot hold: the states reviewed and final (both are read as
translated), the block number of a place (read as 0, 1, 2 ...), inline codes
as such (they stand as markup in the text), where one note ends and the next
begins (several come back as one), who wrote a note, the previous source of a
unit that is no draft, a maximal length (gettext drops the flag
``max-length``, which is read all the same), mentions, matches and the origin
of a target.  A carriage return in a comment ends its line, and a backslash at
the end of one gets a space behind it: gettext would join the next line to it.

With the *original* file, an entry is written byte for byte as it was found
where source, target, state, previous source, alternatives and comments of
people are the same; and the whole file is, where all are, in their order.
An entry whose target alone changed keeps all else as it was laid out, as in
``patch``; any other that changed keeps the flags and references that are not ours.  Line ends
stay what they were, for new entries too.  A byte order mark or UTF-16, which
gettext cannot read, lasts until something changes.

Plural expressions are carried and never evaluated.

A template (POT) is a PO file without translations, whose header says by
gettext's placeholders that nobody has begun, and is fuzzy; ``msginit`` and
``msgmerge`` go on from there.  It is read as a PO file without a language.

``_po_scanner`` finds the entries, ``_po_header``, ``_po_units`` and
``_po_conflicts`` say what they hold, ``_po_reading`` reads the commonest straight
from the text, ``_po_writing`` writes them, and ``_po_patching`` changes targets in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from alihbahasa.contracts import DEFAULT, ExchangeFormat, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange._po_header import NO_DATE, header_in
from alihbahasa.exchange._po_patching import patch
from alihbahasa.exchange._po_reading import units_in
from alihbahasa.exchange._po_scanner import header_of, open_source, scan
from alihbahasa.exchange._po_source import Source
from alihbahasa.exchange._po_tokens import pieces_at
from alihbahasa.exchange._po_units import identity, is_header
from alihbahasa.exchange._po_writing import write
from alihbahasa.exchange._rules.po import validate
from alihbahasa.model import Header, Side, State, Unit
from alihbahasa.patterns import late_re
from alihbahasa.xmlio import MAX_BYTES

__all__ = ["PLUGIN", "locate", "patch", "read", "recognises", "write", "write_template"]


def read(stream: BinaryIO) -> tuple[Header, Iterator[Unit]]:
    """Return the header of the PO file in *stream*, and its units in the order of the file.

    Raises AlihbahasaError with line and column for a malformed file, some of
    it while the units are drawn.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise AlihbahasaError(
            f"the file is larger than {MAX_BYTES // 1_000_000} MB", hint="split it"
        )
    source = open_source(data)
    return header_in(header_of(source)), units_in(source)


# --- templates ----------------------------------------------------------------

#: What a translator is to fill in, as xgettext writes it.
_PLACEHOLDERS = {
    "Project-Id-Version": "PACKAGE VERSION",
    "PO-Revision-Date": NO_DATE,
    "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
    "Language-Team": "LANGUAGE <LL@li.org>",
    "Language": "",
}


def write_template(
    header: Header,
    units: Iterable[Unit],
    *,
    original: bytes = b"",
    profile: Profile = DEFAULT,
) -> Iterator[bytes]:
    """Yield the POT file of *units*: their sources, contexts, notes and places, no translation.

    Of *original* come the flags and references that are not ours.

    Obsolete units are left out, and so is what people wrote for translators of
    one language.  There is no field for plural forms, since xgettext's
    placeholder is an error to ``msgfmt -c``; ``msginit`` writes it all the same.
    """
    fresh = tuple(
        replace(
            unit,
            target=None,
            state=State.INITIAL,
            plurals=((), ()) if unit.plurals else (),
            notes=tuple(note for note in unit.notes if note.category != "translator"),
            previous=None,
            alternatives=(),
        )
        for unit in units
        if not unit.obsolete
    )
    said = dict(header.fields)
    fields = _PLACEHOLDERS | {
        name: said[name] for name in ("Project-Id-Version",) if said.get(name)
    }
    gone = {"Plural-Forms", "X-Language-Tag", *fields}
    kept = tuple((name, value) for name, value in header.fields if name and name not in gone)
    yield from write(
        replace(
            header, target_language="", revised=None, fields=(*fields.items(), *kept), comment=""
        ),
        fresh,
        original=original,
        profile=profile,
    )


# --- positions and the sniff --------------------------------------------------


def locate(
    data: bytes, wanted: Iterable[tuple[str, Side, int]]
) -> dict[tuple[str, Side, int], tuple[int, int]]:
    """Return line and column, in code points, of offsets in sources and targets of units.

    *wanted* names each by the id of its unit, the side and the offset, in
    code points.  The target of an entry with plural forms is ``msgstr[0]`` and,
    behind it, ``msgstr[1]`` and on.
    An offset past the end gives where the text begins, in an empty one the
    place after the quote.  A unit that the file does not have is left out.
    """
    wants: dict[str, dict[Side, list[int]]] = {}
    for id, side, offset in wanted:
        wants.setdefault(id, {}).setdefault(side, []).append(offset)
    answer: dict[tuple[str, Side, int], tuple[int, int]] = {}
    source = open_source(data)
    seen: dict[str, int] = {}
    for found in scan(source):
        if is_header(found):
            continue
        id, *_ = identity(found, (found.entry.msgid,), seen)
        for side, offsets in wants.pop(id, {}).items():
            quotes = (found.msgid,) if side is Side.SOURCE else found.msgstr
            for offset, at in _places_of(source, quotes, offsets):
                line = (found.entry.linenum or 1) + source.text.count("\n", found.start, at)
                column = at - source.text.rfind("\n", 0, at)
                answer[id, side, offset] = (line, column)
        if not wants:
            break
    return answer


def _places_of(
    source: Source, quotes: Sequence[int], offsets: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Yield each of *offsets* in the strings that open at *quotes*, with its place in the file."""
    pieces = chain.from_iterable(pieces_at(source, quote) for quote in quotes)
    piece, place = next(pieces, ("", quotes[0] + 1))
    begin, done = place, 0
    rest = sorted(set(offsets))
    for number, offset in enumerate(rest):
        while piece and offset >= done + len(piece):
            done += len(piece)
            piece, place = next(pieces, ("", begin))
        if not piece:
            yield from ((late, begin) for late in rest[number:])
            return
        # An offset before the text is as wrong as one past it.
        yield offset, place + offset - done if offset >= 0 else begin


_OPENING = late_re(r'[ \t\f\v]*(?:#(?:~\|?|\|)[ \t]*)?msg(?:id|ctxt)[ \t]*"')


def recognises(head: bytes) -> bool:
    """Tell whether *head*, the beginning of a file, is that of a PO file.

    It is where a ``msgid`` or ``msgctxt`` with a string follows on nothing
    but comments and empty lines.
    """
    codec = "latin-1"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16"
    elif head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    text = head.decode(codec, "replace").replace("\r", "\n")
    for line in text.split("\n"):
        if _OPENING.match(line):
            return True
        if line.strip() and not line.lstrip().startswith("#"):
            return False
    return False


PLUGIN = ExchangeFormat(
    name="po",
    title="PO (GNU gettext)",
    extension=".po",
    recognises=recognises,
    read=read,
    write=write,
    locate=locate,
    patch=patch,
    validate=validate,
    is_keyed_by_text=True,
    write_template=write_template,
)
