"""Words of the target stand in letters that its language is not written in.

Told are words that the source has not, and a text without one letter of its
language's scripts.  Latin names are at home in every script, Greek letters are
signs, and letters of words that were copied are the business of partly-untranslated.
A tag may name another script than the usual one (az-Cyrl).

Wrong (id to en): ``wilayah itu`` – "the **район**"

Right: "the district"; (id to ru) ``WhatsApp`` – "в WhatsApp"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alihbahasa.checks import _languages
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import unmarked, words

_LETTER = late_re(r"[^\W\d_]")


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    scripts = _languages.target_scripts(context)
    if not scripts:
        return ()
    target = plain(unit.target or ())
    if target.isascii() and "Latn" in scripts:
        return ()
    return _found(unit, target, scripts, context)


def _found(
    unit: Unit, target: str, scripts: tuple[str, ...], context: CheckContext
) -> Iterator[Remark]:
    if "Latn" not in scripts and not _languages.own_letter(scripts).search(target):
        yield from _latin_only(plain(unit.source), target, context)
    if not _languages.has_foreign(target, scripts):
        return
    source, text = plain(unit.source), unmarked(target)
    spans = []
    for found in _languages.foreign_words(scripts).finditer(text):
        # A letter within a word of other letters is the business of homoglyph.
        start, stop = found.span()
        around = text[max(start - 1, 0) : start] + text[stop : stop + 1]
        is_within = text[start] in _languages.LOOK_ALIKE and _LETTER.search(around)
        if found[0] not in source and not is_within:
            spans.append(Span(start, stop))
    if spans:
        word = spans[0].of(target)
        script = _languages.script_name(word)
        yield Remark(
            f"“{word}” is in {script} letters: {context.target.name} is written otherwise",
            spans=tuple(spans),
        )


def _latin_only(source: str, target: str, context: CheckContext) -> Iterator[Remark]:
    """Yield a remark where *target* has words, not all of them names, in Latin letters alone."""
    there = _languages.prose(target)
    strange = [word for _, word in there if word.islower() and len(word) > 1]
    known = frozenset(word for _, word in words(source)) if strange else frozenset()
    if len(there) > 1 and any(word not in known for word in strange):
        spans = tuple(Span(offset, offset + len(word)) for offset, word in there)
        name = context.target.name
        yield Remark(f"there is no letter of {name} in the target", spans=spans, about="none")


PLUGIN = Check(
    code="X013", name="wrong-script", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
