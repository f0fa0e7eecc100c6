"""Where inline markup of Markdown stands in a text: CommonMark 0.31.2, chapter 6.

The appendix of CommonMark, "Phase 2: inline structure", with offsets, since
no parser tells them: one walk over the text with a stack of brackets and the
runs of delimiters, in time linear in the text.  Besides, as in GFM: ``~~``,
bare URLs, and references to footnotes.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import NamedTuple

import regex

from alihbahasa.model import CodeKind
from alihbahasa.patterns import late_regex
from alihbahasa.records import dataclass

_SPECIAL = late_regex(
    r"[\\`*_~<&\]]|!?\[|(?<![ \t])[ \t]*+\n|(?<![^\W_])(?:https?://|www\.)", regex.IGNORECASE
)
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TICKS = late_regex("`+")
_RUN = late_regex(r"\*+|_+|~+")
_ENTITY = late_regex(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_FOOTNOTE = late_regex(r"\[\^[^\[\]\s^]{1,100}\](?!\()")
_URL = late_regex(r"[^\s<>\"'`\[\]*|\\]+")
_URL_TAIL = "?!.,:;_~"

# The inside of a link: where it leads, its title.
_SPACE = late_regex(r"[ \t\n]*+")
_BRACKETED = late_regex(r"<(?:\\.|[^<>\n\\])*+>")
_BARE = late_regex(r"(?:\\[^ \n]|[^\x00-\x20\x7f()\\])*+")
_TITLE = late_regex(
    r'"(?:\\.|[^"\\])*+"' r"|'(?:\\.|[^'\\])*+'" r"|\((?:\\.|[^()\\])*+\)", regex.DOTALL
)
_LABEL = late_regex(r"\[((?:\\.|[^\[\]\\]){0,999}+)\]", regex.DOTALL)
_DEEPEST = 32

_AUTOLINK = late_regex(
    r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*+"
    r"|[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_TAG = late_regex(
    r"<(?:(?P<opening>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?:\s++[a-zA-Z_:][a-zA-Z0-9:._-]*+(?:\s*+=\s*+(?:[^\"'=<>`\x00-\x20]++|'[^']*+'|\"[^\"]*+\"))?+)*+"
    r"\s*+(?P<empty>/?)>|/(?P<closing>[A-Za-z][A-Za-z0-9-]*+)\s*+>)"
)
#: The longest tag that is looked for, in characters.
_LONGEST_TAG = 10_000
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
#: What else begins with ``<``, and how it ends.
_OTHER = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of markup: a code of *kind*, or else white space that is *shown* as such.

    That is a soft line break, shown as a space, or an entity (``&nbsp;``).

    The two halves of a pair have the same *pair*; *tag* is the name of an
    HTML tag.
    """

    start: int
    stop: int
    kind: CodeKind | None = CodeKind.STANDALONE
    pair: int = 0
    tag: str = ""
    shown: str = " "


@dataclass(slots=True)
class _Run:
    """A run of delimiters; *start* and *stop* are what is left of it."""

    character: str
    start: int
    stop: int
    opens: bool
    closes: bool
    length: int

    @property
    def room(self) -> int:
        """How many characters of it one delimiter may take, at most."""
        left = self.stop - self.start
        return min(left, 2) if self.character != "~" or left > 1 else 0


@dataclass(slots=True)
class _Bracket:
    """A ``[`` or ``![`` that may open a link, and how many runs stood before it."""

    start: int
    stop: int
    runs: int
    has_bracket: bool = False

    @property
    def is_image(self) -> bool:
        return self.stop - self.start == 2


def marks(text: str, is_reference: Callable[[str], bool]) -> list[Mark]:
    r"""Return the markup in *text*, in order; pairs are nested in each other.

    *text* is that of a block, its lines joined by line feeds, what stands
    before each left out.  *is_reference* tells whether a label is defined.

    >>> [(mark.start, mark.stop) for mark in marks("**a** `*b*` \\*", lambda label: False)]
    [(0, 2), (3, 5), (6, 11)]
    """
    found: list[Mark] = []
    runs: list[_Run] = []
    brackets: list[_Bracket] = []
    inactive = 0  # so many brackets at the bottom can open no link: one is within them
    ticks = _Ticks(text)
    last: dict[str, int] = {}
    at = 0
    while special := _SPECIAL.search(text, at):
        start, at = special.span()
        sign = special[0][0]
        if sign in " \t\n":
            hard = text.endswith("  ", start, at - 1)
            found.append(Mark(start, at, CodeKind.STANDALONE if hard else None))
        elif sign == "\\":
            following = text[at : at + 1]
            at += following in _PUNCTUATION or following == "\n"
            if following == "\n":
                found.append(Mark(start, at))
        elif sign == "`":
            at = _TICKS.match(text, start).end()  # type: ignore[union-attr]  # it is there
            if stop := ticks.closing(at, at - start):
                found.append(Mark(start, stop))
                at = stop
        elif sign in "*_~":
            run = _run(text, start)
            runs.append(run)
            at = run.stop
        elif sign in "[!":
            if footnote := _FOOTNOTE.match(text, at - 1):
                found.append(Mark(at - 1, footnote.end()))
                at = footnote.end()
                continue
            if brackets:
                brackets[-1].has_bracket = True
            brackets.append(_Bracket(start, at, len(runs)))
        elif sign == "]":
            if not brackets:
                continue
            bracket = brackets.pop()
            is_active = bracket.is_image or len(brackets) >= inactive
            inactive = min(inactive, len(brackets))
            if is_active and (stop := _link(text, bracket, start, is_reference)):
                found += _emphasis(runs, bracket.runs)
                found.append(Mark(bracket.start, bracket.stop, CodeKind.OPEN, bracket.start + 1))
                found.append(Mark(start, stop, CodeKind.CLOSE, bracket.start + 1))
                at = stop
                inactive = inactive if bracket.is_image else len(brackets)
        elif mark := _one(text, start, last):
            found.append(mark)
            at = mark.stop
    found += _emphasis(runs, 0)
    found.sort(key=lambda mark: mark.start)
    return _paired(found)


