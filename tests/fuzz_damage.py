"""What happens to files on their way, and what somebody might do to one: damage for ``fuzzing``.

All of it is drawn from a ``Random``, so that a number tells which file was made.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from random import Random

#: A damaged file is no longer than this, in bytes.
LONGEST = 200_000

#: Pieces that have brought readers down, by the family of formats that they mean something in.
_ANYWHERE = (
    b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x1a",
    b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\x1b[31m", b"\r", b"\n", b"\r\n",
    b"\x0b", b"\x0c", b"\x85", b"\xc2\x85", b"\t", b"  ", b"\\", b'"', b"'", b"%s%n", b"../../x",
    b"\x00\xd8", b"\xd8\x00", b"\xef\xbf\xbf", b"-1", b"9" * 30, b"9" * 5_000, b"1e999", b"NaN",
    b"0", b"\xc4\xb0", b"\xcc\x81", b"a\xcc\x81\xcc\x81", b"\xf0\x9f\x98\x80", b"\x7f", b"a:b:c",
)  # fmt: skip
_XML = (
    b"<!ENTITY", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"&b;", b"&#0;", b"&#x110000;", b"&#xD800;",
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"--", b"<?xml", b"?>", b"<?x y?>", b"<x>", b"</x>",
    b"<", b">", b"&", b"&amp;", b"&#55357;&#56832;", b'xml:lang=""', b' id=""', b' id="1"',
    b'<xi:include href="file:///etc/passwd" xmlns:xi="http://www.w3.org/2001/XInclude"/>',
    b'<!DOCTYPE a SYSTEM "file:///etc/passwd">', b'<?xml version="1.0" encoding="utf-16"?>',
    b'<?xml version="1.1"?>', b'<?xml version="1.0" encoding="rot13"?>', b' xmlns="urn:x"',
    b' xmlns:a="b" a:c="d"', b"<target/>", b"<target></target>", b"<source>a</source>", b"<g>",
    b"</g>", b'<x id="1"/>', b"<mrk>", b"</mrk>", b'<mrk mtype="seg" mid="1">', b'<ph id="p"/>',
    b'<pc id="1">', b"</pc>", b'<sc id="s"/>', b'<ec startRef="s"/>',
    b'<ec id="e" isolated="yes"/>', b'<cp hex="0000"/>', b'<cp hex="D800"/>',
    b'<cp hex="110000"/>', b'<cp hex="x"/>', b"<segment>", b"</segment>",
    b"<ignorable><source> </source></ignorable>", b"<unit>", b'<unit id="u">', b"</unit>",
    b"<group>", b"</group>", b"<note>", b"</note>", b"<file>", b"</file>", b"<tu>",
    b'<tuv xml:lang="en">', b"<seg>", b'<bpt i="1">', b'<ept i="1"/>', b'<it pos="begin"/>',
    b"<hi>", b"<sub>", b"<ut>", b"<term>", b"<tig>", b"<termSec>", b"<langSet>", b"<termEntry>",
    b"<conceptEntry>", b' order="2"', b' canCopy="no"', b' subFlows="u1"', b' dataRef="d1"',
    b' startRef="1"', b' state="final"', b' state=""', b' approved="yes"',
    b' maxwidth="99999999999"', b' mid=""', b' date="2026-13-45T99:99:99Z"',
    b' changedate="00000000T000000Z"', b' xml:space="preserve"',
)  # fmt: skip
_PO = (
    b"msgid ", b"msgstr ", b"msgctxt ", b"msgid_plural ", b"msgstr[0] ", b"msgstr[99999999] ",
    b"msgstr[999999999999999999999] ", b"msgstr[-1] ", b"#~ ", b"#~| ", b"#| ", b"#= ", b"#=x\n",
    b"#, fuzzy\n", b"#, fuzzy, fuzzy\n", b"#, range: 0..5\n", b"#: a.c:1\n", b"#: \xe2\x81\xa8a b",
    b"\xe2\x81\xa9:1\n", b"#. ", b"# conflict, x, 1 Jan 2026: y\n", b"# conflict (draft), ",
    b"#\n", b'"\n"', b'""', b"\\x", b"\\x41", b"\\400", b"\\0", b"\\303\\251", b"\\q", b'\\"',
    b"\\\n", b'domain "x"\n', b'"Plural-Forms: nplurals=3; plural=n;\\n"\n', b"nplurals=0",
    b"nplurals=65", b"nplurals=99999999999", b"charset=UTF-7", b"charset=zlib", b"charset=utf-16",
    b"charset=cp932", b"charset=gb18030", b"Language: \xff", b"Language: zh_Hans@latin", b"\4",
    b'"PO-Revision-Date: 9999-99-99 99:99+9999\\n"\n', b'"X-Source-Language: \\n"\n', b"<EMPTY>",
)  # fmt: skip
_TABLE = (
    b",", b";", b"\t", b"|", b'"', b'""', b"\n", b"concept,id,en\n", b"id,en,en:not\n", b"sep=;\n",
    b"concept,lang,term,status\n", b"=1+1", b"@x", b"#", b"# a\n", b"xx-invalid-tag", b"*",
    b"must", b"deprecated", b",,,,,,,", b"\xc2\xa0", b"\xe2\x80\x8b", b":not", b"id:not", b"(",
    b")", b" / ", b"match", b"level", b"inflected", b"=?UTF-8?", b"\xc3\x83\xc2\xa9",
)  # fmt: skip
_MARKUP = (
    b"# ", b"## ", b"> ", b"- ", b"1. ", b"    ", b"```", b"~~~", b"`", b"*", b"**", b"_", b"[",
    b"]", b"](", b"![", b"](x)", b"[a]: b\n", b"[a][b]", b"<http://a>", b"<!--", b"-->", b"<b>",
    b"</b>", b"<p>", b"</p>", b"<div>", b"<br>", b"<script>", b"</script>", b"<style>", b"<title>",
    b"<pre>", b"<textarea>", b"<plaintext>", b"<svg>", b"<![CDATA[", b"]]>", b"<!DOCTYPE",
    b"<?php", b"?>", b"<a href=", b"<img alt='", b"&#0;", b"&#x110000;", b"&#xD800;", b"&nbsp",
    b"&notit;", b"&", b"---\n", b"+++\n", b"title: ", b"title: |\n", b"title = '''", b"- - - -",
    b"|a|b|\n", b"|-|-|\n", b"\\", b"==\n", b"--\n", b"</", b"<", b"< ", b"/>", b'lang="',
    b" translate=no", b"<template>", b"<table><tr><td>", b"<li>", b"Baca: ", b"<noscript>",
    b"<iframe srcdoc='", b"<select><option>", b"title: &a [*a, *a]\n", b"<h1>", b"{% raw %}",
    b"{{ x }}", b"[^1]", b"[^1]: ", b":::", b"$$",
)  # fmt: skip
_TOML = (
    b"[", b"]", b"[[", b"]]", b"=", b".", b"{", b"}", b"'''", b'"""', b"1979-05-27T07:32:00Z",
    b"99:99:99", b"0x", b"inf", b"nan", b"true", b"\\u0000", b"\\uD800", b"\\U00110000",
    b"a.b.c = 1\n", b"[tool.alihbahasa]\n", b"[project]\n", b"[[overrides]]\n", b"[overrides.x]\n",
    b"[[archives]]\n",
    b"targets = ", b'["en"]', b'formats = ["po", "po"]\n', b"[labels]\n", b"[checks]\n",
    b'"" = 1\n', b"#", b'source = ""\n', b'articles = "**/*"\n', b'sources = "/etc"\n',
    b'sources = "../x"\n',
)  # fmt: skip
_JSON = (
    b"{", b"}", b"[", b"]", b":", b",", b"null", b"true", b"1", b'"\\ud800"', b'"\\u0000"',
    b'"id"', b'"state":"x"', b'"exported":[', b'"alternatives":[{', b"NaN", b"Infinity",
    b'{"id":"u"}\n', b"<<<<<<< ours\n", b"=======\n", b">>>>>>> theirs\n", b"{}",
    b'"exported":"abc"', b'"current":null',
)  # fmt: skip
_PATTERN = (
    b"(a+)+$", b"(?i)", b"(?&lt;=a)", b"\\p{Lu}", b"\\Q", b"\\E", b"[[:alpha:]]", b"{1,99999}",
    b"*+", b"\\1", b"(?R)", b"[a-&amp;&amp;[b]]", b"\\N{DIGIT ONE}", b"\\x{110000}", b"(?x) # c",
    b".*", b"[", b'<rule break="no">', b"<beforebreak>", b"<afterbreak>", b"<languagerule>",
    b"(?P&lt;a>", b"\\K",
)  # fmt: skip

