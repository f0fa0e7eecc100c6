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
    is_plain,
    reference,
    unescaped,
)
from alihbahasa.exchange._po_source import Source
from alihbahasa.exchange._po_units import identified, is_header, kind_in, unit_of, unquoted
from alihbahasa.model import Note, Place, State, Unit

#: How much text, in code points, is cut up at once.
_BLOCK = 1 << 16
#: What an entry may begin with so that it cannot go on with a string of the one before.
_OPENINGS = ("#: ", "#. ", "#, ", "# ", "msg")
_OUR_LINE = re.compile(
    r"#: ([^\s\u2068\u2069]+)#(u[a-z2-7]{13}(?:\.[hldbc])?)(?:@[1-9][0-9]{0,8})?"
)


def units_in(source: Source) -> Iterator[Unit]:
    """Yield the units of *source*, in order; raise as ``scan`` does."""
    text = source.text
    first: dict[str | tuple[str, str], int] = {}
    seen: dict[str, int] = {}
    places: dict[str, tuple[Place, ...]] = {}
    check = checker(source, first)
    may_be_plain = is_plain(text)
    is_common = may_be_plain and "\r" not in text
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
            entry = entry_at(source, at, may_be_plain=may_be_plain)
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
    head, mark, rest = chunk.partition('\nmsgid "')
    quote = begin + len(head) + 7
    if not mark:
        head, mark, rest = chunk.partition('msgid "')
        quote = begin + 6
        if head or not mark:
            return None
    message, mark, translation = rest.partition('"\nmsgstr "')
    source = _said(message)
    target = _said(translation[:-1])
    if not source or target is None or translation[-1:] != '"' or len(chunk) > MAX_LENGTH:
        return None

    context: str | None = None
    previous: str | None = None
    references: list[str] = []
    told: list[str] = []
    is_draft = not target or target.isspace()
    if head:
        lines = head.split("\n")
        if lines[-1].startswith('msgctxt "'):
            line = lines.pop()
            context = _said(line[9:-1])
            if context is None or line[9:][-1:] != '"':
                return None
        if lines and lines[-1].startswith('#| msgid "'):
            line = lines.pop()
            previous = _said(line[10:-1])
            if previous is None or line[10:][-1:] != '"':
                return None
        for line in lines:
            mark = line[:3]
            if mark == "#: ":
                references.append(line)
            elif mark == "#. ":
                told.append(line[3:])
            elif line == "#, fuzzy":
                is_draft = True
            else:
                return None

    key = source if context is None else (context, source)
    if len(first) >= MAX_ENTRIES or key in first:
        return None
    ours = _OUR_LINE.fullmatch(references[0]) if len(references) == 1 else None
    if ours and ours[2] not in seen:
        article, id = ours.groups()
        places = known.get(article)
        if places is None:
            places = known[article] = (Place(unquoted(article), 0),)
        kind, context = kind_in(context, id)
        seen[id] = 1
    elif any("\u2069" in line for line in references):
        return None
    else:
        words = [reference(word) for line in references for word in line[3:].split()]
        id, kind, context, places = identified(words, context, (source,), seen)
    first[key] = quote
    note = "\n".join(told)
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
        (Note("alihbahasa", "terminology", note),) if note else (),
        None if previous is None else (previous,),
    )


def _said(text: str) -> str | None:
    """Return what *text* between quotes says, None where it takes a closer look."""
    if "\\" in text or '"' in text or "\n" in text:
        return unescaped(text)
    return text