def _one(text: str, start: int, last: dict[str, int]) -> Mark | None:
    """Return the markup at *start* that is found by looking ahead: a tag, an entity, a URL."""
    if text[start] == "&":
        entity = _ENTITY.match(text, start)
        character = unescape(entity[0]) if entity else ""
        if entity and _is_unseen(character):
            is_shown = unicodedata.category(character) == "Zs" and character != " "
            kind = None if is_shown else CodeKind.STANDALONE
            return Mark(start, entity.end(), kind, shown=character)
        return None
    if text[start] != "<":
        return _url(text, start)
    if autolink := _AUTOLINK.match(text, start):
        return Mark(start, autolink.end())
    if tag := _TAG.match(text, start, start + _LONGEST_TAG):
        name = (tag["opening"] or tag["closing"]).lower()
        if tag["empty"] or name in _VOID:
            return Mark(start, tag.end())
        kind = CodeKind.OPEN if tag["opening"] else CodeKind.CLOSE
        return Mark(start, tag.end(), kind, tag=name)
    for opening, closing in _OTHER:
        if text.startswith(opening, start):
            if opening == "<!" and not text[start + 2 : start + 3].isalpha():
                return None
            if opening == "<!--" and (short := regex.compile("<!---?>").match(text, start)):
                return Mark(start, short.end())
            # Where the last one ends is looked up once: many beginnings cost no more than one.
            if closing not in last:
                last[closing] = text.rfind(closing)
            if last[closing] < start + len(opening):
                return None
            return Mark(start, text.find(closing, start + len(opening)) + len(closing))
    return None


def _is_unseen(character: str) -> bool:
    """Tell whether an entity stands for white space or a character that nobody sees."""
    return len(character) == 1 and unicodedata.category(character)[0] in "ZC"


def _url(text: str, start: int) -> Mark | None:
    """Return the bare URL at *start*, without the punctuation after it (GFM 6.9)."""
    url = _URL.match(text, start)[0]  # type: ignore[index]  # it is there
    closing = url.count(")") - url.count("(")
    while True:
        shorter = url.rstrip(_URL_TAIL)
        if shorter.endswith(")") and closing > 0:
            surplus = min(closing, len(shorter) - len(shorter.rstrip(")")))
            closing -= surplus
            shorter = shorter[:-surplus]
        if shorter == url:
            break
        url = shorter
    is_bare = len(url) <= (4 if url[:1] in "wW" else len(url.partition("//")[0]) + 2)
    return None if is_bare else Mark(start, start + len(url))


