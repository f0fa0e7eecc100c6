"""The columns of a sheet: what each one holds, told by its header.

Known are our own headers (see ``glossaries.csv``), the tags and names of
languages, and what other tools write:

* Weblate: ``source``, ``target``, ``context``, ``translator_comments``,
  ``developer_comments`` and the rest of translate-toolkit's CSV columns, where
  ``ID`` is no language (its documentation, "CSV files"), and a column of
  ``flags``: ``forbidden``, ``read-only``, ``terminology`` ("Glossary");
* Phrase Strings: ``term``, ``description``, ``case sensitive``,
  ``translatable``, then locales ("Uploading and downloading terms"); Phrase
  TMS: a column a language, with attributes forbidden, preferred, case, exact
  (TRUE or FALSE), status New or Approved, usage, note ("Modify term bases");
* Crowdin: ``Concept Definition``, ``Concept Subject``, ``Concept Note``, then
  ``Term [en]``, ``Description [en]``, ``Part of Speech [en]``, ``Status
  [en]``, ``Type [en]``, ``Gender [en]``, ``Note [en]``;
* Lokalise: ``term;description;casesensitive;translatable;forbidden;tags;en;
  en_description;...``, values yes and no ("Glossary");
* memoQ: ``Entry_ID``, ``Entry_Subject``, ``Entry_Domain``, ``Entry_Note`` and
  other entry fields, then for each language its name, and ``English_Def``,
  ``Term_Info``, ``Term_Example``, again for each further term ("Term base in
  CSV format");
* MateCat: ``Forbidden``, ``Domain``, ``Subdomain``, ``Definition``, then for
  each locale its tag, ``Notes``, ``Example of use`` ("Glossary file format").

An attribute may name its language before or after it (``en_note``, ``Note
[en]``); one that is headed the same more than once belongs to the column of
terms to its left.

The row of headers is the first of which most cells are known, or that names
two languages; at the top one language is enough.  Above it may stand two lines
of title.  ``war`` and ``is`` are tags of languages and words as well: they
count where a column beside them is surely headed by a language.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Cell, Sheet, TermStatus, fallbacks
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.terminology.intake.cells import squashed
from alihbahasa.terminology.intake.languages import language, names, nearest_known

#: In how many rows from the top the headers are looked for.
_DEEPEST = 10
#: How many lines of title may stand above them.
_MOST_TITLES = 2
#: How many columns an error names.
_SHOWN = 8

#: Tags of two letters that are words of English or Indonesian as well, as most of three are.
_WORDS = frozenset("am an as ay be bi he hi ho ia is it ku my no om or se si so to".split())


class Role(StrEnum):
    """What a column holds."""

    TERM = "term"
    TARGET = "target"
    LANGUAGE = "lang"
    KEY = "concept"
    GROUP = "concept id"
    SOURCE = "source"
    STATUS = "status"
    FLAGS = "flags"
    INFO = "term info"
    FORBIDDEN = "forbidden"
    PREFERRED = "preferred"
    CASE = "case sensitive"
    EXACT = "exact match"
    TRANSLATABLE = "translatable"
    UNTRANSLATABLE = "untranslatable"
    MATCH = "match"
    LEVEL = "level"
    POS = "pos"
    KEEP = "keep"
    SCOPE = "scope"
    FORMS = "forms"
    NOT_FORMS = "not_forms"
    NOTE = "note"
    DEFINITION = "definition"
    DOMAIN = "domain"
    EXAMPLE = "example"
    URL = "url"
    LEFT_OUT = "left out"
    UNKNOWN = "unknown"


#: Roles that tell of a term rather than of its concept.
_OF_TERMS = frozenset(
    {
        Role.STATUS,
        Role.FLAGS,
        Role.INFO,
        Role.FORBIDDEN,
        Role.PREFERRED,
        Role.CASE,
        Role.EXACT,
        Role.MATCH,
        Role.POS,
        Role.FORMS,
        Role.NOT_FORMS,
    }
)

_ALIASES = {
    Role.TERM: "term istilah sourceterm kata phrase original istilahsumber",
    Role.TARGET: "target translation terjemahan targetterm padanan istilahsasaran перевод",
    Role.LANGUAGE: "lang language bahasa locale termlanguage",
    Role.KEY: "concept",
    Role.GROUP: "conceptid entryid",
    Role.SOURCE: "source sumber reference ref termsource origin",
    Role.STATUS: "status termstatus administrativestatus usagestatus approvalstatus",
    Role.FLAGS: "flags",
    Role.INFO: "terminfo",
    Role.FORBIDDEN: "forbidden isforbidden terlarang donotuse",
    Role.PREFERRED: "preferred ispreferred",
    Role.CASE: "casesensitive case matchcase casesensitivity",
    Role.EXACT: "exact exactmatch",
    Role.TRANSLATABLE: "translatable translate",
    Role.UNTRANSLATABLE: "untranslatable nontranslatable donottranslate dnt readonly",
    Role.MATCH: "match matchtype matching",
    Role.LEVEL: "level severity tingkat",
    Role.POS: "pos partofspeech wordclass kelaskata termpos",
    Role.KEEP: "keep",
    Role.SCOPE: "scope",
    Role.FORMS: "forms",
    Role.NOT_FORMS: "notforms",
    Role.NOTE: "note notes catatan keterangan ket comment comments komentar remark remarks usage"
    " usagenote explanation termnote conceptnote entrynote translatorcomments"
    " developercomments context примечание комментарий",
    Role.DEFINITION: "definition definisi def description deskripsi desc conceptdefinition"
    " meaning arti entrydefinition определение",
    Role.DOMAIN: "domain domains subdomain subject subjectfield conceptsubject entrysubject"
    " entrydomain bidang category kategori topic",
    Role.EXAMPLE: "example examples contoh exampleofuse termexample usageexample пример",
    Role.URL: "url link tautan concepturl",
    Role.LEFT_OUT: "tags type termtype gender number figure image entryimage conceptfigure location"
    " fuzzy created createdat createdby creator entrycreated entrycreator modified modifiedat"
    " modifiedby lastmodified entrylastmodified modifier entrymodifier client entryclientid"
    " project entryprojectid author date tanggal shorttranslation",
}
_ROLES = {word: role for role, words in _ALIASES.items() for word in words.split()}

#: Columns of running numbers, which say nothing of a concept.
_NUMBERED = frozenset(("", "no", "nr", "nomor", "num", "id", "termid", "urut", "nourut"))

_TERM_STATUSES = {
    "not": TermStatus.FORBIDDEN,
    "forbidden": TermStatus.FORBIDDEN,
    "deprecated": TermStatus.DEPRECATED,
    "admitted": TermStatus.ADMITTED,
    "preferred": TermStatus.PREFERRED,
}

_BRACKETED = late_re(r"(.+?)\s*[\[(]\s*([^\[\]()]+?)\s*[\])]")
_BETWEEN = late_re(r"[\s_.:/-]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its number from 0, its header as the file has it, and what it holds.

    *language* is that of its terms, or of the terms it tells of; *of* are the
    numbers of those columns of terms, none where it tells of the whole row.
    *status* is that of terms whose header gives it (``en:not``).
    """

    index: int
    header: str
    role: Role
    language: str = ""
    status: TermStatus | None = None
    of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its columns known: *rows* are those below the headers.

    *is_long*: a row is one term, its language in a cell.  *renamed* are tags
    that were taken for more general ones, *above* counts the rows over the
    headers.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    is_long: bool
    renamed: tuple[tuple[str, str], ...] = ()
    above: int = 0


