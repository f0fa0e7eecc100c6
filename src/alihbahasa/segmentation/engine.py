"""The engine: rules with the meaning of SRX 2.0, compiled into one pass over the text.

Rules are ordered; at a position between two characters the first whose
*before* matches the text that ends there and whose *after* matches the text
that begins there decides whether to break (SRX 2.0, 4.2).  Those of a project
and of a file, which may be hundreds, are one pattern, an alternation.  Those of
a language are few at any one stop and hold long lists of words: each half of
one is compiled when it is first tried, the shorter half first, which most
positions do not get past.

Where may a break be at all?  Two patterns tell.  One finds the stops of the
language; the word before most of them shows at once that only the last rule
can match, and only abbreviations, initials, numbers, brackets, questions and
the like are put to the rules.  The other finds what the break rules of a
project, or of a file of its own, match besides; most languages need none.

Rules from files may run away: they have a limit of time for each text, and
what takes longer is an error that names the rule.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from alihbahasa.contracts import LanguagePack, Rule
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Span
from alihbahasa.patterns import late_re, late_regex
from alihbahasa.segmentation.language import (
    BARE,
    EDGE,
    LOOK_BACK,
    OPENING,
    Stop,
    candidates,
    ends,
    language_rules,
    last_word,
    literal,
    marks,
    watched,
)

#: Seconds that the rules of a file may take for one text.
TIME_LIMIT = 10.0

#: Seconds that one of them may take when the slow one is looked for.
_ALONE = 2.0

#: The letters that a text ends with.
_LETTERS = late_re(r"[^\W\d_]*$")
_SPACE = late_regex(r"\s*+")
#: A number that stands behind a stop, and the last character of what that may abbreviate.
_NUMBERED = late_regex(r"(.)\.\s{0,2}\p{Nd}{1,6}$")


class _Engine(NamedTuple):
    """Ordered rules, compiled.

    *given* are the rules of a project and of a file, which go before all others,
    and *first* is the pattern that finds the first of them (see ``_compiled``);
    None where there are none.  *usual* holds the rules of the language by the stop
    that they look at, as they are needed, with their halves.  *marks* finds every stop of the
    language, *stops* matches at those where its rules may break; None where
    there are none.  *others* finds where other rules may.  *watched* are the
    words before a stop that need the rules, *ends* the last characters of those
    that a number may follow, and with *is_strict* every stop needs them.  *limit*
    is in seconds, for one text.
    """

    pack: LanguagePack
    given: tuple[Rule, ...]
    first: regex.Pattern[str] | None
    usual: dict[Stop | None, tuple[tuple[Rule, tuple[str, str]], ...]]
    marks: re.Pattern[str] | None
    stops: regex.Pattern[str] | None
    others: regex.Pattern[str] | None
    watched: frozenset[str]
    ends: frozenset[str]
    is_strict: bool
    limit: float | None

    @property
    def ordered(self) -> tuple[Rule, ...]:
        """All rules, in order."""
        return (*self.given, *language_rules(self.pack.stops))


class Decision(NamedTuple):
    """What *rule* decided at the offset *at*: to break, or not to."""

    at: int
    rule: Rule


@lru_cache(maxsize=128)
def _engine(pack: LanguagePack, never: tuple[str, ...], always: tuple[str, ...]) -> _Engine:
    """Compile the rules of *pack*, and those of a project, which go before them."""
    own = [
        Rule(True, literal(word), r"\s", f"always break after {word}") for word in always if word
    ]
    own += [
        Rule(False, EDGE + literal(word), r"\s", f"never break after {word}")
        for word in never
        if word
    ]
    given = (*own, *pack.rules)
    extra = tuple(rule for rule in given if rule.is_break)
    pattern = candidates(pack.stops)
    return _Engine(
        pack=pack,
        given=given,
        first=_compiled(given) if given else None,
        usual={},
        marks=re.compile(marks(pack.stops)) if pattern else None,
        stops=regex.compile(rf"(?:{pattern})(?P<gap>\s*+)", regex.V1) if pattern else None,
        others=_anywhere(extra) if extra else None,
        watched=watched(pack.stops) | {last_word(word) for word in never},
        ends=ends(pack.stops),
        is_strict=any(not rule.is_break for rule in pack.rules),
        limit=TIME_LIMIT if any(rule.file for rule in pack.rules) else None,
    )


def _compiled(ordered: Iterable[Rule]) -> regex.Pattern[str]:
    """Compile rules: the first alternative that matches is the first rule that does."""
    return regex.compile("|".join(f"{''.join(_halves(rule))}()" for rule in ordered), regex.V1)


@lru_cache(maxsize=128)
def _anywhere(ordered: tuple[Rule, ...]) -> regex.Pattern[str]:
    """Compile the break rules among *ordered* to a pattern that finds where any of them matches.

    Most have the same white space after them, which is looked for once.
    """
    by_after: dict[str, list[str]] = {}
    for rule in ordered:
        if rule.is_break:
            by_after.setdefault(rule.after, []).append(f"(?<=(?:{rule.before}))")
    branches = (f"(?=(?:{after}))(?:{'|'.join(each)})" for after, each in by_after.items())
    return regex.compile("|".join(branches) or "(?!)", regex.V1)


def _halves(rule: Rule) -> tuple[str, str]:
    """Return what matches before and after a position, the shorter pattern first."""
    before, after = f"(?<=(?:{rule.before}))", f"(?=(?:{rule.after}))"
    return (before, after) if len(before) < len(after) else (after, before)


@lru_cache(maxsize=4096)
def _half(pattern: str) -> regex.Pattern[str]:
    """Compile half of a rule; rules share many."""
    return regex.compile(pattern, regex.V1)


def sentences(
    text: str,
    pack: LanguagePack,
    *,
    never_break_after: tuple[str, ...] = (),
    always_break_after: tuple[str, ...] = (),
) -> tuple[Span, ...]:
    """Return the spans of the sentences of *text*, in order, gaps of white space left out.

    *always_break_after* and *never_break_after* are texts before white space,
    their stop included, that go before all rules, in this order.  Raises
    AlihbahasaError for a rule of a file that takes too long.

    >>> from alihbahasa.languages.id import PLUGIN as INDONESIAN
    >>> text = "Dr. Sari tiba.  Ia lelah."
    >>> [span.of(text) for span in sentences(text, INDONESIAN)]
    ['Dr. Sari tiba.', 'Ia lelah.']
    """
    engine = _engine(pack, tuple(never_break_after), tuple(always_break_after))
    found: list[Span] = []
    start = len(text) - len(text.lstrip())
    try:
        for stop, following in _breaks(text, engine):
            if start < stop and following < len(text):
                found.append(Span(start, stop))
                start = following
    except TimeoutError:
        raise _too_slow(text, engine) from None
    stop = len(text.rstrip())
    if start < stop:
        found.append(Span(start, stop))
    return tuple(found)


def decisions(
    text: str,
    pack: LanguagePack,
    *,
    never_break_after: tuple[str, ...] = (),
    always_break_after: tuple[str, ...] = (),
) -> tuple[Decision, ...]:
    """Return what was decided wherever any rule would break, in order.

    The rules are tried at every position: what ``sentences`` passes over is
    looked at too, which takes longer and comes to the same.
    """
    engine = _engine(pack, tuple(never_break_after), tuple(always_break_after))
    found = []
    try:
        for place in _anywhere(engine.ordered).finditer(text, timeout=engine.limit):
            rule = _decided(text, place.start(), engine)
            if rule is not None:
                found.append(Decision(place.start(), rule))
    except TimeoutError:
        raise _too_slow(text, engine) from None
    return tuple(found)


def _breaks(text: str, engine: _Engine) -> Iterator[tuple[int, int]]:
    """Return where each sentence ends and the next begins, in order."""
    if engine.others is None:
        return _usual_breaks(text, engine)
    return _all_breaks(text, engine, engine.others)


def _all_breaks(
    text: str, engine: _Engine, others: regex.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Yield the breaks at the stops of the language, and those that *others* finds."""
    places = dict(_usual_breaks(text, engine))
    for found in others.finditer(text, timeout=engine.limit):
        at = found.start()
        if at not in places:
            rule = _decided(text, at, engine)
            if rule is not None and rule.is_break:
                places[at] = -1
    start = 0
    for at in sorted(places):
        # White space before a break belongs to the gap too; that in one gap is looked at once.
        if at < start:
            continue
        following = places[at] if places[at] >= 0 else _after_space(text, at)
        yield start + len(text[start:at].rstrip()), following
        start = following


