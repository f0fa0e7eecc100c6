"""Takes in a sheet that was made for people: an old spreadsheet, or another tool's export.

Everything good comes in, the rest is rejected by cell with a reason and a
suggestion, and what was changed on the way is told.

* A cell of terms is parted at ``;``, ``|``, line breaks and a slash between
  spaces; the first term is preferred, the rest are admitted.  What stands in
  brackets goes into the note.
* Spaces too many are removed and told; capitals are told and left.
* Dates, numbers, formulas and errors in place of a term, text in the wrong
  encoding, control characters and brackets that do not close are rejected.
  With its source term a row is rejected, with another only that cell.
* Rows of one concept (the same key, or source terms that are found alike, see
  ``sameness``) are joined: nothing is dropped but what contradicts itself.  Two
  rows with different domains or parts of speech are two concepts.  A row with
  the key of another and other source terms is rejected.

``headers`` says which tools' columns are known, ``choices`` which values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from alihbahasa.model import Concept, Glossary, Sheet
from alihbahasa.terminology.intake import capitals, headers, rows
from alihbahasa.terminology.intake.cells import Fault, squashed
from alihbahasa.terminology.intake.headers import Column, Role, Table
from alihbahasa.terminology.intake.languages import nearest_known
from alihbahasa.terminology.intake.result import Duplicate, Intake, Notice, Tally
from alihbahasa.terminology.intake.rows import Entry, Log, cell_name
from alihbahasa.terminology.rejection import Rejection
from alihbahasa.terminology.sameness import may_be_one
from alihbahasa.terminology.senses import Senses, leading_terms
from alihbahasa.terminology.uniting import Clash, ClashKind, united_concept
from alihbahasa.text import shortened

__all__ = ["Duplicate", "Intake", "Notice", "Tally", "nearest_known", "taken_in"]

_FIELDS = {
    "level": Role.LEVEL,
    "keep": Role.KEEP,
    "scope": Role.SCOPE,
    "match": Role.MATCH,
    "pos": Role.POS,
}


def taken_in(
    sheet: Sheet,
    *,
    source_language: str,
    term_language: str = "",
    target_language: str = "",
    known: Collection[str] = (),
) -> Intake:
    """Return what *sheet* holds for a glossary whose concepts are headed by *source_language*.

    *term_language* and *target_language* are those of columns headed ``term``
    and ``target``; *known* are the languages of the project, which a more
    special tag is taken for (en-US for en).  Raises AlihbahasaError for a sheet
    without a column of terms.  Runs in time linear in the sheet.
    """
    known = {source_language, target_language, *known} - {""}
    table = headers.table(
        sheet,
        source_language=source_language,
        term_language=term_language or source_language,
        target_language=target_language,
        known=known,
    )
    log = Log()
    _tell_columns(table, log)
    entries = rows.entries(table, log, source_language=source_language, known=known)
    concepts, duplicates = _joined(entries, table, log, source_language)
    capitals.tell(concepts, log.tally)
    tags = dict.fromkeys(term.language for concept in concepts for term in concept.terms)
    headed = dict.fromkeys(c.language for c in table.columns if c.role is Role.TERM and c.language)
    return Intake(
        Glossary(concepts, tuple({**headed, **tags})),
        len(table.rows),
        tuple(sorted(log.rejections, key=lambda each: each.row)),
        log.tally.notices(),
        tuple(duplicates),
    )


def _tell_columns(table: Table, log: Log) -> None:
    """Note the columns that were left out, taken for others, or stand for themselves."""
    if table.above:
        log.tally.add("rows above the headers, which were left out", count=table.above)
    for tag, near in table.renamed:
        log.tally.add(f"terms in {tag} were taken for {near}", count=0)
    for column in table.columns:
        if column.role not in (Role.UNKNOWN, Role.LEFT_OUT):
            continue
        cells = (cells[column.index] for _, cells in table.rows if column.index < len(cells))
        filled = [cell.text for cell in cells if cell.text.strip()]
        if not filled:
            continue
        name = column.header or cell_name(1, column.index).rstrip("1")
        what = f"cells of the column {name}, which was left out"
        if column.role is Role.UNKNOWN and (near := headers.nearest(column.header)):
            what += f"; did you mean {near}?"
        elif squashed(column.header) == "id":
            what += ": numbers are not Indonesian; a column of keys is headed concept"
        log.tally.add(what, shortened(filled[0], 30), count=len(filled))


def _joined(
    entries: Sequence[Entry], table: Table, log: Log, source_language: str
) -> tuple[tuple[Concept, ...], list[Duplicate]]:
    """Make rows of one concept one, and note both of them."""
    found: list[list[Entry]] = []
    groups: dict[str, int] = {}
    senses = Senses()
    duplicates: list[Duplicate] = []
    lines = dict(table.rows)
    for entry in _headed_first(entries, table, source_language):
        concept = entry.concept
        leading = leading_terms(concept, source_language)[:1]
        if entry.group:
            place = groups.get(entry.group)
            group = found[place] if place is not None and not table.is_long else []
            if group and concept.key and not _is_one(group, concept, source_language):
                first = group[0].concept
                head = leading_terms(first, source_language)[0].text
                reason = f"row {first.line} has the key {concept.key} too, for {head}"
                wrong = Fault(reason, "give one of the two rows another key")
                rows.refuse(concept.line, lines[concept.line], table.columns, log, wrong)
                continue
        else:
            place = next(senses.find(concept, leading[0]), None)
        if place is None:
            apart = senses.any(leading[0])
            if apart is not None:
                line = found[apart][0].concept.line
                duplicates.append(Duplicate(leading[0].text, concept.line, line, "kept apart"))
            place = len(found)
            found.append([])
        found[place].append(entry)
        if entry.group:
            groups.setdefault(entry.group, place)
        senses.add(concept, leading, place)
    concepts = []
    for there, *others in found:
        rest = [_inheriting(each, there.concept, table) for each in others]
        concept, steps = united_concept(there.concept, rest, joins_prose=True)
        concepts.append(concept)
        for other, step in zip(rest, steps, strict=True):
            log.rejections += _rejections(step.clashes, concept, other, table.columns)
            if not table.is_long:
                text = leading_terms(other, source_language)[0].text
                outcome = "joined" if step.is_change else "the same"
                duplicates.append(Duplicate(text, other.line, concept.line, outcome))
    return tuple(concepts), sorted(duplicates, key=lambda each: each.row)


def _is_one(group: Sequence[Entry], concept: Concept, language: str) -> bool:
    """Tell whether *concept*, which has the key of *group*, may be the concept of that."""
    first = group[0].concept
    if may_be_one(first, concept, language):
        return True
    every = tuple(term for each in group for term in each.concept.terms)
    return len(group) > 1 and may_be_one(replace(first, terms=every), concept, language)


def _inheriting(entry: Entry, first: Concept, table: Table) -> Concept:
    """Return the concept of *entry*; in a long table its terms match as the first one does."""
    if not table.is_long or entry.has_match:
        return entry.concept
    terms = (replace(term, match=first.terms[0].match) for term in entry.concept.terms)
    return replace(entry.concept, terms=tuple(terms))


def _headed_first(entries: Sequence[Entry], table: Table, source_language: str) -> Iterable[Entry]:
    """Return *entries*, in a long table those first that speak for the concept: in the source."""
    if not table.is_long:
        return entries
    order: dict[str, int] = {}
    for entry in entries:
        order.setdefault(entry.group, len(order))
    return sorted(
        entries,
        key=lambda each: (order[each.group], not each.concept.terms_in(source_language)),
    )


def _rejections(
    clashes: Iterable[Clash], first: Concept, second: Concept, columns: Sequence[Column]
) -> Iterable[Rejection]:
    """Yield what of the row of *second* contradicts the row of *first*."""
    for clash in clashes:
        if clash.kind is not ClashKind.REFUSED:
            continue
        role = _FIELDS.get(clash.field, Role.TERM)
        fitting = (
            each
            for each in columns
            if each.role is role and (role is not Role.TERM or clash.field in (each.language, ""))
        )
        column = next(fitting, None) or next(each for each in columns if each.role is Role.TERM)
        reason = f"row {first.line} says otherwise of the same concept: {clash.held}"
        cell = cell_name(second.line, column.index)
        yield Rejection(second.line, column.header, clash.value, reason, "", cell)
