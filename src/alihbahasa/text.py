"""Work on plain text that keeps offsets true: positions, and what a terminal may be shown."""

from __future__ import annotations

import difflib
import functools
import unicodedata
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from alihbahasa.model import Code, Content, Edit, Span, joined, plain
from alihbahasa.patterns import late_re

if TYPE_CHECKING:
    import regex

#: Control characters (C0, C1), bidi controls, line and paragraph separators:
#: a terminal obeys them, so nothing of the input may bring them there.  Lone
#: surrogates, which the names of files may have, can be written nowhere.
_UNPRINTABLE = late_re(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)

#: Where an edit begins and ends, and what it writes there.
_Cut: TypeAlias = tuple[int, int, str]

_WORD = late_re(r"\S+")

#: Han and kana, as the members of a class of a pattern.
IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

#: Text in Latin and Cyrillic letters without marks of their own, whose words a pattern finds.
_PLAIN = late_re(
    r"[ -~\u00a0-\u00ac\u00ae-\u00b1\u00b4-\u00b7\u00ba\u00bb\u00bf-\u017f"
    r"\u0400-\u0482\u048a-\u052f\u2010-\u201f\u2026]*"
)
#: The words of such a text, by the rules WB5 to WB13b of UAX 29.
_COUNTED = late_re(
    r"(?=_*[^\W_])\w+(?:(?:(?<=[^\W\d_])['’‘.:·](?=[^\W\d_])|(?<=\d)['’‘.,;](?=\d))\w+)*"
)


def escape_terminal(text: str) -> str:
    r"""Return *text* with every control and bidi character written out.

    >>> escape_terminal("a\x1b[31mb\nc")
    'a\\x1b[31mb\\nc'
    """
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def escape_json(document: str) -> str:
    r"""Return a JSON *document* with the characters that a terminal obeys written as escapes.

    Line feeds, which only stand between its values, are left.

    >>> escape_json('"a\u202eb"')
    '"a\\u202eb"'
    """
    return _UNPRINTABLE.sub(
        lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", document
    )


def shown(
    text: str, spans: Iterable[Span], *, hints: Iterable[Span] = (), is_terminal: bool
) -> str:
    r"""Return *text* with *spans* in brackets, and fit for a terminal: coloured there, escaped.

    *hints* that touch none of the spans have a question mark in theirs.

    >>> shown("a\trayon", [Span(2, 7)], is_terminal=False)
    'a\\t[rayon]'
    """
    parts: list[str] = []
    done = 0
    sure = merged(spans)
    starts = [span.start for span in sure]
    doubtful = set()
    for hint in merged(hints):
        # Of the spans before its end the last one reaches furthest.
        before = bisect_left(starts, hint.stop)
        if not before or sure[before - 1].stop <= hint.start:
            doubtful.add(hint)
    for span in sorted((*sure, *doubtful)):
        opening, closing = ("[?", "]") if span in doubtful else ("[", "]")
        if is_terminal:
            colour = "\x1b[33m" if span in doubtful else "\x1b[1;36m"
            opening, closing = f"{colour}{opening}", f"{closing}\x1b[0m"
        between, within = escape_terminal(text[done : span.start]), escape_terminal(span.of(text))
        parts += (between, opening, within, closing)
        done = span.stop
    parts.append(escape_terminal(text[done:]))
    return "".join(parts)


