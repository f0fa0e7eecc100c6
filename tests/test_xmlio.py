"""XML in and out: what is refused, what is read, what is written."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from alihbahasa import xmlio
from alihbahasa.errors import AlihbahasaError

_XML = st.characters(exclude_categories=["Cs"]).filter(
    lambda c: c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff")
)


def _texts(data: bytes, tag: str = "a") -> list[str | None]:
    return [element.text for _, element in xmlio.iterate(BytesIO(data), tags=(tag,))]


def _refused(data: bytes) -> AlihbahasaError:
    with pytest.raises(AlihbahasaError) as caught:
        _texts(data)
    return caught.value


@given(st.text(_XML))
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    """Every character that XML allows survives, in text and in an attribute."""
    data = f'<a b="{xmlio.escape_attribute(text)}">{xmlio.escape(text)}</a>'.encode()
    ((_, element),) = xmlio.iterate(BytesIO(data))
    assert (element.text or "") == text
    assert element.get("b") == text


@pytest.mark.parametrize(
    "character", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"]
)
def test_a_forbidden_character_is_refused(character: str) -> None:
    """It is named with its place and the unit; parsers agree that it cannot be."""
    for write in (xmlio.escape, xmlio.escape_attribute, xmlio.check_characters):
        with pytest.raises(AlihbahasaError) as caught:
            write(f"é{character}", unit="u1")
        assert f"U+{ord(character):04X} at offset 1" in caught.value.message
        assert caught.value.unit == "u1"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a [<!ENTITY % x "y">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
        '<!DOCTYPE a SYSTEM "x.dtd" [\n <!ENTITY x "y">]>',
    ],
)
def test_an_entity_declaration_is_refused(doctype: str) -> None:
    """Whether it is used or not, inside or outside, with its place."""
    for body in ("<a/>", "<a>&x;</a>"):
        error = _refused(f"\n{doctype}{body}".lstrip().encode())
        assert "entity" in error.message
        assert error.line
        assert error.column


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    """Ten entities of ten entities are not expanded."""
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20)]
    _refused(f'<!DOCTYPE a [<!ENTITY e0 "ha">{"".join(lines)}]><a>&e19;</a>'.encode())


@pytest.mark.parametrize(
    "body", ["<a>1&x;2</a>", '<a b="1&x;2"/>', "<a>1&nbsp;</a>", "<!-- &y; --><b/>&#38;&x;"]
)
def test_an_entity_of_a_dtd_outside_is_refused(body: str) -> None:
    """lxml would drop the text after it, and all of it in an attribute."""
    error = _refused(f'<!DOCTYPE r SYSTEM "r.dtd">\n<r>é{body}</r>'.encode())
    assert "entity" in error.message
    assert (error.line, error.column) == (2, 5 + max(body.find("&x"), body.find("&n")))


def test_a_doctype_that_points_outside_is_accepted_and_not_followed(tmp_path: Path) -> None:
    """No file is opened for it, whatever it names; what looks like an entity in CDATA is none."""
    dtd = tmp_path / "a.dtd"
    dtd.write_text('<!ENTITY x "y"><!ATTLIST a b CDATA "evil">')
    code = (
        "import sys, io; from alihbahasa import xmlio; from lxml import etree\n"
        "opened = []\n"
        "sys.addaudithook(lambda e, a: opened.append(a[0]) if e in ('open', 'socket.connect') "
        "and 'dtd' in str(a) else None)\n"
        "((_, found),) = xmlio.iterate(io.BytesIO(sys.argv[1].encode()))\n"
        "assert found.text == '1 &x; é' and not found.attrib, etree.tostring(found)\n"
        "assert not opened\n"
    )
    data = f'<!DOCTYPE a SYSTEM "{dtd.as_uri()}"><!-- &c; --><a>1 <![CDATA[&x;]]> &#233;</a>'
    subprocess.run([sys.executable, "-c", code, data], check=True)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE a SYSTEM "x>]>.dtd">',
        "<!DOCTYPE a SYSTEM 'x.dtd' [ <!ELEMENT a ANY> <!-- ]> é --> ] >",
        "<!DOCTYPE a [\n<!ATTLIST a b CDATA 'c'>\n]><!-- ]> -->\n<?x ]>?>",
        '<?xml version="1.0"?><!-- <!DOCTYPE a> --><!DOCTYPE a PUBLIC "x" "x">\n<!-- ]> -->',
    ],
)
@pytest.mark.parametrize("step", [7, 1 << 16])
def test_a_doctype_is_passed_over(prolog: str, step: int) -> None:
    """With all that may stand in it and around it, and the lines after it keep their numbers."""

    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(step)

    data = f"{prolog}\n<a>é</a>".encode()
    ((_, found),) = xmlio.iterate(Slow(data))
    assert found.text == "é"
    assert not found.attrib
    assert xmlio.line_of(found) == prolog.count("\n") + 2


def test_a_doctype_does_not_make_a_file_too_long() -> None:
    """libxml2 refuses more than 10 MB in one piece."""
    data = b'<!DOCTYPE r SYSTEM "r.dtd">\n<r>' + b"<a>1234</a>" * 1_000_000 + b"</r>"
    count = 0
    for _, element in xmlio.iterate(BytesIO(data), tags=("a",)):
        count += 1
        xmlio.release(element)
    assert count == 1_000_000


def test_xinclude_is_an_element_like_others(tmp_path: Path) -> None:
    """Nothing is included."""
    (tmp_path / "x").write_text("secret")
    data = f'<r xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{tmp_path}/x"/></r>'
    ((_, root),) = xmlio.iterate(BytesIO(data.encode()), tags=("r",))
    assert b"secret" not in etree.tostring(root)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"", 1, 1),
        (b"<a>", 1, 4),
        (b"<a>\n<b></a>", 2, 8),
        (b"<a>\n &nbsp;</a>", 2, 2),
        (b"<a/>\n<b/>", 2, 1),
        (b"\n<?xml version='1.0'?><a/>", 2, 1),
        (b"<a>\n\x01</a>", 2, 1),
        (b"text", 1, 1),
        (b"<?xml version='2.0'?><a/>", 1, 1),
        (b'<?xml version="-.0"?>\n<a/>', 1, 1),
    ],
)
def test_a_malformed_file_is_refused_with_its_place(data: bytes, line: int, column: int) -> None:
    """The line is exact; the column is where the parser stood."""
    error = _refused(data)
    assert error.line == line
    assert error.column
    assert abs(error.column - column) <= 1


def test_a_document_after_a_fault_is_not_taken_for_the_file() -> None:
    """The parser starts anew after some faults, and would give the second document alone."""
    first = b"<a>lost &nbsp;</a>"
    first += b" " * (2 * 65536 - len(first))
    assert "nbsp" in _refused(first + b"<a>kept</a>").message


def test_depth_is_limited() -> None:
    """Deeper than 256 is an error, not a crash."""
    deep = 256
    assert _texts(b"<a>" * deep + b"</a>" * deep)
    assert "depth" in _refused(b"<a>" * (deep + 1) + b"</a>" * (deep + 1)).message
    assert _refused(b"<a>" * 100_000).line


def test_size_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large is refused as it is read."""
    monkeypatch.setattr(xmlio, "MAX_BYTES", 100_000)
    assert _texts(b"<a>" + b"x" * 90_000 + b"</a>")
    assert "larger" in _refused(b"<a>" + b"x" * 200_000 + b"</a>").message


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-8", None),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", None),
        ("utf-8-sig", "windows-1252"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", None),
        ("utf-8", "utf-16"),
        ("iso-8859-1", "ISO-8859-1"),
        ("iso-8859-15", "iso-8859-15"),
        ("windows-1252", "Windows-1252"),
        ("cp1254", "windows-1254"),
    ],
)
def test_encodings(codec: str, declared: str | None) -> None:
    """The mark decides, then the declaration, then UTF-8; encoding again gives the same bytes."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = (declaration + "<a>é</a>").encode(codec)
    assert _texts(data) == ["é"]
    encoding, text = xmlio.decode(data)
    assert text.decode() == declaration + "<a>é</a>"
    assert encoding.mark + xmlio.encode(text, encoding) == data
    assert xmlio.root(data) == ("a", {})


@pytest.mark.parametrize("name", ["utf-7", "EBCDIC-CP-US", "iso-8859-12", "rot13", "x", "idna"])
def test_other_encodings_are_refused(name: str) -> None:
    """Nothing but the well-known ones is looked up."""
    assert name.lower() in _refused(f'<?xml version="1.0" encoding="{name}"?><a/>'.encode()).message


def test_utf_32_is_refused() -> None:
    """It would look like UTF-16."""
    assert "UTF-32" in _refused("<a/>".encode("utf-32")).message


@pytest.mark.parametrize(
    "data",
    [
        b"<a>\n\xe9</a>",
        b"<a>\n\xed\xa0\x80</a>",
        b'<?xml version="1.0" encoding="us-ascii"?>\n<a>\xc3\xa9</a>',
        "<a>\né".encode("utf-16") + b"\x00\xd8<\x00",
        b"<a>\n\xc3",
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    """The line is given; nothing is replaced."""
    assert _refused(data).line == 2


def test_what_was_encoded_in_a_small_encoding_gets_references() -> None:
    """A character that the encoding lacks is still written."""
    encoding = xmlio.encoding_of(b'<?xml version="1.0" encoding="iso-8859-1"?>')
    assert xmlio.encode("é–".encode(), encoding) == b"\xe9&#8211;"


@given(st.integers(1, 7), st.text(_XML, max_size=30))
def test_any_chunks_give_the_same_text(size: int, text: str) -> None:
    """Characters may be cut anywhere by a stream."""

    class Dripping(BytesIO):
        def read(self, length: int | None = -1, /) -> bytes:
            return super().read(min(size, length or size))

    for codec in ("utf-8", "utf-16"):
        data = f"<a>{xmlio.escape(text)}</a>".encode(codec)
        ((_, element),) = xmlio.iterate(Dripping(data))
        assert (element.text or "") == text


def test_released_elements_are_gone() -> None:
    """A long file holds one element at a time, however long it is."""
    data = b"<r>" + b"<a><b>x</b></a>\n" * 5_000 + b"</r>"
    longest = 0
    for _, element in xmlio.iterate(BytesIO(data), tags=("a",)):
        xmlio.release(element)
        parent = element.getparent()
        assert parent is not None
        assert parent[0] is element
        longest = max(longest, len(element))
    assert longest == 0


def test_the_root_of_a_beginning() -> None:
    """The start of a file is enough, cut anywhere after the start tag of the root."""
    data = b'<?xml version="1.0"?><!-- x --><p:a xmlns:p="urn:x" p:b="1" c="2"><p:d>\xc3'
    assert xmlio.root(data) == ("{urn:x}a", {"{urn:x}b": "1", "c": "2"})
    assert xmlio.root(data[:30]) is None
    assert xmlio.root(b"\x89PNG") is None


def test_lxml_is_loaded_late() -> None:
    """Importing the module loads no lxml, nor do the formats that use it."""
    code = (
        "import sys, alihbahasa.exchange.xliff12, alihbahasa.exchange.xliff2, alihbahasa.xmlio\n"
        "assert not [name for name in sys.modules if name.startswith('lxml')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
