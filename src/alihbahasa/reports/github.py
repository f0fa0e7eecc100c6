"""Findings as annotations of GitHub Actions: workflow commands, a line each.

    ::error file=a.po,line=41,col=17,endColumn=35,title=forbidden-term T002::say “martial law”%0A...

GitHub shows ten of each kind for a step and drops the others, so there is one
for each cause, worst first, which tells how many places it has; the rest is
counted.  What could not be read comes before all of them.  The summary of the
step, which ``alihbahasa check`` writes besides, is the report markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from alihbahasa.contracts import Report, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Severity
from alihbahasa.reports import _causes, _excerpts
from alihbahasa.text import escape_terminal

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

#: How many annotations of a kind GitHub shows for a step.
_MOST = 10

#: How many of the other places of a cause are named.
_PLACES = 10

_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    told = dict.fromkeys(_COMMANDS, 0)
    for error in tally.errors[:_MOST]:
        told[Severity.ERROR] += 1
        yield _failure(error)
    untold = 0
    for cause in _causes.causes(findings):
        severity = cause[0].severity
        if told[severity] < _MOST:
            told[severity] += 1
            yield _annotation(cause)
        else:
            untold += len(cause)
    if untold:
        yield f"{_causes.counted(untold, 'more finding')}, since GitHub shows ten of a kind\n"
    yield escape_terminal(_causes.outcome(findings, tally)) + "\n"


def _annotation(cause: Sequence[Finding]) -> str:
    first = cause[0]
    title = f"{first.check} {first.code}"
    if len(cause) > 1:
        title += f": {len(cause):,} places"
    properties: dict[str, object] = {
        "file": _causes.path(first.place.file),
        "line": first.place.line,
        "col": first.place.column,
    }
    if first.end and first.end.line == first.place.line:
        properties["endColumn"] = first.end.column
    return _command(_COMMANDS[first.severity], properties | {"title": title}, _lines(cause))


def _failure(error: AlihbahasaError) -> str:
    properties: dict[str, object] = {}
    if error.file:
        properties["file"] = _causes.path(error.file)
    if error.line:
        properties["line"] = error.line
    if error.line and error.column:
        properties["col"] = error.column
    lines = map(escape_terminal, (error.message, error.hint or ""))
    return _command("error", properties | {"title": "could not be read"}, filter(None, lines))


def _command(name: str, properties: Mapping[str, object], lines: Iterable[str]) -> str:
    told = ",".join(
        f"{key}={escape_terminal(str(value)).translate(_IN_PROPERTY)}"
        for key, value in properties.items()
    )
    message = "\n".join(lines).translate(_IN_MESSAGE)
    return f"::{name} {told}::{message}\n"


def _lines(cause: Sequence[Finding]) -> Iterator[str]:
    first, *others = cause
    yield escape_terminal(_excerpts.clipped(first.message))
    if proposal := _excerpts.proposal(first):
        yield f"write: {escape_terminal(proposal)}"
    for language, text in _excerpts.excerpts(first, is_terminal=False):
        yield f"{escape_terminal(language)}: {text}"
    if others:
        places = [f"{_causes.path(each.place.file)}:{each.place.line}" for each in others[:_PLACES]]
        if len(others) > _PLACES:
            places.append(f"{len(others) - _PLACES:,} more")
        yield f"also: {escape_terminal(', '.join(places))}"


PLUGIN = Report(name="github", title="annotations of GitHub Actions", render=_render)
