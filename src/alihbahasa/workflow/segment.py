"""Segment: a text, or an article of a project, cut into sentences; the rules behind each cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alihbahasa import plugins, segmentation, storage
from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Block, Kind, plain, raw
from alihbahasa.patterns import late_re
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.segmentation import Decision
from alihbahasa.workflow import prepare

_LINE = late_re(r"[^\n\r\u2028\u2029]+")
_LINE_END = late_re(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph cut into *sentences*, or a block of an article into its units.

    *kind* is that of a block, None where a line of a text is a paragraph.
    *text* begins at *line* and *column*, from 1; the *decisions* have offsets
    into it, and are there when they were asked for.
    """

    text: str
    sentences: tuple[str, ...]
    line: int
    column: int = 1
    kind: Kind | None = None
    label: str = ""
    decisions: tuple[Decision, ...] = ()


def pack(language: str, *, rules: Path | None = None) -> LanguagePack:
    """Return the pack of *language*, with the rules of an SRX file where one is given."""
    found = plugins.language_pack(language)
    if rules is None:
        return found
    data = storage.read(rules, limit=storage.TEXT_LIMIT)
    return prepare.with_rules(found, language, data, str(rules))


def of_text(text: str, pack: LanguagePack, *, explain: bool = False) -> Iterator[Paragraph]:
    """Yield each paragraph of *text*, which is each line that is not blank, cut into sentences."""
    line, counted = 1, 0
    for found in _LINE.finditer(text):
        if not found[0].strip():
            continue
        line += len(_LINE_END.findall(text, counted, found.start()))
        counted = found.start()
        yield Paragraph(
            text=found[0],
            sentences=tuple(span.of(found[0]) for span in segmentation.sentences(found[0], pack)),
            line=line,
            decisions=segmentation.decisions(found[0], pack) if explain else (),
        )


def of_article(project: Project, article: str, *, explain: bool = False) -> Iterator[Paragraph]:
    """Yield each block of *article* cut into units, as an export cuts it."""
    document = prepare.document(project, article)
    settings = project.settings.for_article(article)
    pack = prepare.source_pack(project, settings)
    line, counted, begun = 1, 0, 0
    for block in document.blocks:
        if not block.units:
            continue
        text = _inside(block)
        start = block.span.start + len(block.label) + len(block.gaps[0])
        ends = list(_LINE_END.finditer(document.text, counted, start))
        line, counted = line + len(ends), start
        begun = ends[-1].end() if ends else begun
        yield Paragraph(
            text=text,
            sentences=tuple(raw(unit.source) for unit in block.units),
            line=line,
            column=start - begun + 1,
            kind=block.kind,
            label=block.label,
            decisions=segmentation.decisions(
                text,
                pack,
                never_break_after=settings.segmentation.never_break_after,
                always_break_after=settings.segmentation.always_break_after,
            )
            if explain and block.kind in segmentation.CUT
            else (),
        )


def article_of(file: str) -> tuple[Project, str] | None:
    """Return the project and the name of the article that *file* is, or None."""
    from alihbahasa import project
    from alihbahasa.errors import AlihbahasaError

    path = Path(file).absolute()
    try:
        # An article of an archive is no file, and the folders that it would lie in are none.
        found = project.find(next(each for each in path.parents if each.is_dir()))
    except AlihbahasaError:
        return None
    path, sources = storage.real(path), storage.real(found.sources)
    if not path.is_relative_to(sources):
        return None
    name = path.relative_to(sources).as_posix()
    return (found, name) if found.has(name) else None


def _inside(block: Block) -> str:
    """Return the text of *block* without its label, its markup and the gaps around its units."""
    between = (*block.gaps[1:-1], "")
    return "".join(
        plain(unit.source) + (gap if not gap.strip() else " ")
        for unit, gap in zip(block.units, between, strict=True)
    )
