"""Findings as SARIF 2.1.0 (OASIS, errata 01): one run, with a rule for each check that ran.

Columns are code points (3.14.26); a file in the working folder is told from
``%SRCROOT%``.  *partialFingerprints* (3.27.17) hold ours and the one that GitHub
reads, which differs for several of one kind in a unit.  Only an edit that
stands in the file as it does in the text is a fix (3.27.30): others go through
the escapes and the inline codes of a format, which ``check --fix`` knows.
What could not be read is a notification (3.58) of the one invocation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from alihbahasa.contracts import CheckInfo, Report, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Position, Severity, Side, plain
from alihbahasa.reports import _causes, _excerpts, _records

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

#: What some format writes otherwise than it is.
_ESCAPED = frozenset("\"\\&<>'\t\n\r")

#: What would be a placeholder (3.11.5) or a link (3.11.6) in a message.
_IN_MESSAGE = str.maketrans({"\\": r"\\", "[": r"\[", "]": r"\]", "{": "{{", "}": "}}"})


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    checks = {check.code: check for check in tally.checks}
    for each in findings:
        if each.code not in checks:
            checks[each.code] = CheckInfo(each.code, each.check, each.severity)
    rules = {code: number for number, code in enumerate(checks)}
    driver: dict[str, Any] = {"name": "alihbahasa"}
    if tally.version:
        driver["semanticVersion"] = tally.version
    driver["rules"] = [_rule(check) for check in checks.values()]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "where the check was run"}}},
        "invocations": [_invocation(tally)],
        "results": [],
    }
    yield from _records.document(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]},
        (
            _result(each, fingerprint, number, rule=rules[each.code])
            for each, fingerprint, number in _causes.fingerprinted(findings)
        ),
    )


def _invocation(tally: Tally) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": not tally.errors}
    if tally.errors:
        invocation["toolExecutionNotifications"] = list(map(_notification, tally.errors))
    return invocation


def _notification(error: AlihbahasaError) -> dict[str, Any]:
    notification: dict[str, Any] = {
        "level": "error",
        "message": _message(_excerpts.failure(error)),
    }
    if error.file:
        physical: dict[str, Any] = {"artifactLocation": _file(error.file)}
        if error.line:
            physical["region"] = {"startLine": error.line}
        if error.line and error.column:
            physical["region"]["startColumn"] = error.column
        notification["locations"] = [{"physicalLocation": physical}]
    return notification


def _message(text: str) -> dict[str, str]:
    return {"text": text.translate(_IN_MESSAGE)}


def _rule(check: CheckInfo) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": check.code,
        "name": check.name,
        "defaultConfiguration": {"level": _LEVELS.get(check.severity, "warning")},
    }
    if check.text:
        paragraph, _, rest = check.text.partition("\n\n")
        rule["shortDescription"] = {"text": check.summary}
        rule["fullDescription"] = {"text": " ".join(paragraph.split())}
        rule["help"] = {
            "text": rest or check.text,
            "markdown": check.text.replace("``", "`").replace("\nRight", "\n\nRight"),
        }
    return rule


def _result(finding: Finding, fingerprint: str, number: int, *, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": _message(_excerpts.sentence(finding)),
        "locations": [_location(finding.place, finding.end)],
        "partialFingerprints": {
            "alihbahasa/v1": fingerprint,
            "primaryLocationLineHash": f"{fingerprint}:{number}",
        },
    }
    if finding.is_new is not None:
        result["baselineState"] = "new" if finding.is_new else "unchanged"
    if finding.origin:
        result["relatedLocations"] = [
            {"id": 1, "message": {"text": "the source"}} | _location(finding.origin, None)
        ]
    if _is_replacement(finding):
        replacement = {
            "deletedRegion": _region(finding.place, finding.end),
            "insertedContent": {"text": finding.edits[0].text},
        }
        change = {"artifactLocation": _file(finding.place.file), "replacements": [replacement]}
        description = _message(f"write {finding.edits[0].text}")
        result["fixes"] = [{"description": description, "artifactChanges": [change]}]
    return result


def _is_replacement(finding: Finding) -> bool:
    """Tell whether the edits of *finding* are one, of what stands at its place as it is."""
    if len(finding.edits) != 1 or finding.side is not Side.TARGET or not finding.spans:
        return False
    (edit,) = finding.edits
    text = edit.span.of(plain(finding.unit.target or ()))
    place, end = finding.place, finding.end
    return (
        edit.span == finding.spans[0]
        and end is not None
        and (end.line, end.column) == (place.line, place.column + len(text))
        and _ESCAPED.isdisjoint(text + edit.text)
    )


def _location(place: Position, end: Position | None) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _file(place.file),
            "region": _region(place, end),
        }
    }


def _region(place: Position, end: Position | None) -> dict[str, int]:
    region = {"startLine": place.line, "startColumn": place.column}
    if end:
        region |= {"endLine": end.line, "endColumn": end.column}
    return region


def _file(name: str) -> dict[str, str]:
    file = PurePath(name)
    uri = quote(file.as_posix().encode("utf-8", "surrogateescape"))
    if file.is_absolute():
        return {"uri": f"file://{'' if uri.startswith('/') else '/'}{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


PLUGIN = Report(name="sarif", title="SARIF 2.1.0", render=_render)