def table(
    sheet: Sheet,
    *,
    source_language: str,
    term_language: str,
    target_language: str,
    known: Collection[str],
) -> Table:
    """Find the headers of *sheet* and what its columns hold.

    *term_language* and *target_language* are those of columns that are headed
    only ``term`` or ``target``.  Raises AlihbahasaError, with the row, where no
    column holds terms, or none the source terms and none keys, and where more
    than a title stands above the headers.
    """
    if not sheet.rows:
        raise AlihbahasaError(
            "the sheet is empty",
            line=1,
            hint="the first row of the first sheet must hold the headers",
        )
    top = top_of(sheet.rows, known)
    number, cells = sheet.rows[top]
    rows = sheet.rows[top + 1 :]
    columns = _settled(_read(cells, known), rows)
    roles = {column.role for column in columns if not column.language}
    is_long = {Role.LANGUAGE, Role.TERM} <= roles and Role.TARGET not in roles
    given = []
    for column in columns:
        if column.role is Role.TARGET:
            if not target_language:
                raise AlihbahasaError(
                    f"the column {column.header} does not say its language",
                    line=number,
                    hint="name it with --to",
                )
            column = replace(column, role=Role.TERM, language=target_language)
        elif column.role is Role.TERM and not column.language and not is_long:
            column = replace(column, language=term_language)
        given.append(column)
    if not any(column.role is Role.TERM for column in given):
        raise _no_terms(cells, number)
    tags = [column.language for column in given if column.role is Role.TERM and column.language]
    renamed = nearest_known(tags, {source_language, target_language, *known} - {""})
    given = [replace(each, language=renamed.get(each.language, each.language)) for each in given]
    if not is_long and not _has_heads(given, rows, source_language):
        raise _no_source(given, number, source_language)
    return Table(_attached(given), rows, is_long, tuple(renamed.items()), top)


