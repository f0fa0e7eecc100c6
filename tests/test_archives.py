"""Archives: lines from any place, records and what is wrong with them, names, the index."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa import project, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.project import Project, archives
from alihbahasa.project.archives import Record
from alihbahasa.storage.archives import LINE_LIMIT, Line, Reader
from alihbahasa.workflow import prepare

SETTINGS = '[project]\ntargets = ["en"]\n[[archives]]\nfiles = "arsip/*"\n'


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test left open."""
    yield
    archives.close()


def packed(data: bytes, end: str) -> bytes:
    """Pack *data* for a name with *end*, in two parts as appending to a file makes them."""
    half = len(data) // 2
    if end == ".gz":
        return gzip.compress(data[:half]) + gzip.compress(data[half:])
    if end == ".zst":
        packer = zstandard.ZstdCompressor()
        return packer.compress(data[:half]) + packer.compress(data[half:])
    return data


def made(root: Path, *lines: object, name: str = "a.jsonl", settings: str = SETTINGS) -> Project:
    """Make a project with an archive of *lines*, which are bytes or become JSON."""
    path = root / "sources" / "arsip" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = b"".join(
        (each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in lines
    )
    path.write_bytes(packed(data, path.suffix))
    (root / "alihbahasa.toml").write_text(settings, "utf-8")
    return project.find(root)


def read(found: Project) -> tuple[list[Record], list[AlihbahasaError]]:
    """Read all archives of a project, range by range."""
    records: list[Record] = []
    errors: list[AlihbahasaError] = []
    for archive in archives.archives(found):
        for part in archives.ranges(found, archive):
            for each in archives.records(found, part):
                if isinstance(each, Record):
                    records.append(each)
                else:
                    errors.append(each)
    return records, errors


# --- lines from any place ---------------------------------------------------------

LINES = st.lists(st.binary(max_size=12).map(lambda each: each.replace(b"\n", b"")), max_size=20)


@invariant("I12", ci=200, long=5_000)
@given(lines=LINES, ends=st.booleans(), cuts=st.lists(st.integers(0, 300), max_size=6))
@pytest.mark.parametrize("end", ["", ".gz", ".zst"])
def test_pieces_have_every_line_once_wherever_they_are_cut(
    end: str,
    lines: list[bytes],
    ends: bool,
    cuts: list[int],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.getbasetemp() / f"cut.jsonl{end}"
    data = b"\n".join(lines) + b"\n" * ends
    path.write_bytes(packed(data, end))
    with closing(Reader(path)) as reader:
        whole = list(reader.lines())
        places = sorted({0, *cuts})
        parts: list[Line] = []
        for start, stop in zip(places, [*places[1:], None], strict=True):
            parts += reader.lines(start, stop, number=len(parts) + 1)
    assert parts == whole
    text = b"\n".join(each.data or b"" for each in whole)
    assert text.rstrip(b"\n") == data.removeprefix(b"\xef\xbb\xbf").rstrip(b"\n")


def test_a_mark_at_the_beginning_is_no_part_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf{}\n\xef\xbb\xbf{}\n")
    with closing(Reader(path)) as reader:
        assert list(reader.lines()) == [Line(3, 1, b"{}"), Line(6, 2, b"\xef\xbb\xbf{}")]
        assert reader.line(3, 2, number=1) == b"{}"


@pytest.mark.parametrize("end", ["", ".gz", ".zst"])
def test_a_line_that_is_too_long_has_no_bytes_and_those_behind_it_have(
    end: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a.jsonl{end}"
    rows = [b"{}", b"x" * LINE_LIMIT, b"y" * (LINE_LIMIT + 1), b"z" * (LINE_LIMIT * 2), b"[]"]
    path.write_bytes(packed(b"\n".join(rows), end))
    with closing(Reader(path)) as reader:
        found = [(each.number, each.data and len(each.data)) for each in reader.lines()]
    assert found == [(1, 2), (2, LINE_LIMIT), (3, None), (4, None), (5, 2)]


@pytest.mark.parametrize("end", [".gz", ".zst"])
def test_a_bomb_takes_no_memory(end: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.jsonl{end}"
    part = b"\0" * 10_000_000
    path.write_bytes((gzip.compress(part) if end == ".gz" else zstandard.compress(part)) * 10)
    tracemalloc.start()
    try:
        with closing(Reader(path)) as reader:
            assert [each.data for each in reader.lines()] == [None]
        assert tracemalloc.get_traced_memory()[1] < 4 * LINE_LIMIT
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "damage", "words"),
    [
        ("a.jsonl.gz", lambda data: data[:-20], "ends early"),
        ("a.jsonl.gz", lambda data: data + b"more", "broken"),
        ("a.jsonl.gz", lambda data: data[:-6] + b"\0\0" + data[-4:], "broken"),
        ("a.jsonl.gz", lambda data: b"{}", "broken"),
        ("a.jsonl.zst", lambda data: data[:-20], "ends early"),
        ("a.jsonl.zst", lambda data: data + b"more", "broken"),
        ("a.jsonl.zst", lambda data: b"{}", "broken"),
    ],
)
def test_what_is_damaged_is_never_a_shorter_archive(
    name: str, damage: Any, words: str, tmp_path: Path
) -> None:
    dice = [{"id": f"r{n}", "text": os.urandom(40).hex()} for n in range(2_000)]
    found = made(tmp_path, *dice, name=name)
    path = tmp_path / "sources" / "arsip" / name
    path.write_bytes(damage(path.read_bytes()))
    records, errors = read(found)
    assert [error.file for error in errors] == [f"sources/arsip/{name}"]
    assert errors[0].line == len(records) + 1
    assert words in errors[0].message
    assert list(found.articles()) == [record.article for record in records]


# --- records ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"id": "x", "text"', "cannot be read as JSON"),
        (b'{"id": "x", "text": "\xff"}', "not UTF-8"),
        (b"[" * 5_000, "cannot be read as JSON"),
        (b'{"id": "x", "text": "\\ud800"}', "cannot be read as JSON"),
        (b"[1]", "not a record"),
        (b"null", "not a record"),
        ({"id": "x"}, "no text: the field 'text' is missing"),
        ({"id": "x", "text": None}, "no text"),
        ({"id": "x", "text": 3}, "'text' is no text"),
        ({"id": "x", "text": ["a"]}, "'text' is no text"),
        ({"text": "a"}, "no id: the field 'id' is missing"),
        ({"id": "", "text": "a"}, "no id"),
        ({"id": True, "text": "a"}, "neither a text nor a whole number"),
        ({"id": 1.5, "text": "a"}, "neither a text nor a whole number"),
        ({"id": "a", "text": "a"}, "its id is that of line 1 too"),
        ({"id": "x", "text": "a", "judul": 7}, "'judul' is no text"),
        (b'{"id": "x", "text": "' + b"a" * LINE_LIMIT + b'"}', "more than 20,000,000 bytes"),
    ],
)
@pytest.mark.parametrize("end", ["", ".zst"])
def test_what_is_no_article_is_named_and_the_others_are(
    end: str, line: object, words: str, tmp_path: Path
) -> None:
    found = made(
        tmp_path,
        {"id": "a", "text": "Satu."},
        b" \t",
        line,
        {"id": "b", "text": "Dua."},
        name=f"a.jsonl{end}",
        settings=SETTINGS + 'title = "judul"\n',
    )
    records, errors = read(found)
    assert [record.number for record in records] == [1, 4]
    assert list(found.articles()) == [record.article for record in records]
    (error,) = errors
    assert (error.file, error.line) == (f"sources/arsip/a.jsonl{end}", 3)
    assert words in error.message


