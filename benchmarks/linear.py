"""How the time grows with the file: time(2n)/time(n) of every reader, for files of many shapes.

A file is read, and then used as commands do: an exchange file is judged,
patched in every unit, searched for every place and written anew, an article
is cut and built, a table is taken in.  Times are those of the processor, the
best of three.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from alihbahasa import plugins, project, recognition, segmentation, storage
from alihbahasa.contracts import Change
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary, Side, State, Term, Unit
from alihbahasa.segmentation import srx
from alihbahasa.terminology import intake
from benchmarks.corpus import paragraphs, units
from benchmarks.exchange import HEADER
from benchmarks.measure import Table

Shape = Callable[[int], bytes]
Work = Callable[[bytes], object]

#: More than this is not linear.
GOAL = 2.5


def run(quick: bool) -> tuple[Table, ...]:
    """Return the table; *quick* measures smaller files, whose times say less."""
    floor = 0.004 if quick else 0.15
    rows: list[tuple[str, ...]] = []
    above: list[str] = []
    held = list(readers())
    # What is there now is left out of the collections before each run: they took longer than it.
    gc.collect()
    gc.freeze()
    for name, works, shapes in held:
        for shape_name, shape in shapes.items():
            for way, work in works.items():
                try:
                    ratio, size, taken = growth(work, shape, floor=floor)
                except AlihbahasaError as error:
                    rows.append((name, way, shape_name, "", "", f"refused: {error.message[:60]}"))
                    continue
                rows.append(
                    (name, way, shape_name, f"{size:,}", f"{1000 * taken:,.0f}", f"{ratio:.2f}")
                )
                if ratio > GOAL:
                    above.append(f"{name} {way}, {shape_name}: {ratio:.2f}")
    gc.unfreeze()
    told = f"{len(above)} of {len(rows)} above {GOAL}" + "".join(f"\n* {each}" for each in above)
    columns = ("reader", "", "file of", "bytes", "ms", "time(2n)/time(n)")
    return (Table("Growth of readers", columns, tuple(rows), (told,)),)


def growth(work: Work, shape: Shape, *, floor: float) -> tuple[float, int, float]:
    """Return time(2n)/time(n) of *work*, and size and time of the file that *shape* makes of n.

    n is where the work takes *floor* seconds, or the file has 4 MB or is as
    large as is not refused.
    """
    count, data = 200, shape(200)
    taken = _best(work, data)
    measured: tuple[float, int, float] | None = None
    while measured is None or (measured[2] < floor and measured[1] < 4_000_000):
        try:
            more = _best(work, larger := shape(2 * count))
        except AlihbahasaError:
            if measured is None:
                raise
            break
        measured = more / taken, len(data), taken
        count, data, taken = 2 * count, larger, more
    return measured


def _best(work: Work, data: bytes) -> float:
    """Return the best time of three runs, of one that takes long."""
    best = float("inf")
    for _ in range(3):
        gc.collect()
        begun = time.process_time()
        work(data)
        best = min(best, time.process_time() - begun)
        if best > 5:
            break
    return best


# --- works ------------------------------------------------------------------------------


def _exchange(name: str) -> dict[str, Work]:
    form = plugins.exchange_format(name)

    def read(data: bytes) -> tuple[Unit, ...]:
        return tuple(form.read(BytesIO(data))[1])

    def patch(data: bytes) -> None:
        change = Change(("lain",), State.TRANSLATED)
        for _ in form.patch(data, {unit.id: change for unit in read(data) if not unit.plurals}):
            pass

    def locate(data: bytes) -> None:
        form.locate(data, [(unit.id, Side.TARGET, at) for unit in read(data) for at in (0, 9)])

    def write(data: bytes) -> None:
        header, drawn = form.read(BytesIO(data))
        for _ in form.write(header, drawn, original=data):
            pass

    judge: Work = lambda data: list(form.validate(data))  # noqa: E731 - its type is told here
    return {"read": read, "validate": judge, "patch": patch, "locate": locate, "write": write}


def _memory(data: bytes) -> None:
    form = plugins.memory_format("tmx")
    for _ in form.read(BytesIO(data), source_language="id", target_language="en")[1]:
        pass


def _glossary(name: str) -> dict[str, Work]:
    form = plugins.glossary_format(name)
    works: dict[str, Work] = {"read": partial(form.read, source_language="id")}
    if form.sheet is not None:
        sheet = form.sheet
        works["take in"] = lambda data: intake.taken_in(
            sheet(data), source_language="id", target_language="en"
        )
    return works


def _article(name: str) -> dict[str, Work]:
    form = next(each for each in plugins.article_formats() if each.name == name)
    source, target = plugins.language_pack("id"), plugins.language_pack("en")

    def build(data: bytes) -> None:
        cut = segmentation.segment(form.read(data, source, name="a"), source)
        targets = {unit.id: unit.source for block in cut.blocks for unit in block.units}
        form.build(cut, targets, source=source, target=target)

    return {"read": partial(form.read, pack=source), "build": build}


def _rules(data: bytes) -> None:
    srx.with_rules(plugins.language_pack("id"), data, language="id", file="a.srx")


def _settings(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "alihbahasa.toml").write_bytes(data)
        project.find(Path(folder))


def _compiled(data: bytes) -> None:
    found = recognition.load(data, plugins.language_pack, "v1")
    recognition.mentions("kata a1 kata a2 " * 2_000, found)


def readers() -> Iterator[tuple[str, Mapping[str, Work], Mapping[str, Shape]]]:
    """Yield each reader, what is done with its files, and the shapes of those."""
    yield "po", _exchange("po"), _PO
    yield "xliff12", _exchange("xliff12"), _XLIFF12
    yield "xliff2", _exchange("xliff2"), _XLIFF2
    yield "tmx", {"read": _memory}, _TMX
    yield "tbx", _glossary("tbx"), _TBX
    yield "csv", _glossary("csv"), _CSV
    yield "xlsx", _glossary("xlsx"), {name: _workbook(shape) for name, shape in _ROWS.items()}
    yield "omegat", _glossary("omegat"), _OMEGAT
    yield "markdown", _article("markdown"), _MARKDOWN
    yield "html", _article("html"), _HTML
    yield "plain", _article("plain"), _PLAIN
    yield "srx", {"read": _rules}, _SRX
    yield "settings", {"read": _settings}, _SETTINGS
    yield "record", {"read": storage.parse_record}, _RECORD
    yield "compiled", {"read": _compiled}, _COMPILED


# --- shapes -----------------------------------------------------------------------------


def _around(before: str, after: str, piece: str | Callable[[int], str]) -> Shape:
    """Return the shape of a *piece*, again and again, between *before* and *after*."""
    if isinstance(piece, str):
        text = piece
        return lambda count: (before + text * count + after).encode()
    made = piece
    return lambda count: (before + "".join(map(made, range(count))) + after).encode()


_POOL = [each for paragraph in paragraphs(100_000) for each in paragraph]


def _units(name: str) -> Shape:
    form = plugins.exchange_format(name)
    return lambda count: b"".join(form.write(HEADER, units(count, _POOL)))


_TOP = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
_PO: Mapping[str, Shape] = {
    "many units": _units("po"),
    "one long text": _around(f'{_TOP}msgid "', '"\nmsgstr "b"\n', "kata "),
    "one text of many lines": _around(f'{_TOP}msgid "a"\nmsgstr ""\n', "\n", '"kata\\n"\n'),
    "many escapes": _around(f'{_TOP}msgid "', '"\nmsgstr "b"\n', '\\x41\\"\\t'),
    "odd layout": _around(_TOP, "", lambda n: f'#~| msgid"a"\n#~msgid"{n}"\n#~\tmsgstr"b"\n'),
    "plural forms": _around(
        _TOP, "", lambda n: f'msgid "{n}"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n\n'
    ),
    "many references": _around(f"{_TOP}#:", '\nmsgid "a"\nmsgstr "b"\n', lambda n: f" a.c:{n}"),
    "many comments": _around(_TOP, 'msgid "a"\nmsgstr "b"\n', "# c\n#. d\n#, fuzzy\n"),
    "many conflicts": _around(_TOP, 'msgid "a"\nmsgstr "b"\n', "# conflict, x, 1 May 2026: y\n"),
    "units of one id": _around(
        _TOP, "", lambda n: f'#: a#uaaaaaaaaaaaaa\nmsgid "{n}"\nmsgstr ""\n\n'
    ),
}  # fmt: skip

_12 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" '
    'source-language="id" target-language="en" datatype="plaintext"><body>'
)
_12_UNIT = '<trans-unit id="a"><source>'
_12_END = "</trans-unit></body></file></xliff>"


def _as_target(piece: str | Callable[[int], str]) -> Shape:
    return _around(f'{_12}{_12_UNIT}<g id="1">a</g></source><target>', f"</target>{_12_END}", piece)


_XLIFF12: Mapping[str, Shape] = {
    "many units": _units("xliff12"),
    "one long text": _as_target("kata "),
    "many codes": _as_target(lambda n: f'kata <g id="{n}">a</g><x id="x{n}"/>'),
    "codes that cross": _as_target(lambda n: f'<bx id="{n}"/>a<ex id="{n - 1}"/>'),
    "codes of one id": _as_target('<bx id="1"/>a<x id="2"/>'),
    "many segments": lambda count: (
        f"{_12}{_12_UNIT}a</source><seg-source>"
        + "".join(f'<mrk mtype="seg" mid="{n}">a</mrk> ' for n in range(count))
        + "</seg-source><target>"
        + "".join(f'<mrk mtype="seg" mid="{n}">b</mrk> ' for n in range(count))
        + f"</target>{_12_END}"
    ).encode(),
    "codes as text": _as_target("&lt;g id=&quot;"),
    "many notes": _around(f"{_12}{_12_UNIT}a</source>", _12_END, "<note>kata</note>"),
    "many matches": _around(
        f"{_12}{_12_UNIT}a</source>", _12_END, "<alt-trans><target>b</target></alt-trans>"
    ),
    "many file elements": _around(
        _12.partition("<file")[0], "</xliff>",
        lambda n: f'<file original="{n}" source-language="id" target-language="en" datatype="a">'
        '<body><trans-unit id="a"><source>a</source></trans-unit></body></file>',
    ),
    "many groups": _around(
        _12, "</body></file></xliff>",
        lambda n: f'<group id="{n}"><trans-unit id="a{n}"><source>a</source></trans-unit></group>',
    ),
    "no ids": _around(
        _12, "</body></file></xliff>", "<trans-unit><source>a</source></trans-unit>"
    ),
}  # fmt: skip

_2 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="id" trgLang="en"'
    ' xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><file id="f">'
)
_2_SEGMENT = '<unit id="a"><segment><source>a</source><target>'
_2_END = "</target></segment></unit></file></xliff>"
_XLIFF2: Mapping[str, Shape] = {
    "many units": _units("xliff2"),
    "one long text": _around(_2 + _2_SEGMENT, _2_END, "kata "),
    "many codes": _around(
        _2 + _2_SEGMENT, _2_END, lambda n: f'kata <pc id="p{n}">a</pc><ph id="{n}"/>'
    ),
    "codes that cross": _around(
        _2 + _2_SEGMENT, _2_END, lambda n: f'<sc id="s{n}"/>a<ec startRef="s{n - 1}"/>'
    ),
    "many characters": _around(_2 + _2_SEGMENT, _2_END, '<cp hex="0001"/>a'),
    "many segments": _around(
        f'{_2}<unit id="a">', "</unit></file></xliff>",
        lambda n: f'<segment id="s{n}"><source>kata</source><target>b</target></segment>'
        "<ignorable><source> </source></ignorable>",
    ),
    "segments in order": _around(
        f'{_2}<unit id="a">', "</unit></file></xliff>",
        lambda n: f'<segment><source>kata</source><target order="{n + 1}">b</target></segment>',
    ),
    "many data": _around(
        f'{_2}<unit id="a"><originalData>',
        "</originalData><segment><source>a</source></segment></unit></file></xliff>",
        lambda n: f'<data id="d{n}">x</data>',
    ),
    "many notes": _around(
        f'{_2}<unit id="a"><notes>',
        "</notes><segment><source>a</source></segment></unit></file></xliff>",
        "<note>kata</note>",
    ),
    "many matches": _around(
        f'{_2}<unit id="a"><mtc:matches>',
        "</mtc:matches><segment><source>a</source></segment></unit></file></xliff>",
        lambda n: f'<mtc:match id="m{n}" ref="#a"><source>a</source><target>b</target></mtc:match>',
    ),
    "many file elements": _around(
        _2.partition("<file")[0], "</xliff>",
        lambda n: f'<file id="{n}"><unit id="a"><segment><source>a</source></segment></unit>'
        "</file>",
    ),
    "no ids": _around(
        _2, "</file></xliff>", "<unit><segment><source>a</source></segment></unit>"
    ),
}  # fmt: skip

_TMX_TOP = (
    '<tmx version="1.4"><header creationtool="a" creationtoolversion="1" segtype="sentence" '
    'o-tmf="a" adminlang="en" srclang="id" datatype="plaintext"/><body>'
)
_TU = '<tu><tuv xml:lang="id"><seg>a</seg></tuv><tuv xml:lang="en"><seg>'
_TU_END = "</seg></tuv></tu></body></tmx>"
_TMX: Mapping[str, Shape] = {
    "many units": _around(
        _TMX_TOP, "</body></tmx>",
        '<tu><tuv xml:lang="id"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>\n',
    ),
    "one long text": _around(_TMX_TOP + _TU, _TU_END, "kata "),
    "many codes": _around(
        _TMX_TOP + _TU, _TU_END, lambda n: f'<bpt i="{n}">&lt;b></bpt>a<ept i="{n}"/>'
    ),
    "many languages": _around(
        f'{_TMX_TOP}<tu><tuv xml:lang="id"><seg>a</seg></tuv>', "</tu></body></tmx>",
        '<tuv xml:lang="en"><seg>a</seg></tuv>',
    ),
    "many properties": _around(
        f"{_TMX_TOP}<tu>", _TU.partition("<tu>")[2] + _TU_END,
        '<prop type="x">a</prop><note>b</note>',
    ),
}  # fmt: skip

_TBX_TOP = (
    '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="id">'
    "<tbxHeader><fileDesc><sourceDesc><p>a</p></sourceDesc></fileDesc></tbxHeader><text><body>"
)
_TBX_END = "</body></text></tbx>"


def _entry(n: int) -> str:
    return (
        f'<conceptEntry id="c{n}"><langSec xml:lang="id"><termSec><term>kata {n}</term></termSec>'
        f'</langSec><langSec xml:lang="en"><termSec><term>word {n}</term></termSec></langSec>'
        "</conceptEntry>\n"
    )


_TBX: Mapping[str, Shape] = {
    "many concepts": _around(_TBX_TOP, _TBX_END, _entry),
    "one long text": _around(
        f'{_TBX_TOP}<conceptEntry id="c"><descrip type="definition">',
        f"</descrip>{_entry(1).partition('>')[2]}{_TBX_END}",
        "kata ",
    ),
    "many terms": _around(
        f'{_TBX_TOP}<conceptEntry id="c"><langSec xml:lang="id">',
        f"</langSec></conceptEntry>{_TBX_END}",
        lambda n: f"<termSec><term>kata {n}</term></termSec>",
    ),
    "the same term": _around(
        _TBX_TOP, _TBX_END, lambda n: _entry(n).replace(f"kata {n}", "kata")
    ),
}  # fmt: skip

#: Rows of tables, as lines with commas.
_ROWS: Mapping[str, Shape] = {
    "many rows": _around("concept,id,en\n", "", lambda n: f"k{n},kata {n},word {n}\n"),
    "many terms": _around("concept,id,en\nk,kata,", "\n", lambda n: f"w{n}|"),
    "many columns": lambda count: (
        "concept,id,en," + ",".join(["note"] + [""] * count) + "\nk,kata,word" + "\n"
    ).encode(),
    "the same term": _around("concept,id,en\n", "", lambda n: f"k{n},kata,word {n}\n"),
    "empty rows": _around("concept,id,en\n", "k,kata,word\n", ",,\n"),
}
_CSV = {
    **_ROWS,
    "one long cell": _around('concept,id,en,note\nk,kata,word,"', '"\n', "kata; "),
    "many quotation marks": _around('concept,id,en,note\nk,kata,word,"', '"\n', '""'),
    "brackets": _around("concept,id,en\nk,kata,word ", "\n", "(("),
}
_OMEGAT: Mapping[str, Shape] = {
    "many terms": _around("", "", lambda n: f"kata {n}\tword {n}\tnote\n"),
    "one long line": _around("kata\tword\t", "\n", "kata "),
    "the same term": _around("", "", lambda n: f"kata\tword {n}\tnote\n"),
    "comments": _around("# a\n", "kata\tword\n", "#\n"),
}


def _workbook(rows: Shape) -> Shape:
    """Return the shape of a workbook with the cells of *rows*."""
    import openpyxl

    def shape(count: int) -> bytes:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for line in rows(count).decode().splitlines():
            sheet.append([cell[:32_000] for cell in line.split(",")[:16_000]])
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()

    return shape


def _repeated(pieces: Iterable[str], before: str = "", after: str = "") -> dict[str, Shape]:
    return {f"{piece!r}, again and again": _around(before, after, piece) for piece in pieces}


_SENTENCES = "Presiden tiba. Ia lelah! "
_MARKDOWN: Mapping[str, Shape] = {
    "many paragraphs": _around("", "", f"{_SENTENCES}\n\n"),
    "one long paragraph": _around("", "\n", _SENTENCES),
    "many codes": _around("", "\n", lambda n: f"*a{n}* [b](c) `d` "),
    "a long list": _around("", "\n", "- satu\n"),
    "a long table": _around("| a | b |\n|---|---|\n", "\n", "| c | d |\n"),
    "many definitions": _around("", "\n", lambda n: f"[a{n}][{n}]\n\n[{n}]: b\n\n"),
    **_repeated(
        ("*a ", "**a", "[", "![", "[a](", "`", "``a`", "_a_", "<", "<a ", "&", "\\", "<!--", "](",
         "| ", "~~", "http://a ", "<b>a</b>", "a\\\n", "*a_ ", "[^1]"),
        after="\n",
    ),
}  # fmt: skip
_HTML: Mapping[str, Shape] = {
    "many paragraphs": _around("<body>", "</body>", f"<p>{_SENTENCES}</p>\n"),
    "one long paragraph": _around("<p>", "</p>", _SENTENCES),
    "many codes": _around("<p>", "</p>", '<b>a</b> <a href="c">d</a> '),
    "a long table": _around("<table>", "</table>", "<tr><td>a<td>b"),
    "many attributes": _around("<p ", ">a</p>", lambda n: f'a{n}="b" '),
    **_repeated(
        ("<div>", "<b>", "<", "</", "<!--", "<p ", "&", "<![CDATA[", "<a b='", "<script>", "</b>",
         "<li>", "<p>", "<br>", "<title>", "<?", "<!", "&#", "<textarea>", "<svg>", "a<b>a "),
        before="<body>",
    ),
}  # fmt: skip
_PLAIN: Mapping[str, Shape] = {
    "many lines": _around("", "", f"{_SENTENCES}\n"),
    "one long line": _around("", "", _SENTENCES),
    **_repeated((" ", "\n", "- ", "Baca: ", "(", "— ", "Penulis: a\n", "1. ", "© ", "KOTA, ")),
}

_SRX_TOP = (
    '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" '
    'cascade="yes"/><body><languagerules><languagerule languagerulename="a">'
)
_SRX_END = (
    '</languagerule></languagerules><maprules><languagemap languagepattern=".*" '
    'languagerulename="a"/></maprules></body></srx>'
)
_SRX: Mapping[str, Shape] = {
    "many rules": _around(
        _SRX_TOP, _SRX_END,
        lambda n: f"<rule><beforebreak>a{n}\\.</beforebreak><afterbreak>\\s</afterbreak></rule>",
    ),
    "one long pattern": lambda count: _around(
        f"{_SRX_TOP}<rule><beforebreak>", f"</beforebreak><afterbreak/></rule>{_SRX_END}", "a|"
    )(min(count, 9_000)),
    "many maps": _around(
        f"{_SRX_TOP}<rule/>{_SRX_END.partition('<languagemap')[0]}",
        f"<languagemap{_SRX_END.partition('<languagemap')[2]}",
        '<languagemap languagepattern="x.*" languagerulename="a"/>',
    ),
}  # fmt: skip
_SET = '[project]\nsource = "id"\ntargets = ["en"]\n'
_SETTINGS: Mapping[str, Shape] = {
    "many labels": _around(f"{_SET}[labels]\n", "", lambda n: f'"a{n}:" = {{ en = "b" }}\n'),
    "many overrides": _around(_SET, "", lambda n: f'[[overrides]]\narticles = "{n}/*"\n'),
    "one long text": _around(f'{_SET}[export]\ntitle = "', '"\n', "kata "),
    "one long list": _around(
        f"{_SET}[segmentation]\nkeep_apart = [", "]\n", lambda n: f'"Ya {n}.", '
    ),
}
_RECORD: Mapping[str, Shape] = {
    "many units": _around(
        "", "", lambda n: f'{{"id":"u{n}","exported":["h"],"current":"h","state":"translated"}}\n'
    ),
    "one unit, many times": _around(
        "", "", lambda n: f'{{"id":"u","exported":["h{n}"],"current":"h","state":"initial"}}\n'
    ),
    "one long unit": _around(
        '{"id":"u","exported":["h"', '],"current":"h","state":"initial"}\n', lambda n: f',"h{n}"'
    ),
}


def _terms(count: int) -> bytes:
    concepts = tuple(
        Concept(f"k{n}", (Term(f"kata a{n}", "id"), Term(f"word {n}", "en"))) for n in range(count)
    )
    pack = plugins.language_pack("id")
    return recognition.save(
        recognition.compile_terms(Glossary(concepts, ("id", "en")), "id", pack), "v1"
    )


_COMPILED: Mapping[str, Shape] = {"many concepts": _terms}
