"""``check`` looks and touches nothing, whatever stands in a file that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from invariants import invariant
from running import files
from test_exchange import HEADER, bitexts, each_format

from alihbahasa.contracts import ExchangeFormat
from alihbahasa.model import Severity, Unit
from alihbahasa.workflow import check, check_rules

GLOSSARY = """\
concept,id,en,en:not,match,level,keep
kota,kota,city|town,,,must,
angka,1,one,uno,exact,must,
nama,A,,,case,must,*
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calm")
    (folder / "g.csv").write_text(GLOSSARY, "utf-8")
    return folder


@each_format
@invariant("I10", ci=200, long=5_000)
@given(found=bitexts)
def test_check_changes_no_file_and_comes_to_an_end(
    format: ExchangeFormat, folder: Path, found: tuple[Unit, ...]
) -> None:
    path = folder / f"a{format.extension}"
    path.write_bytes(b"".join(format.write(HEADER, found)))
    before = files(folder)
    checked = check.run(
        None, asked=[str(path)], rules=check_rules.rules_of(None, [folder / "g.csv"])
    )
    assert files(folder) == before
    conflicts = sum(
        len(unit.alternatives) for unit in found if unit.has_target and not unit.obsolete
    )
    assert sum(each.code == "P002" for each in checked.findings) == conflicts
    assert all(each.severity in list(Severity) for each in checked.findings)
    path.unlink()