#: By the name of a family, the pieces that are put into its files.
TOKENS: Mapping[str, tuple[bytes, ...]] = {
    "xml": _XML, "po": _PO, "table": _TABLE, "markup": _MARKUP, "toml": _TOML, "json": _JSON,
    "srx": _XML + _PATTERN, "": (),
}  # fmt: skip

#: What opens and what closes, nested as often as a parser would not like.
_NESTED: Mapping[str, tuple[tuple[bytes, bytes], ...]] = {
    "xml": (
        (b"<g>", b"</g>"), (b'<g id="1">', b"</g>"), (b"<group>", b"</group>"), (b"<hi>", b"</hi>"),
        (b'<mrk mtype="seg">', b"</mrk>"), (b'<pc id="1">', b"</pc>"), (b"<!--", b"-->"),
        (b"<![CDATA[", b"]]>"), (b'<sc id="1"/>', b'<ec startRef="1"/>'), (b"<x/>", b""),
    ),
    "po": (
        (b'"a"\n', b""), (b"#~ ", b""), (b"#\n", b""), (b"(", b")"), (b"!", b""), (b"n?", b":n"),
        (b"\\303", b"\\251"), (b'"" ', b""),
    ),
    "table": ((b",", b""), (b'"', b'"'), (b"(", b")"), (b"|", b""), (b"\n", b""), (b"a;", b"")),
    "markup": (
        (b"<div>", b"</div>"), (b"<b>", b"</b>"), (b"[", b"]"), (b"*a ", b""), (b"> ", b""),
        (b"- ", b""), (b"![", b"](x)"), (b"<", b""), (b"**a", b"b**"), (b"`", b""), (b"_", b"_"),
        (b"[a](", b")"), (b"<a ", b""), (b"&", b""), (b"<!--", b""), (b"((", b"))"), (b"\\", b""),
        (b"<table><tr><td>", b""), (b"1. ", b""), (b"</b>", b""), (b"<p>", b""), (b"**_", b""),
    ),
    "toml": ((b"[", b"]"), (b"{a=", b"}"), (b"[a]\n", b""), (b"a.", b"")),
    "json": ((b"[", b"]"), (b'{"a":', b"}"), (b"\n", b"")),
    "srx": (
        (b"(", b")"), (b"(?:", b")*"), (b"[", b"]"), (b"(?=", b")"), (b"a|", b""), (b"a*", b""),
    ),
    "": (),
}  # fmt: skip

