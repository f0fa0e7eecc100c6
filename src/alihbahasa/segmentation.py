r"""Sentences: a block of an article cut into units, by the rules of its language.

The meaning is that of SRX 2.0: rules are ordered, a rule looks at the text
before and after a position, and the first that matches there decides.
``rules`` writes out the rules of a language as such, ``sentences`` follows
them to the letter.  A break stands before the white space between two
sentences; white space belongs to none.

The engine makes one pass: a pattern finds the places where a sentence may
end, and the word before most of them shows at once that nothing else is
meant.  Only abbreviations, initials, numbers, brackets, questions and the
like are put to the rules, all of them compiled into one pattern that looks
back a bounded way.  The time is linear in the text.

What the rules cannot know stays undecided: a missing space after a full stop
("tiba.Ia") ends no sentence, since a name of a site looks the same.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib.util
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import regex

from alihbahasa.contracts import LanguagePack, Rule, Stops
from alihbahasa.model import (
    Block,
    Code,
    CodeKind,
    Content,
    Document,
    Kind,
    Place,
    Span,
    Unit,
    joined,
    plain,
    unit_id,
)

#: Marks of direction and width: editors leave them beside stops and quotation marks.
_INVISIBLE = r"\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF"
#: Quotation marks and brackets that may stand between a stop and the white space.
_CLOSING = f"\"'”’»›“)\\]}}」』】）〉》{_INVISIBLE}"
#: French puts a space before its closing marks.
_SPACED = r"[ \xa0\u202f][»›](?![\p{L}\p{Nd}])"
#: What may stand between a stop and the white space.
_CLOSED = rf"(?:[{_CLOSING}]|{_SPACED}){{0,4}}"
#: Those among them that close a quotation, not a bracket.
_QUOTES = "\"'”’»›“」』"
#: The same after a CJK full stop, where “ opens.
_WIDE_CLOSING = "\"'”’»›)\\]}」』】）〉》"
_WIDE_CLOSED = f"[{_WIDE_CLOSING}]{{0,4}}"
#: The quotation marks after a full stop that change nothing about it; brackets may.
_BARE = frozenset("\"'”’»›“")
#: Quotation marks, brackets and dashes that may stand before the first word.
_OPENING = f"\"'“”‘’«»‹›„‚(\\[{{¿¡「『【（〈《{_INVISIBLE}–—-"
#: A word that does not begin a sentence.  A capital inside makes it a name
#: ("iPhone"); Georgian letters are lower case and begin sentences all the same.
_LOWER = rf"\s[\s{_OPENING}]{{0,8}}(?!\p{{Script=Georgian}})\p{{Ll}}(?!\p{{Lu}})"
#: Where a word begins.
_EDGE = r"(?<![\p{L}\p{M}\p{Nd}.])"
#: Abbreviations written together: "Prof.Dr. Budi".
_CHAIN = rf"{_EDGE}(?:\p{{L}}{{1,5}}\.){{0,4}}"
#: After these a CJK full stop ends no sentence: it goes on quoting, or counting.
_WIDE_GOES_ON = "と、，,"
#: The Roman numerals that number the items of a list.
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv"})
#: Kinds of blocks that hold sentences; the others are one unit each.
_CUT = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST_ITEM})
_SPACE = regex.compile(r"\s*+")
#: How many letters of the word before a stop are looked at.
_WORD = 16


# --- the rules of a language ------------------------------------------------


def rules(pack: LanguagePack) -> tuple[Rule, ...]:
    """Return the rules that cut texts of the language, in order, as SRX 2.0 has them.

    The patterns keep to what ICU, Java and ``regex`` share, and look back a
    bounded way, so that an SRX file can be written of them.
    """
    stops = pack.stops
    mark = f"[{_members(stops.marks)}]" if stops.marks else "(?!)"
    close = _CLOSED
    fresh = rf"(?:^|{mark}{close}\s{{1,4}})"
    made: list[Rule] = [*pack.rules]

    def add(is_break: bool, before: str, after: str, name: str) -> None:
        made.append(Rule(is_break, before, after, name))

    add(False, f"{mark}{close}", _SPACED, "a quotation that closes after a space")
    add(False, f"{mark}{close}", _LOWER, "no sentence begins with a small letter")
    _add_attributions(made, stops)
    add(False, rf"{fresh}[{_OPENING}]{{0,3}}[.…]{{1,8}}", r"\s", "dots that begin a sentence")
    add(False, r"[(\[](?:\.{2,4}|…)[)\]]", r"\s", "dots in brackets: something is left out")
    _add_abbreviations(made, stops)
    add(True, rf"{fresh}\([^()]{{0,400}}{mark}\)", r"\s", "a sentence in brackets")
    add(False, r"[?!…]\)", r"\s", "brackets within a sentence")
    item = r"(?:\p{Nd}{1,2}|\p{L}|[ivxIVX]{1,4})"
    add(False, rf"(?:{fresh}|[:;]\s){item}\.", r"\s", "the number of a list item")
    add(True, rf"\p{{Nd}}\s?\p{{Lu}}\.{close}", r"\s", "a letter that is a unit of measure")
    if stops.classifiers:
        words = _either(stops.classifiers)
        add(True, rf"{_EDGE}{words}\s\p{{Lu}}\.{close}", r"\s", "a letter that is a name of a kind")
    initials = rf"{_EDGE}(?<!-)(?:\p{{Lu}}\.-?){{1,6}}"
    if stops.starters:
        words = _either(_with_capital(stops.starters))
        add(True, initials, rf"\s+{words}(?![\p{{L}}\p{{M}}])", "a new sentence after initials")
    add(False, initials, r"\s+\p{Lu}", "initials before a name")
    add(True, f"{mark}{close}", r"\s", "the end of a sentence")
    if stops.wide:
        wide = f"[{_members(stops.wide)}]"
        goes_on = f"[{_WIDE_CLOSING}{_members(stops.wide + stops.marks)}{_WIDE_GOES_ON}]"
        add(False, f"{wide}{_WIDE_CLOSED}", goes_on, "a sentence that goes on after a quotation")
        add(True, f"{wide}{_WIDE_CLOSED}", "", "the end of a sentence without white space")
    return tuple(made)


def _add_attributions(made: list[Rule], stops: Stops) -> None:
    """Add the rule that keeps '"...?" tanya Martin' and '"...?" Presiden Putin bertanya' whole."""
    if not stops.attributions:
        return
    verbs = f"{_either(_with_capital(stops.attributions))}(?![\\p{{L}}\\p{{M}}])"
    no_starter = ""
    if stops.starters:
        no_starter = rf"(?!{_either(_with_capital(stops.starters))}(?![\p{{L}}\p{{M}}]))"
    name = rf"{no_starter}\p{{Lu}}[\p{{L}}\p{{M}}.'’-]{{0,40}}\s"
    made.append(
        Rule(False, rf"[?!…؟][{_QUOTES}]{{1,2}}", rf"\s(?:{name}){{0,3}}{verbs}", "who spoke")
    )


def _add_abbreviations(made: list[Rule], stops: Stops) -> None:
    """Add the rules on words that are written with a stop."""
    close = _CLOSED
    measures = stops.titles & stops.finals
    finals = stops.finals - measures
    degrees = frozenset(word for word in finals if regex.fullmatch(r"(?:\p{Lu}\.)*\p{Lu}", word))
    if stops.numbered:
        words = _either(_spellings(stops.numbered))
        after = r"\s+(?:[(+]{0,2}\p{Nd}|[IVXLC]+(?!\p{L})|[#№§])"
        made.append(Rule(False, rf"{_EDGE}{words}\.", after, "an abbreviation before a number"))
    if measures:
        before = rf"(?:\p{{Nd}}|[IVXLC])\s?{_either(_spellings(measures))}\.{close}"
        made.append(Rule(True, before, r"\s", "a unit of measure after a number"))
    if finals:
        words = _either(_spellings(finals))
        made += (
            Rule(False, rf"{_EDGE}{words}\.[)\]]", r"\s", "an abbreviation in brackets"),
            Rule(False, rf"{_EDGE}{words}\.", rf"\s+{words}\.", "one abbreviation after another"),
            Rule(False, rf"{_EDGE}{words}\.", r"\s+\(", "what an abbreviation stands for"),
        )
    if degrees:
        before = rf"[,.]\s?{_either(degrees)}\.{close}"
        made.append(Rule(True, before, r"\s", "a degree after a name"))
    if finals - degrees:
        before = rf"{_EDGE}{_either(_spellings(finals - degrees))}\.{close}"
        made.append(Rule(True, before, r"\s", "an abbreviation that ends a sentence"))
    if stops.titles:
        words = _either(_spellings(stops.titles))
        # A title may stand in brackets or quotation marks of its own: "Letjen. (Purn.) Budi".
        made.append(
            Rule(False, rf"{_CHAIN}{words}\.{close}", r"\s", "an abbreviation that ends none")
        )


def _members(characters: str) -> str:
    """Return *characters* as the inside of a character class."""
    return "".join(
        f"\\{character}" if character in "]\\^-[&~|" else character for character in characters
    )


def _either(words: Iterable[str]) -> str:
    """Return a pattern for any of *words*, the longest first; white space may be any."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(_literal(word) for word in ordered)})"


