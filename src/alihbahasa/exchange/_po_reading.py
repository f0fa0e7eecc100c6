r"""Reading PO: an iterator of units, the commonest entries straight from the text.

Nearly every entry that a tool writes is a few lines between two empty ones:
references and notes, perhaps ``#, fuzzy`` with the previous msgid, and each
string in one line.  Such an entry is cut at its quotes, so that every second
part is a string, and becomes a unit at once.  Whatever looks otherwise goes to
``_po_scanner``, which is also the one to refuse it; that both say the same,
the tests compare.

All there is time for is a few steps in C for each entry.  So comments are read
line by line but once: the same article, and the same terms, stand before the
ids of many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from alihbahasa.exchange._making import in_batches
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
from alihbahasa.model.making import made_unit
from alihbahasa.patterns import late_re

#: How much text, in code points, is cut up at once.
_BLOCK = 1 << 14
#: What an entry may begin with so that it cannot go on with a string of the one before.
_OPENINGS = ("#:", "#.", "ms", "# ", "#,")
#: What stands around the strings of an entry, and how many strings have what is previous.
_SHAPES = {
    f"{previous}{context}msgid \nmsgstr ": (previous.count("msg"), context.count("msg"))
    for previous in ("", "#| msgid \n", "#| msgctxt \n#| msgid \n")
    for context in ("", "msgctxt \n")
}
_FUZZY = "\n#, fuzzy"
#: An enumeration takes longer to say what it holds than a module.
_BODY, _DRAFT, _DONE = Kind.PARAGRAPH, State.INITIAL, State.TRANSLATED
_OUR_LINE = late_re("#: [^\\s#\u2068\u2069]+")
_OUR_ID = late_re(r"u[a-z2-7]{13}(?:\.[hldbc])?")
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
#: How many comments are known at once, and how long each may be.
_MOST_KNOWN = 4096
_LONGEST_KNOWN = 1000


class _Comments(NamedTuple):
    """What comments say; *told* is the kind that a note tells, or else PARAGRAPH."""

    references: tuple[str, ...]
    told: Kind
    notes: tuple[Note, ...]
    is_fuzzy: bool


def units_in(source: Source) -> Iterator[Unit]:
    """Yield the units of *source*, in order; raise as ``scan`` does."""
    return in_batches(_each_unit(source))


def _each_unit(source: Source) -> Iterator[Unit]:
    text = source.text
    first: dict[str | tuple[str, str], int] = {}
    seen: dict[str, int] = {}
    check = checker(source, first)
    unit_in = _reader(first, seen)
    is_plain = source.is_plain and "\r" not in text
    at = after = 0
    for block in _blocks(text):
        # What comes near a limit is left to the one who says so.
        is_common = is_plain and len(block) < MAX_LENGTH and len(first) < MAX_ENTRIES - _BLOCK
        for chunk in block.split("\n\n"):
            begin, after = after, after + len(chunk) + 2
            if not chunk:
                continue
            # Between *at* and *begin* there are but line ends, if anything.
            if is_common and at <= begin and text[after : after + 2] in _OPENINGS:
                unit = unit_in(chunk, begin)
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


def _blocks(text: str) -> Iterator[str]:
    """Yield *text* in parts, cut at empty lines, which are left out."""
    begin = 0
    while begin <= len(text):
        stop = text.find("\n\n", begin + _BLOCK)
        stop = len(text) if stop < 0 else stop
        yield text[begin:stop]
        begin = stop + 2


def _reader(
    first: dict[str | tuple[str, str], int], seen: dict[str, int]
) -> Callable[[str, int], Unit | None]:
    """Return what makes a unit of an entry, given its text and where that begins.

    It returns None where the entry looks uncommon, or repeats a message.
    *first* and *seen* are as for ``checker`` and ``identified``.
    """
    known: dict[str, tuple[Kind, tuple[Note, ...], tuple[Place, ...]]] = {}

    def learnt(before: str) -> tuple[Kind, tuple[Note, ...], tuple[Place, ...]] | None:
        """Return what *before*, which ends with an article, says; None if that is uncommon."""
        at = before.rfind("\n") + 1
        said = _comments(before[: max(at - 1, 0)])
        if not _OUR_LINE.fullmatch(before, at) or not said or said.references or said.is_fuzzy:
            return None
        found = said.told, said.notes, (place_in(unquoted(before[at + 3 :]), 0),)
        if len(before) <= _LONGEST_KNOWN:
            if len(known) == _MOST_KNOWN:
                known.clear()
            known[before] = found
        return found

    def unit_in(chunk: str, begin: int) -> Unit | None:
        previous: str | None = None
        context: str | None = None
        is_fuzzy = False
        fields = chunk.split('"')
        if len(fields) == 5 and "\\" not in chunk:
            head, source, keyword, target, rest = fields
            if keyword != "\nmsgstr " or rest or "\n" in source or "\n" in target:
                return None
            if head[-7:] != "\nmsgid " and head != "msgid ":
                return None
            comments = head[:-7]
            quote = begin + len(head)
        else:
            strings = _strings(chunk, fields)
            if strings is None:
                return None
            comments, previous, context, source, target, back = strings
            quote = begin + len(chunk) - back
            if comments.endswith(_FUZZY):
                comments, is_fuzzy = comments[: -len(_FUZZY)], True
        key = source if context is None else (context, source)
        if not source or key in first:
            return None
        count = 1
        before, _, id = comments.rpartition("#")
        is_ours = len(id) == 14 and id[0] == "u" and not id.strip(_BASE32)
        if not is_ours and "#u" in comments:
            if "@" in id:
                before, id, count = _placed(comments)
            is_ours = bool(_OUR_ID.fullmatch(id))
        found = (known.get(before) or learnt(before)) if is_ours and id not in seen else None
        if found:
            told, notes, places = found
            seen[id] = 1
            if count > 1:
                places = tuple(place_in(places[0].article, number) for number in range(count))
            if context is None and len(id) == 14:
                kind, context = _BODY, ""
            else:
                kind, context = kind_in(context, id)
        else:
            said = _comments(comments)
            if said is None or any("\u2069" in line for line in said.references):
                return None
            told, notes = said.told, said.notes
            is_fuzzy = is_fuzzy or said.is_fuzzy
            words = [reference(word) for line in said.references for word in line[3:].split()]
            id, kind, context, places = identified(words, context, (source,), seen)
        first[key] = quote
        return made_unit(
            id,
            kind if told is _BODY else told,
            (source,),
            (target,) if target else None,
            _DRAFT if is_fuzzy or not target or target.isspace() else _DONE,
            places,
            context,
            (),
            (),
            (),
            notes,
            None if previous is None else (previous,),
        )

    return unit_in


def _strings(
    chunk: str, fields: list[str]
) -> tuple[str, str | None, str | None, str, str, int] | None:
    """Return the comments of an entry, its previous msgid, msgctxt, msgid and msgstr.

    *fields* are what stands between the quotes of *chunk*.  Last comes how far
    before its end the quote of the msgid stands.  None where anything looks
    uncommon.
    """
    begin = 0
    if "\\" in chunk:
        # Two characters for two; there is no NUL in a text.
        fields = chunk.replace("\\\\", "\0/").replace('\\"', "\0'").split('"')
    cut = fields[0].rfind("\n") + 1
    if fields[0].startswith(("# ", "#. ", "#: "), cut):
        # There is a quote in a comment.
        begin = chunk.find("\n#| ", cut)
        begin = (chunk.find("\nmsg", cut) if begin < 0 else begin) + 1
        cut, fields = 0, '"'.join(fields)[begin:].split('"')
    shape = _SHAPES.get(fields[0][cut:] + "".join(fields[2::2]))
    strings = fields[1::2]
    if shape is None or len(fields) % 2 == 0 or "\n" in "".join(strings):
        return None
    back = len(strings[-1]) + len(strings[-2]) + len('""\nmsgstr ""')
    if "\\" in chunk:
        for at, text in enumerate(strings):
            said = _unescaped(text)
            if said is None:
                return None
            strings[at] = said
    marked, own = shape
    previous = strings[marked - 1] if marked else None
    context = strings[marked] if own else None
    return chunk[: max(begin + cut - 1, 0)], previous, context, strings[-2], strings[-1], back


def _placed(comments: str) -> tuple[str, str, int]:
    """Return *comments* up to the first "#" of several references, its id, and how many there are.

    The id is "" where not all is as we write it.
    """
    at = 0 if comments.startswith("#: ") else comments.find("\n#: ") + 1
    word, *others = comments[at + 3 :].replace("\n#:", "").split(" ")
    article, _, id = word.rpartition("#")
    count = len(others) + 1
    if others and others != [f"{word}@{number}" for number in range(2, count + 1)]:
        id = ""
    return f"{comments[: at + 3]}{article}", id, count


def _unescaped(text: str) -> str | None:
    """Return what *text* says, in which NUL and a mark stand for a backslash or a quote."""
    if "\\" in text:
        return unescaped(text.replace("\0/", "\\\\").replace("\0'", '\\"'))
    return text.replace("\0'", '"').replace("\0/", "\\") if "\0" in text else text


def _comments(text: str) -> _Comments | None:
    """Return what the comments *text* say, None where that is uncommon."""
    comment: str | None = None
    references: list[str] = []
    told: list[str] = []
    is_fuzzy = False
    for line in text.split("\n") if text else ():
        mark = line[:3]
        if mark == "#: ":
            references.append(line)
        elif mark == "#. ":
            told.append(line[3:])
        elif line == "#, fuzzy":
            is_fuzzy = True
        elif mark[:2] == "# " and comment is None and "conflict" not in line:
            comment = line[2:]
        else:
            return None
    kind, note = told_kind(Kind.PARAGRAPH, "\n".join(told))
    notes = (Note("alihbahasa", "terminology", note),) if note else ()
    if comment and not comment.isspace():
        notes = (Note("", "translator", comment), *notes)
    return _Comments(tuple(references), kind, notes, is_fuzzy)