_CODECS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1251",
    "cp1252", "gb18030", "shift_jis", "utf-7",
)  # fmt: skip

_Change = Callable[[bytes, Random, Sequence[bytes], str], bytes]


def damaged(data: bytes, random: Random, *, seeds: Sequence[bytes], family: str) -> bytes:
    """Return *data* with one damage to it or several; *seeds* are files it may be mixed with."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        data = random.choices(_CHANGES, _WEIGHTS)[0](data, random, seeds, family)[:LONGEST]
    return data


def _slice(data: bytes, random: Random) -> tuple[int, int]:
    """Return where a slice of *data* begins and ends, short ones as often as long ones."""
    start = random.randint(0, len(data))
    longest = random.choice((1, 4, 16, 64, 256, len(data)))
    return start, min(len(data), start + random.randint(0, longest))


def _cut_short(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    return data[: random.randint(0, len(data))]


def _without_head(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    return data[random.randint(0, len(data)) :]


def _flipped(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(data), random.choice((1, 1, 2, 8)))):
        changed[random.randrange(len(changed))] = random.choice((0, 255, random.randrange(256)))
    return bytes(changed)


def _zeroed(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    start, stop = _slice(data, random)
    return data[:start] + bytes(stop - start) + data[stop:]


def _deleted(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    start, stop = _slice(data, random)
    return data[:start] + data[stop:]


def _repeated(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    start, stop = _slice(data, random)
    times = random.choice((1, 1, 1, 2, 10, 1_000))
    piece = data[start:stop] * times
    return data[:stop] + piece[: LONGEST // 2] + data[stop:]


def _moved(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    start, stop = _slice(data, random)
    rest = data[:start] + data[stop:]
    at = random.randint(0, len(rest))
    return rest[:at] + data[start:stop] + rest[at:]


def _spliced(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    other = random.choice(seeds)
    start, stop = _slice(other, random)
    first, last = _slice(data, random)
    return data[:first] + other[start:stop] + data[last:]


def _with_token(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    token = random.choice(random.choice((_ANYWHERE, TOKENS[family] or _ANYWHERE)))
    at, stop = _slice(data, random)
    stop = random.choice((at, min(stop, at + 8)))
    return data[:at] + token + data[stop:]


def _lines(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    """Return *data* with a line deleted, doubled or moved: what keeps most of the grammar."""
    lines = data.split(b"\n")
    line = lines.pop(random.randrange(len(lines)))
    for _ in range(random.choice((0, 1, 2))):
        lines.insert(random.randint(0, len(lines)), line)
    return b"\n".join(lines)


def _nested(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    pairs = _NESTED[family]
    if not pairs:
        return data
    opening, closing = random.choice(pairs)
    times = random.choice((2, 30, 255, 300, 1_000, 10_000))
    at = random.randint(0, len(data))
    stop = random.choice((at, random.randint(at, len(data))))
    inner = data[at:stop]
    return data[:at] + opening * times + inner + closing * times + data[stop:]


def _recoded(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    """Return *data* in another encoding than it says, or with half a pair of surrogates."""
    text = data.decode("utf-8", "replace")
    if random.random() < 0.8:
        return text.encode(random.choice(_CODECS), "replace")
    at = random.randint(0, len(text))
    text = text[:at] + random.choice(("\ud800", "\udc00")) + text[at:]
    return text.encode(random.choice(("utf-8", "utf-16", "utf-16-le")), "surrogatepass")


def _with_line_ends(data: bytes, random: Random, seeds: Sequence[bytes], family: str) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b" ", b"\n\r", b"")))


_CHANGES: tuple[_Change, ...] = (
    _cut_short, _without_head, _flipped, _zeroed, _deleted, _repeated, _moved, _spliced,
    _with_token, _lines, _nested, _recoded, _with_line_ends,
)  # fmt: skip
_WEIGHTS = (4, 1, 5, 1, 8, 6, 4, 8, 14, 10, 4, 2, 2)


# --- files that hold others, and files with a sum -------------------------------------


def damaged_zip(data: bytes, random: Random, *, seeds: Sequence[bytes], family: str) -> bytes:
    """Return a zip like *data* with damage in a member, in the list of them, or anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members = [(each.filename, opened.read(each)) for each in opened.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError):
        members = []
    if not members or random.random() < 0.15:
        return damaged(data, random, seeds=seeds, family="")
    at = random.randrange(len(members))
    name, content = members[at]
    if random.random() < 0.8:
        others = [each for _, each in members]
        members[at] = (name, damaged(content, random, seeds=others, family=family))
    else:
        _rearrange(members, at, random)
    packed = _packed(members, random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))
    if random.random() < 0.1:
        packed = _lying(packed, random)
    return packed[:LONGEST]


