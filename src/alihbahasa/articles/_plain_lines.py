"""What a line of a plain-text news article is, read off its form.

Labels before a link or a credit, and the words that lines of a kind begin
with, are data of the language pack; what is common to news everywhere -
bullets, datelines, credits in brackets, dates with a time - is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import regex

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Kind
from alihbahasa.patterns import late_regex

#: What the lines are that begin with a label of a name.
_LABEL_KINDS = {
    "author": Kind.BYLINE,
    "editor": Kind.BYLINE,
    "source": Kind.BYLINE,
    "by": Kind.BYLINE,
    "photo": Kind.CAPTION,
}
_CLOSING = "\"'”’»›)\\]"
_BULLET = late_regex(
    r"(?:[•‣◦▪●○■]\s*|(?:[-–—*·]|\d{1,2}\.|\p{Ll}\.|\(?(?:\d{1,2}|\p{L})\))\s+)(?=\S)"
)
_STOPPED = late_regex(rf"[.?!…。！？։؟:;,][{_CLOSING}]*$")
_ASKS = late_regex(rf"[?!][{_CLOSING}]*$")
#: The initials of a reporter at the end of an article: [rhm], (sdw/bds).
_INITIALS = late_regex(r"\s*[(\[][\p{Ll}\d/-]{2,15}[)\]]$")

#: The dash after a dateline, and what it may hold: words in capitals, names of
#: sites, names in capitalised words, agencies in brackets.
_DASH = late_regex(r"\s+(?:--|[-–—])(?=\s+[\p{Lu}\p{Lo}\p{Nd}\"'“‘«(])")
_DATELINE_WORD = late_regex(r"\(?[\p{Lu}\p{Nd}][\p{L}\p{M}\p{Nd}.'’/-]*\)?[,;:.]?")
_SITE = late_regex(
    r"\b[\p{L}\p{Nd}-]{1,40}\.(?:com|net|org|id|tv|info|news|am|az|ru|co)\b", regex.I
)
_AGENCY = late_regex(r"\([\p{Lu}][\p{L}\p{Nd} /.-]*\)$")
_CAPITALS = late_regex(r"[\p{Lu}\p{Nd}\p{P}\s]*\p{Lu}{3}[\p{Lu}\p{Nd}\p{P}\s]*")
_CAPITAL_PLACE = late_regex(r"\p{Lu}{3}[\p{Lu} '’-]*,\s")

_CREDIT_DATE = late_regex(r"\d{1,2} \p{L}+ \d{4}\s*[|,-]?\s*(?:\d{1,2}[.:]\d{2}.*)?$")
#: A date and a time at the end of a line: 28/09/2020, 10:15 WIB; 28 Sep 2020 10:15.
_TIMESTAMP = late_regex(
    r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}\.? \p{L}{3,12}\.? \d{4})"
    r"\s?[|,–-]?\s?(?:\p{L}{2,6} )?\d{1,2}[.:]\d{2}(?:\s(?:\p{Lu}{2,4}|[ap]\.?m\.?))?$"
)
#: Who wrote it and for whom: Ratna Dewi - detikNews.
_NAME_AND_SITE = late_regex(
    r"(?:\p{Lu}[\p{L}.'’-]{0,24} ){1,5}[-–|] "
    r"(?:\p{Ll}{2,12}\p{Lu}\p{L}{1,12}|\p{L}{1,20}\.\p{L}{2,4})"
)
#: Agencies in capitals: REUTERS | AL JAZEERA.
_AGENCIES = late_regex(r"\p{Lu}[\p{Lu} ]{1,30}(?:\| ?\p{Lu}[\p{Lu} ]{1,30}){1,4}")
#: A credit in brackets at the end of a caption, with an agency and a person: (AFP/Handout).
_PICTURE = late_regex(r"\(\p{Lu}[\p{L} .]{1,30}/\p{L}[\p{L} .]{4,30}\)\.?$")
#: A line that is one short bracket: (*), (adm/rif), [Gambas:Video].
_BRACKET = late_regex(r"\([^()\s]{0,24}(?: [^()\s]{1,24})?\)|\[[^\[\]]{0,40}\]")

#: The longest dateline, heading and caption, in characters; the longest heading in words.
_DATELINE_LENGTH = 64
_HEADING_LENGTH = 120
_CAPTION_LENGTH = 250
_HEADING_WORDS = 16


class Part(NamedTuple):
    """A block to be: its label, the gap, the text of its unit and the gap after it."""

    kind: Kind
    text: str
    label: str = ""
    gap: str = ""
    after: str = ""


class Before(NamedTuple):
    """What the line before was, as far as it tells what this one is."""

    kind: Kind | None = None
    opens_list: bool = False
    bare_label: bool = False
    continues: bool = False

    @property
    def in_list(self) -> bool:
        """Whether a short line here is an item of a list, or a link under a label."""
        return self.opens_list or self.bare_label or self.continues


class Words(NamedTuple):
    """The words of a pack and a project that tell what a line is, compiled.

    *labels* finds a label at the beginning, and *kinds* has the kind of each,
    by its plain form.  *openings* finds the words that lines of a kind begin
    with, each kind in a group of its name; *places* are those of datelines.
    *credit* finds the credit in brackets that ends a caption: "(Foto: AFP)".
    """

    labels: regex.Pattern[str]
    kinds: Mapping[str, Kind]
    openings: regex.Pattern[str]
    places: frozenset[str]
    credit: regex.Pattern[str]


def parts(line: str, words: Words, before: Before, following: str) -> Iterator[Part]:
    """Yield the blocks of a line: one, or a dateline and what follows it.

    *following* is the next line that is not blank, "" where there is none.
    """
    if labelled := _labelled(line, words):
        yield labelled
        return
    if bullet := _BULLET.match(line):
        kind = Kind.HEADING if _is_numbered_heading(line, before, following) else Kind.LIST_ITEM
        yield Part(kind, line[bullet.end() :], gap=bullet[0])
        return
    if length := _dateline(line, words):
        rest = line[length:].lstrip()
        yield Part(Kind.DATELINE, line[:length], after=line[length : len(line) - len(rest)])
        line = rest
    yield Part(_told_kind(line, words) or _kind(line, before, following), line)


def before_next(line: str, last: Part, before: Before) -> Before:
    """Return what *line*, whose last block is *last*, tells of the line after it."""
    is_bare = bool(last.label) and not last.text
    is_item = last.kind in (Kind.LIST_ITEM, Kind.LINK)
    return Before(
        kind=last.kind,
        opens_list=line.endswith((":", "：")) and last.kind is not Kind.BOILERPLATE,
        bare_label=is_bare,
        # An item with a bullet is followed by one with a bullet.
        continues=before.in_list and is_item and not (last.gap and not last.label),
    )


# --- labels and openings ------------------------------------------------------


def _labelled(line: str, words: Words) -> Part | None:
    """Return the block of a line that begins with a label, None where it does not.

    A label without a colon counts only on a line of its own, or before a
    short line without a final stop: "By X, Minggu, 4 Oktober 2020 | 13:33 WIB".
    """
    found = words.labels.match(line)
    if not found:
        return None
    label = found[0]
    rest = line[len(label) :].lstrip()
    bare = plain_label(label)
    if bare[-1:].isalnum() and rest and (line[len(label)] == rest[0] or not _is_credit(rest)):
        return None
    gap = line[len(label) : len(line) - len(rest)]
    return Part(words.kinds.get(bare, Kind.LINK), rest, label=label, gap=gap)


def _is_credit(text: str) -> bool:
    """Tell whether *text* may be a name, and a date: "X, Minggu, 4 Oktober 2020"."""
    if len(text) > _HEADING_LENGTH or not text[0].isupper():
        return False
    name = text.partition(",")[0]
    capitals = all(word[0].isupper() for word in name.split())
    return capitals and (not _STOPPED.search(text) or bool(_CREDIT_DATE.search(text)))


@lru_cache(maxsize=64)
def words_of(pack: LanguagePack, added: tuple[str, ...]) -> Words:
    """Compile the labels and openings of *pack*, and the labels *added* by a project."""
    kinds = {
        plain_label(word): _LABEL_KINDS.get(name, Kind.LINK)
        for name, words in pack.labels.items()
        for word in words
    }
    for word in added:
        kinds.setdefault(plain_label(word), Kind.LINK)
    kinds.pop("", None)
    patterns = []
    for label in sorted(kinds, key=len, reverse=True):
        has_colon = label.endswith(":")
        words = _spaced(label.removesuffix(":"))
        patterns.append(words + (r"\s*[:：]" if has_colon else r"(?![\p{L}\p{M}\p{N}])"))
    photo = "|".join(
        regex.escape(label.removesuffix(":"))
        for label, kind in kinds.items()
        if kind is Kind.CAPTION
    )
    openings = {
        kind: sorted(words, key=len, reverse=True)
        for kind, words in pack.openings.items()
        if kind is not Kind.DATELINE
    }
    return Words(
        labels=regex.compile("|".join(patterns) or r"(?!)", regex.I | regex.V0),
        kinds=kinds,
        openings=regex.compile(
            "|".join(f"(?P<{kind.name}>{_any_opening(words)})" for kind, words in openings.items())
            or r"(?!)",
            regex.I | regex.V0,
        ),
        places=frozenset(word.casefold() for word in pack.openings.get(Kind.DATELINE, ())),
        credit=regex.compile(rf"\((?:{photo or '(?!)'})\s*[:：/][^()]*\)\.?$", regex.I | regex.V0),
    )


def _spaced(words: str) -> str:
    return r"\s+".join(regex.escape(word) for word in words.split())


def _any_opening(openings: Iterable[str]) -> str:
    """Return a pattern for any of *openings*; a word is whole."""
    kinds: tuple[list[str], list[str]] = ([], [])
    for words in openings:
        kinds[words[-1].isalpha()].append(_spaced(words))
    marks, letters = map("|".join, kinds)
    # What must not follow is written once: it takes the longest to compile.
    return "|".join(filter(None, (letters and rf"(?:{letters})(?![\p{{L}}\p{{M}}])", marks)))


def plain_label(label: str) -> str:
    """Return *label* as it is compared: small letters, single spaces, a colon that touches."""
    plain = " ".join(label.casefold().replace("：", ":").split())
    return f"{plain[:-1].rstrip()}:" if plain.endswith(":") else plain


# --- what the form tells ------------------------------------------------------


def _told_kind(line: str, words: Words) -> Kind | None:
    """Return the kind of a line that is no body text by its words or its form."""
    if opening := words.openings.match(line):
        return Kind[str(opening.lastgroup)]
    # Both end with a bracket, which is quickly seen not to be there.
    is_bracketed = len(line) <= _CAPTION_LENGTH and line.endswith((")", ")."))
    if is_bracketed and (words.credit.search(line) or _PICTURE.search(line)):
        return Kind.CAPTION
    if len(line) > _HEADING_LENGTH:
        return None
    if _BRACKET.fullmatch(line) and any(letter.isalnum() or letter == "*" for letter in line):
        return Kind.BOILERPLATE
    is_credit = (
        _TIMESTAMP.search(line) or _NAME_AND_SITE.fullmatch(line) or _AGENCIES.fullmatch(line)
    )
    return Kind.BYLINE if is_credit else None


def _dateline(line: str, words: Words) -> int:
    """Return the length of the dateline that *line* begins with, its dash included; 0 for none.

    "JAKARTA, KOMPAS.com –", "Bisnis.com, JAKARTA —", "VIVA –", "BAKU (AFP) -".
    The line goes on to a final stop: a headline with a dash in it does not.
    """
    head = line[: _DATELINE_LENGTH + 4]
    if "-" not in head and "–" not in head and "—" not in head:
        return 0
    dash = _DASH.search(line, 0, _DATELINE_LENGTH + 4)
    if not dash or not _is_stopped(line):
        return 0
    head = line[: dash.start()]
    if not all(_DATELINE_WORD.fullmatch(word) for word in head.split()):
        return 0
    telling = (
        _SITE.search(head)
        or _AGENCY.search(head)
        or _CAPITALS.fullmatch(head)
        or _CAPITAL_PLACE.match(head)
        or (dash[0].endswith("--") and "," in head)
        or head.casefold() in words.places
    )
    return dash.end() if telling else 0


def _is_stopped(line: str) -> bool:
    """Tell whether *line* ends with a stop, initials of a reporter after it left aside."""
    return bool(_STOPPED.search(_INITIALS.sub("", line[-400:])))


def _kind(line: str, before: Before, following: str) -> Kind:
    """Return what a line without label, bullet and dateline is."""
    if _is_quotation(line):
        return Kind.QUOTE
    if not _is_short(line):
        return Kind.PARAGRAPH
    if before.bare_label or (before.continues and before.kind is Kind.LINK):
        return Kind.LINK
    if before.continues:
        return Kind.LIST_ITEM
    # One short line between a colon and a paragraph is the heading of what follows.
    is_list = before.opens_list and (not following or _is_short(following))
    return Kind.LIST_ITEM if is_list else Kind.HEADING


def _is_numbered_heading(line: str, before: Before, following: str) -> bool:
    """Tell whether a line with a number is a heading: no list before it, a paragraph after it."""
    rest = line[len(_BULLET.match(line)[0]) :]  # type: ignore[index]  # it has matched
    return (
        line[0].isdigit()
        and not before.opens_list
        and before.kind is not Kind.LIST_ITEM
        and _is_short(rest)
        and bool(following)
        and not _BULLET.match(following)
        and not _is_short(following)
    )


def _is_short(line: str) -> bool:
    """Tell whether *line* is short, begins with no small letter and has no final stop.

    A question or an exclamation may be short too, if its words have capitals.
    """
    if len(line) > _HEADING_LENGTH:
        return False
    words = line.split()
    if len(words) > _HEADING_WORDS:
        return False
    if not any(letter.isalpha() for letter in line) or line[0].islower():
        return False
    if not _is_stopped(line):
        return True
    if not _ASKS.search(line) or sum(word[0].isupper() for word in words) < 2:
        return False
    return all(word[0].isupper() for word in words if len(word) > 4)


def _is_quotation(line: str) -> bool:
    """Tell whether *line* is quoted as a whole, or begins a quotation that goes on after it."""
    if len(line) < 3:
        return False
    first, last, inside = line[0], line[-1], line[1:-1]
    if first == '"' == last:
        return '"' not in inside
    closing = {"“": "”", "«": "»", "„": "“"}.get(first)
    if closing is None or first in inside or closing in inside:
        return False
    return last == closing or _is_stopped(line)