def _literal(text: str) -> str:
    """Return a pattern for *text*; the escapes are those that every flavour knows."""
    return "".join(
        r"\s"
        if character.isspace()
        else f"\\{character}"
        if character in r".^$*+?()[]{}|\-"
        else character
        for character in text
    )


def _with_capital(words: Iterable[str]) -> frozenset[str]:
    """Return *words* as they stand and with a capital letter at the front."""
    return frozenset(form for word in words for form in (word, word[:1].upper() + word[1:]))


def _spellings(words: Iterable[str]) -> frozenset[str]:
    """Return *words* with the spellings they stand for: those in lower case in capitals too."""
    found: set[str] = set()
    for word in words:
        found.add(word)
        if word == word.lower():
            found |= {word[:1].upper() + word[1:], word.upper()}
    return frozenset(found)


# --- languages without a pack -----------------------------------------------


def default_rules(language: str) -> Stops:
    """Return what ends a sentence in a *language* that has no pack of its own.

    The marks are those of the scripts of the world; the abbreviations are the
    prefix file of sacremoses, where it has one.
    """
    return Stops(
        # Single letters are there for initials, which have rules of their own;
        # single numbers for ordinals ("9. November").
        titles=frozenset(
            word for word in nonbreaking_prefixes(language) if len(word) > 1 or word.isdigit()
        ),
        numbered=frozenset(nonbreaking_prefixes(language, before_numbers=True)),
    )


