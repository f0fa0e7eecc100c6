"""Makes the terms of a glossary ready to be found: a trie over the keys of words.

A node of the trie is a number, 0 its root.  An edge leads from a node, by a
key of the next word, to the nodes of all terms that go on with such a word;
where a term ends, its node names the *designation*: which term of which
concept it is, and whether it is the term itself or one of its forms.

The trie lives in dictionaries, or in the bytes that ``saved`` makes of it:
a constant hash table that is mapped, not read, so that it is ready at once
and several processes share its pages.
"""

from __future__ import annotations

import functools
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields
from typing import Any, Protocol

import msgspec

from alihbahasa.contracts import LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary, Term, fallbacks
from alihbahasa.recognition.words import (
    HYPHEN,
    acronym,
    bare,
    bare_words,
    words,
)
from alihbahasa.records import dataclass
from alihbahasa.text import as_written, fold

#: The first bytes of a saved trie; the number grows when its layout, or what a key is, changes.
MAGIC = b"alihbahasa terms 4\n"

#: Before the key of an acronym, whether it has stops or not.
ACRONYM_MARK = "\x1d"

#: A term of more words is none that anybody would write again.
_MOST_WORDS = 100

#: Before the key of a word that others are derived from.
_ROOT_MARK = "\x1e"


@dataclass(frozen=True, slots=True, eq=False)
class Designation:
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


