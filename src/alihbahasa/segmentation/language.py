"""The rules that cut a language into sentences, written out of its pack's words.

``rules`` gives them as SRX 2.0 has them: ordered, and the first that matches
at a position decides.  The patterns keep to what ICU, Java and ``regex``
share, and look back a bounded way, so that the time is linear in the text and
an SRX file can be written of them.  ``candidates``, ``watched`` and ``ends`` tell the
engine where nothing but the last rule can match.

What the rules cannot know stays undecided: a missing space after a full stop
("tiba.Ia") ends no sentence, since a name of a site looks the same.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import regex

from alihbahasa.contracts import LanguagePack, Rule, Stops

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
#: Quotation marks, brackets and dashes that may stand before the first word.
OPENING = "\"'“”‘’«»‹›„‚([{¿¡「『【（〈《–—-"
_OPENING = f"\"'“”‘’«»‹›„‚(\\[{{¿¡「『【（〈《{_INVISIBLE}–—-"
#: A word that does not begin a sentence.  A capital inside makes it a name
#: ("iPhone"); Georgian letters are lower case and begin sentences all the same.
_LOWER = rf"\s[\s{_OPENING}]{{0,8}}(?!\p{{Script=Georgian}})\p{{Ll}}(?!\p{{Lu}})"
#: Where a word begins.
EDGE = r"(?<![\p{L}\p{M}\p{Nd}.])"
#: Abbreviations written together: "Prof.Dr. Budi".
_CHAIN = rf"{EDGE}(?:\p{{L}}{{1,5}}\.){{0,4}}"
#: Before these a CJK full stop ends no sentence: it goes on after a quotation.
_WIDE_GOES_ON = "、，,"
#: How far back the word before a stop is looked for; no abbreviation is as long.
LOOK_BACK = 17
#: The quotation marks after a full stop that change nothing about it; brackets may.
BARE = "\"'”’»›“"
#: The name of the rule that is left when no other says anything.
USUAL = "the end of a sentence"
#: The Roman numerals that number the items of a list.
ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv"})


# --- the rules of a language ------------------------------------------------


class Stop(NamedTuple):
    """What is seen of a stop at sight: the *kind* of mark or of what stands before it.

    *asks* is any mark but a single full stop, *wide* one that needs no white
    space; before a single full stop stand no letters (*number*), digits behind
    another stop (*numbered*), one letter (*letter*), a *word* that abbreviations
    end with, or another word (*other*).  *word* is that letter or word, in lower
    case, where an abbreviation ends with it.
    """

    kind: str
    word: str = ""


def rules(pack: LanguagePack) -> tuple[Rule, ...]:
    """Return the rules that cut texts of the language, in order, as SRX 2.0 has them."""
    return (*pack.rules, *language_rules(pack.stops))


def language_rules(stops: Stops, stop: Stop | None = None) -> tuple[Rule, ...]:
    """Return the rules that come of the words of a language, in order.

    With *stop* those that can match behind such a stop, and the others left out.
    """
    if not stops.marks and not stops.wide:
        return ()
    leading, trailing = _rules(stops)
    words: Iterable[Rule] = ()
    if stop is None or stop.kind in _WORD:
        words = _abbreviations(stops, None if stop is None else stop.word)
    all_rules = (*leading, *((_WORD, rule) for rule in words), *trailing)
    return tuple(rule for kinds, rule in all_rules if stop is None or stop.kind in kinds)


_ANY = ("asks", "number", "numbered", "letter", "word", "other")
_WORD = ("letter", "word")
_NUMBER = ("number", "numbered", "letter", "word")


_Rules: TypeAlias = tuple[tuple[tuple[str, ...], Rule], ...]


@lru_cache(maxsize=64)
def _rules(stops: Stops) -> tuple[_Rules, _Rules]:
    """Return the rules before and after those on abbreviations, each with its kinds of stop."""
    return tuple(_leading(stops)), tuple(_trailing(stops))


def _leading(stops: Stops) -> Iterator[tuple[tuple[str, ...], Rule]]:
    mark, close = _mark(stops), _CLOSED
    yield _ANY, Rule(False, f"{mark}{close}", _SPACED, "a quotation that closes after a space")
    yield _ANY, Rule(False, f"{mark}{close}", _LOWER, "no sentence begins with a small letter")
    if stops.attributions:
        yield ("asks",), _attribution(stops)
    dots = rf"{_fresh(stops)}[{_OPENING}]{{0,3}}[.…]{{1,8}}"
    yield _ANY, Rule(False, dots, r"\s", "dots that begin a sentence")
    left_out = r"[(\[](?:\.{2,4}|…)[)\]]"
    yield ("asks",), Rule(False, left_out, r"\s", "dots in brackets: something is left out")
    yield from _ordinals(stops)


def _trailing(stops: Stops) -> Iterator[tuple[tuple[str, ...], Rule]]:
    mark, close, fresh = _mark(stops), _CLOSED, _fresh(stops)
    bracket = rf"{fresh}\([^()]{{0,400}}{mark}\)"
    yield _ANY, Rule(True, bracket, r"\s", "a sentence in brackets")
    yield ("asks",), Rule(False, r"[?!…]\)", r"\s", "brackets within a sentence")
    item = r"(?:\p{Nd}{1,2}|\p{L}|[ivxIVX]{1,4})"
    number = rf"(?:{fresh}|[:;؛]\s){item}\."
    yield _NUMBER, Rule(False, number, r"\s", "the number of a list item")
    measure = rf"\p{{Nd}}\s?\p{{Lu}}\.{close}"
    yield ("letter",), Rule(True, measure, r"\s", "a letter that is a unit of measure")
    if stops.classifiers:
        kind = rf"{EDGE}{either(stops.classifiers)}\s\p{{Lu}}\.{close}"
        yield ("letter",), Rule(True, kind, r"\s", "a letter that is a name of a kind")
    initials = rf"{EDGE}(?<!-)(?:\p{{Lu}}\.-?){{1,6}}"
    if stops.starters:
        starter = rf"\s+{either(_with_capital(stops.starters))}(?![\p{{L}}\p{{M}}])"
        yield ("letter",), Rule(True, initials, starter, "a new sentence after initials")
    yield ("letter",), Rule(False, initials, r"\s+\p{Lu}", "initials before a name")
    yield _ANY, Rule(True, f"{mark}{close}", r"\s", USUAL)
    if stops.wide:
        wide = f"[{_members(stops.wide)}]{_WIDE_CLOSED}"
        goes_on = f"[{_WIDE_CLOSING}{_members(stops.wide + stops.marks)}{_WIDE_GOES_ON}]"
        yield ("wide",), Rule(False, wide, goes_on, "a sentence that goes on after a quotation")
        yield ("wide",), Rule(True, wide, "", "the end of a sentence without white space")


def _mark(stops: Stops) -> str:
    return f"[{_members(stops.marks)}]" if stops.marks else "(?!)"


def _fresh(stops: Stops) -> str:
    """Return a pattern for where a text or a sentence may begin."""
    return rf"(?:^|{_mark(stops)}{_CLOSED}\s{{1,4}})"


def _attribution(stops: Stops) -> Rule:
    """Return the rule that keeps '"...?" tanya Martin' and '"...?" Presiden Putin tanya' whole."""
    verbs = f"{either(_with_capital(stops.attributions))}(?![\\p{{L}}\\p{{M}}])"
    no_starter = ""
    if stops.starters:
        no_starter = rf"(?!{either(_with_capital(stops.starters))}(?![\p{{L}}\p{{M}}]))"
    name = rf"{no_starter}\p{{Lu}}[\p{{L}}\p{{M}}.'’-]{{0,40}}\s"
    return Rule(False, rf"[?!…؟][{_QUOTES}]{{1,2}}", rf"\s(?:{name}){{0,3}}{verbs}", "who spoke")


def _ordinals(stops: Stops) -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Yield the rules on numbers that are written with a stop."""
    if stops.ordinals:
        before = rf"{EDGE}(?:\p{{Nd}}{{1,4}}|[IVXLC]{{1,7}})\.{_CLOSED}"
        after = rf"\s+[{_OPENING}]{{0,2}}{either(stops.ordinals)}(?![\p{{L}}\p{{M}}])"
        yield _NUMBER, Rule(False, before, after, "an ordinal number")
    if stops.determiners:
        words = either(_with_capital(stops.determiners))
        before = rf"{EDGE}{words}\s(?:\p{{Nd}}{{1,3}}|[IVXLC]{{1,7}})\."
        name = "an ordinal number after a determiner"
        yield _NUMBER, Rule(False, before, r"\s\p{Lu}", name)
    if stops.numbered | stops.titles:
        words = either(_spellings(stops.numbered | stops.titles))
        before = rf"{EDGE}{words}\.\s{{0,2}}\p{{Nd}}{{1,6}}\.{_CLOSED}"
        yield ("numbered",), Rule(True, before, r"\s", "a number after its abbreviation")


