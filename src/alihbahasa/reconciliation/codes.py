"""Inline codes found again in what came back as text.

PO has markup in its strings, and an article may change an address in its
markup without changing its words: what a file holds is brought to the codes
that the article has today before anything is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from alihbahasa.model import Code, CodeKind, Content, State, Unit, joined, plain, raw
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: How many open codes are looked back at for the one that a closing code ends.
_DEPTH = 50


def with_codes(units: Iterable[Unit], fresh: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return *units*, read from a file, with the codes that the *fresh* units of the article have.

    A unit is known by its id, or by its source as text.  A code of a target
    takes on the markup of today where it had that of its source; one that a
    translator changed stays as it is, in a draft where the article has changed
    it too.
    """
    coded_ones = {unit.id: unit for unit in fresh if len(unit.source) > 1}
    if not coded_ones:
        return tuple(units)
    by_text = {raw(unit.source): unit for unit in coded_ones.values()}
    found = []
    for unit in units:
        now = coded_ones.get(unit.id) or by_text.get(raw(unit.source))
        old = None if now is None else _as_it_was(unit.source, now.source)
        found.append(
            unit if now is None or old is None else _with_codes(unit, old=old, now=now.source)
        )
    return tuple(found)


def _with_codes(unit: Unit, *, old: Content, now: Content) -> Unit:
    """Return *unit*, whose source was *old*, as a unit of the source *now*."""
    others = tuple(
        replace(each, target=_renewed(each.target, old=old, now=now)) for each in unit.alternatives
    )
    made = replace(unit, source=now, alternatives=others)
    if unit.target is None:
        return made
    target = _renewed(unit.target, old=old, now=now)
    made = replace(made, target=target)
    if unit.is_finished and _is_overtaken(target, old=old, now=now):
        return replace(made, state=State.INITIAL, previous=(raw(old),))
    return made


def _is_overtaken(target: Content, *, old: Content, now: Content) -> bool:
    """Tell whether the article has changed markup that *target* has in a way of its own."""
    was, data = _data(old), _data(now)
    return any(
        isinstance(part, Code)
        and (key := _key(part, data)) in data
        and data[key] != was.get(key)
        and part.data != data[key]
        for part in target
    )


def of_draft(unit: Unit) -> Unit:
    """Return *unit*, a draft of an edited sentence, with the codes of today in its target.

    Markup that stands in its previous source is that of today where that is
    another.
    """
    if unit.target is None or len(unit.source) < 2 or not _is_text(unit.target):
        return unit
    before = raw(unit.previous or ())
    data = _data(unit.source)
    target = tuple(
        replace(part, data=data[key])
        if isinstance(part, Code) and (key := _key(part, data)) in data and part.data in before
        else part
        for part in coded(raw(unit.target), unit.source)
    )
    return replace(unit, target=target)


def recoded(target: Content, source: Content) -> Content:
    """Return *target*, where it is text as a file holds it, with the codes of *source*."""
    return coded(raw(target), source) if len(source) > 1 and _is_text(target) else target


def _is_text(content: Content) -> bool:
    return all(isinstance(part, str) for part in content)


def _data(content: Content) -> dict[tuple[str, CodeKind], str]:
    """Return the markup of the codes of *content*, by id and kind."""
    return {(part.id, part.kind): part.data for part in content if isinstance(part, Code)}


def _as_it_was(source: Content, now: Content) -> Content | None:
    """Return *now* with the markup that *source* has, or None where the texts differ."""
    if not _is_text(source):
        return _with_data(now, _data(source)) if plain(source) == plain(now) else None
    text = raw(source)
    if text == raw(now):
        return now
    pattern = "".join(re.escape(part) if isinstance(part, str) else "(.*?)" for part in now)
    # Two codes side by side, or very many, could share the text between them in any way.
    is_sure = not any(
        isinstance(one, Code) and isinstance(other, Code) for one, other in pairwise(now)
    )
    codes = [part for part in now if isinstance(part, Code)]
    found = re.fullmatch(pattern, text, re.DOTALL) if is_sure and len(codes) <= 8 else None
    if found is None:
        return None
    data = {(code.id, code.kind): was for code, was in zip(codes, found.groups(), strict=True)}
    return _with_data(now, data)


def _with_data(content: Content, data: Mapping[tuple[str, CodeKind], str]) -> Content:
    return tuple(
        part
        if isinstance(part, str)
        else replace(part, data=data.get((part.id, part.kind), part.data))
        for part in content
    )


