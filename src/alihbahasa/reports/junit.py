"""Findings as test results, in the XML of JUnit that CI servers show.

A check is a suite; a finding is a failed test in it, or a skipped one where it
does not make the run fail; a check that found nothing is one test that passed.
What could not be read is a test with an error, in a suite of their own.
The class of a test is the file, its name has the unit and no line: so servers
know it again when lines move.  What XML cannot hold is written out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from alihbahasa import xmlio
from alihbahasa.contracts import Report, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding
from alihbahasa.reports import _causes, _entries, _excerpts
from alihbahasa.text import escape_terminal

#: The suite of what could not be read.
_UNREAD = "could not be read"


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    suites: defaultdict[str, list[Finding]] = defaultdict(list)
    for check in tally.checks:
        suites[check.name] = []
    for each in findings:
        suites[each.check].append(each)
    clean = sum(not found for found in suites.values())
    failed = sum(each.severity.reaches(tally.fail_on) for each in findings)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    errors = len(tally.errors)
    yield _opening(
        "testsuites",
        "alihbahasa check",
        tests=len(findings) + clean + errors,
        failed=failed,
        found=len(findings),
        errors=errors,
    )
    if errors:
        yield _opening("testsuite", _UNREAD, tests=errors, errors=errors)
        yield from map(_failure, tally.errors)
        yield "</testsuite>\n"
    for name, found in suites.items():
        failed = sum(each.severity.reaches(tally.fail_on) for each in found)
        yield _opening("testsuite", name, tests=len(found) or 1, failed=failed, found=len(found))
        if not found:
            yield f'<testcase classname="alihbahasa" name={_attribute(name)} time="0"/>\n'
        yield from _cases(found, tally)
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _opening(
    element: str, name: str, *, tests: int, failed: int = 0, found: int = 0, errors: int = 0
) -> str:
    return (
        f'<{element} name={_attribute(name)} tests="{tests}" failures="{failed}"'
        f' errors="{errors}" skipped="{found - failed}" time="0">\n'
    )


def _failure(error: AlihbahasaError) -> str:
    file = _attribute(_causes.path(error.file or ""))
    details = xmlio.escape(_writable("\n".join(filter(None, (str(error), error.hint))), lines=True))
    return (
        f'<testcase classname={file} name="{_UNREAD}" file={file} line="{error.line or 1}"'
        f' time="0">\n<error message={_attribute(error.message)}>{details}</error>\n</testcase>\n'
    )


def _cases(findings: Sequence[Finding], tally: Tally) -> Iterator[str]:
    names: Counter[tuple[str, str]] = Counter()
    for each in findings:
        file = _causes.path(each.place.file)
        name = f"{_excerpts.clipped(each.message)} ({each.unit.id})"
        names[file, name] += 1
        if names[file, name] > 1:
            name += f" {names[file, name]}"
        message = f"message={_attribute(_excerpts.clipped(each.message))}"
        details = xmlio.escape(_writable(_entries.entry(each), lines=True))
        yield (
            f"<testcase classname={_attribute(file)} name={_attribute(name)}"
            f' file={_attribute(file)} line="{each.place.line}" time="0">\n'
        )
        if each.severity.reaches(tally.fail_on):
            yield f'<failure type="{each.severity.value}" {message}>{details}</failure>\n'
        else:
            yield f"<skipped {message}/>\n<system-out>{details}</system-out>\n"
        yield "</testcase>\n"


def _attribute(text: str) -> str:
    return f'"{xmlio.escape_attribute(_writable(text))}"'


def _writable(text: str, *, lines: bool = False) -> str:
    """Return *text* with what XML or a terminal must not have written out, but for *lines*."""
    if lines:
        return "\n".join(map(_writable, text.split("\n")))
    return xmlio.FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", escape_terminal(text))


PLUGIN = Report(name="junit", title="test results in the XML of JUnit", render=_render)