def nearest(header: str) -> str:
    """Return the header that *header* was most likely meant to be, or ""."""
    wanted = squashed(header)[:40]
    known = [word for word, role in _ROLES.items() if role is not Role.LEFT_OUT]
    found = difflib.get_close_matches(wanted, known, 1, 0.75)
    return (found or difflib.get_close_matches(wanted, names(), 1, 0.8) or [""])[0]


def top_of(rows: Sequence[tuple[int, tuple[Cell, ...]]], known: Collection[str] = ()) -> int:
    """Return the place of the row of headers; AlihbahasaError where there is none."""
    for place, (number, cells) in enumerate(rows[:_DEEPEST]):
        columns = _read(cells, known)
        if not _are_headers(columns, is_first=place == 0):
            continue
        terms = [each.index for each in columns if each.role in (Role.TERM, Role.TARGET)]
        for line, above in rows[:place]:
            filled = sum(index < len(above) and bool(above[index].text.strip()) for index in terms)
            if filled > 1 or place > _MOST_TITLES:
                raise AlihbahasaError(
                    f"more than a title stands above row {number}, which looks like the headers",
                    line=line,
                    hint="put the row of headers first: id, en, pt-BR",
                )
        return place
    raise _no_terms(rows[0][1], rows[0][0])


def _are_headers(columns: Sequence[Column], *, is_first: bool) -> bool:
    """Tell whether *columns* were read in a row of headers."""
    filled = [column for column in columns if column.header]
    told = [column for column in filled if column.role is not Role.UNKNOWN]
    languages = {each.language for each in filled if each.role is Role.TERM and each.language}
    if not any(column.role in (Role.TERM, Role.TARGET) for column in told):
        return False
    return len(told) * 2 > len(filled) or len(languages) > (0 if is_first else 1)


def _has_heads(
    columns: Iterable[Column], rows: Sequence[tuple[int, tuple[Cell, ...]]], source_language: str
) -> bool:
    """Tell whether one of *columns* holds what concepts go by: source terms, or their keys."""
    for column in columns:
        tag, source = column.language.lower(), source_language.lower()
        if column.role is Role.TERM and (tag in fallbacks(source) or source in fallbacks(tag)):
            return True
        place = column.index
        if column.role is Role.KEY and any(
            place < len(cells) and cells[place].text.strip() for _, cells in rows
        ):
            return True
    return False


def _read(cells: Iterable[Cell], known: Collection[str]) -> list[Column]:
    """Return the columns that *cells* head, each by itself but for tags that are words as well."""
    columns = [_column(index, cell.text, known) for index, cell in enumerate(cells)]
    tags = {tag.lower() for tag in known}
    words = {column.index for column in columns if _may_be_word(column, tags)}
    if any(column.language and column.index not in words for column in columns):
        return columns
    return [
        replace(column, role=Role.UNKNOWN, language="") if column.index in words else column
        for column in columns
    ]


def _may_be_word(column: Column, known: Collection[str]) -> bool:
    """Tell whether *column* is headed by a tag, not of the project, that may be a word."""
    word = column.header.lower()
    is_tag = column.role is Role.TERM and column.language == word and word not in known
    return is_tag and (len(word) == 3 or word in _WORDS)