def shortened(text: str, longest: int = 60) -> str:
    """Return *text* on one line, cut where it is long.

    >>> shortened("satu dua tiga", 10)
    'satu du...'
    """
    line = " ".join(text[: longest * 4].split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."


def as_written(text: str) -> str:
    """Return *text* in NFC, white space collapsed: what looks alike is written alike."""
    written = " ".join(unicodedata.normalize("NFC", text).split())
    # Who keeps it keeps one text, not two that are the same.
    return text if written == text else written


def headline(text: str) -> str:
    """Return what is left of a headline where capitals and a stop at the end are set aside.

    >>> headline("Stepanakert  dibombardir.") == headline("STEPANAKERT dibombardir")
    True
    """
    return fold(as_written(text)).rstrip(" .…")


def changed_words(before: str, now: str) -> tuple[Span, ...]:
    """Return the spans of the words of *now* that are not in *before*, in order.

    >>> changed_words("16 orang tewas", "23 orang tewas")
    (Span(start=0, stop=2),)
    """
    old = [found[0] for found in _WORD.finditer(before)]
    new = list(_WORD.finditer(now))
    steps = difflib.SequenceMatcher(None, old, [found[0] for found in new], autojunk=False)
    return tuple(
        Span(new[first].start(), new[last - 1].end())
        for step, _, _, first, last in steps.get_opcodes()
        if step in ("replace", "insert")
    )


#: A word with the blanks behind it; a Han or kana character is a word of its own.
_PIECE = late_re(rf"(?:[{IDEOGRAPH}]|[^\s{IDEOGRAPH}]+)\s*|\s+")

#: Texts of more words than this are compared as wholes: the time grows with the square.
_COMPARED = 2_000


def word_changes(before: str, now: str) -> tuple[tuple[str, str], ...]:
    """Return the pieces of *before* and *now* that answer to each other, in order.

    The first of the pairs join to *before*, the second to *now*; those whose
    words are the same may differ in white space.

    >>> word_changes("16 orang tewas", "23 orang tewas")
    (('16 ', '23 '), ('orang tewas', 'orang tewas'))
    """
    old, new = _PIECE.findall(before), _PIECE.findall(now)
    if len(old) > _COMPARED or len(new) > _COMPARED:
        return ((before, now),)
    old_words, new_words = ([each.strip() for each in pieces] for pieces in (old, new))
    steps = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
    return tuple(
        ("".join(old[first:last]), "".join(new[start:stop]))
        for _, first, last, start, stop in steps.get_opcodes()
    )


def shown_changes(before: str, now: str, *, is_terminal: bool) -> str:
    """Return *now* with what changed since *before* marked, fit for a terminal: coloured, escaped.

    >>> shown_changes("16 orang tewas", "23 orang tewas", is_terminal=False)
    '[-16-]{+23+} orang tewas'
    """
    parts: list[str] = []
    for old, new in word_changes(before, now):
        if old.split() == new.split():
            parts.append(escape_terminal(max(old, new, key=len)))
            continue
        blank = (new or old)[len((new or old).rstrip()) :]
        for text, opening, closing, colour in ((old, "[-", "-]", "31"), (new, "{+", "+}", "32")):
            if bare := text.rstrip():
                marked = f"{opening}{escape_terminal(bare)}{closing}"
                parts.append(f"\x1b[{colour}m{marked}\x1b[0m" if is_terminal else marked)
        parts.append(escape_terminal(blank))
    return "".join(parts)


#: What a spreadsheet takes for the beginning of a formula, and what tells that it is none.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def harmless(cell: str) -> str:
    """Return *cell* of a CSV report as no spreadsheet takes it for a formula.

    Without its first apostrophe every cell that has one is what it was.

    >>> harmless("=1+1"), harmless("'tis"), harmless("a.txt")
    ("'=1+1", "''tis", 'a.txt')
    """
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def word_count(text: str) -> int:
    """Return the number of words in *text*: what is between the word boundaries of UAX 29.

    Only what has a letter or a digit is a word.  A hyphen parts words and a point
    within a number does not (rayon-rayon are two, 1.300 is one); a Han or hiragana
    character is a word of its own.

    >>> word_count("Laba Rp 1,3 triliun di rayon-rayon itu")
    8
    """
    if _PLAIN.fullmatch(text):
        return len(_COUNTED.findall(text))
    starts = [found.start() for found in _boundary().finditer(text)]
    pairs = zip(starts, [*starts[1:], len(text)], strict=True)
    return sum(any(map(str.isalnum, text[start:stop])) for start, stop in pairs)


@functools.cache
def _boundary() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"(?w)\b")


@functools.lru_cache(maxsize=128)
def characters(text: str) -> frozenset[str]:
    """Return the characters of *text*: the quickest way to tell what is not in it."""
    return frozenset(text)


#: A run of letters, with the apostrophes and hyphens in it.
LETTERED = late_re(r"[^\W\d_]+(?:[-'’ʼ\u00ad\u0300-\u036f][^\W\d_]+)*")


@functools.lru_cache(maxsize=128)
def words(text: str) -> tuple[tuple[int, str], ...]:
    """Return the words of *text* without their markup, each behind the offset it begins at.

    A word is a run of letters, hyphens and apostrophes within it included.

    >>> words("Rayon-rayon <b>itu</b> 16")
    ((0, 'Rayon-rayon'), (15, 'itu'))
    """
    return tuple([(found.start(), found.group()) for found in LETTERED.finditer(unmarked(text))])


