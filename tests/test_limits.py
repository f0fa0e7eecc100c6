"""What is larger than any file of people is refused, in one line, before it takes the memory."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from xliff_samples import HEADER, OPEN

from alihbahasa import plugins, xmlio
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _po_reading, _po_scanner, _xliff, po
from alihbahasa.glossaries import _tbx_reading
from alihbahasa.memories import tmx
from alihbahasa.model import Header, Unit

EXCHANGE = ("po", "xliff12", "xliff2")


def whole(name: str, count: int, *, text: str = "kata") -> bytes:
    """Return a file of the format *name* with *count* units, or concepts."""
    numbers = range(count)
    if name == "tbx":
        entry = (
            '<conceptEntry id="c{}"><langSec xml:lang="id"><termSec><term>{} {}</term></termSec>'
        )
        entries = "".join(f"{entry.format(n, text, n)}</langSec></conceptEntry>" for n in numbers)
        return (
            '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="id">'
            "<tbxHeader><fileDesc><sourceDesc><p>a</p></sourceDesc></fileDesc></tbxHeader>"
            f"<text><body>{entries}</body></text></tbx>"
        ).encode()
    if name == "tmx":
        units = (
            '<tu><tuv xml:lang="id"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>'
        )
        return (
            '<tmx version="1.4"><header creationtool="a" creationtoolversion="1" o-tmf="a" '
            'segtype="sentence" adminlang="en" srclang="id" datatype="plaintext"/><body>'
            + "".join(units.format(text) for _ in numbers)
            + "</body></tmx>"
        ).encode()
    made = (Unit(f"u{n}", OPEN.kind, (f"{text} {n}",)) for n in numbers)
    return b"".join(plugins.exchange_format(name).write(HEADER, made))


def read(name: str, data: bytes) -> int:
    """Return how many units, or concepts, *data* has."""
    if name == "tbx":
        return len(plugins.glossary_format("tbx").read(data, source_language="id")[0].concepts)
    reader: Callable[[io.BytesIO], tuple[Header, object]] = (
        tmx.read if name == "tmx" else plugins.exchange_format(name).read
    )
    _, units = reader(io.BytesIO(data))
    return len(tuple(units))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*EXCHANGE, "tmx", "tbx"])
def test_there_is_a_limit_to_units(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Of PO the header is an entry too.
    for module in (_po_scanner, _po_reading):
        monkeypatch.setattr(module, "MAX_ENTRIES", 21)
    monkeypatch.setattr(_xliff, "_MOST_UNITS", 20)
    monkeypatch.setattr(tmx, "_MOST_UNITS", 20)
    monkeypatch.setattr(_tbx_reading, "_MOST_CONCEPTS", 20)
    assert read(name, whole(name, 20)) == 20
    with pytest.raises(AlihbahasaError, match="more than 2"):
        read(name, whole(name, 21))


@pytest.mark.parametrize("name", [*EXCHANGE, "tmx"])
def test_there_is_a_limit_to_a_text(name: str) -> None:
    assert read(name, whole(name, 1, text="a" * 1_999_990)) == 1
    with pytest.raises(AlihbahasaError, match=r"more than 2,000,000|longer than 2,000,000"):
        read(name, whole(name, 1, text="a" * 2_000_001))


@pytest.mark.parametrize("name", [*EXCHANGE, "tmx"])
def test_there_is_a_limit_to_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = whole(name, 20)
    monkeypatch.setattr(xmlio, "MAX_BYTES", len(data))
    monkeypatch.setattr(po, "MAX_BYTES", len(data))
    assert read(name, data) == 20
    with pytest.raises(AlihbahasaError, match="the file is larger than"):
        read(name, data + b"\n")


@pytest.mark.parametrize("name", ["xliff12", "xliff2", "tmx", "tbx"])
def test_there_is_a_limit_to_depth(name: str) -> None:
    place = {"tbx": b"<term>", "tmx": b"<seg>"}.get(name, b"<source>")
    for depth, is_read in ((200, True), (300, False)):
        deep = b"<hi>" * depth + b"a" + b"</hi>" * depth
        data = whole(name, 1).replace(place, place + deep, 1)
        if is_read:
            assert read(name, data) == 1
        else:
            with pytest.raises(AlihbahasaError, match=r"(?i)depth") as caught:
                read(name, data)
            assert caught.value.line
