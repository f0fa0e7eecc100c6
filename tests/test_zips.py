"""Zips from outside: what is in them, within limits, or one clear error."""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa.errors import AlihbahasaError
from alihbahasa.storage import zips

THEN = datetime(2026, 11, 30, 5, 18, 32, tzinfo=UTC)


def made(
    *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a zip as another program may make it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def refused(data: bytes) -> str:
    """Return what is said of a zip that is not taken."""
    with pytest.raises(AlihbahasaError) as caught:
        zips.members(data, file="back.zip")
    assert caught.value.file == "back.zip"
    assert caught.value.hint is None or caught.value.hint
    return caught.value.message


def contents(data: bytes) -> dict[str, bytes]:
    return {name: each.data for name, each in zips.members(data, file="back.zip").items()}


NAMES = st.lists(st.text("abcé中", min_size=1, max_size=4), min_size=1, max_size=3).map("/".join)


@invariant("I24", ci=100, long=2_000)
@given(files=st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
def test_what_is_zipped_is_read_again_and_always_the_same(files: dict[str, bytes]) -> None:
    files = {f"{number}/{name}": data for number, (name, data) in enumerate(files.items())}
    data = zips.zipped(files, instant=THEN, folders=("empty",))
    turned = dict(reversed(files.items()))
    assert zips.zipped(turned, instant=THEN, folders=("empty",)) == data
    assert contents(data) == {
        unicodedata.normalize("NFC", name): each for name, each in sorted(files.items())
    }
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        listed = archive.infolist()
        assert [each.filename for each in listed] == sorted(each.filename for each in listed)
        assert {each.date_time for each in listed} == {(2026, 11, 30, 5, 18, 32)}
        assert "empty/" in archive.namelist()


def test_the_years_that_a_zip_can_tell() -> None:
    for year, told in ((1970, 1980), (2150, 2107)):
        data = zips.zipped({"a": b""}, instant=THEN.replace(year=year))
        assert zips.members(data, file="x")["a"].date[0] == told


# --- names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../a.po",
        "a/../../b.po",
        "..\\a.po",
        "/etc/passwd",
        "\\\\server\\a.po",
        "C:/a.po",
        "C:\\a.po",
        "a//b.po",
        "a/./b.po",
        "con.po",
        "aux/a.po",
        "lpt1",
        ".git/config",
        "a.po ",
        "a.po.",
        "a\u202eop.a",
        "a\x1bb.po",
        "x" * 1_200,
    ],
)
def test_names_that_could_leave_the_folder_or_mislead(name: str) -> None:
    said = refused(made(("a.txt", b""), (name, b"data")))
    assert said.startswith("a name that cannot be used on every system: ")


def test_a_name_with_a_zero_byte() -> None:
    data = made(("a.poXevil", b"1")).replace(b"a.poXevil", b"a.po\0evil")
    assert "cannot be used" in refused(data)


def test_names_as_programs_write_them() -> None:
    """Backslashes, UTF-8 that does not say so, code page 437, letters and marks apart."""
    plain = made(("target/a.po", b"1"), ("./b.po", b"2"), ("dir/", b""))
    assert contents(plain.replace(b"target/a.po", b"target\\a.po")) == {
        "target/a.po": b"1",
        "b.po": b"2",
    }
    utf8 = made(("e\u0301.po", b"3"))
    assert contents(utf8) == {"é.po": b"3"}
    assert contents(_without_flag(utf8)) == {"é.po": b"3"}
    assert contents(made(("XX.po", b"4")).replace(b"XX.po", b"\x81\x82.po")) == {"üé.po": b"4"}


def _without_flag(data: bytes) -> bytes:
    """Return the zip *data* of one member without the mark that its name is UTF-8."""
    changed = bytearray(data)
    central = data.index(b"PK\x01\x02")
    for at in (6, central + 8):
        changed[at : at + 2] = struct.pack("<H", 0)
    return bytes(changed)


