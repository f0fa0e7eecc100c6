"""What reads and writes files: formats of articles, exchange files, memories, glossaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Protocol

from alihbahasa.contracts.languages import LanguagePack
from alihbahasa.model import (
    NOTHING,
    Content,
    Document,
    Fault,
    Glossary,
    Header,
    Loss,
    Sheet,
    Side,
    State,
    Unit,
)
from alihbahasa.records import dataclass


class ReadArticle(Protocol):
    """Bytes of an article to a document, one unit a block, not yet cut into sentences.

    *labels* are words before a link or a credit that the project adds to the
    pack's.  Raises AlihbahasaError with line and column for bytes that are no
    text.
    """

    def __call__(
        self, data: bytes, pack: LanguagePack, *, name: str = "", labels: Iterable[str] = ()
    ) -> Document: ...


class BuildArticle(Protocol):
    """A document and the targets of its units, by id, to the bytes of the translated article.

    A unit without a target stays as it is; with no targets and no *labels*
    the bytes are those of the source.  *labels* maps a label of the source to
    the one to write.  *source* and *target* are the packs of the languages:
    white space between sentences follows the target's.
    """

    def __call__(
        self,
        document: Document,
        targets: Mapping[str, Content],
        *,
        source: LanguagePack,
        target: LanguagePack,
        labels: Mapping[str, str] = NOTHING,
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ArticleFormat:
    """A format of articles: *extensions* with their dot, in lower case."""

    name: str
    title: str
    extensions: tuple[str, ...]
    read: ReadArticle
    build: BuildArticle


@dataclass(frozen=True, slots=True)
class Profile:
    """How exchange files are written for the program that a translator uses.

    *formats* are written where the settings name none.  In XLIFF, a unit that
    has no target gets its source for one where *copies_source*; *drafts_aside*
    keeps the targets of drafts out of it, for a memory beside it; *approves*
    says ``approved="yes"`` of every finished unit of XLIFF 1.2; one that
    *is_rich* marks the terms in the sources, and holds white space between
    units where it can.  In PO, kinds are a ``msgctxt`` where it *has_contexts*,
    and else told in the note; *templates* are POT files beside the PO files.
    *bullet* begins each of several lines about terms.  *xliff2_version* is that
    of XLIFF 2 files; where it is empty, a new one has 2.0 and others keep theirs.
    """

    name: str
    title: str
    formats: tuple[str, ...]
    copies_source: bool = False
    drafts_aside: bool = False
    approves: bool = False
    is_rich: bool = False
    has_contexts: bool = False
    templates: bool = False
    bullet: str = ""
    xliff2_version: str = ""


#: The profile that every program can read.
DEFAULT = Profile("default", "any program", formats=("po", "xliff12"))


class WriteExchange(Protocol):
    """A header and units to the bytes of an exchange file.

    *original* is the file as it stands: a unit whose source, target, state
    and comments are the same there is written byte for byte as it was found,
    unless the file was written in another *profile*.
    Raises AlihbahasaError naming the unit for text that the format cannot hold.
    """

    def __call__(
        self,
        header: Header,
        units: Iterable[Unit],
        *,
        original: bytes = b"",
        profile: Profile = DEFAULT,
    ) -> Iterator[bytes]: ...


class Locate(Protocol):
    """Find the line and column of offsets in the texts of units of a file.

    Each wanted place is ``(unit id, side, offset)``; the answer maps it to
    ``(line, column)``, from 1.  An offset past the end, or a side that is
    empty, gives where that text begins; a unit that is not there is left out.
    Offsets into the target of a unit with plural forms go on from one form to
    the next.
    """

    def __call__(
        self, data: bytes, wanted: Iterable[tuple[str, Side, int]]
    ) -> Mapping[tuple[str, Side, int], tuple[int, int]]: ...


@dataclass(frozen=True, slots=True)
class Change:
    """What a unit of a file is to have: its target, None for none, and the state of it.

    *plurals* are all its plural forms, the first of which is the target; without
    them the other forms of a unit stay.
    """

    target: Content | None
    state: State
    plurals: tuple[Content, ...] = ()


class PatchExchange(Protocol):
    """A file with the targets and states of the units named changed, and every other byte kept.

    No changes, and changes to what is there already, are the same bytes.
    Raises AlihbahasaError naming the unit for one that the file does not have,
    and for a target that it cannot hold.
    """

    def __call__(self, original: bytes, changes: Mapping[str, Change]) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format that travels to a translator and back.

    *recognises* looks at the first 4 KiB of a file.  *read* raises
    AlihbahasaError with line, column and unit for a malformed file; the
    iterator may raise later.  No two units of a file have one id, and where
    it *is_keyed_by_text* none have one source and context either.
    *validate* yields all that is wrong in the bytes of a file by the standard of
    the format, in the order of the file, and raises nothing.
    *write_template* gives the file that translations into any language start
    from, without a word of a translation; None where a format has no such.
    """

    name: str
    title: str
    extension: str
    recognises: Callable[[bytes], bool]
    read: Callable[[BinaryIO], tuple[Header, Iterator[Unit]]]
    write: WriteExchange
    locate: Locate
    patch: PatchExchange
    validate: Callable[[bytes], Iterator[Fault]]
    is_keyed_by_text: bool = False
    write_template: WriteExchange | None = None