def test_where_no_record_is_an_article_the_settings_are_wrong(tmp_path: Path) -> None:
    bad = [{"id": n, "isi": "Satu."} for n in range(20)]
    found = made(tmp_path, b"", *bad)
    with pytest.raises(AlihbahasaError, match=r"not one record .* no text: the field 'text'") as e:
        found.articles()
    assert (e.value.file, e.value.line) == ("sources/arsip/a.jsonl", 2)
    assert len(read(made(tmp_path, *bad, {"id": 1, "text": "x"}))[1]) == 20
    assert len(read(made(tmp_path, *bad[1:]))[1]) == 19


def test_a_number_is_an_id_and_the_same_as_its_digits(tmp_path: Path) -> None:
    found = made(tmp_path, {"id": 17, "text": "Satu."}, {"id": "17", "text": "Dua."})
    records, errors = read(found)
    assert [record.article[-7:] for record in records] == ["/17.txt"]
    assert [error.line for error in errors] == [2]
    assert prepare.document(found, records[0].article).text == "Satu."


def test_fields_may_lie_in_fields_and_formats_have_their_headings(tmp_path: Path) -> None:
    row = {"meta": {"no": 5}, "isi": {"badan": "Satu.\n"}, "judul": " A *b*\n<c> "}
    fields = 'id = "meta.no"\ntext = "isi.badan"\ntitle = "judul"\n'
    texts = {
        "txt": "A *b* <c>\nSatu.\n",
        "md": "# A \\*b\\* \\<c\\>\n\nSatu.\n",
        "html": "<h1>A *b* &lt;c&gt;</h1>\nSatu.\n",
    }
    for format, text in texts.items():
        found = made(tmp_path, row, settings=f'{SETTINGS}{fields}format = "{format}"\n')
        (article,) = found.articles()
        assert article.endswith(f"/5.{format}")
        document = prepare.document(found, article)
        assert document.text == text
        assert document.blocks[0].units[0].kind.value == "heading"