def _column(index: int, text: str, known: Collection[str]) -> Column:
    """Return what a header by itself says of its column."""
    header = " ".join(text.lstrip("\ufeff").split())
    word = squashed(header)
    if word in _ROLES:
        return Column(index, header, _ROLES[word])
    tag, colon, part = header.partition(":")
    if colon and (found := language(tag, known)) and part.strip().lower() in _TERM_STATUSES:
        return Column(index, header, Role.TERM, found, _TERM_STATUSES[part.strip().lower()])
    for attribute, tag in _pairs(header):
        role = _ROLES.get(squashed(attribute), Role.UNKNOWN)
        if role not in (Role.UNKNOWN, Role.LANGUAGE, Role.KEY) and (found := language(tag, known)):
            role = Role.TERM if role in (Role.TARGET, Role.SOURCE) else role
            return Column(index, header, role, found)
    found = language(header, known)
    return Column(index, header, Role.TERM if found else Role.UNKNOWN, found)


def _pairs(header: str) -> Iterable[tuple[str, str]]:
    """Yield the ways to part *header* into an attribute and a language."""
    if found := _BRACKETED.fullmatch(header):
        yield found[1], found[2]
        yield found[2], found[1]
    words = _BETWEEN.split(header)
    if 1 < len(words) <= 6:
        for place in range(1, len(words)):
            for glue in ("-", " "):
                yield " ".join(words[place:]), glue.join(words[:place])
                yield " ".join(words[:place]), glue.join(words[place:])


def _settled(
    columns: Sequence[Column], rows: Sequence[tuple[int, tuple[Cell, ...]]]
) -> list[Column]:
    """Return *columns* with those settled that only the other columns and the cells can tell."""
    roles = {column.role for column in columns}
    is_bilingual = Role.TARGET in roles
    has_terms = any(column.role is Role.TERM and not column.language for column in columns)
    found = []
    for column in columns:
        word = squashed(column.header)
        if column.role is Role.SOURCE and not column.language and is_bilingual and not has_terms:
            column = replace(column, role=Role.TERM)
        elif word in _NUMBERED and column.role in (Role.TERM, Role.UNKNOWN):
            if _is_numbered(column.index, rows):
                is_id = word == "id" and Role.LANGUAGE in roles
                column = replace(column, role=Role.GROUP if is_id else Role.LEFT_OUT, language="")
            elif word == "id" and is_bilingual:
                column = replace(column, role=Role.LEFT_OUT, language="")
        found.append(column)
    return found


def _is_numbered(index: int, rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> bool:
    """Tell whether the column holds numbers and nothing else."""
    cells = (cells[index].text.strip() for _, cells in rows if index < len(cells))
    filled = [text for text in cells if text]
    return bool(filled) and all(text.rstrip(".").removesuffix(".0").isdecimal() for text in filled)


def _attached(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return *columns* with the columns of terms that each attribute tells of."""
    headers = [squashed(column.header) for column in columns]
    found = []
    left: tuple[int, ...] = ()
    for column, header in zip(columns, headers, strict=True):
        if column.role is Role.TERM:
            left = (column.index,)
        elif column.role in _OF_TERMS:
            if column.language:
                of = (
                    each.index
                    for each in columns
                    if each.role is Role.TERM and each.language == column.language
                )
                column = replace(column, of=tuple(of))
            elif header.startswith("term") or headers.count(header) > 1:
                column = replace(column, of=left)
        found.append(column)
    return tuple(found)


def _no_source(columns: Sequence[Column], number: int, source_language: str) -> AlihbahasaError:
    told = []
    for column in columns:
        if column.header:
            is_left = column.role in (Role.UNKNOWN, Role.LEFT_OUT)
            what = "left out" if is_left else column.language or column.role.value
            told.append(f"{' '.join(column.header.split())[:40]} ({what})")
    more = ", ..." if len(told) > _SHOWN else ""
    return AlihbahasaError(
        f"no column holds terms in {source_language}, the source language:"
        f" {', '.join(told[:_SHOWN])}{more}",
        line=number,
        hint=f"head it {source_language}, or term and name its language with --lang;"
        " keys of concepts are headed concept",
    )


def _no_terms(cells: Sequence[Cell], number: int) -> AlihbahasaError:
    hint = "head the columns of terms by their languages, as in: id, en, pt-BR"
    for cell in cells:
        near = nearest(cell.text) if cell.text.strip() else ""
        if near:
            hint = f"did you mean {near} by {' '.join(cell.text.split())[:40]}? {hint}"
            break
    return AlihbahasaError("no column is headed by a language", line=number, hint=hint)
