"""Cells: what a spreadsheet has done to them, and the terms that a cell holds."""

from __future__ import annotations

import re
import unicodedata

from alihbahasa.model import Cell, CellKind
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.terminology.intake import mojibake
from alihbahasa.text import fold

LONGEST_CELL = 131_072

_ERROR = late_re(r"#(?:[A-ZА-ЯЁ]+[/\d]*[A-Z\d]*[!?]|N/?[AV]|DIV/0!|GETTING_DATA)")
_FORMULA = late_re(r"=\s*(?:[A-Z][A-Z.]*\(|\$?[A-Z]{1,3}\$?\d|[\"'(+-])")
_CONTROL = late_re(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Characters that turn the direction of what follows, in a text of whatever kind.
_TURNING = late_re("[\u202a-\u202e\u2066-\u2069]")
#: What cannot be seen and may not stand within a term, but for joiners where a script has them.
_HIDDEN = late_re("[\u200b\u200e\u200f]|(?<=[A-Za-z\u00c0-\u058f])[\u200c\u200d]")
_INVISIBLE = late_re(r"[\xad\u200b\u2060\ufeff]")
_SIGNS = late_re(r"[\W_]+")
_NUMBER = late_re(r"[-+]?[\d.,\s%]*\d[\d.,\s%]*(?:[eE][-+]?\d+)?")
_DIGIT = late_re(r"\d")
_MONTH = (
    r"(?:jan|feb|mar|apr|may|mei|jun|jul|aug|agu|agt|ags|sep|sept|oct|okt|nov|dec|des|dez"
    r"|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)"
)
_DATE = late_re(
    r"(?i)\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
    r"|\d{1,2}[-./]\d{1,2}[-./](?:\d\d|\d{4})"
    rf"|\d{{1,2}}-{_MONTH}(?:-\d\d|-\d{{4}})?|{_MONTH}-(?:\d\d|\d{{4}})"
)
_RETYPE = "format the column as text and type the term again"

#: Brackets, what stands between terms, and the slash that does with spaces on both sides.
_MARK = late_re(r"[()\[\]（）［］]|[;；؛|\n\r\u2028\u2029]|(?<=\s)/(?=\s)")
_CLOSING = {"(": ")", "[": "]", "（": "）", "［": "］"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot come in, and what to do about it."""

    reason: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the terms of a cell, and what stood in brackets behind it."""

    term: str
    remarks: tuple[str, ...] = ()


def fault(cell: Cell) -> Fault | None:
    """Return what is wrong with *cell*, whatever column it stands in."""
    text = cell.text
    if len(text) > LONGEST_CELL:
        return Fault(f"more than {LONGEST_CELL:,} characters", "is a quotation mark left open?")
    bare = text.strip()
    if cell.kind is CellKind.ERROR or _ERROR.fullmatch(bare):
        return Fault("an error of the spreadsheet", "mend the formula, or type the text")
    if cell.kind is CellKind.FORMULA or _FORMULA.match(bare):
        return Fault("a formula", "paste its value in its place")
    if "\ufffd" in text:
        return Fault(
            "characters were lost (\ufffd)", "open the file it came from in its encoding again"
        )
    right = mojibake.repaired(text)
    if right is not None:
        return Fault("text in the wrong encoding", " ".join(right.split()))
    return unseen(text)


def unseen(text: str, *, is_term: bool = False) -> Fault | None:
    """Return what of *text* obeys a terminal or turns its letters, or in a term cannot be seen.

    >>> unseen("a\u200bb", is_term=True)
    Fault(reason='the character U+200B ZERO WIDTH SPACE', suggestion='ab')
    >>> unseen("a\x07b").reason, unseen("\u0645\u06cc\u200c\u062e", is_term=True)
    ('a control character, U+0007', None)
    """
    if text.isprintable():
        return None
    if found := _CONTROL.search(text):
        what = f"a control character, U+{ord(found[0]):04X}"
        return Fault(what, clean(_CONTROL.sub(" ", text)))
    for each in (_TURNING, _HIDDEN) if is_term else (_TURNING,):
        if found := each.search(text.strip("\u200b").strip() if is_term else text):
            name = unicodedata.name(found[0])
            return Fault(f"the character U+{ord(found[0]):04X} {name}", clean(each.sub("", text)))
    return None


def term_fault(cell: Cell) -> Fault | None:
    """Return what is wrong with *cell* in a column of terms."""
    found = fault(cell) or unseen(cell.text, is_term=True)
    if found:
        return found
    bare = cell.text.strip()
    has_digit = _DIGIT.search(bare) is not None
    if cell.kind is CellKind.DATE or (has_digit and _DATE.fullmatch(bare)):
        return Fault("a date, which a spreadsheet makes of what looks like one", _RETYPE)
    if cell.kind is CellKind.BOOLEAN:
        return Fault("a truth value, which a spreadsheet makes of a word", _RETYPE)
    if cell.kind is CellKind.NUMBER or (has_digit and _NUMBER.fullmatch(bare)):
        return Fault("a number where a term should stand", _RETYPE)
    if bare.startswith("="):
        return Fault("a formula", "paste its value in its place")
    if not any(char.isalnum() for char in bare):
        return Fault("no letter or digit in it", "leave the cell empty where there is no term")
    return None


def pieces(text: str) -> tuple[Piece, ...] | Fault:
    """Return the terms of a cell, or why its brackets cannot be read.

    >>> pieces("rayon (district; county); distrik / kawasan dan/atau daerah")
    (Piece(term='rayon', remarks=('district; county',)), Piece(term='distrik', remarks=()), \
Piece(term='kawasan dan/atau daerah', remarks=()))
    >>> pieces("pemerintah(an)").suggestion
    'pemerintah; pemerintahan'
    """
    if not _MARK.search(text):
        # Nearly all cells are one term.
        term = clean(text)
        return (Piece(term),) if any(char.isalnum() for char in term) else ()
    found: list[Piece] = []
    outside: list[str] = []
    remarks: list[str] = []
    opened: list[int] = []
    start = 0

    def finished() -> Fault | None:
        term = clean("".join(outside))
        if any(char.isalnum() for char in term):
            found.append(Piece(term, tuple(remarks)))
        elif remarks:
            return Fault("nothing stands outside the brackets", "; ".join(remarks))
        outside.clear()
        remarks.clear()
        return None

    for mark in _MARK.finditer(text):
        sign, place = mark[0], mark.start()
        if sign in _CLOSING:
            if not opened:
                outside.append(text[start:place])
                start = mark.end()
            opened.append(place)
        elif sign in _CLOSING.values():
            if not opened or _CLOSING[text[opened[-1]]] != sign:
                return Fault("a bracket is closed that is not open", clean(_without(text, place)))
            opening = opened.pop()
            if opened:
                continue
            inside = clean(text[start:place])
            if _is_optional(text, opening, place, inside):
                short = clean(text[:opening] + text[place + 1 :])
                long = clean(text[:opening] + inside.lstrip("~…") + text[place + 1 :])
                return Fault("brackets within a word: write out the terms", f"{short}; {long}")
            if inside:
                remarks.append(inside)
            outside.append(" ")
            start = mark.end()
        elif not opened:
            outside.append(text[start:place])
            start = mark.end()
            if wrong := finished():
                return wrong
    if opened:
        closed = "".join(_CLOSING[text[place]] for place in reversed(opened))
        return Fault("a bracket is not closed", clean(text) + closed)
    outside.append(text[start:])
    return finished() or tuple(found)


def clean(text: str) -> str:
    """Return *text* composed (NFC), without invisible characters, with single spaces only."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def squashed(text: str) -> str:
    """Return *text* folded, without anything but letters and digits."""
    return _SIGNS.sub("", fold(text))


def has_stray_space(text: str) -> bool:
    """Tell whether spaces stand in *text* that no term has, at its ends or in a row."""
    if text == " ".join(text.split()):
        return False
    lines = re.split(r"[\r\n]+", text)
    return any(line != " ".join(line.split()) for line in lines) or text != text.strip()


def _without(text: str, place: int) -> str:
    return text[:place] + text[place + 1 :]


def _is_optional(text: str, opening: int, closing: int, inside: str) -> bool:
    """Tell whether brackets hold a part of the word they stand at: colo(u)r, pemerintah(an)."""
    if text[opening] != "(" or not inside or not text[opening - 1 : opening].isalnum():
        return False
    goes_on = text[closing + 1 : closing + 2].isalnum()
    return goes_on or inside.startswith("-") or (len(inside) <= 3 and inside.islower())
