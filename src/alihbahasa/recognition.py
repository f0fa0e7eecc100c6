"""Finds the terms of a glossary in a text.

A glossary is compiled once for a language with ``compile_terms``; ``mentions``
then finds all its terms in a text in one pass.  The cost grows with the text
and with the number of mentions, not with the number of terms: the terms form
a trie, and what can be known of a word alone is worked out once for each
distinct word.

A text is cut into words and punctuation marks.  Only white space, or a hyphen
without spaces, may stand between the words of a term, so no mention reaches
across a comma, a bracket or an empty line.  Scripts that are written without
spaces (Han, kana, Thai, Lao, Khmer, Burmese) give one word a character.
Addresses of web pages are left alone, unless the term is one.

Which words are forms of one another is for the language pack to say; this
module compares keys.  It grades what it finds *exact* (the term as it is
written), *variant* (other case, hyphens, spaces, apostrophes, diacritics) or
*inflected*.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import TypeAlias

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Concept, Glossary, Grade, MatchMode, Mention, Span, Term
from alihbahasa.text import fold

#: Distinct words, and distinct mentions of several words, whose outcome is
#: remembered: news repeats itself, but memory has to end somewhere.
_REMEMBERED = 200_000
_LONGEST_REMEMBERED = 60

#: Parts that hyphens join are one word up to this length, in characters: a chain
#: without end would be compared anew with every part that it grows by.
_LONGEST_WORD = 100

#: The grades that are found, from the best.
_GRADES = (Grade.EXACT, Grade.VARIANT, Grade.INFLECTED)


@dataclass(frozen=True, slots=True, eq=False)
class _Designation:
    """A way a term may be written: the term itself, or one of its forms.

    *words* are its words, folded and without apostrophes; *banned* those of
    the forms that are another word.
    """

    concept: Concept
    term: Term
    text: str
    words: tuple[str, ...]
    banned: frozenset[tuple[str, ...]]
    is_form: bool


@dataclass(slots=True, eq=False)
class _Node:
    """A state of the trie: the words so far, and what may follow.

    *edges* lead to the next states by the keys of the next word.  Filled while
    compiling, only read afterwards.
    """

    edges: dict[str, tuple[_Node, ...]] = field(default_factory=dict)
    designations: tuple[_Designation, ...] = ()


#: A term found, and how.
_Hit: TypeAlias = tuple[Concept, Term, Grade]

#: Tells which of several designations some words of a text really are.
_Judge: TypeAlias = Callable[[tuple[_Designation, ...], str], tuple[_Hit, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """A word as a text has it, and all that can be known of it without its neighbours.

    *hits* are the terms that it is a mention of, *follow* leads by the keys of
    the next word to the states of longer terms.
    """

    keys: tuple[str, ...]
    lead_keys: frozenset[str]
    hits: tuple[_Hit, ...]
    follow: Mapping[str, tuple[_Node, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """A word of a text, with its place in what stands between two spaces.

    *joined* are terms that it and the next word are together: the term may be
    one word where the text has a hyphen (ceasefire, cease-fire).
    """

    start: int
    stop: int
    word: _Word
    joined: tuple[_Hit, ...]
    is_live: bool


class _Known(dict[str, tuple[_Cell, ...]]):
    """What is known of the pieces of text between spaces.

    A dictionary that fills itself, as that is three times as fast to ask as
    ``functools.lru_cache``; and a recogniser asks for every word there is.
    It forgets everything when it is full, and never keeps a long piece.
    """

    __slots__ = ("cells",)

    def __init__(self, cells: Callable[[str], tuple[_Cell, ...]]) -> None:
        super().__init__()
        self.cells = cells

    def __missing__(self, piece: str) -> tuple[_Cell, ...]:
        cells = self.cells(piece)
        if len(piece) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = cells
        return cells


@dataclass(frozen=True, slots=True, eq=False)
class Recogniser:
    """The terms of a glossary in one language, made ready by ``compile_terms``.

    *terms* is their number.  The functions remember what they have answered;
    a recogniser may be shared by threads.
    """

    language: str
    terms: int
    cells: Callable[[str], tuple[_Cell, ...]] = field(repr=False)
    judge: _Judge = field(repr=False)


# --- words ------------------------------------------------------------------

#: Scripts that put no space between words, in the Basic Multilingual Plane.
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9d"
)

_HYPHENS = "-\u2010\u2011\u2013"

#: What may stand inside a word: hyphens, apostrophes, invisible characters.
_JOINERS = _HYPHENS + "'`\u00b4\u2018\u2019\u201b\u2032\u055a\u00ad\u200c\u200d\u2060"

_EMPTY_LINE = re.compile(r"\n[ \t\r]*(?=\n)")

_HYPHEN = re.compile(f"[{_HYPHENS}]")


@functools.cache
def _tokens() -> re.Pattern[str]:
    """Return the pattern of a word or a punctuation mark, for ``re.split``.

    The standard ``re`` knows no Unicode categories but is half again as fast
    as the module that does, so the classes are put together here, in a few
    milliseconds and only when terms are looked for.
    """
    spaceless = re.compile(f"[{_SPACELESS}]")
    letters: list[str] = []
    symbols: list[str] = []
    for first, last in ((0, 0x2E80), (0x3000, 0x3400), (0xA000, 0xAC00), (0xFA00, 0x10000)):
        for character in map(chr, range(first, last)):
            category = unicodedata.category(character)[0]
            if category in "PS":
                symbols.append(character)
            elif category in "LMN" and not spaceless.match(character):
                letters.append(character)
    # Hangul, then what lies beyond the plane: letters, emoji, ideographs.
    word = f"[{_ranges(letters)}\uac00-\ud7fb\U00010000-\U0001efff]+"
    return re.compile(
        rf"((?:https?://|www\.)[^\s<>\"“”»]*[^\s<>\"“”».,;:!?)]"
        rf"|{word}(?:[{_JOINERS}]{word})*"
        rf"|[{_SPACELESS}\U00020000-\U0003ffff][\u0300-\u036f\u3099\u309a{_JOINERS[-4:]}]*"
        rf"|[{_ranges(symbols)}\U0001f000-\U0001faff]|\n[ \t\r]*\n|\u2029)"
    )


def _ranges(characters: Iterable[str]) -> str:
    """Return the inside of a character class for *characters*, which ascend."""
    runs: list[list[int]] = []
    for code in map(ord, characters):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in runs)


def _parts(chunk: str, pack: LanguagePack) -> list[tuple[int, int]]:
    """Return the places of the words in *chunk*, which has no space in it.

    Parts that a hyphen joins are words of their own unless the pack knows
    better (rayon-rayon, di-Artsakh).
    """
    if not _HYPHEN.search(chunk) or "://" in chunk:
        return [(0, len(chunk))]
    places: list[tuple[int, int]] = []
    start = 0
    for found in chain(_HYPHEN.finditer(chunk), (None,)):
        stop = found.start() if found else len(chunk)
        if start < stop:
            first, last = places[-1] if places else (0, _LONGEST_WORD)
            if last - first < _LONGEST_WORD and pack.is_one_word(
                fold(chunk[first:last]), fold(chunk[start:stop])
            ):
                places[-1] = (first, stop)
            else:
                places.append((start, stop))
        start = found.end() if found else stop
    # A dash that stands alone is a punctuation mark.
    return places or [(0, len(chunk))]


def _words(text: str, pack: LanguagePack) -> list[str]:
    """Return the words and punctuation marks of *text*, as they are written."""
    return [
        chunk[start:stop]
        for chunk in _tokens().split(text)[1::2]
        for start, stop in _parts(chunk, pack)
    ]


# --- compiling --------------------------------------------------------------


def compile_terms(glossary: Glossary, language: str, pack: LanguagePack) -> Recogniser:
    """Return a recogniser of the terms that *glossary* has for *language*.

    Terms of every status take part: it is for the caller to look at
    ``mention.term.status``.  A concept lends the terms of the most specific
    language tag that it has any for (RFC 4647, 3.4).
    """
    root = _Node()
    states: dict[tuple[_Node, str, bool], _Node] = {}
    count = 0
    for concept in glossary.concepts:
        for term in concept.terms_in(language):
            count += 1
            banned = frozenset(_bare_words(form, pack) for form in term.not_forms)
            for text in (term.text, *term.forms):
                words = tuple(map(fold, _words(text, pack)))
                designation = _Designation(
                    concept,
                    term,
                    _as_written(text),
                    tuple(map(_bare, words)),
                    banned,
                    is_form=text is not term.text,
                )
                for path in _spellings(text, words):
                    node = root
                    for word in path:
                        node = _next(node, word, pack, states, is_form=designation.is_form)
                    if path:
                        node.designations += (designation,)
    judge = functools.lru_cache(_REMEMBERED)(functools.partial(_judge, pack=pack))
    know = functools.lru_cache(_REMEMBERED)(
        functools.partial(_word, root=root, pack=pack, judge=judge)
    )
    known = _Known(functools.partial(_cells, pack=pack, know=know))
    return Recogniser(language, count, known.__getitem__, judge)


def _spellings(text: str, words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return *words*, and again as one word where hyphens join them: co-chair, cochair."""
    if len(words) == 2 and len(text.split()) == 1 and _HYPHEN.search(text):
        return (words, ("".join(words),))
    return (words,)