@lru_cache(maxsize=64)
def nonbreaking_prefixes(language: str, *, before_numbers: bool = False) -> frozenset[str]:
    """Return the words of *language* that sacremoses knows to end no sentence, without their stop.

    With *before_numbers* those that end none before a number only.  Empty
    where sacremoses has no list, and where it is not installed.  Its data is
    read without importing the package, which would take a quarter of a second.
    """
    found = set()
    for line in _prefix_file(language.partition("-")[0].lower()).splitlines():
        word, *mark = line.split("#NUMERIC_ONLY#")
        if (word := word.strip()) and not word.startswith("#") and bool(mark) == before_numbers:
            found.add(word)
    return frozenset(found)


def _prefix_file(language: str) -> str:
    """Return the text of the prefix file of *language*, empty where there is none."""
    spec = importlib.util.find_spec("sacremoses")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        # Up to 0.1 the data are files; from 0.2 they are a mapping in a module.
        name = f"nonbreaking_prefix.{language}"
        file = Path(folder, "data", "nonbreaking_prefixes", name)
        if file.is_file():
            return file.read_text("utf-8")
        module = Path(folder, "_data_nonbreaking_prefixes.py")
        if module.is_file():
            return _mapping(module).get(name, "")
    return ""


@lru_cache(maxsize=1)
def _mapping(module: Path) -> dict[str, str]:
    """Return the mapping of texts that *module* assigns, without running it."""
    for statement in ast.parse(module.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Dict):
            found = ast.literal_eval(statement.value)
            return {str(key): str(value) for key, value in found.items()}
    return {}