class _Ticks:
    """The runs of backticks of a text, by length."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[int, list[int]] | None = None

    def closing(self, at: int, length: int) -> int:
        """Return where the first run of *length* after *at* ends; 0 for none."""
        if self._starts is None:
            self._starts = {}
            for run in _TICKS.finditer(self._text):
                self._starts.setdefault(len(run[0]), []).append(run.start())
        starts = self._starts.get(length, [])
        index = bisect_left(starts, at)
        return starts[index] + length if index < len(starts) else 0


# --- links ------------------------------------------------------------------


def _link(text: str, bracket: _Bracket, at: int, is_reference: Callable[[str], bool]) -> int:
    """Return where the link ends whose text *bracket* opens and the ``]`` *at* closes; 0 for none.

    What is in its brackets counts as a label only if no bracket is within.
    """
    after = at + 1
    if text.startswith("(", after) and (stop := _destination(text, after + 1)):
        return stop
    label = _LABEL.match(text, after)
    if label and label[1]:
        return label.end() if is_reference(label[1]) else 0
    if bracket.has_bracket or not 0 < at - bracket.stop < 1000:
        return 0
    if not is_reference(text[bracket.stop : at]):
        return 0
    return label.end() if label else after


def _destination(text: str, at: int) -> int:
    """Return where ``url "title")`` at *at* ends, 0 where there is no such thing."""
    at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it may be empty
    if text.startswith("<", at):
        bracketed = _BRACKETED.match(text, at)
        if not bracketed:
            return 0
        at = bracketed.end()
    else:
        depth = 0
        while True:
            at = _BARE.match(text, at).end()  # type: ignore[union-attr]  # it may be empty
            if text.startswith("(", at):
                depth += 1
                if depth > _DEEPEST:
                    return 0
            elif depth and text.startswith(")", at):
                depth -= 1
            else:
                break
            at += 1
        if depth:
            return 0
    spaced = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it may be empty
    if spaced > at and (title := _TITLE.match(text, spaced)):
        spaced = _SPACE.match(text, title.end()).end()  # type: ignore[union-attr]
    return spaced + 1 if text.startswith(")", spaced) else 0


# --- emphasis ---------------------------------------------------------------


def _run(text: str, start: int) -> _Run:
    """Return the run of delimiters at *start*, and whether it may open and close."""
    stop = _RUN.match(text, start).end()  # type: ignore[union-attr]  # it is there
    sign = text[start]
    before = text[start - 1] if start else " "
    after = text[stop] if stop < len(text) else " "
    space_before, mark_before = _looks(before)
    space_after, mark_after = _looks(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if sign == "_":
        return _Run(
            sign, start, stop, left and (not right or mark_before),
            right and (not left or mark_after), stop - start,
        )  # fmt: skip
    return _Run(sign, start, stop, left, right, stop - start)


def _looks(character: str) -> tuple[bool, bool]:
    """Tell whether *character* is white space, and whether it is punctuation."""
    if character in " \t\n":
        return True, False
    category = unicodedata.category(character)
    return category == "Zs", category[0] in "PS"


class _Key(NamedTuple):
    """What a search for an opener depends on (CommonMark, "openers_bottom")."""

    character: str
    opens: bool
    remainder: int


def _emphasis(runs: list[_Run], first: int) -> list[Mark]:
    """Take *runs* from *first* on and return the pairs of delimiters among them."""
    found: list[Mark] = []
    openers: list[_Run] = []
    floors: dict[_Key, int] = {}  # below which a search is known to find nothing
    for run in runs[first:]:
        key = _Key(run.character, run.opens, run.length % 3)
        while run.closes and run.room:
            at = len(openers) - 1
            floor = floors.get(key, 0)
            while at >= floor and not _matches(openers[at], run):
                at -= 1
            if at < floor:
                floors[key] = len(openers)
                break
            opener = openers[at]
            width = min(opener.room, run.room)
            pair = opener.stop - width + 1
            found.append(Mark(opener.stop - width, opener.stop, CodeKind.OPEN, pair))
            found.append(Mark(run.start, run.start + width, CodeKind.CLOSE, pair))
            opener.stop -= width
            run.start += width
            del openers[at + bool(opener.room) :]
            for each, height in floors.items():
                floors[each] = min(height, len(openers))
        if run.opens and run.room:
            openers.append(run)
    del runs[first:]
    return found


def _matches(opener: _Run, closer: _Run) -> bool:
    """Tell whether *opener* and *closer* may be a pair (CommonMark 6.2, rules 9 and 10)."""
    if opener.character != closer.character:
        return False
    if opener.character == "~" or not (opener.closes or closer.opens):
        return True
    return (opener.length + closer.length) % 3 != 0 or opener.length % 3 == 0


# --- tags -------------------------------------------------------------------


def _paired(found: list[Mark]) -> list[Mark]:
    """Return *found* with HTML tags as pairs where they are nested, as single codes elsewhere."""
    paired = list(found)
    opened: list[tuple[str, int]] = []  # the tag, "" for other markup, and where it is in found
    counts: list[Counter[str]] = [Counter()]
    for index, mark in enumerate(found):
        if not mark.tag:
            if mark.kind is CodeKind.OPEN:
                opened.append(("", index))
                counts.append(Counter())
            elif mark.kind is CodeKind.CLOSE:
                counts.pop()
                while opened.pop()[0]:
                    pass
            continue
        paired[index] = replace(mark, kind=CodeKind.STANDALONE)
        if mark.kind is CodeKind.OPEN:
            opened.append((mark.tag, index))
            counts[-1][mark.tag] += 1
            continue
        while counts[-1][mark.tag]:
            tag, opening = opened.pop()
            counts[-1][tag] -= 1
            if tag == mark.tag:
                pair = found[opening].start + 1
                paired[opening] = replace(found[opening], pair=pair)
                paired[index] = replace(mark, pair=pair)
                break
    return paired
