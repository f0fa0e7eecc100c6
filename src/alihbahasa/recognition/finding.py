"""Finds the terms of a compiled glossary in a text.

The text is cut at its spaces, and the pieces are fed to a machine that keeps
in mind which terms have begun.  What a piece means where nothing has begun,
and what it means behind such a beginning, is worked out once and remembered:
the machine writes its own table as it reads, and news repeats itself.  So the
cost grows with the text and its mentions, not with the number of terms.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import field
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Glossary, Grade, MatchMode, Mention, Span
from alihbahasa.recognition import compiling
from alihbahasa.recognition.compiling import ACRONYM_MARK, Trie
from alihbahasa.recognition.judging import (
    Hit,
    best,
    judged,
    long_words,
    tells_nothing,
    word_keys,
)
from alihbahasa.recognition.words import (
    EMPTY_LINE,
    acronym,
    is_spaceless,
    parts,
    tokens,
)
from alihbahasa.records import dataclass
from alihbahasa.text import fold

#: How much is remembered, in pieces of text, before it is all forgotten.
_REMEMBERED = 1_000_000
#: Words whose keys are remembered.
_WORDS = 100_000
_LONGEST_REMEMBERED = 60
#: A word with more characters is no word that a glossary would have.
_LONGEST_LOOKED_UP = 500
#: How long a term may be as it is written, in characters, when white space goes on with it.
_LONGEST_WRITTEN = 1_000

#: Terms found at one stretch: where it begins and ends, the terms, and the numbers of those that
#: a capital alone tells from another word.  Offsets count from the beginning of the piece that
#: the stretch ends in, those of earlier pieces below zero.
_Found: TypeAlias = tuple[int, int, tuple[Hit, ...], frozenset[int]]


#: A word of a piece, and its place there: the keys it ends a term by, those that a term may go
#: on with behind it, of both such as stand behind another word in any term; the nodes that all of
#: them lead to from the root, and the terms of one word that it and the next word are together
#: where the text has a hyphen (ceasefire, cease-fire).
_Cell: TypeAlias = tuple[
    int, int, tuple[str, ...], tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[_Found, ...]
]

#: The same of a word alone, wherever it stands.
_Known: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], tuple[int, ...]]
_NO_WORD: _Known = (), (), (), ()
_ROOT = (0,)

#: Marks behind a word that make two words of a piece in which nothing else is to be cut.
_STOPS = frozenset(",.;:?!")

#: A term that has begun: its nodes, and what was written so far, up to the end of the piece.
_Open: TypeAlias = tuple[tuple[int, ...], str]


#: What a piece leads to: the next state, what was found, and how much further on the next begins.
_Step: TypeAlias = tuple["_State", tuple[_Found, ...], int]


class _State(dict[str, _Step]):
    """What pieces lead to where these terms have begun.

    A dictionary that fills itself, as that is three times as fast to ask as
    ``functools.lru_cache``; and a recogniser asks for every word there is.
    """

    __slots__ = ("machine", "open")

    def __init__(self, machine: _Machine, begun: tuple[_Open, ...]) -> None:
        super().__init__()
        self.machine = machine
        self.open = begun

    def __missing__(self, piece: str) -> _Step:
        return self.machine.step(self, piece)


class _Machine:
    """Makes the states of a recogniser, and forgets them when there are too many."""

    __slots__ = (
        "_forgotten",
        "_going",
        "_judge",
        "_know",
        "_nothing",
        "derived",
        "pack",
        "remembered",
        "root",
        "trie",
    )

    def __init__(self, trie: Trie, pack: LanguagePack, *, derived: bool) -> None:
        self.trie = trie
        self.pack = pack
        self.derived = derived and pack.roots is not None
        self.root = _State(self, ())
        #: What most pieces lead to, by their length: few, so that the processor has them at hand.
        self._nothing: dict[int, _Step] = {}
        self.remembered: list[_State] = []
        self._forgotten = 0
        #: The cells of the pieces that a term may go on with.
        self._going: dict[str, tuple[_Cell, ...]] = {}
        self._know: Callable[[str], _Known] = functools.lru_cache(_WORDS)(self._word)
        self._judge = functools.lru_cache(_WORDS)(self._judged)

    def step(self, state: _State, piece: str) -> _Step:
        """Return where *piece* leads from *state*, and remember it."""
        root = self.root
        if len(self.remembered) >= _REMEMBERED:
            self._forget()
        forgotten = self._forgotten
        if state is root:
            cells = self._cut(piece)
            answer = self._answer(*self._walk((), piece, cells), piece)
            if cells and (cells[0][2] or cells[0][3]) and len(piece) <= _LONGEST_REMEMBERED:
                self._going[piece] = cells
        elif (not piece or piece.isspace()) and not self._cut(piece):
            # White space parts no term, however much of it, within reason.
            begun = tuple(
                (nodes, f"{text} {piece}")
                for nodes, text in state.open
                if len(text) < _LONGEST_WRITTEN
            )
            answer = self._answer(begun, (), piece)
        else:
            answer = root[piece]
            cells = self._going.get(piece, ())
            if not cells and (len(piece) > _LONGEST_REMEMBERED or self._forgotten != forgotten):
                cells = self._cut(piece)
            if cells:
                begun, found = self._walk(state.open, piece, cells)
                if begun or found:
                    found = tuple(sorted((*found, *answer[1]), key=_end_then_begin))
                    answer = self._answer((*begun, *answer[0].open), found, piece)
        if len(piece) <= _LONGEST_REMEMBERED:
            self.remembered.append(state)
            state[piece] = answer
        return answer

    def _forget(self) -> None:
        """Forget all; who is in the middle of a step sees by the count that it happened."""
        self._forgotten += 1
        for each in self.remembered:
            each.clear()
        self.remembered.clear()
        self._going.clear()

    def _answer(self, begun: tuple[_Open, ...], found: tuple[_Found, ...], piece: str) -> _Step:
        width = len(piece) + 1
        if begun:
            return _State(self, begun), found, width
        if found:
            return self.root, found, width
        return self._nothing.get(width) or self._nothing.setdefault(width, (self.root, (), width))

    def _walk(
        self, begun: tuple[_Open, ...], piece: str, cells: tuple[_Cell, ...]
    ) -> tuple[tuple[_Open, ...], tuple[_Found, ...]]:
        """Return the terms that have begun by the end of *piece*, and those that end in it.

        They are those that were *begun* before, or else, where none are, those
        that begin in the piece.
        """
        trie = self.trie
        # With each term, what was written in earlier pieces, and where in this one it goes on.
        active = [(nodes, f"{text} ", 0) for nodes, text in begun]
        found: list[_Found] = []
        for start, stop, keys, lead_keys, ends, leads, joined in cells:
            if not (active or ends or leads or joined):
                continue
            going: list[tuple[tuple[int, ...], str, int]] = []
            for nodes, text, first in active:
                if there := _follow(trie, nodes, keys):
                    self._note(found, there, text + piece[first:stop], first - len(text), stop)
                if there := _follow(trie, nodes, lead_keys):
                    going.append((there, text, first))
            if not begun:
                if ends:
                    self._note(found, ends, piece[start:stop], start, stop)
                if joined:
                    found += joined
                if leads:
                    going.append((leads, "", start))
            active = [each for each in going if any(map(trie.goes_on, each[0]))]
        if not (active or found):
            return (), ()
        still = tuple((nodes, text + piece[first:]) for nodes, text, first in active)
        return still, _united(found)

    def _note(
        self, found: list[_Found], nodes: tuple[int, ...], written: str, start: int, stop: int
    ) -> None:
        """Add to *found* the terms at *nodes* that *written* really is."""
        hits, doubtful = (
            self._judge(nodes, written)
            if len(written) <= _LONGEST_LOOKED_UP
            else self._judged(nodes, written)
        )
        if hits:
            found.append((start, stop, hits, doubtful))

    # --- what is known of words ---------------------------------------------

    def _cut(self, piece: str) -> tuple[_Cell, ...]:
        """Return the words and punctuation marks of *piece*, which holds no space as a rule."""
        know = self._know
        end = len(piece)
        if end <= _LONGEST_LOOKED_UP:
            stop = end - 1 if piece[-1:] in _STOPS else end
            word = piece[:stop]
            if word.isalpha() and not is_spaceless(piece):
                first: _Cell = (0, stop, *know(word), ())
                return (first,) if stop == end else (first, (stop, end, *know(piece[stop:]), ()))
        cells: list[_Cell] = []
        offset = 0
        for at, chunk in enumerate(tokens().split(piece)):
            length = len(chunk)
            if at % 2:
                # Nothing in letters and digits is a hyphen.
                places = [(0, length)] if chunk.isalnum() else parts(chunk, self.pack)
                for start, stop in places:
                    joined: tuple[_Found, ...] = ()
                    if start == 0 and len(places) == 2:
                        joined = self._joined([chunk[a:b] for a, b in places], offset, length)
                    is_word = stop - start <= _LONGEST_LOOKED_UP
                    known = know(chunk[start:stop]) if is_word else _NO_WORD
                    cells.append((offset + start, offset + stop, *known, joined))
            offset += length
        return tuple(cells)

    def _joined(self, halves: list[str], offset: int, length: int) -> tuple[_Found, ...]:
        """Return the terms of one word that the text writes as two *halves* with a hyphen."""
        written = "".join(halves)
        if len(written) > _LONGEST_LOOKED_UP:
            return ()
        nodes = self._know(written)[2]
        if not nodes:
            return ()
        hits, doubtful = self._judge(nodes, written)
        hits = tuple(
            (concept, term, Grade.VARIANT if grade is Grade.EXACT else grade)
            for concept, term, grade in hits
            if term.match is not MatchMode.EXACT
        )
        return ((offset, offset + length, hits, doubtful),) if hits else ()

    def _judged(
        self, nodes: tuple[int, ...], written: str
    ) -> tuple[tuple[Hit, ...], frozenset[int]]:
        """Return which terms at *nodes* the words *written* really are, and which in doubt."""
        named = tuple(compiling.designations(self.trie, nodes, self.pack))
        return judged(named, written, self.pack, derived=self.derived)

    def _word(self, written: str) -> _Known:
        """Return what is known of a word as it is *written*."""
        folded = fold(written)
        pack, trie = self.pack, self.trie
        keys = word_keys(folded, pack)
        leads = keys if pack.lead_keys is None else pack.lead_keys(folded)
        if written.isupper() and (short := acronym(written)):
            keys = (*keys, f"{ACRONYM_MARK}{short}")
            leads = (*leads, f"{ACRONYM_MARK}{short}")
        first = ends = _follow(trie, _ROOT, keys)
        later = later_leads = tuple(filter(trie.goes_on_with, keys))
        if leads != keys:
            first = _follow(trie, _ROOT, leads)
            later_leads = tuple(filter(trie.goes_on_with, leads))
        if self.derived and not ends:
            ends = compiling.derived_from(trie, folded, pack)
        # Nearly all words say nothing to a glossary: they are one and the same object.
        return (
            (later, later_leads, ends, first) if later or later_leads or ends or first else _NO_WORD
        )


def _follow(trie: Trie, nodes: tuple[int, ...], keys: tuple[str, ...]) -> tuple[int, ...]:
    """Return the nodes that any of *keys* leads to from any of *nodes*, each once."""
    follow = trie.follow
    if len(nodes) == len(keys) == 1:
        return follow(nodes[0], keys[0])
    found = [there for node in nodes for key in keys if (there := follow(node, key))]
    if len(found) < 2:
        return found[0] if found else ()
    return tuple(dict.fromkeys(chain.from_iterable(found)))


def _united(found: list[_Found]) -> tuple[_Found, ...]:
    """Return *found* with what stands at one stretch as one, of equal ends the longer first."""
    if len(found) < 2:
        return tuple(found)
    together: dict[tuple[int, int], _Found] = {}
    for each in found:
        place = each[:2]
        if place in together:
            before = together[place]
            hits = best((*before[2], *each[2]))
            known = [hit for one in (before, each) for at, hit in enumerate(one[2]) if at in one[3]]
            doubtful = frozenset(at for at, hit in enumerate(hits) if hit in known)
            each = (*place, hits, doubtful)
        together[place] = each
    return tuple(sorted(together.values(), key=_end_then_begin))


_end_then_begin = itemgetter(1, 0)


# --- the recogniser -------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Recogniser:
    """The terms of a glossary in one language, made ready by ``compile_terms`` or ``load``.

    *terms* is their number.  It remembers what it has answered, and may be
    shared by threads.
    """

    language: str
    terms: int
    root: _State = field(repr=False)


def compile_terms(
    glossary: Glossary, language: str, pack: LanguagePack, *, derived: bool = False
) -> Recogniser:
    """Return a recogniser of the terms that *glossary* has for *language*.

    Terms of every status take part: it is for the caller to look at
    ``mention.term.status``.  A concept lends the terms of the most specific
    language tag that it has any for (RFC 4647, 3.4).  With *derived*, words
    that are made from the same root as a term of one word are found too,
    graded so: hints for people.
    """
    trie, count = compiling.build(glossary, language, pack, derived=derived)
    return Recogniser(language, count, _Machine(trie, pack, derived=derived).root)


def save(recogniser: Recogniser, stamp: str) -> bytes:
    """Return a recogniser that ``compile_terms`` made as bytes, for ``load``.

    *stamp* is what the bytes hang on, such as the version of the program and a
    digest of the glossary; ``load`` refuses those of another stamp.
    """
    machine = recogniser.root.machine
    return compiling.saved(
        machine.trie,
        language=recogniser.language,
        pack=machine.pack,
        terms=recogniser.terms,
        derived=machine.derived,
        stamp=stamp,
    )


def load(data: bytes | memoryview, pack: Callable[[str], LanguagePack], stamp: str) -> Recogniser:
    """Return the recogniser in *data*; *pack* gives the pack of its language.

    *data* may be a file that is mapped: it is looked into as texts ask for it.
    Raises AlihbahasaError for bytes that ``save`` did not make, now or when a
    text leads to them.
    """
    trie, header = compiling.loaded(data, stamp=stamp)
    machine = _Machine(trie, pack(header.language), derived=header.derived)
    return Recogniser(header.language, header.terms, machine.root)


def mentions(text: str, recogniser: Recogniser, *, nested: bool = False) -> tuple[Mention, ...]:
    """Return the terms that *text* mentions, by place, the longer first.

    A mention that lies within a longer one is left out, also one of another
    concept, unless *nested* asks for it.  Mentions that partly overlap stay,
    and so do concepts that share the same words; of the terms of one concept
    the best grade is given, then the first.  Each span covers whole words with
    their endings, as they stand in the text.
    """
    found: list[Mention] = []
    around: tuple[int, int] | None = None
    for start, stop, hits, doubtful in occurrences(text, recogniser, nested=nested):
        span = Span(start, stop)
        if doubtful and around is None:
            around = long_words(text)
        if around and doubtful and tells_nothing(text, span, around):
            hits = tuple(
                (concept, term, Grade.DERIVED if at in doubtful else grade)
                for at, (concept, term, grade) in enumerate(hits)
            )
        for concept, term, grade in hits:
            found.append(Mention(concept, term, span, grade))
    return tuple(found)


def occurrences(text: str, recogniser: Recogniser, *, nested: bool = False) -> list[_Found]:
    """Return where terms stand in *text*: by place, the longer first.

    What ``mentions`` is made of, for those who count millions: tuples of the
    place, the terms with their grades, and which of them are in doubt.
    """
    if "\n " in text:
        # So that the spaces of an empty line do not cut it in two.
        text = EMPTY_LINE.sub(lambda found: found[0].replace(" ", "\t"), text)
    if nested:
        return _every(text, recogniser.root)
    state = recogniser.root
    found: list[_Found] = []
    at = reach = 0
    for piece in text.split(" "):
        state, ended, width = state[piece]
        if ended:
            for start, stop, hits, doubtful in ended:
                start += at
                stop += at
                # What ends later is found later, of equal ends the longer first.
                if start < reach:
                    if stop == reach and found[-1][0] < start:
                        continue
                    while found and found[-1][0] >= start:
                        found.pop()
                found.append((start, stop, hits, doubtful))
                reach = stop
        at += width
    return found


def _every(text: str, state: _State) -> list[_Found]:
    """Return all that is found in *text*, also what lies within a longer term."""
    found: list[_Found] = []
    at = 0
    for piece in text.split(" "):
        state, ended, width = state[piece]
        found += [(at + start, at + stop, hits, doubtful) for start, stop, hits, doubtful in ended]
        at += width
    # Of two that begin together the longer was found later; sorting keeps equals in order.
    found.reverse()
    found.sort(key=_begin)
    return found


_begin = itemgetter(0)


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