# --- the engine -------------------------------------------------------------


class _Engine(NamedTuple):
    """The rules of a pack, compiled.

    *candidates* finds where a sentence may end, the white space after it in
    the group ``gap``; *first* finds the positions that rules of a project or
    of the pack itself decide, None where there are none; *decide* matches at
    a position, and the number of its group is the number of the rule.
    *watched* are the words before a stop that need the rules.
    """

    candidates: regex.Pattern[str]
    first: regex.Pattern[str] | None
    first_breaks: tuple[bool, ...]
    decide: regex.Pattern[str]
    breaks: tuple[bool, ...]
    watched: frozenset[str]


@lru_cache(maxsize=128)
def _engine(pack: LanguagePack, never: tuple[str, ...], always: tuple[str, ...]) -> _Engine:
    """Compile the rules of *pack*, and those of a project, which go before them."""
    first = [Rule(True, _literal(word), r"\s") for word in always if word]
    first += [Rule(False, _EDGE + _literal(word), r"\s") for word in never if word]
    first += pack.rules
    own = rules(dataclasses.replace(pack, rules=()))
    stops = pack.stops
    mark, wide = _members(stops.marks), _members(stops.wide)
    branches = []
    if mark:
        # The word before is looked at from the stop backwards, so that the
        # search for a candidate begins with a set of characters.
        branches.append(
            rf"[{mark}](?<![{mark}].)(?<=(?P<word>[\p{{L}}\p{{M}}]{{0,{_WORD}}}).)"
            rf"(?P<stop>[{mark}]*+)(?P<close>{_CLOSED}+)(?=\s)(?!{_SPACED}|{_LOWER})"
        )
    if wide:
        goes_on = f"[{_WIDE_CLOSING}{wide}{mark}{_WIDE_GOES_ON}]"
        branches.append(rf"[{wide}]{_WIDE_CLOSED}+(?!{goes_on})")
    source = f"(?:{'|'.join(branches)})" if branches else r"(?!)"
    return _Engine(
        candidates=regex.compile(rf"{source}(?P<gap>\s*+)", regex.V0),
        first=regex.compile(_alternatives(first), regex.V0) if first else None,
        first_breaks=tuple(rule.is_break for rule in first),
        decide=regex.compile(_alternatives(own), regex.V0),
        breaks=tuple(rule.is_break for rule in own),
        watched=_watched(stops),
    )


def _alternatives(ordered: Iterable[Rule]) -> str:
    """Return one pattern for rules: the first alternative that matches is the first rule that does.

    What comes after is tried first: it is the shorter and mostly white space.
    """
    return "|".join(f"(?=(?:{rule.after}))(?<=(?:{rule.before}))()" for rule in ordered)


def _watched(stops: Stops) -> frozenset[str]:
    """Return the last words, in lower case, after which a full stop needs the rules."""
    words = _spellings(stops.titles | stops.finals | stops.numbered)
    last = (regex.search(rf"[\p{{L}}\p{{M}}]{{0,{_WORD}}}$", word) for word in words)
    return _ROMAN.union(found[0].lower() for found in last if found)


def sentences(
    text: str,
    pack: LanguagePack,
    *,
    never_break_after: tuple[str, ...] = (),
    always_break_after: tuple[str, ...] = (),
) -> tuple[Span, ...]:
    """Return the spans of the sentences of *text*, in order, gaps of white space left out.

    *always_break_after* and *never_break_after* are texts before white space,
    their stop included, that go before all rules, in this order.

    >>> from alihbahasa.languages.id import PLUGIN as INDONESIAN
    >>> text = "Dr. Sari tiba.  Ia lelah."
    >>> [span.of(text) for span in sentences(text, INDONESIAN)]
    ['Dr. Sari tiba.', 'Ia lelah.']
    """
    engine = _engine(pack, tuple(never_break_after), tuple(always_break_after))
    found: list[Span] = []
    start = len(text) - len(text.lstrip())
    for stop, following in _breaks(text, engine):
        if start < stop and following < len(text):
            found.append(Span(start, stop))
            start = following
    stop = len(text.rstrip())
    if start < stop:
        found.append(Span(start, stop))
    return tuple(found)


