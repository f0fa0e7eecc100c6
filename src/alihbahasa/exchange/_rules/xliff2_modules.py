"""What the modules of XLIFF 2 ask beyond the table (XLIFF 2.1, 5): rules of one element each."""

from __future__ import annotations

from collections.abc import Callable

from alihbahasa.exchange._rules import xliff2_codes
from alihbahasa.exchange._rules.xliff2_table import clause
from alihbahasa.exchange._rules.xml import Element, Ids, Report, shown


def _glossary(element: Element, report: Report) -> None:
    ids = Ids("<gls:glossary>")
    for entry in element.children:
        ids.take(entry.value("id"), entry, report, clause="5.2.5.1")
        for each in entry.children:
            if each.name == "gls:translation":
                ids.take(each.value("id"), each, report, clause="5.2.5.1")


def _entry(element: Element, report: Report) -> None:
    if element.child("gls:translation") is None and element.child("gls:definition") is None:
        message = "<gls:glossEntry> has no <gls:translation> and no <gls:definition>"
        report.add(message, element, "5.2.4.3")


def _matches(element: Element, report: Report) -> None:
    ids = Ids("<mtc:matches>")
    for each in element.children:
        ids.take(each.value("id"), each, report, clause="5.1.6.1")


def _match(element: Element, report: Report) -> None:
    if "xml:lang" in element.attributes:
        report.add("<mtc:match> has no xml:lang", element, "5.1.5.3")
    if "subType" in element.attributes and "type" not in element.attributes:
        message = f"subType={element.value('subType')!r} needs a type"
        report.add(message, element, "5.1.6.8")
    xliff2_codes.check(element, (element,), report)


def _metadata(element: Element, report: Report) -> None:
    ids = Ids("<mda:metadata>")
    ids.take(element.value("id"), element, report, clause="5.4.5.3")
    for each in element.descendants():
        if each.name == "mda:metaGroup":
            ids.take(each.value("id"), each, report, clause="5.4.5.3")


def _resources(element: Element, report: Report) -> None:
    ids = Ids("<res:resourceData>")
    for each in element.children:
        ids.take(each.value("id"), each, report, clause="5.5.5.3")


def _resource(element: Element, report: Report) -> None:
    if element.is_empty != ("href" in element.attributes):
        message = f"{shown(element)} has either content or an href"
        report.add(message, element, "5.5.4.5" if element.name == "res:source" else "5.5.4.6")
    language, expected = element.value("xml:lang"), element.inherited("srcLang") or ""
    if element.name == "res:source" and language and language.lower() != expected.lower():
        message = f"xml:lang={language!r} must be the srcLang of the file, {expected!r}"
        report.add(message, element, "5.5.4.5")


#: What a rule asks for; one of these, or an attribute of an extension.
_CONDITIONS = ("isPresent", "isNotPresent", "startsWith", "endsWith")


def _rule(element: Element, report: Report) -> None:
    attributes = element.attributes
    conditions = [name for name in _CONDITIONS if name in attributes]
    custom = [name for name in attributes if name.startswith("{")]
    if len(conditions) + len(custom) != 1:
        message = f"<val:rule> has exactly one of {', '.join(_CONDITIONS)} or a custom rule"
        report.add(message, element, "5.8.4.3")
    if "existsInSource" in attributes and conditions in ([], ["isNotPresent"]):
        message = "existsInSource needs isPresent, startsWith or endsWith"
        report.add(message, element, clause("existsInSource", "val:rule"))


def check_attributes(element: Element, report: Report) -> None:
    """Report what is wrong with attributes of modules in *element*."""
    attributes = element.attributes
    if "fs:subFs" in attributes and "fs:fs" not in attributes:
        report.add("fs:subFs needs fs:fs", element, "5.3.5.2")
    if "slr:sizeInfo" in attributes and "slr:sizeInfoRef" in attributes:
        message = "slr:sizeInfo and slr:sizeInfoRef do not stand together"
        report.add(message, element, "5.7.5.10")
    if element.name == "ec" and attributes.get("isolated") != "yes":
        for name in attributes:
            if name.startswith(("fs:", "slr:")):
                report.add(f"only an isolated <ec> has {name}", element, clause(name))


#: The rule of an element, called when it is complete.
RULES: dict[str, Callable[[Element, Report], None]] = {
    "gls:glossary": _glossary,
    "gls:glossEntry": _entry,
    "mtc:matches": _matches,
    "mtc:match": _match,
    "mda:metadata": _metadata,
    "res:resourceData": _resources,
    "res:source": _resource,
    "res:target": _resource,
    "val:rule": _rule,
}