#: What programs put something else for.
_PLACEHOLDER = (
    # printf, with names and places: %s %2$s %-20.20s %(name)s; not the percent of "50% dari",
    # nor Qt's %1, which is a Turkish percentage as well ("%1x%2"), nor of German "100%ig".
    r"%\d{1,2}\$[-+#0']{0,5}[\d.*$]{0,12}(?:hh?|ll?|[jqtzL])?[a-zA-Z]"
    r"|%(?![1-9][xX])(?!(?<=\d%)ig(?:e[nmrs]?)?\b)(?:\(\w+\))?[-+#0']*(?:\*(?:\d{1,2}\$)?|\d{1,4})?"
    r"(?:\.(?:\*(?:\d{1,2}\$)?|\d{1,4})?)?(?:hh?|ll?|[jqtzL])?[aAcCdeEfFgGimnopsSuxX@]"
    # ICU messages, whose branches are for other numbers in each language: {n, plural, ...}
    r"|\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,"
    r"(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\}"
    # {} {0} {name} {0:.2f} {when, date, short} {{ user.name }} ${name} %{name}
    r"|\{\{[^{}]*+\}\}|[$%#]\{[^{}]*+\}|\{\s*(?:\d{1,3}|[^\W\d]\w*)(?:[.\[!:,][^{}]*+)?\s*\}|\{\}"
)

#: Tags, comments and instructions, references to characters: what browsers do not show.
_TAG = r"</?[^\W\d][^<>]*+>|<[!?][^<>]*+>|&(?:\#\d{1,7}|\#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});"


@functools.cache
def _markup() -> regex.Pattern[str]:
    import regex  # not for --version; and the library of Python has no sound atomic groups

    return regex.compile(f"{_PLACEHOLDER}|{_TAG}")


@functools.cache
def _placeholder() -> regex.Pattern[str]:
    import regex

    return regex.compile(_PLACEHOLDER)


def placeholders(text: str) -> Iterator[tuple[int, str]]:
    """Yield the placeholders of *text*, each behind the offset it begins at.

    >>> list(placeholders("%2$s dari <b>10</b>: 50% dari {0}"))
    [(0, '%2$s'), (30, '{0}')]
    """
    if "%" in text or "{" in text:
        for found in _placeholder().finditer(text):
            yield found.start(), found[0]


def may_be_marked(text: str) -> bool:
    """Tell whether *text* has what markup and placeholders begin with; quick."""
    return "<" in text or "%" in text or "&" in text or "{" in text


@functools.lru_cache(maxsize=128)
def unmarked(text: str) -> str:
    """Return *text* with U+FFFC for each character of markup and placeholders in it.

    They are text to PO and to whoever escaped them; offsets stay what they are.

    >>> unmarked("%2$s dari <b>10</b>: 50% dari {0}")
    '￼￼￼￼ dari ￼￼￼10￼￼￼￼: 50% dari ￼￼￼'
    """
    if not may_be_marked(text):
        return text
    return _markup().sub(lambda found: "\ufffc" * len(found[0]), text)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* in order, overlapping ones joined into one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].stop:
            found[-1] = Span(found[-1].start, max(found[-1].stop, span.stop))
        else:
            found.append(span)
    return found


#: Marks that only tell how a letter sounds, after the letters they stand on.
#: The breve of й and the dots of ї make other letters of и and і, so they stay;
#: Arabic loses its vowel signs and hamzas, Hebrew its points, Armenian the
#: marks of its tone.
_MARKS = late_re(
    "(?<![\u0438\u0443])\u0306|(?<!\u0456)\u0308|[\u0300-\u0305\u0307\u0309-\u036f"
    "\u055b\u055c\u055e\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u00ad\u200b-\u200f\u2060\ufeff]"
)

