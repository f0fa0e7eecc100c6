"""alihbahasa glossary stats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alihbahasa.cli import _progress, _terminal
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import escape_terminal, shown

if TYPE_CHECKING:
    from alihbahasa.terminology.usage import Example, Usage


@click.command(
    epilog="""\b
Examples:
  alihbahasa glossary stats --to en
  alihbahasa glossary stats --to en --concept rayon --examples 5
  alihbahasa glossary stats --format json""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@click.option("--concept", "keys", multiple=True, metavar="KEY", help="Only this; may be repeated.")
@click.option(
    "--examples",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Show up to N sentences of each concept that are rendered otherwise.",
)
@_terminal.format_option("text", "json", help="text or json.")
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    keys: tuple[str, ...],
    examples: int,
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """Tell how often each concept is mentioned and how it is rendered.

    \b
    mentions     in the sources of ARTICLE (all of them when none is named)
    translated   those whose sentence has a finished translation
    prescribed   rendered by a preferred or admitted term, or kept
    otherwise    by a deprecated or forbidden term, by other words, by none known
    level, fits  what the glossary asks, and what would raise few false alarms:
                 must from 98 % of 20 renderings on, should from 85 % of 5, else
                 info; "-" where fewer than five were seen

    \b
    json: {"version": 1,
           "concepts": [{"concept", "language", "mentions", "translated", "prescribed",
                         "renderings": {KIND: COUNT, ...}, "level", "fits", "examples":
                           [{"article", "unit", "kind", "source", "target", "span"}]}]}
    KIND is preferred, admitted, kept, deprecated, forbidden, other or none;
    fits is null where fewer than five were seen; examples are all that are
    rendered otherwise, span a pair of offsets in the target or null.  Keys are
    added, never renamed.
    """
    from alihbahasa.workflow import prepare
    from alihbahasa.workflow.glossary import stats

    name, destination = format_
    project = _terminal.open_project(folder)
    _terminal.tell_packs(prepare.chosen_languages(project, languages))
    found = stats.run(project, articles=articles, languages=languages, progress=_progress.progress)
    found = _chosen(found, keys)
    with _terminal.output(destination, project) as write:
        if name == "json":
            document = {"version": 1, "concepts": [_fields(usage) for usage in found]}
            write(_terminal.json_text(document))
            return
        write(_table(found))
        is_terminal = not destination and _terminal.has_colour()
        for usage in found:
            for line in _shown(usage, usage.examples[:examples], is_terminal=is_terminal):
                write(f"{line}\n")


def _chosen(found: Sequence[Usage], keys: Sequence[str]) -> tuple[Usage, ...]:
    """Return those of *found* that are about *keys*, all where none is named."""
    there = {usage.concept.key for usage in found}
    for key in keys:
        if key not in there:
            from rapidfuzz import fuzz, process

            near = process.extractOne(key, sorted(there), scorer=fuzz.ratio, score_cutoff=60)
            hint = f"did you mean {near[0]}?" if near else None
            raise AlihbahasaError(f"no article mentions the concept {key!r}", hint=hint)
    return tuple(usage for usage in found if not keys or usage.concept.key in keys)


def _table(found: Sequence[Usage]) -> str:
    from rich.table import Table
    from rich.text import Text

    from alihbahasa.model import RenderingKind

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("concept")
    table.add_column("to")
    for heading in ("mentions", "translated", "prescribed", "otherwise"):
        table.add_column(heading, justify="right")
    table.add_column("level")
    table.add_column("fits")
    table.add_column("by")
    for usage in found:
        counts = dict(usage.renderings)
        others = [
            f"{kind} {counts[kind]:,}"
            for kind in RenderingKind
            if counts[kind] and not kind.is_allowed
        ]
        share = f" ({100 * usage.prescribed // usage.translated} %)" if usage.translated else ""
        table.add_row(
            Text(escape_terminal(usage.concept.key)),
            usage.language,
            f"{usage.mentions:,}",
            f"{usage.translated:,}",
            f"{usage.prescribed:,}{share}",
            f"{usage.translated - usage.prescribed:,}",
            str(usage.concept.level),
            str(usage.fitting or "-"),
            ", ".join(others),
        )
    return _terminal.table_text(table)


def _shown(usage: Usage, examples: Sequence[Example], *, is_terminal: bool) -> Iterator[str]:
    """Yield the lines about *examples*: where each stands, its source and its target."""
    from alihbahasa.model import plain

    for example in examples:
        rendering = example.rendering
        spans = [rendering.span] if rendering.span else []
        yield (
            f"\n{escape_terminal(usage.concept.key)} ({usage.language}), {rendering.kind}:"
            f" {escape_terminal(example.article)}, {example.unit.id}"
        )
        source, target = plain(example.unit.source), plain(example.unit.target or ())
        yield f"  source  {shown(source, [rendering.mention.span], is_terminal=is_terminal)}"
        yield f"  target  {shown(target, spans, is_terminal=is_terminal)}"


def _fields(usage: Usage) -> dict[str, Any]:
    """Return *usage* as an object of the output; keys are added, never renamed."""
    from alihbahasa.model import plain

    return {
        "concept": usage.concept.key,
        "language": usage.language,
        "mentions": usage.mentions,
        "translated": usage.translated,
        "prescribed": usage.prescribed,
        "renderings": {kind.value: count for kind, count in usage.renderings},
        "level": usage.concept.level.value,
        "fits": usage.fitting.value if usage.fitting else None,
        "examples": [
            {
                "article": example.article,
                "unit": example.unit.id,
                "kind": example.rendering.kind.value,
                "source": plain(example.unit.source),
                "target": plain(example.unit.target or ()),
                "span": [example.rendering.span.start, example.rendering.span.stop]
                if example.rendering.span
                else None,
            }
            for example in usage.examples
        ],
    }