def _renewed(target: Content, *, old: Content, now: Content) -> Content:
    """Return *target*, written for *old*, with the markup of *now* where it had that of *old*."""
    if _is_text(target):
        target = coded(raw(target), old)
    was, data = _data(old), _data(now)
    return tuple(
        replace(part, data=data[key])
        if isinstance(part, Code)
        and (key := _key(part, data)) in data
        and part.data in ("", was.get(key))
        else part
        for part in target
    )


def tagged(content: Content) -> Content:
    """Return *content* with a tag of XLIFF as the markup of each code that has none.

    A format that holds text only can then show where the code stands.

    >>> raw(tagged(("a ", Code("7", CodeKind.OPEN), "b", Code("7", CodeKind.CLOSE))))
    'a <g id="7">b</g>'
    """
    if all(isinstance(part, str) or part.data for part in content):
        return content
    ends = Counter((part.id, part.kind) for part in content if isinstance(part, Code))

    def tag(code: Code) -> str:
        if code.kind is CodeKind.STANDALONE:
            return f'<x id="{code.id}"/>'
        if ends[code.id, CodeKind.OPEN] == ends[code.id, CodeKind.CLOSE] == 1:
            return f'<g id="{code.id}">' if code.kind is CodeKind.OPEN else "</g>"
        return f'<{"bx" if code.kind is CodeKind.OPEN else "ex"} id="{code.id}"/>'

    return tuple(
        part if isinstance(part, str) or part.data else replace(part, data=tag(part))
        for part in content
    )


# --- codes in a text ----------------------------------------------------------


@dataclass(slots=True)
class _Token:
    """A piece of a text that looks like a code whose markup is *key*; *code* is the one it is."""

    start: int
    text: str
    key: str
    code: Code | None = None


def coded(text: str, source: Content) -> Content:
    """Return *text* with the codes of *source* in it, wherever their markup stands.

    Closing codes go with the nearest opening ones.  A tag or a link target
    that was changed is still the code that is missing otherwise.  Markup that
    the source does not have stays text; a pair, or a code that stands alone, may
    be repeated.

    >>> b = Code("1", CodeKind.OPEN, "<b>"), Code("1", CodeKind.CLOSE, "</b>")
    >>> coded("The <b>war</b>", (b[0], "Perang", b[1])) == ("The ", b[0], "war", b[1])
    True
    """
    codes = [part for part in source if isinstance(part, Code) and part.data]
    if not codes or not text:
        return (text,) if text else ()
    if raw(source) == text:
        return source
    tokens = list(_tokens(text, codes))
    _match(tokens, codes)
    parts: list[str | Code] = []
    done = 0
    for token in tokens:
        if token.code is not None:
            parts += (text[done : token.start], token.code)
            done = token.start + len(token.text)
    return joined((*parts, text[done:]))


_TAG = late_re(r"<([A-Za-z][\w:-]*)\s[^<>]*>")
#: The end of a link in Markdown: its address, and its title where it has one.
_LINK_END = r"""\]\([^()\s]*(?: +(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?\)"""


def _loose(data: str) -> str:
    """Return a pattern for what *data* may have been changed to: another address or title."""
    if tag := _TAG.fullmatch(data):
        return rf"<{re.escape(tag[1])}\s[^<>]*>"
    return _LINK_END if data.startswith("](") else ""


def _tokens(text: str, codes: Sequence[Code]) -> Iterator[_Token]:
    """Yield what in *text* looks like one of *codes*, in order."""
    exact = {code.data for code in codes}
    missing: dict[str, list[str]] = {}
    for data in dict.fromkeys(code.data for code in codes):
        if data not in text and (pattern := _loose(data)):
            missing.setdefault(pattern, []).append(data)
    patterns = [re.escape(data) for data in sorted(exact, key=len, reverse=True)]
    for found in re.finditer("|".join([*patterns, *missing]), text):
        if found[0] in exact:
            yield _Token(found.start(), found[0], found[0])
            continue
        for pattern, candidates in missing.items():
            if candidates and re.fullmatch(pattern, found[0]):
                yield _Token(found.start(), found[0], candidates.pop(0))
                break


def _match(tokens: Sequence[_Token], codes: Sequence[Code]) -> None:
    """Give each of *tokens* the one of *codes* that it is, where it is one."""
    free: dict[tuple[str, CodeKind], list[Code]] = {}
    for code in codes:
        free.setdefault((code.data, code.kind), []).append(code)
    opening = {code.id: code for code in codes if code.kind is CodeKind.OPEN}
    stack: list[_Token] = []
    for token in tokens:
        if not _close(token, stack, free, opening):
            if free.get((token.key, CodeKind.OPEN)):
                stack.append(token)
            elif alone := free.get((token.key, CodeKind.STANDALONE)):
                token.code = replace(alone.pop(0), data=token.text)
    for token in tokens:
        if token.code is None:
            for kind in (CodeKind.OPEN, CodeKind.CLOSE):
                # Halves whose other one is elsewhere, and pairs that cross.
                if left := free.get((token.key, kind)):
                    token.code = replace(left.pop(0), data=token.text)
                    break
    _copy([token for token in tokens if token.code is None], codes)


