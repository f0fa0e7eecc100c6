"""Inline codes through formats that have none, and through edits of the markup."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa import plugins
from alihbahasa.model import (
    Alternative,
    Code,
    CodeKind,
    Content,
    Header,
    Kind,
    Place,
    State,
    Unit,
    joined,
    plain,
    raw,
    unit_id,
)
from alihbahasa.reconciliation import Faults, coded, faults, of_draft, with_codes


def pair(id: str, first: str, last: str) -> tuple[Code, Code]:
    return Code(id, CodeKind.OPEN, first), Code(id, CodeKind.CLOSE, last)


B, B_END = pair("1", "<b>", "</b>")
A, A_END = pair("2", '<a href="https://news.example/1">', "</a>")
BR = Code("3", CodeKind.STANDALONE, "<br>")
LINK, LINK_END = pair("1", "[", "](https://news.example/1)")
OTHER, OTHER_END = pair("2", "[", "](https://news.example/2)")
STAR, STAR_END = pair("3", "*", "*")


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("The war", (B, "Perang", B_END), ("The war",)),
        ("The <b>war</b>", (B, "Perang", B_END, " itu"), ("The ", B, "war", B_END)),
        # Moved, repeated, and closed without having been opened.
        ("<br>x<br>", ("a", BR, "b"), (BR, "x", replace(BR, id="3-1"))),
        ("war</b> <b>x", (B, "Perang", B_END), ("war", B_END, " ", B, "x")),
        # The order of two links is another in the target.
        ("[b](https://news.example/2) [a](https://news.example/1)",
         (LINK, "a", LINK_END, " ", OTHER, "b", OTHER_END),
         (OTHER, "b", OTHER_END, " ", LINK, "a", LINK_END)),
        # What looks like a code and belongs to none stays text.
        ("he [sic] said [so](https://news.example/1)", ("x ", LINK, "a", LINK_END),
         ("he [sic] said ", LINK, "so", LINK_END)),
        ("2 * 3 is *six*", ("2 * 3 = ", STAR, "enam", STAR_END),
         ("2 ", STAR, " 3 is ", STAR_END, "six*")),
        # An address that was changed.
        ('<a href="https://en.example/">x</a>', (A, "x", A_END),
         (replace(A, data='<a href="https://en.example/">'), "x", A_END)),
        ("[so](https://en.example/)", (LINK, "a", LINK_END),
         (LINK, "so", replace(LINK_END, data="](https://en.example/)"))),
        # A title that was translated.
        ('[so](https://news.example/1 "the \\"map\\" (2)") "it)"', (LINK, "a", LINK_END),
         (LINK, "so", replace(LINK_END, data='](https://news.example/1 "the \\"map\\" (2)")'),
          ' "it)"')),
        ("", (B, "Perang", B_END), ()),
    ],
)  # fmt: skip
def test_markup_in_a_text_becomes_codes(text: str, source: Content, expected: Content) -> None:
    found = coded(text, source)
    assert found == expected
    assert raw(found) == text


PARTS = st.one_of(st.sampled_from([B, B_END, A, A_END, BR]), st.text("ab <>&/", min_size=1))


@given(st.lists(PARTS, max_size=12), st.lists(PARTS, max_size=12))
def test_no_character_is_lost(source: list[str | Code], target: list[str | Code]) -> None:
    text = raw(joined(target))
    assert raw(coded(text, joined(source))) == text
    assert coded(raw(joined(source)), joined(source)) == joined(source)


def test_many_openings_take_no_quadratic_time() -> None:
    source = ("x ", LINK, "a", LINK_END, " ", OTHER, "b", OTHER_END)
    text = "[" * 200_000 + "](https://news.example/1)" * 20_000
    assert raw(coded(text, source)) == text
    text = '](x "' * 50_000 + "](x '" * 50_000 + "](x  " * 50_000 + "\\" * 50_000
    assert raw(coded(text, source)) == text


def unit(source: Content, target: Content | None = None, **more: object) -> Unit:
    made = Unit(unit_id(source, Kind.PARAGRAPH), Kind.PARAGRAPH, source, target)
    return replace(made, **more)  # type: ignore[arg-type]


def test_units_of_a_text_format_get_the_codes_of_the_article() -> None:
    fresh = unit(("Perang ", B, "itu", B_END))
    lost = Alternative(("<b>That</b> war",), State.TRANSLATED, "sari.po, 1 Nov 2026")
    stored = replace(
        fresh, source=(raw(fresh.source),), target=("<b>The</b> war",), alternatives=(lost,)
    )
    for id in (fresh.id, "lost"):
        (found,) = with_codes((replace(stored, id=id),), (fresh,))
        assert (found.source, found.target) == (fresh.source, (B, "The", B_END, " war"))
        assert found.alternatives[0].target == (B, "That", B_END, " war")


def test_a_new_address_in_the_article_reaches_the_translation() -> None:
    old = unit(("Baca ", A, "ini", A_END), ("Read ", A, "this", A_END))
    now = replace(A, data='<a href="https://news.example/9">')
    fresh = unit(("Baca ", now, "ini", A_END))
    as_text = replace(old, source=(raw(old.source),), target=(raw(old.target or ()),))
    own = replace(A, data='<a href="https://en.example/">')
    for stored in (old, as_text):
        (found,) = with_codes((stored,), (fresh,))
        assert (found.source, found.target) == (fresh.source, ("Read ", now, "this", A_END))
        kept = raw(("Read ", own, "this", A_END))
        (found,) = with_codes((replace(stored, target=(kept,)),), (fresh,))
        assert raw(found.target or ()) == kept


def test_a_unit_with_other_words_is_left_as_it_is() -> None:
    fresh = unit(("Perang ", B, "itu", B_END))
    other = replace(fresh, source=("Damai <b>itu</b>",), target=("<b>The</b> peace",))
    assert with_codes((other,), (fresh,)) == (other,)


CONTENTS = st.sampled_from(
    [
        ("Perang ", B, "itu", B_END, BR),
        (LINK, "a", LINK_END, " ", OTHER, STAR, "b", STAR_END, OTHER_END),
        (B, "a", A, "b", B_END, "c", A_END),
        ("a", replace(B, data="<b…>"), "b", replace(B_END, data="</b…>")),
        ("a", B_END, "b", A),
    ]
)


@pytest.mark.parametrize("name", ["xliff12", "xliff2"])
@given(source=CONTENTS, target=CONTENTS)
def test_codes_come_back_from_xliff(name: str, source: Content, target: Content) -> None:
    format = plugins.exchange_format(name)
    made = unit(source, target, state=State.TRANSLATED, places=(Place("a.html", 0),))
    data = b"".join(format.write(Header("id", "en", ("a.html",)), (made,)))
    (found,) = format.read(BytesIO(data))[1]
    assert (found.source, found.target) == (source, target)
    assert plain(found.target or ()) == plain(target)


# --- what is wrong, and what the article has changed ------------------------------


def test_a_pair_may_stand_twice() -> None:
    found = coded("<b>a</b> and <b>b</b>", (B, "a", B_END))
    assert [part.id for part in found if isinstance(part, Code)] == ["1", "1", "1-1", "1-1"]
    assert faults(found, (B, "a", B_END)) == Faults()


@pytest.mark.parametrize(
    ("target", "halves", "unknown", "missing", "stray"),
    [
        ((B, "x", B_END, BR), [], [], [], []),
        ((BR, "x"), [], [], [B, B_END], []),
        ((B, "x", BR), [B], [], [B_END], []),
        ((B_END, "x", B, BR), [B_END, B], [], [], []),
        ((B, "x", B_END, BR, Code("9", CodeKind.STANDALONE)), [],
         [Code("9", CodeKind.STANDALONE)], [], []),
        ((B, "x", B_END, BR, " <b>y"), [], [], [], ["<b>"]),
    ],
)  # fmt: skip
def test_faults(
    target: Content, halves: list[Code], unknown: list[Code], missing: list[Code], stray: list[str]
) -> None:
    found = faults(target, (B, "a", B_END, BR))
    assert found == Faults(tuple(halves), tuple(unknown), tuple(missing), tuple(stray))
    assert found.breaks == bool(halves or unknown or stray)


def test_an_address_that_both_changed_makes_a_draft() -> None:
    own = replace(A, data='<a href="https://en.example/">')
    old = unit(("Baca ", A, "ini", A_END), ("Read ", own, "this", A_END), state=State.TRANSLATED)
    fresh = unit(("Baca ", replace(A, data='<a href="https://news.example/9">'), "ini", A_END))
    (found,) = with_codes((old,), (fresh,))
    assert (found.state, found.previous) == (State.INITIAL, (raw(old.source),))
    assert found.target == old.target
    (same,) = with_codes((old,), (unit(old.source),))
    assert same.state is State.TRANSLATED


def test_a_draft_has_the_markup_of_today() -> None:
    before = raw(("Baca ", A, "ini", A_END, " juga."))
    now = replace(A, data='<a href="https://news.example/9">')
    draft = unit(("Baca ", now, "ini", A_END, " juga besok."), (raw(("Read ", A, "this", A_END)),),
                 previous=(before,))  # fmt: skip
    assert of_draft(draft).target == ("Read ", now, "this", A_END)
