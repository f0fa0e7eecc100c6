"""A letter of another script sits in a word, and looks like the right one.

Such a word cannot be searched for, and is read aloud wrongly.  A word that the
source writes so too, and one where the letters of two scripts do not look
alike (a Latin name with an ending), are left alone.

Wrong (id to ru): ``Baku`` – "Бaку" with a Latin a; (ru to en) "Ваku" with a Cyrillic В

Right: "Баку", "Baku"; "USB-кабель"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alihbahasa.checks import _languages
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Edit, Remark, Severity, Span, Unit, plain
from alihbahasa.terminology.mixing import mixed_words
from alihbahasa.text import characters, unmarked

#: The letters of the scripts whose letters look alike.
_SCRIPTS = tuple(
    frozenset(map(chr, range(*ends)))
    for ends in ((0x41, 0x7B), (0x370, 0x400), (0x400, 0x530), (0x531, 0x589))
)


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    target = plain(unit.target or ())
    if target.isascii():
        return
    there = characters(target)
    if _languages.LOOK_ALIKE.isdisjoint(there) or not _is_mixed(there):
        return
    if not any(map(_is_mixed, target.split())):
        return
    text = unmarked(target)
    source = plain(unit.source)
    scripts = _languages.target_scripts(context)
    at = 0
    for piece, whole in mixed_words(text):
        start = text.find(piece, at)
        at = start + len(piece)
        if not whole or piece in source:
            continue
        length = len(piece.rstrip("".join({mark for mark in piece if not mark.isalnum()})))
        word, mended = piece[:length], whole[:length]
        strange = [letter for letter, right in zip(word, mended, strict=True) if letter != right]
        own = _languages.script_name(mended)
        other = _languages.script_name(strange[0])
        # Half of the letters may as well be the right ones.
        is_sure = 3 * len(strange) <= len(word) and (
            mended in source or bool(scripts and _languages.own_letter(scripts).match(mended))
        )
        span = Span(start, start + length)
        yield Remark(
            f"“{'”, “'.join(dict.fromkeys(strange))}” of “{word}” is {other}, the rest is {own}",
            spans=(span,),
            fix=(mended,),
            edits=(Edit(span, mended),) if is_sure else (),
        )


def _is_mixed(there: Iterable[str]) -> bool:
    """Tell whether the characters *there* are letters of two scripts that look alike."""
    return sum(not script.isdisjoint(there) for script in _SCRIPTS) > 1


PLUGIN = Check(code="X014", name="homoglyph", severity=Severity.WARNING, run=_run, false_alarms=0.0)
