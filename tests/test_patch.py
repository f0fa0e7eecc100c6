"""What patching promises: new targets read back, every other byte stays, twice is once."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.contracts import Change, ExchangeFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import po, xliff2, xliff12
from alihbahasa.exchange._xliff_sharing import Share, shared_out
from alihbahasa.model import Code, CodeKind, Content, Note, State, Unit, joined, raw

XLIFF = [xliff12.PLUGIN, xliff2.PLUGIN]
each_xliff = pytest.mark.parametrize("format", XLIFF, ids=lambda format: str(format.name))

_ODD = "&<>\"'\r\n\t ].!?\u00a0\u0085\u2028\u200f\ufeff\U0001d11eé#[–x"
_characters = st.one_of(
    st.sampled_from(_ODD),
    st.characters(
        codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"
    ),
)
_words = st.text(_characters, min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
_sentences = st.lists(
    st.text("ab ", min_size=1, max_size=4).map(lambda text: f"{text.strip() or 'c'}."),
    min_size=1,
    max_size=4,
)

#: Inline codes of both versions, as elements and as what is read of them.
CODES = {
    "xliff12": {
        '<x id="1" ctype="lb" z:z="&lt;"/>': Code("1", CodeKind.STANDALONE),
        '<ph id="2">a<sub>b</sub></ph>': Code("2", CodeKind.STANDALONE, "ab"),
        '<bpt id="3">[</bpt>': Code("3", CodeKind.OPEN, "["),
        '<ept id="3">]</ept>': Code("3", CodeKind.CLOSE, "]"),
        '<g id="4" z:z="1">': Code("4", CodeKind.OPEN),
        "</g>": Code("4", CodeKind.CLOSE),
    },
    "xliff2": {
        '<ph id="1" equiv="x" z:z="&lt;"/>': Code("1", CodeKind.STANDALONE),
        '<ph id="2" dataRef="d"/>': Code("2", CodeKind.STANDALONE, "[]"),
        '<sc id="3"/>': Code("3", CodeKind.OPEN),
        '<ec startRef="3"/>': Code("3", CodeKind.CLOSE),
        '<pc id="4" z:z="1">': Code("4", CodeKind.OPEN),
        "</pc>": Code("4", CodeKind.CLOSE),
    },
}


@st.composite
def files(draw: st.DrawFn, format: ExchangeFormat) -> str:
    """Draw a file as others write it: inline codes, segments, prefixes, things unknown."""
    codes = "".join(CODES[format.name])
    units = []
    for number in range(draw(st.integers(1, 4))):
        sentences = draw(_sentences)
        body = (_unit12 if format is xliff12.PLUGIN else _unit2)(draw, sentences, codes)
        units.append(f"<{_NAMES[format.name]} id=\"n{number}\" z:a='>'>{body}")
    between = draw(st.sampled_from(["", "\n  ", "\r\n\t", "<!-- - -->", "<z:z>é</z:z>"]))
    text = _HEADS[format.name] + between + between.join(units)
    if draw(st.booleans()):
        text += f"</file>{_FILES[format.name]}{units[0]}"
    text += "</file></xliff>"
    if format is xliff12.PLUGIN:
        text = text.replace("</file>", "</body></file>")
    if draw(st.booleans()):
        names = "xliff file body group trans-unit unit segment ignorable source seg-source target "
        names += "g x ph bpt ept sub sc ec pc mrk notes note originalData data"
        for name in names.split():
            for end in (" ", ">", "/>"):
                text = text.replace(f"<{name}{end}", f"<p:{name}{end}")
            text = text.replace(f"</{name}>", f"</p:{name}>")
        text = text.replace(" xmlns=", " xmlns:p=")
    return text


_NAMES = {"xliff12": "trans-unit", "xliff2": "unit"}
_HEADS = {
    "xliff12": (
        '<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
        'xmlns:z="urn:z"><file original="a" z:b="é"><body>'
    ),
    "xliff2": (
        '<?xml version="1.0"?><xliff version="2.0" srcLang="id" trgLang="en" xmlns:z="urn:z" '
        'xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f" z:b="é">'
    ),
}
_FILES = {"xliff12": '<file original="b"><body>', "xliff2": '<file id="g">'}


def _unit12(draw: st.DrawFn, sentences: list[str], codes: str) -> str:
    first, *rest = sentences
    plain = " ".join([first + codes, *rest])
    segments = " ".join(
        f'<mrk mtype="seg" mid="{n}">{text}</mrk>' for n, text in enumerate([first + codes, *rest])
    )
    empty = " ".join(f'<mrk mtype="seg" mid="{n}"/>' for n in range(len(sentences)))
    state = draw(
        st.sampled_from(["", ' state="new"', ' state="final"', ' state="needs-adaptation" z:q="1"'])
    )
    target = draw(st.sampled_from([None, "", "Lama.", plain, segments, empty, "A. " + segments]))
    lead = draw(st.sampled_from(["", "\n    "]))
    body = f"{lead}<source>{plain}</source>"
    if draw(st.booleans()):
        body += f"<seg-source>{segments}</seg-source>"
    if target is not None:
        body += f"{lead}<target{state}>{target}</target>"
    return f'{body}<z:z/><alt-trans z:z="1"><target>x</target></alt-trans></trans-unit>'


def _unit2(draw: st.DrawFn, sentences: list[str], codes: str) -> str:
    first, *rest = sentences
    lead = draw(st.sampled_from(["", "\n    "]))
    body = f'{lead}<z:z/><notes><note z:z="1">n</note></notes>'
    body += '<originalData><data id="d">[]</data></originalData>'
    for number, text in enumerate([first + codes, *rest]):
        state = draw(st.sampled_from(["", ' state="final"', ' state="initial" subState="z:q"']))
        target = draw(st.sampled_from([None, "", "Lama.", text, "<mrk id='m'>A</mrk>."]))
        body += f"{lead}<segment{state}><source>{text}</source>"
        if target is not None:
            body += f"<target>{target}</target>"
        body += "</segment>"
        if number < len(rest):
            body += "<ignorable><source> </source></ignorable>"
    return f"{body}</unit>"


@st.composite
def targets(draw: st.DrawFn, format: ExchangeFormat) -> Content:
    """Draw a target that is not blank, with the codes of the source in any disorder, and others."""
    codes = st.sampled_from([*CODES[format.name].values(), Code("9", CodeKind.STANDALONE, "{}")])
    kinds = st.one_of(_words, codes, _sentences.map(" ".join))
    parts = draw(st.lists(kinds, min_size=1, max_size=6))
    return joined(parts)


def read(format: ExchangeFormat, data: bytes) -> list[Unit]:
    """Return the units of the file *data*."""
    return list(format.read(BytesIO(data))[1])


def patched(format: ExchangeFormat, data: bytes, changes: dict[str, Change]) -> bytes:
    """Return *data* with *changes* in it."""
    return b"".join(format.patch(data, changes))


def _bare(content: Content | None) -> Content:
    """Return *content* without the markup of its codes, which a file may not hold."""
    return tuple(
        replace(part, data="") if isinstance(part, Code) else part for part in content or ()
    )


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"]


@each_xliff
@given(data=st.data(), encoding=st.sampled_from(ENCODINGS), state=st.sampled_from(State))
def test_new_targets_are_read_back_and_all_else_stays(
    format: ExchangeFormat, data: st.DataObject, encoding: str, state: State
) -> None:
    text = data.draw(files(format))
    if encoding == "iso-8859-1":
        text = text.replace("?>", ' encoding="iso-8859-1"?>', 1)
    original = text.encode(encoding)
    units = read(format, original)
    same = {unit.id: Change(unit.target, unit.state) for unit in units}
    assert patched(format, original, {}) == patched(format, original, same) == original
    chosen = data.draw(st.lists(st.sampled_from(units), unique_by=lambda unit: unit.id))
    changes = {unit.id: Change(data.draw(targets(format)), state) for unit in chosen}
    now = patched(format, original, changes)
    for before, after in zip(units, read(format, now), strict=True):
        if before.id in changes:
            assert _bare(after.target) == _bare(changes[before.id].target)
            assert after.state is state
            after = replace(after, target=before.target, state=before.state)
        assert after == before
    assert patched(format, now, changes) == now
    pieces = (_cut(each.decode(encoding), format) for each in (original, now))
    for id, (before_text, after_text) in zip(
        [None, *(unit.id for unit in units)], zip(*pieces, strict=True), strict=True
    ):
        if id not in changes:
            assert before_text == after_text
    emptied = patched(format, now, {unit.id: Change(None, state) for unit in units})
    assert not any(unit.target for unit in read(format, emptied))


def _cut(text: str, format: ExchangeFormat) -> list[str]:
    """Return *text* cut before each unit; the rest behind one belongs to it."""
    text = text.replace("<p:", "<")
    head, *units = text.split(f"<{_NAMES[format.name]} ")
    return [head, *units]


@each_xliff
@given(data=st.data())
def test_only_the_target_and_its_state_change(format: ExchangeFormat, data: st.DataObject) -> None:
    """Without targets and attributes of state, the files before and after are the same."""
    text = data.draw(files(format))
    unit = data.draw(st.sampled_from(read(format, text.encode())))
    change = Change(data.draw(targets(format)), data.draw(st.sampled_from(State)))
    change = replace(change, target=_bare(change.target))
    now = patched(format, text.encode(), {unit.id: change}).decode()
    assert _without_targets(now) == _without_targets(text)


def _without_targets(text: str) -> str:
    text = re.sub(r"\s*<(p:)?target\b([^>]*/>|[^>]*>.*?</(p:)?target>)", "", text, flags=re.DOTALL)
    return re.sub(r""" (state|subState|approved|state-qualifier)="[^"]*\"""", "", text)


@given(
    target=st.lists(
        st.one_of(
            _words,
            _sentences.map(" ".join),
            st.builds(Code, st.sampled_from("12"), st.sampled_from(CodeKind)),
        ),
        max_size=6,
    ).map(joined),
    shares=st.lists(
        st.builds(
            Share,
            st.booleans(),
            st.sampled_from([(), (" ",), ("a.",), ("a. ",), ("b",)]),
            st.frozensets(st.tuples(st.sampled_from("12"), st.sampled_from(CodeKind))),
        ),
        min_size=1,
        max_size=6,
    ).filter(lambda shares: any(share.is_segment for share in shares)),
)
def test_what_is_shared_out_is_the_whole_target(target: Content, shares: list[Share]) -> None:
    found = shared_out(target, shares)
    assert joined(part for content in found for part in content) == target
    assert len(found) == len(shares)


def test_codes_stay_in_their_segments() -> None:
    """Where sentences are not as many as segments, codes tell where a segment begins."""
    one, two = Code("1", CodeKind.STANDALONE), Code("2", CodeKind.STANDALONE)
    shares = [
        Share(True, (), frozenset({("1", CodeKind.STANDALONE)})),
        Share(False, (" ",)),
        Share(True, ()),
        Share(True, (), frozenset({("2", CodeKind.STANDALONE)})),
    ]
    assert shared_out(("A", one, "b. C. D. E", two), shares) == [
        ("A", one, "b. C. D."),
        (" ",),
        (),
        ("E", two),
    ]
    assert shared_out(("A", one, two), shares) == [("A", one), (), (), (two,)]
    assert shared_out(("A", two, one), shares) == [("A", two, one), (), (), ()]
    assert shared_out((two, "A. B. C.", one), shares)[0] == (two, "A. B. C.", one)


@each_xliff
def test_a_unit_of_many_segments_takes_no_time(format: ExchangeFormat) -> None:
    """A long text of many segments is shared out and written in linear time."""
    count = 2_000
    if format is xliff12.PLUGIN:
        marks = "".join(f'<mrk mtype="seg" mid="{n}">Satu dua.</mrk> ' for n in range(count))
        body = f"<source>Satu.</source><seg-source>{marks}</seg-source>"
        end = "</body></file></xliff>"
    else:
        body = "<segment><source>Satu dua.</source></segment>" * count
        end = "</file></xliff>"
    name = _NAMES[format.name]
    text = f'{_HEADS[format.name]}<{name} id="n">{body}</{name}>{end}'
    target = "One two three. " * count
    now = patched(format, text.encode(), {"n": Change((target,), State.FINAL)})
    assert read(format, now)[0].target == (target,)
    assert now.count(b">One two three.") == count


# --- PO ---------------------------------------------------------------------------------


_po_texts = st.text(
    st.one_of(st.sampled_from('"\\\n\t\r\a%  ab'), st.characters(exclude_categories=["Cs"])),
    max_size=30,
).filter(lambda text: "\0" not in text and "\4" not in text)
_long = st.lists(st.text("abé漢", min_size=1, max_size=9), max_size=40).map(" ".join)


@st.composite
def catalogues(draw: st.DrawFn) -> str:
    """Draw a PO file as any project has it."""
    entries = [
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n'
        'Plural-Forms: nplurals=2; plural=n>1;\\n"\n'
    ]
    for number in range(draw(st.integers(1, 4))):
        lines = draw(
            st.lists(
                st.sampled_from(
                    ["# Kata orang\n", "#. alat\n", "#: a.c:1 b.c:2\n", "#, c-format\n", "#\n"]
                ),
                unique=True,
            )
        )
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["#, fuzzy\n", "#,fuzzy, c-format\n"])))
            lines.append('#| msgid "lama "\n#|   "sekali"\n')
        if draw(st.booleans()):
            lines.append('msgctxt   "menu"\n')
        lines.append(f'msgid "a{number} "\n"{"kata " * draw(st.integers(0, 3))}"\n')
        old = draw(st.sampled_from(["", "lama", 'l\\"ma\\n"\n  "baru\\t']))
        if draw(st.booleans()):
            lines.append(f'msgid_plural "b"\nmsgstr[0] "{old}"\nmsgstr[1]\t"{old}"\n')
        else:
            lines.append(f'msgstr\n"{old}"\n' if draw(st.booleans()) else f'msgstr "{old}"\n')
        entries.append("".join(lines))
    entries.append('#, fuzzy\n#~| msgid "x"\n#~ msgid "y"\n#~ msgstr "z"\n')
    text = "\n".join(entries) + draw(st.sampled_from(["", "\n# akhir\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(
    text=catalogues(), data=st.data(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_catalogues(text: str, data: st.DataObject, encoding: str) -> None:
    """New strings are read back, and every other entry keeps its bytes."""
    original = text.encode(encoding)
    units = read(po.PLUGIN, original)
    same = {unit.id: Change(unit.target, unit.state, unit.plurals) for unit in units}
    assert patched(po.PLUGIN, original, same) == original
    unit = data.draw(st.sampled_from(units))
    forms = tuple((data.draw(_po_texts | _long),) for _ in unit.plurals)
    target = forms[0] if forms else (data.draw(_po_texts | _long),)
    state = data.draw(st.sampled_from([State.INITIAL, State.TRANSLATED]))
    change = Change(target, state, forms)
    now = patched(po.PLUGIN, original, {unit.id: change})
    for before, after in zip(units, read(po.PLUGIN, now), strict=True):
        if before.id == unit.id:
            assert raw(after.target or ()) == raw(target)
            assert [raw(form) for form in after.plurals] == [raw(form) for form in forms]
            assert after.is_draft is (state is State.INITIAL and bool(raw(target).strip()))
            changed = {"target": before.target, "plurals": before.plurals, "state": before.state}
            after = replace(after, previous=before.previous, **changed)  # type: ignore[arg-type]
        assert after == before
    assert patched(po.PLUGIN, now, {unit.id: change}) == now
    old, new = original.decode(encoding), now.decode(encoding)
    newline = "\r\n" if "\r\n" in old else "\n"
    assert new.count("\n") == new.count(newline) or "\r" in raw(target)
    blocks = [each.split(newline * 2) for each in (old, new)]
    index = units.index(unit) + 1
    assert len(blocks[0]) == len(blocks[1])
    assert blocks[0][:index] == blocks[1][:index]
    assert blocks[0][index + 1 :] == blocks[1][index + 1 :]


def test_an_old_mac_file_keeps_its_line_ends() -> None:
    """Line ends are carriage returns alone there."""
    data = b'msgid "a"\rmsgstr ""\r\r#, c-format\rmsgid "b"\rmsgstr "c"\r'
    first, _ = read(po.PLUGIN, data)
    now = patched(po.PLUGIN, data, {first.id: Change(("x\ny",), State.INITIAL)})
    assert now == (
        b'#, fuzzy\rmsgid "a"\rmsgstr ""\r"x\\n"\r"y"\r\r#, c-format\rmsgid "b"\rmsgstr "c"\r'
    )


def test_a_form_that_a_template_lacks_is_added() -> None:
    """A template has two forms where the language has three."""
    data = (
        b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n\n#~ msgid "c"\n#~ msgstr ""\n'
    )
    unit, _ = read(po.PLUGIN, data)
    forms = (("x",), ("y",), ("z",))
    now = patched(po.PLUGIN, data, {unit.id: Change(("x",), State.TRANSLATED, forms)})
    assert b'msgstr[1] "y"\nmsgstr[2] "z"\n\n#~' in now
    one = patched(po.PLUGIN, now, {unit.id: Change(("w",), State.TRANSLATED)})
    assert one == now.replace(b'"x"', b'"w"')


def test_multibyte_charsets_keep_their_bytes() -> None:
    """Text that Python would encode otherwise is copied, not encoded anew."""
    head = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=CP932\\n"\n\n'
    body = b'msgid "a"\nmsgstr "\xed\x40\xfa\x5c"\n\nmsgid "b"\nmsgstr ""\n'
    unit = read(po.PLUGIN, head + body)[1]
    now = patched(po.PLUGIN, head + body, {unit.id: Change(("漢",), State.TRANSLATED)})
    assert now == head + body[:-2] + '漢"\n'.encode("cp932")


@given(data=st.binary(max_size=120))
@pytest.mark.parametrize("format", [po.PLUGIN, *XLIFF], ids=lambda format: str(format.name))
def test_any_bytes_are_patched_or_refused(format: ExchangeFormat, data: bytes) -> None:
    assert patched(format, data, {}) == data
    with pytest.raises(AlihbahasaError):
        patched(format, data, {"u": Change((escape("x"),), State.FINAL)})


# --- writing does the same ------------------------------------------------------------------


@each_xliff
def test_writing_keeps_what_a_unit_holds_besides(format: ExchangeFormat) -> None:
    """Where only the target differs, unknown attributes and elements stay; notes are told anew."""
    note = '<note z:z="1">Siapa?</note>'
    if format is xliff12.PLUGIN:
        body = f"<source z:z='1'>a</source>{note}<z:z/>"
        end = "</body></file></xliff>"
    else:
        body = f"<z:z/><notes>{note}</notes><segment z:z='1'><source>a</source></segment>"
        end = "</file></xliff>"
    name = _NAMES[format.name]
    text = f'{_HEADS[format.name]}<{name} id="n" z:q="1">{body}</{name}>{end}'
    header, found = format.read(BytesIO(text.encode()))
    (unit,) = found
    unit = replace(unit, target=("A",), state=State.REVIEWED)
    now = b"".join(format.write(header, [unit], original=text.encode()))
    assert now == patched(format, text.encode(), {"n": Change(("A",), State.REVIEWED)})
    assert _without_targets(now.decode()) == text
    noted = replace(unit, notes=(Note("", "translator", "Sari."),))
    again = b"".join(format.write(header, [noted], original=now))
    assert b"Siapa" not in again
    assert read(format, again)[0].comments == (Note("", "translator", "Sari."),)


def test_writing_keeps_the_layout_of_an_entry() -> None:
    """Where only the target differs, wrapped comments and strings, and odd flags, stay."""
    data = (
        b'#.a\n#:   a.c:1\n# b\n#,no-wrap,  fuzzy\n#| msgid "x"\nmsgid ""\n"a "\n"b"\nmsgstr "c"\n'
    )
    header, found = po.PLUGIN.read(BytesIO(data))
    (unit,) = found
    unit = replace(unit, state=State.TRANSLATED, previous=None)
    done = b"".join(po.PLUGIN.write(header, [unit], original=data))
    assert done.endswith(b'#.a\n#:   a.c:1\n# b\n#, no-wrap\nmsgid ""\n"a "\n"b"\nmsgstr "c"\n')


def test_a_stray_target_is_put_right() -> None:
    """OmegaT writes the target of a unit into the next; a new one does not leave it there."""
    segment = "<segment><source>a</source></segment></unit>"
    text = (
        f'{_HEADS["xliff2"]}<unit id="n">{segment}<unit id="m"><target>A</target>{segment}'
        "</file></xliff>"
    )
    for target in (("B",), None):
        now = patched(xliff2.PLUGIN, text.encode(), {"n": Change(target, State.TRANSLATED)})
        assert [unit.target for unit in read(xliff2.PLUGIN, now)] == [target, None]
        assert b"<target>A" not in now


_SEGMENT = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="id" trgLang="en">'
    '<file id="f"><unit id="u"><segment{}><source>a</source><target>b  c</target></segment></unit>'
    "</file></xliff>"
)


@pytest.mark.parametrize("told", ["", ' state="initial"', ' state="reviewed"'])
def test_a_segment_that_says_no_state_says_none_afterwards(told: str) -> None:
    text = _SEGMENT.format(told)
    (unit,) = tuple(xliff2.PLUGIN.read(BytesIO(text.encode()))[1])
    now = b"".join(xliff2.PLUGIN.patch(text.encode(), {unit.id: Change(("b c",), unit.state)}))
    assert now.decode() == text.replace("b  c", "b c")
    # A target that is like its source would be read as none.
    now = b"".join(xliff2.PLUGIN.patch(text.encode(), {unit.id: Change(("a",), unit.state)}))
    (again,) = tuple(xliff2.PLUGIN.read(BytesIO(now))[1])
    assert (again.target, again.state) == (("a",), unit.state)


@each_xliff
def test_comments_in_a_target_stay(format: ExchangeFormat) -> None:
    target = "b<!-- 1 -->  <![CDATA[<!-- 2 -->]]>c<!-- 3 -->"
    if format is xliff2.PLUGIN:
        text = _SEGMENT.format("").replace("b  c", target)
    else:
        text = (
            f'{_HEADS["xliff12"]}<trans-unit id="u"><source>a</source>'
            f"<target>{target}</target></trans-unit></body></file></xliff>"
        )
    (unit,) = tuple(format.read(BytesIO(text.encode()))[1])
    assert unit.target == ("b  <!-- 2 -->c",)
    now = b"".join(format.patch(text.encode(), {unit.id: Change(("b c",), unit.state)}))
    assert b">b c<!-- 1 --><!-- 3 --></target>" in now
    assert next(iter(format.read(BytesIO(now))[1])).target == ("b c",)