def _copy(tokens: Sequence[_Token], codes: Sequence[Code]) -> None:
    """Let *tokens* be what *codes* are that stand in a text more than once: ``ID-1``, ``ID-2``."""
    alone = {code.data: code for code in codes if code.kind is CodeKind.STANDALONE}
    ends = {code.id: code for code in codes if code.kind is CodeKind.CLOSE}
    pairs = {
        (code.data, ends[code.id].data): code
        for code in reversed(codes)
        if code.kind is CodeKind.OPEN and code.id in ends
    }
    beginnings = {first for first, _ in pairs}
    stack: list[_Token] = []
    copies = 0
    for token in tokens:
        for depth in range(1, min(len(stack), _DEPTH) + 1):
            start = stack[-depth]
            if code := pairs.get((start.key, token.key)):
                copies += 1
                id = f"{code.id}-{copies}"
                start.code = replace(code, id=id, data=start.text)
                token.code = replace(ends[code.id], id=id, data=token.text)
                del stack[-depth:]
                break
        else:
            if token.key in beginnings:
                stack.append(token)
            elif token.key in alone:
                copies += 1
                token.code = replace(alone[token.key], id=f"{alone[token.key].id}-{copies}")


def _close(
    token: _Token,
    stack: list[_Token],
    free: Mapping[tuple[str, CodeKind], list[Code]],
    opening: Mapping[str, Code],
) -> bool:
    """Let *token* close the nearest token of *stack* that it can, and tell whether it does."""
    for depth in range(1, min(len(stack), _DEPTH) + 1):
        start = stack[-depth]
        for code in free.get((token.key, CodeKind.CLOSE), ()):
            first = opening.get(code.id)
            if (
                first is not None
                and first.data == start.key
                and first in free[first.data, CodeKind.OPEN]
            ):
                start.code = replace(first, data=start.text)
                token.code = replace(code, data=token.text)
                free[first.data, CodeKind.OPEN].remove(first)
                free[code.data, CodeKind.CLOSE].remove(code)
                del stack[-depth:]
                return True
    return False


# --- what is wrong with the codes of a target ---------------------------------


@dataclass(frozen=True, slots=True)
class Faults:
    """What the codes of a target have against them.

    *halves* are codes that open and do not close, or the other way round,
    where those of the source do both; *unknown* are codes that the source does
    not have, *missing* those that only it has; *stray* is markup of the source
    that stands in the text of the target.
    """

    halves: tuple[Code, ...] = ()
    unknown: tuple[Code, ...] = ()
    missing: tuple[Code, ...] = ()
    stray: tuple[str, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether what is built of the target would be broken."""
        return bool(self.halves or self.unknown or self.stray)


def faults(target: Content, source: Content) -> Faults:
    """Return what is wrong with the codes of *target*, a translation of *source*."""
    known = [part for part in source if isinstance(part, Code)]
    used = [part for part in target if isinstance(part, Code)]
    if not known and not used:
        return Faults()
    keys = {(code.id, code.kind) for code in known}
    paired = {id for id, kind in keys if kind is CodeKind.OPEN and (id, CodeKind.CLOSE) in keys}
    unknown = tuple(code for code in used if _key(code, keys) not in keys)
    there = {_key(code, keys) for code in used}
    waiting: dict[str, list[Code]] = {}
    halves: list[Code] = []
    for code in used:
        if _key(code, keys)[0] not in paired:
            continue
        if code.kind is CodeKind.OPEN:
            waiting.setdefault(code.id, []).append(code)
        elif waiting.get(code.id):
            waiting[code.id].pop()
        else:
            halves.append(code)
    halves += (code for codes in waiting.values() for code in codes)
    text = plain(target)
    stray = (data for data in dict.fromkeys(code.data for code in known) if data[:1] == "<")
    return Faults(
        tuple(halves),
        unknown,
        tuple(code for code in known if (code.id, code.kind) not in there),
        tuple(data for data in stray if data in text and data not in plain(source)),
    )


def _key(code: Code, keys: Collection[tuple[str, CodeKind]]) -> tuple[str, CodeKind]:
    """Return id and kind of the code of the source that *code* is, or a copy of."""
    key = (code.id, code.kind)
    return key if key in keys else (code.id.partition("-")[0], code.kind)