def _rearrange(members: list[tuple[str, bytes]], at: int, random: Random) -> None:
    name, content = members[at]
    match random.randrange(6):
        case 0:
            del members[at]
        case 1:
            members.append((name, content[::-1]))
        case 2:
            members[at] = (
                random.choice(("../" + name, "/" + name, "C:\\x", name.upper())),
                content,
            )
        case 3:
            members[at] = (name, content + bytes(random.choice((10_000, 5_000_000))))
        case 4:
            members[at] = (name, _packed(members, zipfile.ZIP_STORED))
        case _:
            members += [(f"x{number}", b"") for number in range(random.choice((10, 1_200)))]


def _packed(members: Sequence[tuple[str, bytes]], method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as opened:
        for name, content in members:
            # One that is there twice is what a warning tells, and what is wanted here.
            opened.NameToInfo.pop(name, None)
            opened.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


#: Where fields stand in the list of members of a zip: flags, method, times, sum, sizes, place.
_FIELDS = (
    (6, "<H"), (8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (30, "<H"),
    (42, "<I"),
)  # fmt: skip


def _lying(data: bytes, random: Random) -> bytes:
    """Return a zip whose list of members says something wrong of one: its flags, sizes, place."""
    at = data.rfind(b"PK\x01\x02")
    if at < 0:
        return data
    field, form = random.choice(_FIELDS)
    changed = bytearray(data)
    value = random.choice((0, 1, 0xFFFF, random.randrange(0xFFFF)))
    struct.pack_into(form, changed, at + field, value)
    return bytes(changed)


def damaged_sum(data: bytes, random: Random, *, seeds: Sequence[bytes], family: str) -> bytes:
    """Return a damaged compiled glossary, four times in five with a sum that says it is whole."""
    found = damaged(data, random, seeds=seeds, family=family)
    start = data.find(b"{") - 8
    if random.random() < 0.8 and 0 < start < len(found) - 4:
        found = (
            data[:start] + struct.pack("<I", zlib.adler32(found[start + 4 :])) + found[start + 4 :]
        )
    return found