def _breaks(text: str, engine: _Engine) -> Iterator[tuple[int, int]]:
    """Yield where each sentence ends and the next begins, in order."""
    if engine.first is None:
        yield from _usual_breaks(text, engine)
        return
    decided = {
        found.start(): engine.first_breaks[found.lastindex - 1]
        for found in engine.first.finditer(text)
        if found.lastindex
    }
    usual = (pair for pair in _usual_breaks(text, engine) if pair[0] not in decided)
    own = ((at, _after_space(text, at)) for at, is_break in decided.items() if is_break)
    yield from sorted([*usual, *own])


def _after_space(text: str, at: int) -> int:
    """Return the first position from *at* on that has no white space."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _usual_breaks(text: str, engine: _Engine) -> Iterator[tuple[int, int]]:
    """Yield the breaks that the rules of the language make."""
    decide, breaks, watched = engine.decide.match, engine.breaks, engine.watched
    for found in engine.candidates.finditer(text):
        at, following = found.span("gap")
        word = found["word"]
        if word is not None and (
            len(word) < 2
            or found["stop"]
            or word.lower() in watched
            or text[found.start()] != "."
            or not _BARE.issuperset(found["close"])
        ):
            verdict = decide(text, at)
            if verdict is None or not verdict.lastindex or not breaks[verdict.lastindex - 1]:
                continue
        yield at, following


# --- blocks and units -------------------------------------------------------


def segment(
    document: Document,
    pack: LanguagePack,
    *,
    never_break_after: tuple[str, ...] = (),
    always_break_after: tuple[str, ...] = (),
) -> Document:
    """Return *document* with its paragraphs, quotes and list items cut into sentences.

    Headings, links, datelines, bylines and captions stay whole.  Every unit
    gets its id and its place.  A sentence that ends between an opening code
    and its closing one is not cut off: a unit never holds half a pair.
    """
    blocks = []
    for number, block in enumerate(document.blocks):
        place = (Place(document.name, number),)
        sources: list[Content] = []
        gaps = [block.gaps[0]]
        for unit, gap in zip(block.units, block.gaps[1:], strict=True):
            cut: tuple[tuple[Content, str], ...] = ((unit.source, ""),)
            if block.kind in _CUT:
                text = plain(unit.source)
                spans = sentences(
                    text,
                    pack,
                    never_break_after=never_break_after,
                    always_break_after=always_break_after,
                )
                cut = _cut(unit.source, text, spans)
            for source, between in cut:
                sources.append(source)
                gaps.append(between)
            gaps[-1] += gap
        units = tuple(
            Unit(unit_id(source, block.kind), block.kind, source, places=place)
            for source in sources
        )
        blocks.append(Block(block.kind, block.span, units, tuple(gaps), block.label))
    return dataclasses.replace(document, blocks=tuple(blocks))


def units(document: Document) -> tuple[Unit, ...]:
    """Return each distinct unit of *document* once, by first place, with all its places."""
    first: dict[str, Unit] = {}
    places: dict[str, list[Place]] = {}
    for block in document.blocks:
        for unit in block.units:
            first.setdefault(unit.id, unit)
            places.setdefault(unit.id, []).extend(unit.places)
    return tuple(
        unit
        if len(unit.places) == len(places[id])
        else dataclasses.replace(unit, places=tuple(places[id]))
        for id, unit in first.items()
    )


def _cut(content: Content, text: str, spans: tuple[Span, ...]) -> tuple[tuple[Content, str], ...]:
    """Cut *content*, whose text is *text*, at the gaps between *spans*.

    Yields each piece with the white space after it; the last has none.
    White space at the edges of the text stays in the first and last piece,
    since a reader leaves none there.
    """
    if len(spans) < 2:
        return ((content, ""),)
    if len(content) == 1:
        edges = [0, *(span.start for span in spans[1:])]
        ends = [*(span.stop for span in spans[:-1]), len(text)]
        nexts = [*edges[1:], len(text)]
        return tuple(
            ((text[start:stop],), text[stop:following])
            for start, stop, following in zip(edges, ends, nexts, strict=True)
        )
    return _cut_coded(content, [(a.stop, b.start) for a, b in pairwise(spans)])


def _cut_coded(content: Content, breaks: list[tuple[int, int]]) -> tuple[tuple[Content, str], ...]:
    """Cut content with codes in it at *breaks*, each the white space between two sentences.

    In the white space, what closes belongs to the sentence before, what opens
    to the one after, and a code that stands alone to the one it touches.
    """
    pieces = _pieces(content, {edge for pair in breaks for edge in pair})
    paired = _paired(content)
    cut: list[tuple[Content, str]] = []
    current: list[str | Code] = []
    index = 0
    for start, stop in breaks:
        while index < len(pieces) and pieces[index][0] < start:
            current.append(pieces[index][1])
            index += 1
        between = index
        while between < len(pieces) and (
            pieces[between][0] < stop
            or (pieces[between][0] == stop and isinstance(pieces[between][1], Code))
        ):
            between += 1
        region = [part for _, part in pieces[index:between]]
        index = between
        left, gap, right = _share(region)
        if _open_pairs([*current, *left], paired):
            current += region
            continue
        cut.append((joined([*current, *left]), gap))
        current = right
    current += [part for _, part in pieces[index:]]
    cut.append((joined(current), ""))
    return tuple(cut)


def _pieces(content: Content, edges: set[int]) -> list[tuple[int, str | Code]]:
    """Return the parts of *content* with their offsets, its text cut at *edges* too."""
    found: list[tuple[int, str | Code]] = []
    at = 0
    ordered = sorted(edges)
    following = 0
    for part in content:
        if isinstance(part, Code):
            found.append((at, part))
            continue
        start, end = at, at + len(part)
        while following < len(ordered) and ordered[following] <= start:
            following += 1
        while following < len(ordered) and ordered[following] < end:
            found.append((start, part[start - at : ordered[following] - at]))
            start = ordered[following]
            following += 1
        if start < end:
            found.append((start, part[start - at :]))
        at = end
    return found


def _share(region: list[str | Code]) -> tuple[list[str | Code], str, list[str | Code]]:
    """Share what is between two sentences: the one before, the gap, the one after."""
    left = 0
    for index, part in enumerate(region):
        closes = isinstance(part, Code) and part.kind is CodeKind.CLOSE
        touches = isinstance(part, Code) and part.kind is CodeKind.STANDALONE and index == left
        if closes or touches:
            left = index + 1
    right = left
    while right < len(region) and isinstance(region[right], str):
        right += 1
    gap = "".join(part for part in region[left:right] if isinstance(part, str))
    return region[:left], gap, region[right:]


def _paired(content: Content) -> frozenset[str]:
    """Return the ids of the codes that both open and close in *content*."""
    opening = {part.id for part in content if isinstance(part, Code) and part.kind is CodeKind.OPEN}
    return frozenset(
        part.id
        for part in content
        if isinstance(part, Code) and part.kind is CodeKind.CLOSE and part.id in opening
    )


def _open_pairs(parts: Iterable[str | Code], paired: frozenset[str]) -> bool:
    """Tell whether a pair of codes opens in *parts* and does not close."""
    pending = set()
    for part in parts:
        if isinstance(part, Code) and part.id in paired:
            if part.kind is CodeKind.OPEN:
                pending.add(part.id)
            elif part.kind is CodeKind.CLOSE:
                pending.discard(part.id)
    return bool(pending)
