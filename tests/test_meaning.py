"""What an edit changed of the meaning: numbers, names, negations."""

from __future__ import annotations

import pytest

from alihbahasa import plugins
from alihbahasa.reconciliation import meaning

VOCABULARY = meaning.vocabulary_of(
    ["warga desa di Shusha mengungsi, pemerintah pusat pindah kemarin"]
)


@pytest.mark.parametrize(
    ("language", "before", "now", "aspects"),
    [
        ("id", "Sebanyak 16 orang tewas", "Sebanyak 23 orang tewas", ["number"]),
        ("id", "Laba naik 19,1 %", "Laba naik 19,10 %", []),
        ("id", "Laba Rp 1,3 triliun", "Laba Rp 1,3 miliar", ["number"]),
        ("id", "dua orang tewas", "tiga orang tewas", ["number"]),
        ("id", "pasukan Armenia mundur", "pasukan Azerbaijan mundur", ["name"]),
        ("id", "kota Shusha jatuh", "kota Shushi jatuh", ["name"]),
        ("id", "Pemerinta mengungsi", "Pemerintah mengungsi", []),
        ("id", "Shushi jatuh", "Shusha jatuh", ["name"]),
        ("id", "Aliyev tiba", "Pashinyan tiba", ["name"]),
        ("id", "Antrian panjang", "Antrean panjang", []),
        ("id", "Warga mengunsi", "Warga mengungsi", []),
        ("id", "Warga desa tidur", "Warga kota tidur", []),
        ("id", "Mereka setuju", "Mereka tidak setuju", ["negation"]),
        ("id", "Bukan perang", "Belum perang", ["negation"]),
        ("id", "di kota Baku dan Yerevan", "di kota Yerevan dan Baku", ["name"]),
        ("id", "Armenia menyerang Azerbaijan", "Azerbaijan menyerang Armenia", ["name"]),
        ("id", "16 tank dan 23 pesawat", "23 tank dan 16 pesawat", ["number"]),
        ("id", "Kemarin pasukan mundur", "Pasukan mundur kemarin", []),
        ("id", "bandara nonaktif", "bandara aktif", ["negation"]),
        ("en", "They do attack", "They don’t attack", ["negation"]),
        ("ru", "Они согласны", "Они не согласны", ["negation"]),
        ("fr", "Il est mort", "Il n’est pas mort", ["negation"]),
        ("hy", "Նրանք գնացին", "Նրանք չգնացին", ["negation"]),
        ("zh", "他们同意", "他们不同意", ["negation"]),
        ("ja", "彼らは行く", "彼らは行かない", ["negation"]),
        ("tr", "savaş var", "savaş değil", ["negation"]),
        ("ar", "هم موافقون", "ليس هم موافقون", ["negation"]),
    ],
)
def test_what_an_edit_changed(language: str, before: str, now: str, aspects: list[str]) -> None:
    found = meaning.differences(
        before, now, pack=plugins.language_pack(language), vocabulary=VOCABULARY
    )
    assert [each.aspect for each in found] == aspects


def test_a_difference_is_told_with_both_sides() -> None:
    pack = plugins.language_pack("id")
    found = meaning.differences("16 warga Shusha", "23 warga Shushi", pack=pack)
    assert meaning.told(found) == "number 16 -> 23, name Shusha -> Shushi"