@pytest.mark.parametrize(
    ("one", "other"), [("a.po", "a.po"), ("a.po", "A.PO"), ("é.po", "e\u0301.po"), ("a", "a/")]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_of_one_name(one: str, other: str) -> None:
    assert "is twice in it" in refused(made((one, b"1"), (other, b"")))


# --- what a member is --------------------------------------------------------------


def test_a_link_and_a_device() -> None:
    for mode, said in ((stat.S_IFLNK, "a link in it: a.po"), (stat.S_IFIFO, "no regular file")):
        info = zipfile.ZipInfo("a.po")
        info.create_system = 3
        info.external_attr = (mode | 0o777) << 16
        assert said in refused(made((info, b"/etc/passwd")))


def test_locked_with_a_password() -> None:
    data = bytearray(made(("a.po", b"1")))
    for at in (6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    assert refused(bytes(data)) == "locked with a password: a.po"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packed_in_another_way(method: int) -> None:
    assert "packed in a way that is not read" in refused(made(("a.po", b"1" * 99), method=method))


@pytest.mark.parametrize("name", ["b.zip", "b.7Z", "x/b.tar.gz"])
def test_an_archive_within(name: str) -> None:
    assert refused(made(("a.po", b"1"), (name, made()))) == f"an archive within it: {name}"


# --- bombs, and damage ---------------------------------------------------------------


def test_limits() -> None:
    packed = made(("a", b"\0" * 20_000_001), method=zipfile.ZIP_STORED)
    assert refused(packed) == "larger than the limit of 20,000,000 bytes"
    assert "unpacked, larger than" in refused(
        made(*((f"{number}", b"\0" * 26_000_000) for number in range(4)))
    )
    assert "packed more than 100:1" in refused(made(("a", b"\0" * 5_000_000)))
    many = made(*((f"{number}", b"") for number in range(1_001)))
    assert refused(many) == "more than 1,000 files in it"
    # Small things pack well, and do no harm.
    assert contents(made(("a", b"\0" * 900_000))) == {"a": b"\0" * 900_000}


def test_what_would_be_too_large_is_not_written() -> None:
    for files in (
        {str(number): b"" for number in range(1_001)},
        {"a": bytes(100_000_001)},
    ):
        with pytest.raises(AlihbahasaError, match="for one zip"):
            zips.zipped(files, instant=THEN)


def test_members_that_say_less_or_more_than_they_hold() -> None:
    good = made(("a.po", b"0123456789" * 50))
    central = good.index(b"PK\x01\x02")
    for size in (1, 499, 501, 90_000_000):
        lying = bytearray(good)
        lying[central + 24 : central + 28] = struct.pack("<I", size)
        assert refused(bytes(lying)).startswith(("damaged", "packed more than"))


def test_members_that_share_their_bytes() -> None:
    """The bomb of David Fifield: many entries, one text."""
    info = zipfile.ZipInfo("a.po")
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(info, b"x" * 1_000)
        for number in range(20):
            twin = zipfile.ZipInfo(f"{number}.po")
            for slot in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(twin, slot, getattr(info, slot))
            archive.filelist.append(twin)
    assert refused(out.getvalue()) == "damaged: its files overlap"


def test_damaged() -> None:
    good = made(("a.po", b"0123456789"), method=zipfile.ZIP_STORED)
    assert refused(good.replace(b"0123456789", b"0123456788")) == "damaged: a.po was changed"
    assert refused(good[:-30]) == "no zip, or cut short"
    assert refused(b"") == "no zip, or cut short"
    assert refused(b"PK\x03\x04") == "no zip, or cut short"


GOOD = made(("source/a.po", b"msgid" * 30), ("é.po", b"x"), ("alihbahasa.json", b"{}"))


@invariant("I9", ci=400, long=20_000)
@given(
    cut=st.integers(0, len(GOOD)),
    changes=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6),
)
def test_any_damage_is_one_error_or_none(cut: int, changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, byte in changes:
        data[at] = byte
    try:
        found = zips.members(bytes(data[:cut] if cut % 3 == 0 else data), file="back.zip")
    except AlihbahasaError as error:
        assert error.file == "back.zip"
    else:
        assert all(".." not in name.split("/") for name in found)