class ReadMemory(Protocol):
    """Bytes of a memory to its header and its pairs, as units, one at a time.

    *source_language* and *target_language* say which pair is read of a file
    with several languages; texts in a more or a less specific one count
    (RFC 4647).  Without them the file must tell.  Raises AlihbahasaError with
    the line for a malformed file, and with the languages there are where they
    do not tell which are meant; the iterator may raise later.
    """

    def __call__(
        self, stream: BinaryIO, *, source_language: str = "", target_language: str = ""
    ) -> tuple[Header, Iterator[Unit]]: ...


@dataclass(frozen=True, slots=True)
class MemoryFormat:
    """A format of translation memories: finished pairs, in any number.

    *recognises* looks at the first 4 KiB of a file.  *write* leaves out units
    without a finished target, and raises AlihbahasaError naming the unit for
    text that the format cannot hold.  *check* returns how many units there are
    and their languages, and raises AlihbahasaError with line and unit for
    what breaks the format, though it can be read.  All of them stream.
    """

    name: str
    title: str
    extension: str
    recognises: Callable[[bytes], bool]
    check: Callable[[BinaryIO], tuple[int, frozenset[str]]]
    read: ReadMemory
    write: Callable[[Header, Iterable[Unit]], Iterator[bytes]]


class ReadGlossary(Protocol):
    """Bytes to a glossary, and what of the file a glossary has no place for.

    *source_language* says whose terms head a concept.  Raises AlihbahasaError
    with line and column for what cannot be right.
    """

    def __call__(
        self, data: bytes, *, source_language: str
    ) -> tuple[Glossary, tuple[Loss, ...]]: ...


class WriteGlossary(Protocol):
    """A glossary to the bytes of a file, and what of it the format has no place for.

    *source_language* says whose terms head a concept, *languages* which others
    are written, all where it is empty.  *original* is the file as it stands,
    whose shape is kept.
    """

    def __call__(
        self,
        glossary: Glossary,
        *,
        source_language: str,
        languages: Sequence[str] = (),
        original: bytes = b"",
    ) -> tuple[bytes, tuple[Loss, ...]]: ...


@dataclass(frozen=True, slots=True)
class GlossaryFormat:
    """A format of glossaries: *extensions* with their dot, in lower case.

    *ambiguous* are those of them that files of any other sort have too: one
    that no format recognises is none of ours.  *recognises* looks at the first
    4 KiB of a file with such an extension.  *limit* is how large a file may
    be, in bytes.  *write* is None for a format that is only read.  *sheet*
    gives the cells of a table as they are, for import from other tools; None
    where the format is no table.  *read_leniently* leaves out columns that
    ours has no name for, where *read* would refuse them.  One that
    *is_partial* holds no keys and levels: what it has no place for cannot be
    told from what was deleted.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: ReadGlossary
    write: WriteGlossary | None = None
    sheet: Callable[[bytes], Sheet] | None = None
    ambiguous: tuple[str, ...] = ()
    limit: int = 20_000_000
    read_leniently: ReadGlossary | None = None
    is_partial: bool = False