class Trie(Protocol):
    """The compiled terms: what edges there are, and what ends at a node."""

    def follow(self, node: int, key: str) -> tuple[int, ...]:
        """Return the nodes that *key* leads to from *node*."""
        ...

    def goes_on(self, node: int) -> bool:
        """Tell whether any edge leaves *node*."""
        ...

    def goes_on_with(self, key: str) -> bool:
        """Tell whether any edge with *key* leaves a node other than the root."""
        ...

    def ends(self, node: int) -> tuple[tuple[int, int, int], ...]:
        """Return the designations at *node*: concept, term, and form or -1, by number."""
        ...

    def concept(self, number: int) -> Concept:
        """Return a concept by its number."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _InMemory:
    """A trie as it was built."""

    concepts: tuple[Concept, ...]
    edges: Mapping[str, tuple[int, ...]]
    inner: set[int]
    at: Mapping[int, tuple[tuple[int, int, int], ...]]

    def follow(self, node: int, key: str) -> tuple[int, ...]:
        # As ``_edge`` says: every word of a text is looked up here.
        return self.edges.get(f"{key}\x1f{node}" if node else key, ())

    def goes_on(self, node: int) -> bool:
        return node in self.inner

    def goes_on_with(self, key: str) -> bool:
        return f"{key}\x1f" in self.edges  # as ``_behind`` says

    def ends(self, node: int) -> tuple[tuple[int, int, int], ...]:
        return self.at.get(node, ())

    def concept(self, number: int) -> Concept:
        return self.concepts[number]


def _edge(node: int, key: str) -> str:
    return f"{key}\x1f{node}" if node else key


def _behind(key: str) -> str:
    """Return the edge that is there, and leads nowhere, if *key* leaves any node but the root."""
    return f"{key}\x1f"


@dataclass(slots=True)
class _Building:
    """A trie in the making; *states* are the nodes by what leads to them."""

    pack: LanguagePack
    edges: dict[str, tuple[int, ...]] = field(default_factory=dict)
    inner: set[int] = field(default_factory=set)
    at: dict[int, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)
    states: dict[tuple[int, str, bool], int] = field(default_factory=dict)
    #: The acronyms of the term that is being added, by its words.
    acronyms: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, end: tuple[int, int, int]) -> tuple[str, ...]:
        """Add a designation, and return its words, folded."""
        written = words(text, self.pack)
        self.acronyms = {fold(word): short for word in written if (short := acronym(word))}
        folded = tuple(map(fold, written))
        if len(folded) > _MOST_WORDS:
            raise AlihbahasaError(f"a term of more than {_MOST_WORDS} words: {text[:60]}...")
        if len(folded) > 1 and folded[-1] == "'":
            # The ending that it stood before was not written: ABD'.
            folded = folded[:-1]
        for path in _spellings(text, folded):
            node = 0
            for word in path:
                node = self._next(node, word, is_form=end[2] >= 0)
            if path:
                self.at[node] = (*self.at.get(node, ()), end)
        return folded

    def add_roots(self, word: str, end: tuple[int, int, int]) -> None:
        """Add what *word* is derived from, for words that are derived from the same."""
        assert self.pack.roots is not None
        node = self._next(0, f"{_ROOT_MARK}{word}", is_form=True)
        for root in self.pack.roots(word):
            self._link(0, f"{_ROOT_MARK}{root}", node)
        self.at[node] = (*self.at.get(node, ()), end)

    def _next(self, node: int, word: str, *, is_form: bool) -> int:
        """Return the node that *word* leads to, made where there is none yet.

        The words of a *form* are the end of the matter: no rule makes more of them.
        """
        state = (node, word, is_form)
        child = self.states.get(state)
        if child is None:
            child = self.states[state] = len(self.states) + 1
            later = self.pack.later_keys if node else None
            keys = (word,) if is_form else (later or self.pack.term_keys)(word)
            if "'" in word:
                keys = (*keys, bare(word))
            elif word not in keys:
                keys = (*keys, word)
            for key in keys:
                self._link(node, key, child)
        if short := self.acronyms.get(word):
            self._link(node, f"{ACRONYM_MARK}{short}", child)
        return child

    def _link(self, node: int, key: str, child: int) -> None:
        edge = _edge(node, key)
        there = self.edges.get(edge, ())
        if child not in there:
            self.edges[edge] = (*there, child)
        if node:
            self.inner.add(node)
            self.edges[_behind(key)] = ()


def build(
    glossary: Glossary, language: str, pack: LanguagePack, *, derived: bool
) -> tuple[Trie, int]:
    """Return the trie of the terms that *glossary* has for *language*, and their number."""
    building = _Building(pack)
    count = 0
    wanted = [tag.lower() for tag in fallbacks(language)]
    for number, concept in enumerate(glossary.concepts):
        tags = [term.language.lower() for term in concept.terms]
        best = next((tag for tag in wanted if tag in tags), None)
        for at, term in enumerate(concept.terms):
            if tags[at] != best:
                continue
            count += 1
            try:
                folded = building.add(term.text, (number, at, -1))
                for form, text in enumerate(term.forms):
                    building.add(text, (number, at, form))
            except AlihbahasaError as error:
                error.line = concept.line or None
                error.within(concept.file or concept.key)
                raise
            if derived and pack.roots and len(folded) == 1:
                building.add_roots(folded[0], (number, at, -1))
    trie = _InMemory(glossary.concepts, building.edges, building.inner, building.at)
    return trie, count


def _spellings(text: str, words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return *words*, again without quotation marks, and as one where hyphens join them."""
    if '"' in words and len(bare := tuple(word for word in words if word != '"')):
        return (words, bare)
    if len(words) == 2 and " " not in text.strip() and HYPHEN.search(text):
        return (words, ("".join(words),))
    return (words,)


def derived_from(trie: Trie, word: str, pack: LanguagePack) -> tuple[int, ...]:
    """Return the nodes of the terms that share a root with the folded *word*."""
    if pack.roots is None:
        return ()
    found = (trie.follow(0, f"{_ROOT_MARK}{root}") for root in pack.roots(word))
    return tuple(dict.fromkeys(node for nodes in found for node in nodes))


def designations(trie: Trie, nodes: Iterable[int], pack: LanguagePack) -> Iterator[Designation]:
    """Yield what ends at any of *nodes*."""
    for node in nodes:
        for concept, term, form in trie.ends(node):
            yield _designation(trie.concept(concept), term, form, pack)


def _designation(concept: Concept, number: int, form: int, pack: LanguagePack) -> Designation:
    term = concept.terms[number]
    text = term.text if form < 0 else term.forms[form]
    return Designation(
        concept,
        term,
        as_written(text),
        tuple(bare(fold(word)) for word in words(text, pack)),
        frozenset(bare_words(each, pack) for each in term.not_forms),
        is_form=form >= 0,
    )


