"""What XLIFF 2 asks of inline codes and annotations (XLIFF 2.1, 4.2.3, 4.3.1 and 4.7).

A scope is a unit, with its segments, or a match.  The texts of one side are
one text here, the targets in the order they give: a pair may begin in one
segment and end in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from alihbahasa.exchange._rules.xliff2_table import clause
from alihbahasa.exchange._rules.xml import Element, Ids, Report, shown

CODES = frozenset(("ph", "pc", "sc", "ec"))
_MARKS = frozenset(("mrk", "sm"))
#: Elements that may stand for one another in source and target.
_FAMILIES = {"pc": "span", "sc": "span", "mrk": "mark", "sm": "mark"}
_REFERENCES = ("dataRef", "dataRefStart", "dataRefEnd")
_EDITING = "4.7.2.6"
_DUPLICATING = "4.7.2.4.1"
#: The subtypes that XLIFF defines, with their types (4.3.1.36).
_SUBTYPES = {
    **dict.fromkeys(("xlf:b", "xlf:i", "xlf:u", "xlf:lb", "xlf:pb"), "fmt"),
    "xlf:var": "ui",
}


class Part(NamedTuple):
    """An inline element, or where a ``pc`` ends."""

    element: Element
    is_end: bool


Text = list[Part]


def check(scope: Element, segments: Sequence[Element], report: Report) -> None:
    """Report what is wrong with the codes in *segments* of *scope*."""
    sources = [each.child("source") for each in segments]
    targets = [each.child("target") for each in ordered(segments)]
    source = [part for each in sources if each for part in _flat(each)]
    target = [part for each in targets if each for part in _flat(each)]
    if not source and not target:
        _check_segment_ids(segments, Ids(f"{shown(scope)}"), report)
        return
    is_partial = any(each.child("target") is None and _has_codes(each) for each in segments)
    _check_ids(scope, segments, source, target, report)
    for side in (source, target):
        _check_pairs(side, report, is_partial=is_partial and side is target)
        _check_sequences(side, report)
    data = scope.child("originalData")
    known = {each.value("id") for each in data.children} if data else set()
    inline = [part.element for part in (*source, *target) if not part.is_end]
    bases = {each.value("id"): each for each in reversed(inline)}
    for element in inline:
        _check_references(element, known, report)
        _check_hints(element, report)
        _check_copy(element, bases, report)
        if element.name in _MARKS:
            _check_mark(element, report)
    _check_kept(segments, target, report)
    if not is_partial:
        _check_order_kept(source, target, report)


def _has_codes(segment: Element) -> bool:
    source = segment.child("source")
    return source is not None and bool(source.children)


def _flat(text: Element) -> Iterator[Part]:
    """Yield what is in *text*, in order, with the ends of what has a start and content."""
    waiting = [Part(each, False) for each in reversed(text.children)]
    while waiting:
        part = waiting.pop()
        yield part
        if part.element.children and not part.is_end:
            if part.element.name == "pc":
                waiting.append(Part(part.element, True))
            waiting += [Part(each, False) for each in reversed(part.element.children)]
        elif part.element.name == "pc" and not part.is_end:
            yield Part(part.element, True)


# --- segments ---------------------------------------------------------------------


def position(segment: Element, number: int) -> int:
    """Return where the target of *segment*, the *number*-th, stands among the targets."""
    target = segment.child("target")
    given = target.value("order").strip() if target else ""
    return int(given) if given.isdecimal() and len(given) < 10 else number


def ordered(segments: Sequence[Element]) -> list[Element]:
    """Return *segments* in the order of their targets."""
    numbered = list(enumerate(segments, 1))
    numbered.sort(key=lambda pair: position(pair[1], pair[0]))
    return [segment for _, segment in numbered]


# --- ids --------------------------------------------------------------------------


def _check_segment_ids(segments: Sequence[Element], ids: Ids, report: Report) -> None:
    for each in segments:
        if each.name in ("segment", "ignorable"):
            ids.take(each.value("id"), each, report, clause=clause("id"))


def _check_ids(
    scope: Element, segments: Sequence[Element], source: Text, target: Text, report: Report
) -> None:
    """Report ids that are not unique; a target has those of its source (4.3.1.21)."""
    ids = Ids(shown(scope))
    _check_segment_ids(segments, ids, report)
    taken = set(ids.places)
    families: dict[str, str] = {}
    for part in source:
        element = part.element
        if not part.is_end and "id" in element.attributes:
            ids.take(element.value("id"), element, report, clause=clause("id"))
            families.setdefault(element.value("id"), _family(element))
    own = Ids(f"the targets of {shown(scope)}")
    for part in target:
        element = part.element
        id = element.value("id")
        if part.is_end or not id:
            continue
        own.take(id, element, report, clause=clause("id"))
        if id in taken:
            report.add(f"the id {id!r} is that of a segment", element, clause("id"))
        elif families.get(id, _family(element)) != _family(element):
            message = f"the id {id!r} is that of another sort of element in the source"
            report.add(message, element, clause("id"))


def _family(element: Element) -> str:
    return _FAMILIES.get(element.name, element.name)


# --- pairs ------------------------------------------------------------------------


def _check_pairs(side: Text, report: Report, *, is_partial: bool) -> None:
    """Report starts without an end and ends without a start, in their order.

    In a *partial* side, where some segments have no target yet, either may
    still come.
    """
    open_codes: dict[str, Element] = {}
    closed: set[str] = set()
    open_marks: dict[str, Element] = {}
    for element, is_end in side:
        if is_end:
            continue
        reference = element.value("startRef")
        if element.name == "sc":
            open_codes[element.value("id")] = element
        elif element.name == "ec":
            if _is_well_referenced(element, report):
                start = open_codes.get(reference)
                if start is not None:
                    _check_pair(start, element, report)
                    if reference in closed:
                        message = f"a second <ec> for the <sc> {reference!r}"
                        report.add(message, element, "4.2.3.5")
                    closed.add(reference)
                elif not is_partial:
                    message = f"startRef={reference!r}: no such <sc> stands before this <ec>"
                    report.add(message, element, clause("startRef"))
        elif element.name == "sm":
            open_marks[element.value("id")] = element
        elif (
            element.name == "em"
            and reference
            and open_marks.pop(reference, None) is None
            and not is_partial
        ):
            message = f"startRef={reference!r}: no such <sm> stands before this <em>"
            report.add(message, element, clause("startRef"))
    if is_partial:
        return
    for id, start in open_codes.items():
        if id not in closed and start.value("isolated") != "yes":
            message = f"no <ec> ends the <sc> {id!r} in this unit: it must say isolated='yes'"
            report.add(message, start, clause("isolated"))
    for id, start in open_marks.items():
        report.add(f"no <em> ends the <sm> {id!r} in this unit", start, "4.2.3.7")


def _is_well_referenced(element: Element, report: Report) -> bool:
    """Tell whether *element*, an ``ec``, refers to a start; report what it says wrongly of it."""
    has_id, has_reference = "id" in element.attributes, "startRef" in element.attributes
    if element.value("isolated") == "yes":
        if not has_id or has_reference:
            message = "an isolated <ec> has an id and no startRef"
            report.add(message, element, "4.2.3.5")
        return False
    if has_id or not has_reference:
        message = "an <ec> that is not isolated has a startRef and no id"
        report.add(message, element, "4.2.3.5")
    if "dir" in element.attributes:
        report.add("only an isolated <ec> has a dir", element, "4.2.3.5")
    return has_reference


def _check_pair(start: Element, end: Element, report: Report) -> None:
    if start.value("isolated") == "yes":
        message = f"the <sc> {start.value('id')!r} is isolated, but its <ec> is in this unit"
        report.add(message, start, clause("isolated"))
    for name in ("canCopy", "canDelete", "canOverlap", "canReorder"):
        expected = start.value(name, "yes")
        if expected == "firstNo":
            expected = "no"
        if end.value(name, "yes") != expected:
            message = f"{name} is {end.value(name, 'yes')} here, it must be {expected} as in <sc>"
            report.add(message, end, "4.2.3.5")


# --- one element ------------------------------------------------------------------


def _check_references(element: Element, known: set[str], report: Report) -> None:
    for name in _REFERENCES:
        if name in element.attributes and element.value(name) not in known:
            message = f"{name}={element.value(name)!r}: no such <data> in <originalData>"
            report.add(message, element, clause(name))


def _check_hints(element: Element, report: Report) -> None:
    if element.value("canReorder", "yes") != "yes":
        for name in ("canCopy", "canDelete"):
            if element.value(name) != "no":
                message = f"canReorder={element.value('canReorder')!r} needs {name}='no'"
                report.add(message, element, clause("canReorder"))
    subtype, type = element.value("subType"), element.value("type")
    if subtype and not type:
        report.add(f"subType={subtype!r} needs a type", element, clause("subType"))
    elif subtype.startswith("xlf:") and _SUBTYPES.get(subtype) != type:
        needed = _SUBTYPES.get(subtype)
        message = f"needs type={needed!r}" if needed else "is none that XLIFF defines"
        report.add(f"subType={subtype!r} {message}", element, clause("subType"))
    # A pair of texts is one text, given for both ends.
    if ("equivStart" in element.attributes) != ("equivEnd" in element.attributes):
        report.add("equivStart and equivEnd stand together", element, clause("equivStart"))


def _check_copy(element: Element, bases: dict[str, Element], report: Report) -> None:
    id = element.value("copyOf")
    if not id:
        return
    base = bases.get(id)
    if base is None or base.name not in CODES:
        report.add(f"copyOf={id!r}: no such code in the unit", element, clause("copyOf"))
        return
    if base.value("canCopy") == "no":
        message = f"copyOf={id!r}: that code says canCopy='no'"
        report.add(message, element, _DUPLICATING)
    if any(name in each.attributes for each in (element, base) for name in _REFERENCES):
        message = f"copyOf={id!r} is for codes without original data"
        report.add(message, element, _DUPLICATING)


def _check_mark(element: Element, report: Report) -> None:
    """Report an annotation that lacks what its type needs, or has too much (4.7.3.1)."""
    type = element.value("type", "generic")
    if type == "generic" and "translate" not in element.attributes:
        message = f"{shown(element)} without a type needs translate"
        report.add(message, element, "4.7.3.1.1")
    if type == "comment" and ("value" in element.attributes) == ("ref" in element.attributes):
        message = "a comment has either a value or a ref"
        report.add(message, element, "4.7.3.1.3")


# --- both sides -------------------------------------------------------------------


def _check_kept(segments: Sequence[Element], target: Text, report: Report) -> None:
    """Report codes that may not be deleted and are in no target (4.3.1.3)."""
    kept = {_key(part.element) for part in target}
    for segment in segments:
        source = segment.child("source")
        if source is None or segment.child("target") is None:
            continue
        for element, is_end in _flat(source):
            if not is_end and element.value("canDelete") == "no" and _key(element) not in kept:
                name = element.value("id") or element.value("startRef")
                message = f"{shown(element)} {name!r} says canDelete='no', and is in no target"
                report.add(message, element, clause("canDelete"))


def _key(element: Element) -> tuple[str, str]:
    return _family(element), element.value("id") or element.value("startRef")


def _check_sequences(side: Text, report: Report) -> None:
    """Report codes that continue a sequence with canReorder="no" which nothing began."""
    for _, begun, part in _sequence_steps(side):
        if not begun and not part.is_end:
            message = "canReorder='no' must follow a code with canReorder='firstNo' or 'no'"
            report.add(message, part.element, clause("canReorder"))


def _sequence_steps(side: Iterable[Part]) -> Iterator[tuple[Element | None, bool, Part]]:
    """Yield each code that cannot be moved, with the one its sequence begins with, if any."""
    first: Element | None = None
    for part in side:
        element = part.element
        if element.name not in CODES:
            continue
        hint = element.value("canReorder", "yes")
        if hint == "firstNo" and part.is_end:
            hint = "no"
        if hint == "firstNo":
            first = element
        elif hint != "no":
            first = None
            continue
        yield first, first is not None, part


def _check_order_kept(source: Text, target: Text, report: Report) -> None:
    """Report sequences of codes that are not in the target as they are in the source."""
    was, now = _sequences(source), _sequences(target)
    for id, (element, parts) in now.items():
        if id in was and was[id][1] != parts:
            message = "the codes that follow firstNo are not as in the source"
            report.add(message, element, _EDITING)


def _sequences(side: Text) -> dict[str, tuple[Element, list[tuple[tuple[str, str], bool]]]]:
    found: dict[str, tuple[Element, list[tuple[tuple[str, str], bool]]]] = {}
    for first, _, part in _sequence_steps(side):
        if first is not None:
            _, parts = found.setdefault(first.value("id"), (first, []))
            parts.append((_key(part.element), part.is_end))
    return found