def test_a_page_that_says_another_encoding_is_read_as_it_stands(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-1"><p>Kota Şuşa.</p>'
    found = made(tmp_path, {"id": "x", "text": page}, settings=SETTINGS + 'format = "html"\n')
    assert "Kota Şuşa." in prepare.document(found, found.articles()[0]).text


def test_what_is_wrong_in_a_text_is_told_with_the_line_of_its_record(tmp_path: Path) -> None:
    found = made(tmp_path, {"id": "a", "text": "Satu."}, {"id": "b", "text": "Satu.\nD\0a."})
    with pytest.raises(AlihbahasaError, match="in line 2 of its text") as caught:
        prepare.document(found, found.articles()[1])
    assert (caught.value.file, caught.value.line) == ("sources/arsip/a.jsonl", 2)


# --- names --------------------------------------------------------------------------

IDS = st.one_of(
    st.text(max_size=8),
    st.text("aA.~ /ſKk\u212a\u0301é\u200b", max_size=5),
    st.sampled_from(["con", "NUL", ".git", "git~1", "~$a", "a.", "x" * 115, "x" * 116, "é" * 300]),
).filter(lambda id: id.isascii() or not any("\ud800" <= each <= "\udfff" for each in id))


@invariant("I20", ci=300, long=20_000)
@given(ids=st.sets(IDS.filter(bool), min_size=1, max_size=8), format=st.sampled_from(["txt", "md"]))
def test_names_are_safe_and_never_collide(ids: set[str], format: str) -> None:
    names = {archives.name_of(id, format) for id in ids}
    # Where case is not told apart either, nor forms of a character.
    assert len({archives.folded(name) for name in names}) == len(ids)
    for name in names:
        folder, file = name.split("/")
        assert len(folder) == 2
        assert len(file.encode()) <= 120
        assert not file.startswith((".", "~$"))
        for each in (file, f"{file.removesuffix(format)}po"):
            assert storage.is_safe_name(each)
    # Nor may a name be the id of another record.
    plain = {name.split("/")[1].removesuffix(f".{format}") for name in names}
    others = {archives.name_of(id, format) for id in plain - ids}
    assert not others & names


def test_the_name_of_an_id_stays(tmp_path: Path) -> None:
    assert archives.name_of("a0000017", "txt") == "b4/a0000017.txt"
    assert archives.name_of("A0000017", "txt").endswith(".txt")
    assert archives.name_of("A0000017", "txt").partition("/")[2].startswith("A0000017~")


# --- the index ------------------------------------------------------------------------


def test_the_index_is_kept_by_runs_that_write_and_follows_the_file(tmp_path: Path) -> None:
    rows = [{"id": f"r{n}", "text": f"Kata {n}."} for n in range(300)]
    found = made(tmp_path, *rows)
    assert len(found.articles()) == 300
    assert not (tmp_path / ".alihbahasa").exists()
    archives.close()
    with found.lock():
        there = found.articles()
    (index,) = (tmp_path / ".alihbahasa").glob("archive-*.sqlite")
    before = index.read_bytes()
    archives.close()
    assert found.articles() == there
    assert found.source(there[17]).data == b"Kata 17."
    made(tmp_path, {"id": "neu", "text": "x"}, *rows)
    assert len(found.articles()) == 301
    assert found.source(there[17]).data == b"Kata 17."
    assert found.shown_source(there[17]) == "sources/arsip/a.jsonl:19"
    assert index.read_bytes() == before
    archives.close()
    with found.lock():
        assert len(found.articles()) == 301
    assert index.read_bytes() != before
    assert not list((tmp_path / ".alihbahasa").glob("*.tmp"))


@pytest.mark.parametrize("broken", [b"", b"no database" * 1_000, None])
def test_a_broken_index_is_made_anew(broken: bytes | None, tmp_path: Path) -> None:
    rows = [{"id": f"r{n}", "text": f"Kata {n}."} for n in range(3_000)]
    found = made(tmp_path, *rows)
    with found.lock():
        there = found.articles()
    archives.close()
    (index,) = (tmp_path / ".alihbahasa").glob("archive-*.sqlite")
    data = index.read_bytes()
    # Its beginning may be whole, as a disk that failed leaves it.
    index.write_bytes(data[:4096] + b"\1" * (len(data) - 4096) if broken is None else broken)
    with found.lock():
        assert found.articles() == there
        assert found.source(there[-1]).data == b"Kata 2999."
    assert index.read_bytes() == data


def test_where_nothing_can_be_written_the_index_is_made_in_memory(tmp_path: Path) -> None:
    found = made(tmp_path, {"id": "a", "text": "Satu."})
    (tmp_path / ".alihbahasa").symlink_to(tmp_path / "elsewhere")
    assert found.source(found.articles()[0]).data == b"Satu."
    assert not (tmp_path / "elsewhere").exists()


def test_an_archive_is_parted_and_a_packed_one_not_too_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_RANGE", 1_000)
    rows = [{"id": n, "text": f"Kata {n}. " * 10} for n in range(300)]
    rows.insert(200, {"id": 3, "text": "lagi"})
    plain = made(tmp_path / "plain", *rows)
    (archive,) = archives.archives(plain)
    parts = archives.ranges(plain, archive)
    assert 33 < len(parts) <= 45
    assert sum(len(part.doubles) for part in parts) == 1
    assert sum(part.count for part in parts) == 300
    packed = made(tmp_path / "packed", *rows, name="a.jsonl.gz")
    (archive,) = archives.archives(packed)
    parts = archives.ranges(packed, archive)
    assert len(parts) <= 32
    assert sum(part.count for part in parts) == 300
    one, other = read(plain), read(packed)
    assert [record.article for record in one[0]] == [record.article for record in other[0]]
    assert [error.line for error in one[1]] == [error.line for error in other[1]] == [201]


def test_articles_of_archives_stand_behind_those_of_files(tmp_path: Path) -> None:
    found = made(tmp_path, {"id": "b", "text": "x"}, {"id": "a", "text": "y"})
    (tmp_path / "sources" / "z.txt").write_text("Zat.")
    assert [name[-6:] for name in found.articles()] == ["z.txt"[-6:], "/b.txt", "/a.txt"]
    assert found.source("z.txt").line is None
    with pytest.raises(AlihbahasaError, match="no record of the article"):
        found.source("arsip/a/00/b.txt")


# --- settings -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "message", "hint", "line"),
    [
        ("files = 'a'\nfile = 'b'\n", "archives.1.file", "did you mean files?", 4),
        ("id = 'b'\n", "archives.1", None, 2),
        ("files = '../a.jsonl'\n", "inside the sources", None, 3),
        ("files = 'a'\nformat = 'htm1'\n", "no article format 'htm1'", "did you mean htm", 4),
        ("files = 'a'\ntext = ''\n", "'' is no field", "content.body", 4),
        ("files = 'a'\nid = 'a..b'\n", "'a..b' is no field", None, 4),
        ("files = 'a'\ntitle = 3\n", "Expected a text", None, 4),
    ],
)
def test_what_is_wrong_in_the_settings_is_named(
    settings: str, message: str, hint: str | None, line: int, tmp_path: Path
) -> None:
    (tmp_path / "alihbahasa.toml").write_text(
        f"[[archives]]\nfiles = 'x'\n[[archives]]\n{settings}"
    )
    with pytest.raises(AlihbahasaError) as caught:
        project.find(tmp_path)
    assert message in caught.value.message
    assert (hint or "") in (caught.value.hint or "")
    assert (caught.value.line or 0) >= line


