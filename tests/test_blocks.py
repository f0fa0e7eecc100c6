"""The structure of news articles: every line is what the layouts of the case files say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa import plugins
from alihbahasa.articles.plain import read
from alihbahasa.model import Kind, plain
from alihbahasa.segmentation import segment

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    return [
        pytest.param(file.stem.split("_")[1], case, id=f"{file.stem.split('_')[1]}-{case['name']}")
        for file in sorted(CASES.glob("blocks_*.toml"))
        for case in tomllib.loads(file.read_text("utf-8"))["case"]
    ]


@pytest.mark.parametrize(("language", "case"), cases())
def test_layout(language: str, case: dict[str, Any]) -> None:
    document = read(case["article"].encode(), plugins.language_pack(language))
    found = [
        [block.kind.value, block.label, "".join(plain(unit.source) for unit in block.units)]
        for block in document.blocks
    ]
    assert found == case["blocks"]


def test_every_kind_has_its_case() -> None:
    seen = {kind for parameters in cases() for kind, _, _ in parameters.values[1]["blocks"]}
    assert seen == {kind.value for kind in Kind}


def test_a_quotation_holds_several_units() -> None:
    pack = plugins.language_pack("id")
    text = "“Kami lapar. Kami lelah. Kapan perang usai?”\n“Rumah kami habis.\n"
    first, second = segment(read(text.encode(), pack), pack).blocks
    assert (first.kind, second.kind) == (Kind.QUOTE, Kind.QUOTE)
    assert [plain(unit.source) for unit in first.units] == [
        "“Kami lapar.", "Kami lelah.", "Kapan perang usai?”",
    ]  # fmt: skip


def test_boilerplate_is_cut_and_has_the_ids_of_body_text() -> None:
    pack = plugins.language_pack("id")
    text = "Ikuti kami di Telegram. Kabar terbaru ada di sana.\nKabar terbaru ada di sana."
    first, second = segment(read(text.encode(), pack), pack).blocks
    assert (first.kind, second.kind) == (Kind.BOILERPLATE, Kind.PARAGRAPH)
    assert first.units[1].id == second.units[0].id


LINES = st.sampled_from(
    [line for parameters in cases() for line in parameters.values[1]["article"].split("\n")]
)


@invariant("I6", ci=1_000, long=50_000)
@given(st.lists(LINES, max_size=12).map("\n".join), st.sampled_from(["id", "en", "ru"]))
def test_label_units_and_gaps_join_to_the_text(text: str, language: str) -> None:
    pack = plugins.language_pack(language)
    for document in (read(text.encode(), pack), segment(read(text.encode(), pack), pack)):
        for block in document.blocks:
            assert block.text == block.span.of(document.text)
        kept = "".join(block.text for block in document.blocks)
        assert "".join(kept.split()) == "".join(text.split())