def _usual_breaks(text: str, engine: _Engine) -> Iterator[tuple[int, int]]:
    """Yield the breaks at the stops of the language.

    Most are a full stop after a word that is no abbreviation, before a
    capital: these are told at sight, and the rules would say the same.
    """
    if engine.stops is None or engine.marks is None:
        return
    watched, wide, is_plain = engine.watched, engine.pack.stops.wide, not engine.is_strict
    for mark in engine.marks.finditer(text):
        start, following = mark.span()
        at = mark.end(1)
        if at == following and text[start] not in wide:
            continue
        begun = start - LOOK_BACK if start > LOOK_BACK else 0
        word = text[text.rfind(" ", begun, start) + 1 or begun : start]
        if not word.isalpha():
            word = _LETTERS.search(word)[0]  # type: ignore[index]  # it matches nothing too
        if is_plain and text[start] == "." and (at == start + 1 or text[start + 1 : at] in BARE):
            after = text[following : following + 1]
            if after in OPENING:
                after = text[following + 1 : following + 2]
            if (
                after.isalnum()
                and not after.islower()
                and len(word) > 1
                and word.lower() not in watched
            ):
                yield at, following
                continue
        if text[start] in wide or text[following : following + 1] in "»›":
            # Whether what follows belongs to the stop takes a longer look.
            found = engine.stops.match(text, start)
            if found is None:
                continue
            at, following = found.span("gap")
        if at < len(text):
            rule = _decided(text, at, engine, _stop(text, start, word, engine))
            if rule is not None and rule.is_break:
                yield at, following