def _next(
    node: _Node,
    word: str,
    pack: LanguagePack,
    states: dict[tuple[_Node, str, bool], _Node],
    *,
    is_form: bool,
) -> _Node:
    """Return the state that *word* leads to, made where there is none yet.

    The words of a *form* are the end of the matter: no rule makes more of them.
    """
    state = (node, word, is_form)
    if state not in states:
        child = states[state] = _Node()
        keys = (word,) if is_form else pack.term_keys(word)
        for key in dict.fromkeys((*keys, _bare(word))):
            node.edges[key] = (*node.edges.get(key, ()), child)
    return states[state]


def _as_written(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _bare(folded: str) -> str:
    return folded.replace("'", "")


def _bare_words(text: str, pack: LanguagePack) -> tuple[str, ...]:
    return tuple(_bare(fold(word)) for word in _words(text, pack))


def _capitals(text: str) -> str:
    return "".join(fold(character) for character in text if character.isupper())


# --- words of a text ----------------------------------------------------------


def _cells(piece: str, *, pack: LanguagePack, know: Callable[[str], _Word]) -> tuple[_Cell, ...]:
    """Return the words and punctuation marks of *piece*, which holds no space as a rule."""
    cells = []
    offset = 0
    for at, chunk in enumerate(_tokens().split(piece)):
        if at % 2:
            places = _parts(chunk, pack)
            for start, stop in places:
                each = know(chunk[start:stop])
                joined: tuple[_Hit, ...] = ()
                if start == 0 and len(places) == 2:
                    joined = _joined(know("".join(chunk[a:b] for a, b in places)).hits)
                is_live = bool(each.hits or each.follow or joined)
                cells.append(_Cell(offset + start, offset + stop, each, joined, is_live))
        offset += len(chunk)
    return tuple(cells)


def _joined(hits: tuple[_Hit, ...]) -> tuple[_Hit, ...]:
    """Return what of *hits* holds for a word that the text writes with a hyphen."""
    return tuple(
        (concept, term, Grade.VARIANT if grade is Grade.EXACT else grade)
        for concept, term, grade in hits
        if term.match is not MatchMode.EXACT
    )


def _word(
    written: str,
    *,
    root: _Node,
    pack: LanguagePack,
    judge: _Judge,
) -> _Word:
    """Return what is known of a word as it is *written*."""
    folded = fold(written)
    keys = _keys(folded, pack)
    leads = frozenset(pack.lead_keys(folded)) if pack.lead_keys else frozenset(keys)
    nodes = _follow((root.edges,), keys)
    hits = judge(_designations(nodes), written) if nodes else ()
    return _Word(keys, leads, hits, _edges(_follow((root.edges,), leads)))


def _keys(word: str, pack: LanguagePack) -> tuple[str, ...]:
    """Return the keys of a folded word of a text, and the word without apostrophes.

    Not so where the language takes what follows the apostrophe for an ending:
    "he'll" is no way to write "hell".
    """
    keys = pack.word_keys(word)
    if "'" in word and word[: word.rindex("'")] not in keys:
        keys = (*keys, _bare(word))
    return tuple(dict.fromkeys(keys))


def _follow(
    edges: Iterable[Mapping[str, tuple[_Node, ...]]], keys: Iterable[str]
) -> tuple[_Node, ...]:
    """Return the states that any of *edges* leads to by any of *keys*, each once."""
    found = [each[key] for each in edges for key in keys if key in each]
    if len(found) < 2:
        return found[0] if found else ()
    return tuple(dict.fromkeys(chain.from_iterable(found)))


def _edges(nodes: tuple[_Node, ...]) -> Mapping[str, tuple[_Node, ...]]:
    """Return the edges of all *nodes* together."""
    if len(nodes) == 1:
        return nodes[0].edges
    together: dict[str, tuple[_Node, ...]] = {}
    for node in nodes:
        for key, states in node.edges.items():
            together[key] = (*together.get(key, ()), *states)
    return together


def _designations(nodes: Iterable[_Node]) -> tuple[_Designation, ...]:
    return tuple(chain.from_iterable([node.designations for node in nodes]))


def _judge(
    designations: tuple[_Designation, ...], text: str, *, pack: LanguagePack
) -> tuple[_Hit, ...]:
    """Return which of *designations* the words *text* really are, one a concept, the best."""
    if not designations:
        return ()
    written = _as_written(text)
    words = _bare_words(text, pack)
    capitals = _capitals(text)
    return _best(
        (each.concept, each.term, grade)
        for each in designations
        if (grade := _grade(each, written, words, capitals))
    )


def _best(hits: Iterable[_Hit]) -> tuple[_Hit, ...]:
    """Return of *hits* one a concept, the best, then the first."""
    best: dict[int, _Hit] = {}
    for hit in hits:
        known = best.setdefault(id(hit[0]), hit)
        if _GRADES.index(hit[2]) < _GRADES.index(known[2]):
            best[id(hit[0])] = hit
    return tuple(best.values())


def _grade(
    designation: _Designation, written: str, words: tuple[str, ...], capitals: str
) -> Grade | None:
    """Return how *written* is a mention of *designation*, or None where it is none."""
    mode = designation.term.match
    is_exact = written == designation.text
    if words in designation.banned or (mode is MatchMode.EXACT and not is_exact):
        return None
    if mode is MatchMode.CASE and not _is_within(_capitals(designation.text), capitals):
        return None
    if designation.is_form:
        return Grade.INFLECTED
    if is_exact:
        return Grade.EXACT
    if "".join(words) == "".join(designation.words):
        return Grade.VARIANT
    return Grade.INFLECTED


def _is_within(wanted: str, found: str) -> bool:
    """Tell whether *found* holds the letters of *wanted*, in order."""
    rest = iter(found)
    return all(letter in rest for letter in wanted)


# --- finding ----------------------------------------------------------------


def mentions(text: str, recogniser: Recogniser, *, nested: bool = False) -> tuple[Mention, ...]:
    """Return the terms that *text* mentions, by place, the longer first.

    A mention that lies within a longer one is left out, also one of another
    concept, unless *nested* asks for it.  Mentions that partly overlap stay,
    and so do concepts that share the same words; of the terms of one concept
    the best grade is given, then the first.  Each span covers whole words with
    their endings, as they stand in the text.
    """
    if "\n " in text:
        # So that the spaces of an empty line do not cut it in two.
        text = _EMPTY_LINE.sub(lambda found: found[0].replace(" ", "\t"), text)
    pieces = text.split(" ")
    runs = [*map(recogniser.cells, pieces)]
    cells = [*chain.from_iterable(runs)]
    found: list[tuple[int, int, tuple[_Hit, ...]]] = []
    places: _Places | None = None
    for number in [number for number, cell in enumerate(cells) if cell.is_live]:
        cell = cells[number]
        word = cell.word
        if word.hits:
            found.append((number, number, word.hits))
        if number + 1 == len(cells):
            break
        if cell.joined or not word.follow.keys().isdisjoint(cells[number + 1].word.keys):
            places = places or _places(pieces, runs, cells)
            found += _longer(number, cells, recogniser.judge, text=text, places=places)
    if not found:
        return ()
    if len(found) > 1:
        found.sort(key=_longest_first)
    places = places or _places(pieces, runs, cells)
    kept: list[Mention] = []
    reach = (-1, -1)
    for first, last, hits in found:
        if last > reach[1]:
            reach = (first, last)
        elif (first, last) != reach and not nested:
            continue
        span = places.span(first, last)
        for concept, term, grade in hits:
            kept.append(Mention(concept, term, span, grade))
    return tuple(kept)


def _longer(
    number: int, cells: list[_Cell], judge: _Judge, *, text: str, places: _Places
) -> Iterator[tuple[int, int, tuple[_Hit, ...]]]:
    """Yield the terms of several words that begin at the cell *number*."""
    cell = cells[number]
    joined = cell.joined
    edges: tuple[Mapping[str, tuple[_Node, ...]], ...] = (cell.word.follow,)
    for last in range(number + 1, len(cells)):
        after = cells[last].word
        hits: tuple[_Hit, ...] = ()
        if named := _designations(_follow(edges, after.keys)):
            hits = judge(named, places.span(number, last).of(text))
        if joined:
            hits, joined = _best((*hits, *joined)), ()
        if hits:
            yield number, last, hits
        edges = tuple(node.edges for node in _follow(edges, after.lead_keys) if node.edges)
        if not edges:
            return


def _longest_first(found: tuple[int, int, tuple[_Hit, ...]]) -> tuple[int, int]:
    return found[0], -found[1]


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where the words of a text are; asked only for those that are mentions.

    *firsts* are the numbers of the first word of each piece between spaces,
    *lengths* the lengths of all pieces before it, their spaces left out.
    """

    cells: list[_Cell]
    firsts: list[int]
    lengths: list[int]

    def span(self, first: int, last: int) -> Span:
        """Return the stretch of the text from the word *first* to the word *last*."""
        piece = bisect_right(self.firsts, first) - 1
        start = self.lengths[piece] + piece + self.cells[first].start
        if first != last:
            piece = bisect_right(self.firsts, last) - 1
        return Span(start, self.lengths[piece] + piece + self.cells[last].stop)


def _places(pieces: list[str], runs: list[tuple[_Cell, ...]], cells: list[_Cell]) -> _Places:
    return _Places(
        cells,
        [*accumulate(map(len, runs), initial=0)],
        [*accumulate(map(len, pieces), initial=0)],
    )


def overlapping(mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Return *mentions* in groups: those that overlap, directly or by way of others, together.

    Every mention is in one group, alone where nothing overlaps it.  In a group
    of two, satisfying either is enough.
    """
    groups: list[list[Mention]] = []
    reach = -1
    for mention in sorted(mentions, key=lambda mention: mention.span):
        if mention.span.start < reach:
            groups[-1].append(mention)
        else:
            groups.append([mention])
        reach = max(reach, mention.span.stop)
    return tuple(map(tuple, groups))
