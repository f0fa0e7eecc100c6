r"""Reading PO: an iterator of units, the commonest entries straight from the text.

Nearly every entry that a tool writes is a few lines between two empty ones:
references and notes, perhaps ``#, fuzzy`` with the previous msgid, and each
string in one line.  Cutting those up takes a fifth of the time that it takes
to make an entry of them and then a unit.  Whatever looks otherwise goes to
``_po_scanner``, which is also the one to refuse it; that both say the same,
the tests compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alihbahasa.exchange._making import made_unit
from alihbahasa.exchange._po_scanner import (
    MAX_ENTRIES,
    MAX_LENGTH,
    checker,
    entry_at,
    reference,
    unescaped,
)
from alihbahasa.exchange._po_source import Source
from alihbahasa.exchange._po_units import (
    identified,
    is_header,
    kind_in,
    place_in,
    told_kind,
    unit_of,
    unquoted,
)
from alihbahasa.model import Kind, Note, Place, State, Unit

#: How much text, in code points, is cut up at once.
_BLOCK = 1 << 16
#: What an entry may begin with so that it cannot go on with a string of the one before.
_OPENINGS = ("#: ", "#. ", "#, ", "# ", "msg")
_OUR_LINE = re.compile("#: [^\\s#\u2068\u2069]+#")
_OUR_ID = re.compile(r"u[a-z2-7]{13}(?:\.[hldbc])?")


def units_in(source: Source) -> Iterator[Unit]:
    """Yield the units of *source*, in order; raise as ``scan`` does."""
    text = source.text
    first: dict[str | tuple[str, str], int] = {}
    seen: dict[str, int] = {}
    places: dict[str, tuple[Place, ...]] = {}
    check = checker(source, first)
    is_common = source.is_plain and "\r" not in text
    at = after = 0
    for chunk in _chunks(text):
        begin, after = after, after + len(chunk) + 2
        if not chunk:
            continue
        # Between *at* and *begin* there are but line ends, if anything.
        if at <= begin and is_common and text.startswith(_OPENINGS, after):
            unit = _common_unit(chunk, begin, first=first, seen=seen, known=places)
            if unit is not None:
                at = after
                yield unit
                continue
        while at < after - 1:
            entry = entry_at(source, at)
            if entry is None:
                return
            check(entry)
            at = entry.stop
            if not is_header(entry):
                yield unit_of(entry, seen)


def _chunks(text: str) -> Iterator[str]:
    """Yield what stands between any two empty lines of *text*."""
    begin = 0
    while begin <= len(text):
        stop = text.find("\n\n", begin + _BLOCK)
        stop = len(text) if stop < 0 else stop
        yield from text[begin:stop].split("\n\n")
        begin = stop + 2


def _common_unit(
    chunk: str,
    begin: int,
    *,
    first: dict[str | tuple[str, str], int],
    seen: dict[str, int],
    known: dict[str, tuple[Place, ...]],
) -> Unit | None:
    """Return the unit that *chunk*, at *begin* in the text, holds; None where it looks uncommon.

    *first* and *seen* are as for ``checker`` and ``identified``; *known* are
    the places that there have been, by their article.
    """
    lines = chunk.split("\n")
    if len(lines) < 2:
        return None
    last, line = lines.pop(), lines.pop()
    if line[:7] != 'msgid "' or last[:8] != 'msgstr "' or len(chunk) > MAX_LENGTH:
        return None
    target: str | None
    quote = begin + len(chunk) - len(last) - len(line) + 5
    if chunk.count('"') == 4 and "\\" not in chunk and line[-1] == '"' == last[8:][-1:]:
        source, target = line[7:-1], last[8:-1]
    else:
        source, target = _said(line, 7) or "", _said(last, 8)
    if not source or target is None:
        return None

    context: str | None = None
    previous: str | None = None
    comment: str | None = None
    references: list[str] = []
    told: list[str] = []
    is_draft = not target or target.isspace()
    if lines and lines[-1][:9] == 'msgctxt "':
        context = _said(lines.pop(), 9)
        if context is None:
            return None
    if lines and lines[-1][:10] == '#| msgid "':
        previous = _said(lines.pop(), 10)
        if previous is None:
            return None
        if lines and lines[-1][:12] == '#| msgctxt "' and _said(lines.pop(), 12) is None:
            return None
    for line in lines:
        mark = line[:3]
        if mark == "#: ":
            references.append(line)
        elif mark == "#. ":
            told.append(line[3:])
        elif line == "#, fuzzy":
            is_draft = True
        elif mark[:2] == "# " and comment is None and "conflict" not in line:
            comment = line[2:]
        else:
            return None

    key = source if context is None else (context, source)
    if len(first) >= MAX_ENTRIES or key in first:
        return None
    article, _, id = references[0].rpartition("#") if len(references) == 1 else ("", "", "")
    places = known.get(article)
    if places is None and _OUR_LINE.fullmatch(f"{article}#"):
        places = known[article] = (place_in(unquoted(article[3:]), 0),)
    if places and id not in seen and _OUR_ID.fullmatch(id):
        if context is None and "." not in id:
            kind, context = Kind.PARAGRAPH, ""
        else:
            kind, context = kind_in(context, id)
        seen[id] = 1
    elif any("\u2069" in line for line in references):
        return None
    else:
        words = [reference(word) for line in references for word in line[3:].split()]
        id, kind, context, places = identified(words, context, (source,), seen)
    first[key] = quote
    kind, note = told_kind(kind, "\n".join(told))
    notes = (Note("alihbahasa", "terminology", note),) if note else ()
    if comment and not comment.isspace():
        notes = (Note("", "translator", comment), *notes)
    return made_unit(
        id,
        kind,
        (source,),
        (target,) if target else None,
        State.INITIAL if is_draft else State.TRANSLATED,
        places,
        context,
        (),
        (),
        (),
        notes,
        None if previous is None else (previous,),
    )


def _said(line: str, start: int) -> str | None:
    """Return what *line* says, whose string begins at *start*; None if it takes a closer look."""
    text = line[start:-1]
    if line[start:][-1:] != '"':
        return None
    return unescaped(text) if "\\" in text or '"' in text else text