def _abbreviations(stops: Stops, word: str | None) -> list[Rule]:
    """Return the rules on words that are written with a stop, or on those that end with *word*."""
    made: list[Rule] = []
    close = _CLOSED

    def ending(words: frozenset[str]) -> frozenset[str]:
        return words if word is None else frozenset(w for w in words if last_word(w) == word)

    measures = stops.titles & stops.finals
    finals = stops.finals - measures
    degrees = frozenset(word for word in finals if regex.fullmatch(r"(?:\p{Lu}\.)*\p{Lu}", word))
    if chosen := ending(stops.numbered):
        words = either(_spellings(chosen))
        after = r"\s+(?:[(+]{0,2}\p{Nd}|[IVXLC]+(?!\p{L})|[#№§])"
        made.append(Rule(False, rf"{EDGE}{words}\.", after, "an abbreviation before a number"))
    if chosen := ending(measures):
        before = rf"(?:\p{{Nd}}|[IVXLC])\s?{either(_spellings(chosen))}\.{close}"
        made.append(Rule(True, before, r"\s", "a unit of measure after a number"))
    if chosen := ending(finals):
        words = either(_spellings(chosen))
        others = either(_spellings(finals))
        made += (
            Rule(False, rf"{EDGE}{words}\.[)\]]", r"\s", "an abbreviation in brackets"),
            Rule(False, rf"{EDGE}{words}\.", rf"\s+{others}\.", "one abbreviation after another"),
            Rule(False, rf"{EDGE}{words}\.", r"\s+\(", "what an abbreviation stands for"),
        )
    if chosen := ending(degrees):
        before = rf"[,.]\s?{either(chosen)}\.{close}"
        made.append(Rule(True, before, r"\s", "a degree after a name"))
    if chosen := ending(finals - degrees):
        before = rf"{EDGE}{either(_spellings(chosen))}\.{close}"
        made.append(Rule(True, before, r"\s", "an abbreviation that ends a sentence"))
    if chosen := ending(stops.titles):
        words = either(_spellings(chosen))
        # A title may stand in brackets or quotation marks of its own: "Letjen. (Purn.) Budi".
        made.append(
            Rule(False, rf"{_CHAIN}{words}\.{close}", r"\s", "an abbreviation that ends none")
        )
    return made