# --- saved ----------------------------------------------------------------------

_ENTRY = struct.Struct("<II")
_END = struct.Struct("<IIi")
_NUMBER = struct.Struct("<I")


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a saved trie says of itself; *sections* are their places behind it, in bytes."""

    stamp: str
    language: str
    pack: str
    terms: int
    derived: bool
    slots: int
    sections: dict[str, tuple[int, int]]


_encode = msgspec.msgpack.Encoder().encode
_decode_concept = msgspec.msgpack.Decoder(Concept).decode


def _told(record: Concept | Term) -> dict[str, Any]:
    """Return the fields of *record* that are not what they are by default."""
    return {
        each.name: [*map(_told, value)] if each.name == "terms" else value
        for each in fields(record)
        if (value := getattr(record, each.name)) != each.default
    }


def saved(
    trie: Trie, *, language: str, pack: LanguagePack, terms: int, derived: bool, stamp: str
) -> bytes:
    """Return *trie*, which must have been built and not loaded, as bytes for ``loaded``."""
    if not isinstance(trie, _InMemory):
        raise TypeError("a trie that was loaded is saved already")
    slots = 1 << max(4, (2 * len(trie.edges) - 1).bit_length())
    table = array("I", bytes(8 * slots))
    records = bytearray()
    for edge, nodes in trie.edges.items():
        key = edge.encode("utf-8", "surrogatepass")
        code = zlib.crc32(key)
        slot = code & (slots - 1)
        while table[2 * slot + 1]:
            slot = (slot + 1) & (slots - 1)
        table[2 * slot] = code
        # Offsets begin at 1: 0 is a slot that nothing is in.
        table[2 * slot + 1] = len(records) + 1
        records += _ENTRY.pack(len(key), len(nodes))
        records += key
        records += struct.pack(f"<{len(nodes)}I", *nodes)
    last = max((*trie.at, *trie.inner, 0)) + 1
    places, ends = array("I"), bytearray()
    for node in range(last + 1):
        places.append(len(ends) // _END.size)
        for end in trie.at.get(node, ()):
            ends += _END.pack(*end)
    inner = bytearray(last)
    for node in trie.inner:
        inner[node] = 1
    starts, concepts = array("I"), bytearray()
    for concept in trie.concepts:
        starts.append(len(concepts))
        concepts += _encode(_told(concept))
    starts.append(len(concepts))
    parts = {
        "table": _little(table), "records": bytes(records), "places": _little(places),
        "ends": bytes(ends), "inner": bytes(inner), "starts": _little(starts),
        "concepts": bytes(concepts),
    }  # fmt: skip
    sections, at = {}, 0
    for name, part in parts.items():
        sections[name] = (at, len(part))
        at += len(part)
    header = _Header(stamp, language, pack.tag, terms, derived, slots, sections)
    described = msgspec.json.encode(header)
    rest = b"".join((_NUMBER.pack(len(described)), described, *parts.values()))
    return b"".join((MAGIC, _NUMBER.pack(_sum(rest)), rest))


def _sum(data: bytes | memoryview) -> int:
    """Return the checksum that stands before *data*: Adler-32, twice as fast as CRC-32."""
    return zlib.adler32(data)


def _little(numbers: array[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


@dataclass(frozen=True, slots=True, eq=False)
class _Mapped:
    """A trie in bytes that ``saved`` made; nothing is read before it is asked for."""

    header: _Header
    table: memoryview
    records: memoryview
    places: memoryview
    end_numbers: memoryview
    inner: memoryview
    starts: memoryview
    concepts: memoryview

    def follow(self, node: int, key: str) -> tuple[int, ...]:
        return self._find(_edge(node, key)) or ()

    def goes_on_with(self, key: str) -> bool:
        return self._find(_behind(key)) is not None

    def _find(self, edge: str) -> tuple[int, ...] | None:
        """Return the nodes that *edge* leads to, None where there is no such edge."""
        wanted = edge.encode("utf-8", "surrogatepass")
        code = zlib.crc32(wanted)
        mask = self.header.slots - 1
        slot = code & mask
        # A table without an empty slot would be damaged: it ends the search all the same.
        for _ in range(self.header.slots):
            found, offset = _ENTRY.unpack_from(self.table, 8 * slot)
            if not offset:
                return None
            if found == code:
                length, count = _ENTRY.unpack_from(self.records, offset - 1)
                start = offset - 1 + _ENTRY.size
                if self.records[start : start + length] == wanted:
                    return struct.unpack_from(f"<{count}I", self.records, start + length)
            slot = (slot + 1) & mask
        return None

    def goes_on(self, node: int) -> bool:
        return bool(self.inner[node])

    def ends(self, node: int) -> tuple[tuple[int, int, int], ...]:
        first, last = struct.unpack_from("<II", self.places, 4 * node)
        found = (_END.unpack_from(self.end_numbers, _END.size * at) for at in range(first, last))
        return tuple((concept, term, form) for concept, term, form in found)

    def concept(self, number: int) -> Concept:
        start, stop = struct.unpack_from("<II", self.starts, 4 * number)
        concept: Concept = _decode_concept(self.concepts[start:stop])
        return concept


@dataclass(frozen=True, slots=True, eq=False)
class _Guarded:
    """A mapped trie, each concept decoded once; bytes that make no sense are one clear error."""

    mapped: _Mapped
    concept: functools._lru_cache_wrapper[Concept]

    def follow(self, node: int, key: str) -> tuple[int, ...]:
        try:
            return self.mapped.follow(node, key)
        except (struct.error, IndexError, MemoryError) as error:
            raise _damaged() from error

    def goes_on_with(self, key: str) -> bool:
        try:
            return self.mapped.goes_on_with(key)
        except (struct.error, IndexError, MemoryError) as error:
            raise _damaged() from error

    def goes_on(self, node: int) -> bool:
        try:
            return self.mapped.goes_on(node)
        except (struct.error, IndexError) as error:
            raise _damaged() from error

    def ends(self, node: int) -> tuple[tuple[int, int, int], ...]:
        try:
            found = self.mapped.ends(node)
        except (struct.error, IndexError, MemoryError) as error:
            raise _damaged() from error
        for concept, term, form in found:
            terms = self.concept(concept).terms
            if term >= len(terms) or form >= len(terms[term].forms):
                raise _damaged()
        return found


def loaded(data: bytes | memoryview, *, stamp: str) -> tuple[Trie, _Header]:
    """Return the trie in *data*, which ``saved`` made, and what it says of itself.

    *data* may be a file that is mapped.  Raises AlihbahasaError for other
    bytes, and for those of another *stamp*.
    """
    view = memoryview(data)
    begin = len(MAGIC) + 2 * _NUMBER.size
    if bytes(view[: len(MAGIC)]) != MAGIC or len(view) < begin:
        raise AlihbahasaError(
            "not a compiled glossary, or one of another version", hint="compile it again"
        )
    (told,) = _NUMBER.unpack_from(view, len(MAGIC))
    if told != _sum(view[len(MAGIC) + _NUMBER.size :]):
        raise _damaged()
    (length,) = _NUMBER.unpack_from(view, begin - _NUMBER.size)
    try:
        header = msgspec.json.decode(view[begin : begin + length], type=_Header)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _damaged() from error
    if header.stamp != stamp:
        raise AlihbahasaError(
            f"compiled for {header.stamp}, this is {stamp}", hint="compile it again"
        )
    rest = view[begin + length :]
    parts = {}
    for name in ("table", "records", "places", "ends", "inner", "starts", "concepts"):
        start, size = header.sections.get(name, (0, -1))
        if start < 0 or size < 0 or start + size > len(rest):
            raise _damaged()
        parts[name] = rest[start : start + size]
    if header.slots & (header.slots - 1) or header.slots * 8 != len(parts["table"]):
        raise _damaged()
    mapped = _Mapped(header, *parts.values())

    def concept(number: int) -> Concept:
        try:
            return mapped.concept(number)
        except (struct.error, IndexError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise _damaged() from error

    return _Guarded(mapped, functools.lru_cache(50_000)(concept)), header


def _damaged() -> AlihbahasaError:
    return AlihbahasaError("the compiled glossary is damaged", hint="compile it again")