def test_files_that_cannot_be_told_apart_are_named(tmp_path: Path) -> None:
    ends = SETTINGS.replace("arsip/*", "arsip/*.[jc]s*")
    found = made(tmp_path, {"id": "a", "text": "x"}, settings=ends)
    made(tmp_path, {"id": "a", "text": "x"}, name="a.jsonl.gz", settings=ends)
    with pytest.raises(AlihbahasaError, match=r"a\.jsonl and .*a\.jsonl\.gz would have the same"):
        found.articles()
    (tmp_path / "sources" / "arsip" / "a.jsonl.gz").unlink()
    inner = tmp_path / "sources" / "arsip" / "A" / "b.txt"
    inner.parent.mkdir()
    inner.write_text("Satu.")
    with pytest.raises(AlihbahasaError, match=r"where the articles of sources/arsip/a\.jsonl are"):
        found.articles()
    inner.unlink()
    (tmp_path / "sources" / "arsip" / "b.csv").write_text("a,b")
    with pytest.raises(AlihbahasaError, match="not an archive that is read"):
        found.articles()


def test_patterns_fit_a_file_each(tmp_path: Path) -> None:
    found = made(tmp_path, {"id": "a"}, settings=SETTINGS + "[[archives]]\nfiles = '*.jsonl'\n")
    with pytest.raises(AlihbahasaError, match=r"of both 'arsip/\*' and '\*\.jsonl'"):
        found.articles()
    found = made(tmp_path, {"id": "a"}, settings=SETTINGS + "[[archives]]\nfiles = 'b/*'\n")
    with pytest.raises(AlihbahasaError, match="no file fits 'b/\\*'"):
        found.articles()


def test_a_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = made(tmp_path, {"id": "a", "text": "x"}, name="a.jsonl.zst")
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    with pytest.raises(AlihbahasaError, match="zstandard is needed") as caught:
        found.articles()
    assert "alihbahasa[zstd]" in (caught.value.hint or "")


def test_a_heading_goes_where_the_text_begins() -> None:
    page = "<!DOCTYPE html><html><body class='a'>\n<p>Isi.</p></body></html>"
    assert archives.with_title(page, "Judul", "html").decode() == (
        "<!DOCTYPE html><html><body class='a'>\n<h1>Judul</h1>\n<p>Isi.</p></body></html>"
    )
    with pytest.raises(AlihbahasaError, match="no place for its title"):
        archives.with_title("<!DOCTYPE html><p>Isi.", "Judul", "html")
    front = "---\ntitle: Halaman\n---\n\nIsi.\n"
    assert archives.with_title(front, "Judul", "md").decode() == (
        "---\ntitle: Halaman\n---\n# Judul\n\n\nIsi.\n"
    )
    assert archives.with_title("\ufeffIsi.", "Judul", "txt") == b"Judul\nIsi."
