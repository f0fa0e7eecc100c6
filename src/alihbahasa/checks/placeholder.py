"""A placeholder of a program is missing from the target, changed, or too many.

Those are printf's (``%s``, ``%2$d``, ``%(name)s``), names and numbers in braces (``{0}``,
``{name:.2f}``, ``{{ user }}``, ``${name}``) and ICU messages (``{n, plural, ...}``), whose
branches are for each language to choose, but for *other*.  What is numbered or
named may stand in any order and more than once; what is not, must come in the
order of the source.  Width, precision and filters may differ.  The number may be left
out where the target is a plural form ("one file").

Wrong (id to en): ``%d berkas di %s`` – "in %s, %d files"; ``{nama}`` – "{name}"

Right: "in %2$s, %1$d files"; "{nama}"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from alihbahasa.checks import _copied
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import placeholders

_PRINTF = late_re(r"%(?:(\d{1,2})\$|\((\w+)\))?[-+#0'\d.$]*(\*?)[-+#0'\d.$*]*([hljqtzL]*)(\w|@)")
_ICU = late_re(r"\{\s*(\w+)\s*,\s*(plural|selectordinal|select)\s*,(.*)\}", re.DOTALL)
_BRACE = late_re(r"\{\s*([^:!,}]*?)\s*[:!,}]")
_OTHER = late_re(r"\bother\s*\{")

#: What sort of placeholder it is, its name or number, and what it stands for.
_Key = tuple[str, str, str]

#: Names of what is counted.
_COUNTS = frozenset("n num number count total quantity 0 jumlah".split())


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    if "%" in source or "%" in target or "{" in source or "{" in target:
        return _compared(unit, source, target)
    return ()


def _compared(unit: Unit, source: str, target: str) -> Iterator[Remark]:
    given, found = list(_keyed(source)), list(_keyed(target))
    there, here = ({key for key, _, _ in some} for some in (given, found))
    lost = {key for key, _, is_sure in given if is_sure and key not in here}
    wrong = {key for key, _, is_sure in found if is_sure and key not in there}
    if unit.plurals and not wrong and all(_counts(key) for key in lost):
        lost = set()
    if wrong and _sorts(lost) == _sorts(wrong) and all(key[0] == "%" for key in lost):
        yield _swapped([span for key, span, _ in found if key in wrong], target)
    else:
        yield from _copied.compared(
            _copied.places((key, span) for key, span, _ in given if key in lost),
            _copied.places((key, span) for key, span, _ in found if key in wrong),
            source=source,
            target=target,
        )
    for key, span, _ in found:
        if key[0] == "icu" and not _OTHER.search(span.of(target)):
            yield Remark(f"“{{{key[1]}, {key[2]}}}” has no branch “other”", spans=(span,))


def _sorts(keys: set[_Key]) -> list[str]:
    return sorted(sort for _, _, sort in keys)


def _swapped(spans: list[Span], target: str) -> Remark:
    named = ", ".join(f"“{span.of(target)}”" for span in spans)
    return Remark(
        f"{named} come in another order than in the source, without numbers", spans=tuple(spans)
    )


def _keyed(text: str) -> Iterator[tuple[_Key, Span, bool]]:
    """Yield what each placeholder of *text* must share with another, its span, and if it is sure.

    A percent sign behind a digit is one; behind a digit and a blank, or within a word, it may be.
    """
    number = bare = 0
    for at, written in placeholders(text):
        span = Span(at, at + len(written))
        if written[0] == "%" and written[1] != "{":
            if text[at - 1 : at].isdigit() or _is_escaped(text, at):
                continue
            parts = _PRINTF.fullmatch(written)
            if parts is None:
                continue
            if not parts[1] and not parts[2]:
                number += 1
            kind = "d" if parts[5] in "diu" else parts[5]
            name = parts[2] or parts[1] or str(number)
            is_sure = not (
                text[span.stop : span.stop + 1].isalpha()
                or text[max(at - 2, 0) : at].strip()[-1:].isdigit()
            )
            yield ("%", name, parts[3] + parts[4] + kind), span, is_sure
        elif written[0] != "{" or written.startswith("{{"):
            # A filter says how it is written: {{ day | date:"d M" }}.
            yield ("$", "".join(written.partition("|")[0].split()).rstrip("}"), ""), span, True
        elif parts := _ICU.fullmatch(written):
            yield ("icu", parts[1], parts[2]), span, True
        elif parts := _BRACE.match(written):
            if not parts[1]:
                bare += 1
            yield ("{", parts[1] or f"#{bare}", ""), span, True


def _is_escaped(text: str, at: int) -> bool:
    """Tell whether the percent sign *at* a place is the second of two, which mean one."""
    before = at
    while before and text[before - 1] == "%":
        before -= 1
    return (at - before) % 2 == 1


def _counts(key: _Key) -> bool:
    return key[2][-1:] == "d" or key[1].lower() in _COUNTS


PLUGIN = Check(
    code="M002", name="placeholder", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
