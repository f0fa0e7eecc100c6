"""An address of the web is missing from the target, changed, or too many.

The part of it that names the language may follow that of the text (``/id/``,
``/en/``), and neither the punctuation behind it nor http or https makes a difference.

Wrong (id to en): ``https://kompas.com/baca/12`` – "https://kompas.com/baca/21"

Right: ``https://id.wikipedia.org/wiki/Baku`` – "https://en.wikipedia.org/wiki/Baku"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from alihbahasa.checks import _copied
from alihbahasa.checks._addresses import URL
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain

#: Punctuation of the sentence, at the end of an address.
_END = ".,;:!?'*_~…։؟،"


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    if "://" in source or "://" in target or "www." in source or "www." in target:
        return _compared(source, target, context)
    return ()


def _compared(source: str, target: str, context: CheckContext) -> Iterator[Remark]:
    languages = (context.source.tag, context.target.tag, context.target_language)
    tags = "|".join(map(re.escape, sorted(set(languages), key=len, reverse=True)))
    given = _copied.places(_urls(source, tags))
    found = _copied.places(_urls(target, tags, known=given))
    yield from _copied.compared(given, found, source=source, target=target)


def _urls(
    text: str, tags: str, *, known: _copied.Places | None = None
) -> Iterator[tuple[str, Span]]:
    """Yield what the addresses in *text* have in common with those of other languages.

    Letters of a language without blanks may follow one that is *known*.
    """
    for found in URL.finditer(text):
        url = _trimmed(found[0])
        key = _neutral(url, tags)
        if known and key not in known and not url.isascii():
            start = re.match(r"[!-~]*", url)
            assert start is not None
            shorter = _trimmed(start[0])
            if _neutral(shorter, tags) in known:
                url, key = shorter, _neutral(shorter, tags)
        yield key, Span(found.start(), found.start() + len(url))


def _trimmed(url: str) -> str:
    """Return *url* without the punctuation of the sentence that it stands in."""
    opened, closed = url.count("("), url.count(")")
    squared, unsquared = url.count("["), url.count("]")
    stop = len(url)
    while stop:
        last = url[stop - 1]
        if last == ")" and closed > opened:
            closed -= 1
        elif last == "]" and unsquared > squared:
            unsquared -= 1
        elif last not in _END:
            break
        stop -= 1
    return url[:stop]


def _neutral(url: str, tags: str) -> str:
    """Return what of *url* must be the same in both languages, whose *tags* these are."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.lower() not in ("http", "https"):
        rest = url
    host, slash, path = rest.partition("/")
    whole = f"{host.lower()}{slash}{path}".rstrip("/")
    return re.sub(rf"(?i)(?<![^/=])(?:{tags})(?![^/.&#?])", "*", whole)


PLUGIN = Check(code="X017", name="url", severity=Severity.WARNING, run=_run, false_alarms=0.0)
