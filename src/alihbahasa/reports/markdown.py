"""Findings in Markdown, for a comment on a pull request or the summary of a CI step.

A table of the causes, worst first, and the texts of the heaviest; what is left
is counted, so that it stays within what a comment may have (65,536 characters).
Nothing of the texts is markup in it, and nobody is mentioned by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding
from alihbahasa.patterns import late_re
from alihbahasa.reports import _causes, _entries, _excerpts
from alihbahasa.text import escape_terminal

#: How many causes have a row, and how many are shown with their texts.
_ROWS = 50
_SHOWN = 20

#: How long each of the two may be, in characters.
_SIZE = 28_000

#: How long a text in a cell may be.
_LONGEST = 160

#: What Markdown and HTML are made of, and what names people and issues.
_MARKUP = late_re(r"[\\`*_\[\]<>&|~$@#]")
_FENCE = late_re("`{3,}")


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    yield f"### alihbahasa check: {_escaped(_causes.headline(findings, tally))}\n"
    if tally.errors:
        yield "\nCould not be read:\n\n"
        items = (f"* {_escaped(str(each))}\n" for each in tally.errors)
        yield from _within(items, most=_SHOWN)
    causes = _causes.causes(findings)
    if causes:
        yield "\n| | check | places | what | where |\n|---|---|--:|---|---|\n"
        rows = list(_within(map(_row, causes), most=_ROWS))
        yield from rows
        if rest := sum(map(len, causes[len(rows) :])):
            yield f"\n{_causes.counted(rest, 'more finding')} of other causes.\n"
        yield _texts([cause[0] for cause in causes])
    for sentence in _causes.consequences(findings, tally):
        yield f"\n{_escaped(sentence)}.\n"


def _within(parts: Iterable[str], *, most: int) -> Iterator[str]:
    """Yield *most* of *parts*, or as many as a comment has room for."""
    size = 0
    for part in islice(parts, most):
        size += len(part)
        if size > _SIZE:
            return
        yield part


def _row(cause: Sequence[Finding]) -> str:
    first = cause[0]
    new = "new " if any(each.is_new for each in cause) else ""
    place = f"{_excerpts.clipped(_causes.path(first.place.file), _LONGEST)}:{first.place.line}"
    cells = (
        f"{new}{first.severity.value}",
        f"{_escaped(first.check)} {_escaped(first.code)}",
        f"{len(cause):,}",
        _escaped(_excerpts.clipped(_excerpts.sentence(first), _LONGEST)),
        _escaped(place),
    )
    return f"| {' | '.join(cells)} |\n"


def _texts(findings: Sequence[Finding]) -> str:
    entries = list(_within(map(_entries.entry, findings), most=_SHOWN))
    which = "the texts" if len(entries) == len(findings) else f"the first {len(entries)}"
    text = "\n".join(entries)
    fence = "`" * max((len(run) + 1 for run in _FENCE.findall(text)), default=3)
    return f"\n<details><summary>{which}</summary>\n\n{fence}text\n{text}{fence}\n\n</details>\n"


def _escaped(text: str) -> str:
    """Return *text* as the content of a cell: no markup, no table, and nobody named."""
    return _MARKUP.sub(_written, escape_terminal(text))


def _written(found: re.Match[str]) -> str:
    # A comment, which shows nothing, keeps @name and #12 from being links.
    return f"{found[0]}<!-- -->" if found[0] in "@#" else f"&#{ord(found[0])};"


PLUGIN = Report(name="markdown", title="for a pull request", render=_render)
