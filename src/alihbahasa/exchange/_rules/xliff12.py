"""Judging a file of XLIFF 1.2 by the strict form of its standard.

``xliff12_table`` says what stands where; here is what a schema cannot say, or
says with keys: ids, inline codes, segments, and what refers to what.  Elements
and attributes of other vocabularies are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from alihbahasa.exchange._rules.xliff12_table import NAMESPACE, TABLE, VERSIONS
from alihbahasa.exchange._rules.xml import Element, Ids, Report, shown, walk
from alihbahasa.model import Fault

#: The attributes that must be unique in a file element.
_KEYS = {
    "trans-unit": "id",
    "bin-unit": "id",
    "group": "id",
    "context-group": "name",
    "count-group": "name",
    "external-file": "uid",
    "tool": "tool-id",
    "phase": "phase-name",
}
#: trans-unit and bin-unit share their ids.
_SHARED = {"bin-unit": "trans-unit"}
_TEXTS = frozenset(("source", "seg-source", "target"))
#: Codes that may each be there once.
_OPENING = frozenset(("g", "x", "bx", "bpt", "ph", "it"))
_CLOSING = {"ept": "bpt", "ex": "bx"}


def validate(data: bytes) -> Iterator[Fault]:
    """Yield what is wrong in *data*, a file of XLIFF 1.2 (see ``contracts.ExchangeFormat``)."""
    document = _Document()
    return walk(data, TABLE, root=_root, start=document.start, end=document.end)


def _root(element: Element, report: Report) -> None:
    version = element.attributes.get("version")
    if element.name != "xliff":
        space = element.space.strip("{}")
        message = f"the root element is {shown(element)} of the namespace {space!r}"
        report.add(f"{message}, not <xliff> of {NAMESPACE}", element, "<xliff>")
    elif version is not None and version not in VERSIONS:
        message = f"version={version!r} is none of {', '.join(VERSIONS)}"
        report.add(message, element, "version")


class _Document:
    """What has to be remembered of a file element while it is read."""

    def __init__(self) -> None:
        self._ids: dict[str, Ids] = {}
        self._references: list[tuple[Element, str, str]] = []
        self._ends: dict[str, Callable[[Element, Report], None]] = {
            "file": self._end_of_file,
            "trans-unit": _unit,
            "alt-trans": _unit,
            **dict.fromkeys(_TEXTS, _text),
        }

    def start(self, element: Element, report: Report) -> None:
        """Take the ids of *element*, and remember what it refers to."""
        name = element.name
        if element.row is None:
            return
        if name == "file":
            self._ids = {key: Ids("<file>", what) for key, what in _KEYS.items()}
            self._references = []
        if name in _KEYS and self._ids:
            ids = self._ids[_SHARED.get(name, name)]
            ids.take(element.value(_KEYS[name]), element, report, clause=_KEYS[name])
        for attribute, key in (("tool-id", "tool"), ("phase-name", "phase"), ("xid", "trans-unit")):
            if key != name and attribute in element.attributes:
                self._references.append((element, attribute, key))

    def end(self, element: Element, report: Report) -> None:
        """Hold an element that is complete against its rules."""
        if element.row is not None and (rule := self._ends.get(element.name)):
            rule(element, report)

    def _end_of_file(self, element: Element, report: Report) -> None:
        for each, attribute, key in self._references:
            value = each.value(attribute)
            if value not in self._ids[key].places:
                message = f"{attribute}={value!r}: no such <{key}> in this <file>"
                report.add(message, each, attribute)


# --- units ------------------------------------------------------------------------


def _unit(element: Element, report: Report) -> None:
    """Hold the segments and sizes of a trans-unit, or an alt-trans, against one another."""
    segmented, target = element.child("seg-source"), element.child("target")
    known = _segments(segmented, report) if segmented is not None else set()
    if target is not None:
        _segments(target, report)
    referring = [each for each in (target.children if target else ()) if each.name == "mrk"]
    referring += [each for each in element.children if each.name == "alt-trans"]
    for each in referring:
        mid = each.value("mid")
        if mid and mid not in known:
            report.add(f"mid={mid!r}: no such segment in <seg-source>", each, "mid")
    for name in ("width", "height", "bytes"):
        least, most = element.value(f"min{name}"), element.value(f"max{name}")
        if _is_number(least) and _is_number(most) and int(least) > int(most):
            report.add(f"min{name} is more than max{name}", element, f"min{name}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _segments(text: Element, report: Report) -> set[str]:
    """Return the mids in *text*, reporting segments without one or with one that is taken."""
    known = {each.value("mid") for each in text.children if each.name == "mrk"}
    ids = Ids(shown(text), "mid")
    for each in text.descendants():
        if each.name == "mrk" and each.value("mtype") == "seg":
            if "mid" not in each.attributes:
                report.add("<mrk> of a segment has no mid", each, "mid")
            ids.take(each.value("mid"), each, report, clause="mid")
    return known | set(ids.places)


# --- inline codes -----------------------------------------------------------------


def _text(element: Element, report: Report) -> None:
    """Report codes whose ids are not unique, and halves of pairs without the other half.

    A target may repeat a code, unless it says clone="no".
    """
    openings, closings = Ids(shown(element)), Ids(shown(element))
    is_target = element.name == "target"
    waiting: dict[tuple[str, str, str], Element] = {}
    for each in element.descendants():
        if each.row is None:
            continue
        name, id = each.name, each.value("id")
        if name in _OPENING and (not is_target or each.value("clone") == "no"):
            openings.take(id, each, report, clause="id")
        elif name in _CLOSING and not is_target:
            closings.take(id, each, report, clause="id")
        # A pair is told by rid where there is one, else by the id of both.
        how = "rid" if "rid" in each.attributes else "id"
        key = each.value(how)
        if name in ("bpt", "bx"):
            if how == "rid" and (name, how, key) in waiting:
                message = f"rid={key!r} stands in another <{name}> already"
                report.add(message, each, "rid")
            waiting[name, how, key] = each
        elif name in _CLOSING:
            begin = waiting.pop((_CLOSING[name], how, key), None)
            # The other half of a placeholder without rid may be in another unit.
            if begin is None and (name == "ept" or how == "rid"):
                message = (
                    f"no <{_CLOSING[name]}> with that {how} stands before this <{name}>, {key!r}"
                )
                report.add(message, each, f"<{name}>")
    for (name, how, key), each in waiting.items():
        if name == "bpt":
            report.add(f"no <ept> with that {how} ends this <bpt>, {key!r}", each, "<bpt>")
