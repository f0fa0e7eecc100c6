"""Check exchange files by what stands in them, whoever wrote them, in a project or in none.

A file in a project is checked by its glossaries and severities.  An entry with
plural forms is checked form by form: each has to agree with the singular or
with the plural of the source, since languages part them otherwise ("1 file"
may be the first of three forms, which stands for 21 as well).
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from alihbahasa import checking, plugins, storage
from alihbahasa.checking import Running
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Content, Finding, Position, Side, Unit, plain, unit_id
from alihbahasa.project import Project
from alihbahasa.recognition import Recogniser
from alihbahasa.workflow import exchange, prepare
from alihbahasa.workflow.exchange import Loaded

#: The name that stands for the standard input.
STANDARD_INPUT = "-"

#: The language of sources where nothing says another: gettext's own convention.
_USUAL_SOURCE = "en"


# --- a file and its languages -----------------------------------------------------


def shown(name: str) -> str:
    """Return what people are told of the file *name*."""
    return "standard input" if name == STANDARD_INPUT else name


def loaded(name: str, data: bytes | None) -> Loaded:
    """Read the exchange file *name*, whose bytes are *data* where they were read already."""
    path = Path(name)
    data = storage.read(path, limit=storage.EXCHANGE_LIMIT) if data is None else data
    form = exchange.recognised(data, plugins.exchange_formats(), shown=shown(name))
    return Loaded(path, form, data, exchange.parse(data, form, shown=shown(name)))


def languages_of(
    file: Loaded,
    *,
    project: Project | None,
    source: str,
    targets: Sequence[str],
    shown: str,
) -> tuple[str, str]:
    """Return the source and the target language of *file*, called *shown* in errors.

    They are what its header says.  Where it is silent, *source*, or else the
    language of the *project*'s articles, or English; and the one of *targets*.
    Raises AlihbahasaError where header and options contradict each other.
    """
    assert file.bitext is not None
    header = file.bitext.header
    if not source and header.source_language in ("", "und"):
        source = project.settings.project.source if project else _USUAL_SOURCE
    asked = [source] if source else []
    language = exchange.agreed(
        header.target_language, targets, shown=shown, what="target", option="--to"
    )
    if not language:
        raise AlihbahasaError(
            "the file does not say its target language", file=shown, hint="name one with --to"
        )
    return (
        exchange.agreed(header.source_language, asked, shown=shown, what="source", option="--lang"),
        language,
    )


# --- findings ---------------------------------------------------------------------


def findings(
    units: Sequence[Unit],
    *,
    running: Sequence[Running],
    context: CheckContext,
    article: str,
    terms: Recogniser,
) -> tuple[Finding, ...]:
    """Return what the checks that are *running* find in the *units* of a file, without places.

    These know their mentions; *terms* finds those in the plurals of sources.
    """

    def find(units: Iterable[Unit], running: Sequence[Running]) -> tuple[Finding, ...]:
        return prepare.findings(units, running=running, context=context, article=article)

    plurals = [unit for unit in units if unit.plurals and not unit.obsolete]
    if not plurals:
        return find(units, running)
    found = find((unit for unit in units if not unit.plurals), running)
    # A check of drafts asks how far a unit has come, and a form has come as far as the others.
    of_texts = [each for each in running if _is_of_texts(each.check)]
    found += find(plurals, [each for each in running if each not in of_texts])
    for unit in plurals:
        for form in _forms(unit, terms):
            found += min((find([each], of_texts) for each in form), key=len)
    return found


def _is_of_texts(check: Check) -> bool:
    return check.side is Side.TARGET and not check.drafts and not check.gaps


def _forms(unit: Unit, terms: Recogniser) -> Iterator[tuple[Unit, ...]]:
    """Yield each plural form of *unit* as the target of its sources, the likeliest first.

    Equal forms are one.  A language with one form has that of the plural.
    """
    plural = next((note.text for note in unit.notes if note.category == "plural"), "")
    one, many = prepare.with_mentions([unit, replace(unit, source=(plural,))], terms)
    for number, form in enumerate(dict.fromkeys(unit.plurals)):
        sources = (one, many) if number == 0 and len(unit.plurals) > 1 else (many, one)
        yield tuple(replace(each, target=form) for each in sources)


def located(findings: Sequence[Finding], file: Loaded, *, shown: str) -> list[Finding]:
    """Return *findings* with their places in *file*, by line and column.

    A unit whose source was edited since the last export stands in the file
    under the source it had before.
    """
    if not findings or file.data is None:
        return [replace(finding, place=Position(shown, 1, 1)) for finding in findings]
    keyed = [
        (
            finding,
            _keys(finding, 0, in_text=file.format.is_keyed_by_text),
            _keys(finding, _width(finding) - 1, in_text=file.format.is_keyed_by_text),
        )
        for finding in findings
    ]
    wanted = {key: None for _, first, last in keyed for key in (*first, *last)}
    places = file.format.locate(file.data, wanted)

    def place(keys: Sequence[tuple[str, Side, int]]) -> Position | None:
        return next((Position(shown, *places[key]) for key in keys if key in places), None)

    found = []
    for finding, first, last in keyed:
        end = place(last) if _width(finding) else None
        found.append(
            replace(
                finding,
                place=place(first) or Position(shown, 1, 1),
                end=replace(end, column=end.column + 1) if end else None,
            )
        )
    return found


def _width(finding: Finding) -> int:
    return len(finding.spans[0]) if finding.spans else 0


@functools.lru_cache(maxsize=4)
def _codes(content: Content) -> tuple[list[int], list[int]]:
    """Return where in the text of *content* its codes stand, and the width of those before each."""
    at, starts, widths = 0, [], [0]
    for part in content:
        if isinstance(part, str):
            at += len(part)
        else:
            starts.append(at)
            widths.append(widths[-1] + len(part.data))
    return starts, widths


def _keys(finding: Finding, further: int, *, in_text: bool) -> list[tuple[str, Side, int]]:
    """Return what ``Locate`` may know a place by, *further* into the first culprit.

    Likeliest first; *in_text* counts the markup of inline codes too.
    """
    unit, side, offset = checking.offset(finding)
    offset += max(further, 0)
    content = (finding.unit.source if side is Side.SOURCE else finding.unit.target) or ()
    # What has no width stands before the code at its place, or is that.
    is_point = bool(finding.spans) and not finding.spans[0]
    if in_text and len(content) > 1:
        starts, widths = _codes(content)
        offset += widths[(bisect_left if is_point else bisect_right)(starts, offset)]
    elif is_point and offset == len(plain(content)):
        # Behind the last character is no place that a file has.
        offset = max(offset - 1, 0)
    previous = finding.unit.previous
    ids = [unit]
    if previous is not None:
        ids.append(unit_id(previous, finding.unit.kind, finding.unit.context))
    return [(each, side, offset) for each in ids]
