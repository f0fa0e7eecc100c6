"""alihbahasa segment."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.workflow.segment import Paragraph

#: How much of the text is shown on either side of a break, in characters.
_SHOWN = 24


@click.command(
    epilog="""\b
Examples:
  alihbahasa segment < article.txt
  alihbahasa segment --lang en article.txt
  echo "Prof. Dr. Sari tiba. Ia lelah." | alihbahasa segment --lang id --explain
  alihbahasa segment --format json article.txt
  alihbahasa segment --rules house.srx article.txt
  alihbahasa segment --write-srx id.srx --lang id""",
)
@click.argument("file", default="", metavar="[FILE]", shell_complete=_completing.files)
@_terminal.lang_option("the text; id where FILE is no article of a project.")
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="SRX",
    help="Cut by the rules of this SRX 2.0 file, not by those of the language pack.",
)
@click.option(
    "--explain", is_flag=True, help="Show the rule behind each break, and each exception."
)
@_terminal.format_option("text", "json", help="How to print the sentences: text or json.")
@click.option(
    "--write-srx",
    metavar="SRX",
    shell_complete=_completing.files,
    help="Write the rules of the language into an SRX 2.0 file (- for the standard output).",
)
def command(
    file: str,
    lang: str | None,
    rules: Path | None,
    explain: bool,
    format_: tuple[str, str],
    write_srx: str | None,
) -> None:
    """Cut a text into sentences: one a line, a blank line between paragraphs.

    FILE is an article of a project, which is cut as export cuts it, or any
    text (the standard input without it, or for -): there a line is a
    paragraph, and headings and links are not told apart.  An article with
    --lang or --rules is any text too.

    --explain prints one line for each place where a rule would break: line
    and column, "break" or "no break", the rule, and the text around ¦, with
    TABs between them; for an article also its blocks with their kinds.

    \b
    json: {"version": 1,
           "paragraphs": [{"line", "column", "kind", "label", "sentences": [TEXT, ...],
                           "decisions": [{"line", "column", "is_break", "rule", "file",
                                          "file_line"}]}]}
    kind and label are null for a text that is no article; decisions are there with
    --explain, file is "" for a rule of the language pack.  Keys are added, never
    renamed.
    """
    from alihbahasa.workflow import segment

    if write_srx is not None:
        if file or explain or rules:
            raise click.UsageError("--write-srx takes no FILE, no --explain and no --rules")
        _write(write_srx, lang or "id")
        return
    file = file or "-"
    found = None if file == "-" or lang or rules else segment.article_of(file)
    if found:
        paragraphs = segment.of_article(*found, explain=explain)
    else:
        language = lang or "id"
        if rules is None:
            _terminal.tell_packs([language])
        text = _terminal.decoded(_terminal.read_input(file), file)
        pack = segment.pack(language, rules=rules)
        paragraphs = segment.of_text(text, pack, explain=explain)
    name, destination = format_
    with _terminal.output(destination, found[0] if found else None) as write:
        if name == "json":
            told = [_fields(each, explain=explain) for each in paragraphs]
            write(_terminal.json_text({"version": 1, "paragraphs": told}))
            return
        is_watched = not destination and sys.stdout.isatty()
        for line in _explained(paragraphs) if explain else _sentences(paragraphs):
            write(f"{escape_terminal(line) if is_watched else line}\n")


def _write(file: str, language: str) -> None:
    from alihbahasa import plugins
    from alihbahasa.segmentation import srx

    _terminal.tell_packs([language])
    with _terminal.output(file, None) as write:
        write(srx.write({language: plugins.language_pack(language)}).decode("utf-8"))


def _fields(paragraph: Paragraph, *, explain: bool) -> dict[str, object]:
    fields: dict[str, object] = {
        "line": paragraph.line,
        "column": paragraph.column,
        "kind": paragraph.kind.value if paragraph.kind is not None else None,
        "label": paragraph.label or None,
        "sentences": list(paragraph.sentences),
    }
    if explain:
        fields["decisions"] = [
            {
                "line": paragraph.line,
                "column": paragraph.column + at,
                "is_break": rule.is_break,
                "rule": rule.name,
                "file": rule.file,
                "file_line": rule.line,
            }
            for at, rule in paragraph.decisions
        ]
    return fields


def _sentences(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        yield from paragraph.sentences


def _explained(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.kind is not None:
            label = f"\t{paragraph.label}" if paragraph.label else ""
            yield f"{paragraph.line}:{paragraph.column}\t{paragraph.kind}{label}"
        for at, rule in paragraph.decisions:
            place = f"{paragraph.line}:{paragraph.column + at}"
            verdict = "break" if rule.is_break else "no break"
            name = f"{rule.file}:{rule.line}: {rule.name}" if rule.file else rule.name
            before = paragraph.text[max(0, at - _SHOWN) : at]
            yield f"{place}\t{verdict}\t{name}\t{before}¦{paragraph.text[at : at + _SHOWN]}"