def _stop(text: str, start: int, word: str, engine: _Engine) -> Stop | None:
    """Return what the mark at *start* may be, *word* before it; None where any rule may match."""
    if text[start] in engine.pack.stops.wide:
        return Stop("wide")
    if text[start] != "." or text[start + 1] in engine.pack.stops.marks:
        return Stop("asks")
    lower = word.lower()
    if len(word) > 1:
        return Stop("word", lower) if lower in engine.watched else Stop("other")
    if start and unicodedata.combining(text[start - 1]):
        return None
    if word:
        return Stop("letter", lower)
    found = _NUMBERED.search(text[max(0, start - 10) : start])
    return Stop("numbered" if found and found[1] in engine.ends else "number")


def _decided(text: str, at: int, engine: _Engine, stop: Stop | None = None) -> Rule | None:
    """Return the first rule that matches at the offset *at*, of those that can at such a *stop*."""
    if engine.first is not None:
        match = engine.first.match(text, at, timeout=engine.limit)
        if match and match.lastindex:
            return engine.given[match.lastindex - 1]
    usual = engine.usual.get(stop)
    if usual is None:
        ordered = language_rules(engine.pack.stops, stop)
        usual = engine.usual[stop] = tuple((rule, _halves(rule)) for rule in ordered)
    for rule, (half, other) in usual:
        if _half(half).match(text, at) and _half(other).match(text, at):
            return rule
    return None


def _after_space(text: str, at: int) -> int:
    """Return the first position from *at* on that has no white space."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


# --- rules that run away ----------------------------------------------------


def _too_slow(text: str, engine: _Engine) -> AlihbahasaError:
    """Return the error for rules that take too long; it names the slowest."""
    rule = _slowest(text, engine.ordered)
    return AlihbahasaError(
        f"{rule.name} takes more than {TIME_LIMIT:.0f} seconds on a text of"
        f" {len(text):,} characters",
        file=rule.file,
        line=rule.line or None,
        hint="repeat nothing that is repeated itself, and bound what looks back: {0,40}, not *",
    )


def _slowest(text: str, ordered: Iterable[Rule]) -> Rule:
    """Return the rule from a file that takes the longest, or too long, alone."""
    slowest, longest = None, -1.0
    for rule in ordered:
        if not rule.file:
            continue
        begun = time.perf_counter()
        try:
            for _ in _compiled([rule]).finditer(text, timeout=_ALONE):
                pass
        except TimeoutError:
            return rule
        taken = time.perf_counter() - begun
        if taken > longest:
            slowest, longest = rule, taken
    assert slowest is not None
    return slowest