#: Letters that no normalisation form takes apart, and the many apostrophes and hyphens.
_LETTERS = str.maketrans(
    {
        "\u0131": "i",  # the Turkic i without a dot, as I is in most languages
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0671": "\u0627",  # alef wasla
        "\u0649": "\u064a",  # alef maksura
        "\u06cc": "\u064a",  # yeh and kaf as Persian keyboards have them
        "\u06a9": "\u0643",
        **dict.fromkeys(
            "\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02be\u02bf\u055a\u2032\uff07`\u00b4", "'"
        ),
        **dict.fromkeys("\u2010\u2011\u2013\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
    }
)


def fold(word: str) -> str:
    """Return what is left of *word* when the ways to write it are set aside.

    Case, diacritics, the shape of apostrophes, quotation marks and hyphens, invisible
    characters, ё for е, the dots of the Turkic i and the normalisation form
    are all the same afterwards, and so are the three ways to write the
    Armenian ev (և, եւ, ԵՎ); й and и are not.  The result may be longer or
    shorter than *word* and is for comparison only: to keep offsets true, cut a
    text into words first and fold each of them.

    >>> [fold(word) for word in ("Karabağ", "Qur’an", "Артём", "İSTANBUL", "Нагорный")]
    ['karabag', "qur'an", 'артем', 'istanbul', 'нагорный']
    """
    if word.isascii():
        return word.lower().replace("`", "'")
    word = unicodedata.normalize("NFKD", word.translate(_LETTERS)).casefold()
    word = unicodedata.normalize("NFKD", word).translate(_LETTERS)
    word = _MARKS.sub("", word).replace("\u0565\u057e", "\u0565\u0582")
    return unicodedata.normalize("NFC", word)


#: What folding surely leaves something of: letters and digits, without modifiers, some of which
#: are apostrophes, the Arabic tatweel, and the presentation forms, some of which are marks.
_SEEN = late_re(r"[^\W_\u02b0-\u02ff\u0374\u0640\ufb50-\uffff]")

#: Punctuation to Unicode, and read as a word.
_READ = frozenset("%‰‱٪&@#§¶†‡")

_WORDLESS = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"))


def is_wordless(text: str) -> bool:
    """Tell whether *text*, folded, is nothing but punctuation, marks, blanks and what is not seen.

    Symbols are words, and so are signs that are read as one.

    >>> [text for text in ("-", "...", "\u200b", "C++", "%", "€", "年") if is_wordless(text)]
    ['-', '...', '\u200b']
    """
    if _SEEN.search(text):
        return False
    for character in fold(text):
        kind = unicodedata.category(character)
        if kind not in _WORDLESS and (kind[0] != "P" or character in _READ):
            return False
    return True


def fitting(content: Content, groups: Iterable[Sequence[Edit]]) -> Iterator[Sequence[Edit]]:
    """Yield those of *groups* of edits that can be made together in *content*, the first first.

    A group is made as a whole or not at all.  It does not fit where an edit of
    it would write over a code, or over what an earlier group writes; that an
    earlier one makes the same edit is no obstacle.

    >>> point, blank = Edit(Span(2, 3), "."), Edit(Span(2, 5), "")
    >>> len(list(fitting(("19,1 %",), [(point,), (blank,), (point,)])))
    2
    """
    borders = _borders(content)
    taken: list[_Cut] = []
    for group in groups:
        wanted = sorted({(edit.span.start, edit.span.stop, edit.text) for edit in group})
        fits = not any(map(_clash, wanted, wanted[1:]))
        fits &= not any(_is_crossed(borders, start, stop) for start, stop, _ in wanted)
        new = []
        for each in wanted:
            at = bisect_left(taken, each)
            if at == len(taken) or taken[at] != each:
                new.append(each)
                fits &= not (at and _clash(taken[at - 1], each))
                fits &= not (at < len(taken) and _clash(each, taken[at]))
        if fits:
            for each in new:
                insort(taken, each)
            yield group


def _clash(first: _Cut, second: _Cut) -> bool:
    """Tell whether *second*, which begins no earlier, writes where *first* does."""
    return second[0] < first[1] or first[:2] == second[:2]


def _borders(content: Content) -> list[int]:
    """Return where in the text of *content* each code stands."""
    at, borders = 0, []
    for part in content:
        if isinstance(part, str):
            at += len(part)
        else:
            borders.append(at)
    return borders


def _is_crossed(borders: Sequence[int], start: int, stop: int) -> bool:
    """Tell whether a code is within; one that touches from outside is no obstacle."""
    at = bisect_right(borders, start)
    return at < len(borders) and borders[at] < stop


def edited(content: Content, edits: Iterable[Edit]) -> Content:
    """Return *content* with *edits* made, whose spans index its text; its codes stay.

    One that would write over a code, or overlaps an earlier one, is not made:
    ``fitting`` tells which are.
    """
    borders = _borders(content)
    text = plain(content)
    parts: list[str | Code] = []
    done = 0
    cuts: list[_Cut] = []
    for edit in sorted(edits, key=lambda edit: (edit.span, edit.text)):
        start, stop = edit.span.start, edit.span.stop
        if start >= done and not _is_crossed(borders, start, stop):
            cuts.append((start, stop, edit.text))
            done = stop
    codes = [part for part in content if not isinstance(part, str)]
    at = 0
    for start, stop, written in [*cuts, (len(text), len(text), "")]:
        while codes and borders[len(borders) - len(codes)] <= start:
            border = borders[len(borders) - len(codes)]
            parts += (text[at:border], codes.pop(0))
            at = border
        parts += (text[at:start], written)
        at = stop
    return joined((*parts, *codes))