def _members(characters: str) -> str:
    """Return *characters* as the inside of a character class."""
    return "".join(
        f"\\{character}" if character in "]\\^-[&~|" else character for character in characters
    )


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of *words*, the longest first; white space may be any."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(literal(word) for word in ordered)})"


def literal(text: str) -> str:
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


# --- what the engine may pass over ------------------------------------------


def marks(stops: Stops) -> str:
    """Return a pattern, for ``re``, that finds every stop, and white space after it.

    Its group ends where a break would stand.
    """
    if not stops.marks:
        return rf"([{_members(stops.wide)}])\s*" if stops.wide else r"(?!)"
    mark = _members(stops.marks)
    more = rf"[{mark}]*[{_CLOSING}]*"
    if stops.wide:
        # What follows a mark that needs no white space is looked at on its own.
        more = rf"(?:(?<=[{mark}]){more})?"
    return rf"([{mark}{_members(stops.wide)}]{more})\s*"


def candidates(stops: Stops) -> str:
    """Return a pattern that matches at the stops where the rules of a language may break.

    It leaves out what the last rules but one forbid anyhow.
    """
    mark, wide = _members(stops.marks), _members(stops.wide)
    branches = []
    if mark:
        branches.append(rf"(?<![{mark}])[{mark}]++{_CLOSED}+(?=\s)(?!{_SPACED}|{_LOWER})")
    if wide:
        goes_on = f"[{_WIDE_CLOSING}{wide}{mark}{_WIDE_GOES_ON}]"
        branches.append(rf"[{wide}]{_WIDE_CLOSED}+(?!{goes_on})")
    return "|".join(branches)


def watched(stops: Stops) -> frozenset[str]:
    """Return the last words, in lower case, after which a full stop needs the rules."""
    return ROMAN | frozenset(map(last_word, stops.titles | stops.finals | stops.numbered))


def ends(stops: Stops) -> frozenset[str]:
    """Return the last characters of the abbreviations before a number that ends a sentence."""
    return frozenset(word[-1:] for word in _spellings(stops.numbered | stops.titles))


@lru_cache(maxsize=4096)
def last_word(text: str) -> str:
    """Return the last letters of *text*, in lower case, as far as they are looked at."""
    found = regex.search(rf"([\p{{L}}\p{{M}}]{{0,{LOOK_BACK}}})[^\p{{L}}\p{{M}}]*$", text)
    return found[1].lower() if found else ""


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
    """Return the text of the prefix file of *language*, empty where there is none.

    What an exchange file calls its language may be no tag at all, and is no path.
    """
    if not (language.isascii() and language.isalpha()) or len(language) > 8:
        return ""
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
