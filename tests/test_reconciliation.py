"""Reconciliation: no work is lost, and nothing unfinished passes as finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa import plugins, reconciliation
from alihbahasa.contracts import ExchangeFormat
from alihbahasa.model import (
    Alternative,
    Code,
    CodeKind,
    Header,
    Kind,
    Memo,
    Note,
    Place,
    State,
    Unit,
    plain,
    raw,
    unit_id,
)
from alihbahasa.reconciliation import Cut, Fate, Merge, Outcome, digest, merge, remember
from alihbahasa.workflow import notes

WORDS = [
    "Armenia dan Azerbaijan menyepakati gencatan senjata.",
    "Parlemen menghapus status otonom wilayah itu.",
    "Sebanyak 16 orang tewas dalam bentrokan kemarin.",
    "Warga mengungsi ke ibu kota dengan bus.",
    "Presiden mengumumkan darurat militer.",
    "Harga roti naik dua kali lipat.",
]


def unit(
    source: str,
    target: str | None = None,
    state: State = State.TRANSLATED,
    kind: Kind = Kind.PARAGRAPH,
) -> Unit:
    content = (source,)
    return Unit(
        id=unit_id(content, kind),
        kind=kind,
        source=content,
        target=None if target is None else (target,),
        state=State.INITIAL if target is None else state,
    )


def overlay(
    fresh: Sequence[Unit],
    stored: Sequence[Unit],
    *,
    record: Mapping[str, Memo] | None = None,
    cut: Cut | None = None,
) -> tuple[Unit, ...]:
    return reconciliation.overlay(fresh, stored, record=record, cut=cut).units


def test_what_did_not_change_keeps_all() -> None:
    stored = [unit(words, f"T{number}") for number, words in enumerate(WORDS)]
    fresh = [unit(words) for words in WORDS]
    assert overlay(fresh, stored) == tuple(stored)


def test_what_moved_keeps_its_translation() -> None:
    stored = [unit(words, f"T{number}") for number, words in enumerate(WORDS)]
    fresh = [unit(words) for words in reversed(WORDS)]
    assert overlay(fresh, stored) == tuple(reversed(stored))


def test_a_changed_sentence_is_a_draft_with_its_previous_source() -> None:
    old = unit(WORDS[2], "16 people died in the clash yesterday.")
    (found,) = overlay([unit("Sebanyak 23 orang tewas dalam bentrokan kemarin.")], [old])
    assert found.target == old.target
    assert found.state is State.INITIAL
    assert found.previous == old.source


def test_a_sentence_changed_twice_keeps_the_source_its_target_was_written_for() -> None:
    first = unit(WORDS[2], "T")
    second = overlay([unit("Sebanyak 23 orang tewas dalam bentrokan kemarin.")], [first])
    (third,) = overlay([unit("Sebanyak 24 orang tewas dalam bentrokan kemarin.")], second)
    assert third.previous == first.source


def test_a_sentence_changed_back_is_finished_again() -> None:
    first = unit(WORDS[2], "T")
    second = overlay([unit("Sebanyak 23 orang tewas dalam bentrokan kemarin.")], [first])
    record = remember({}, [first])
    assert overlay([unit(WORDS[2])], second, record=record) == (first,)
    # What nobody had confirmed for it is a draft still.
    (unknown,) = overlay([unit(WORDS[2])], second)
    assert (unknown.state, unknown.previous) == (State.INITIAL, None)


def test_another_sentence_is_no_edit() -> None:
    found = overlay([unit(WORDS[5])], [unit(WORDS[0], "T")])
    assert [(each.target, each.obsolete) for each in found] == [(None, False), (("T",), True)]


def test_a_removed_sentence_is_obsolete_and_comes_back() -> None:
    old = unit(WORDS[0], "T", State.REVIEWED)
    gone = overlay([], [old])
    assert gone == (replace(old, obsolete=True),)
    assert overlay([unit(WORDS[0])], gone) == (old,)


def test_a_removed_sentence_without_work_is_gone() -> None:
    assert overlay([], [unit(WORDS[0])]) == ()


def test_a_comment_alone_is_work() -> None:
    old = replace(unit(WORDS[0]), notes=(Note("", "translator", "what does it mean?"),))
    assert overlay([], [old])[0].comments


def test_a_retyped_block_keeps_its_translation() -> None:
    (found,) = overlay([unit("Saling Tuduh", kind=Kind.HEADING)], [unit("Saling Tuduh", "T")])
    assert (found.target, found.state) == (("T",), State.TRANSLATED)


def test_a_retyped_block_gives_its_translation_to_one_that_had_none() -> None:
    heading, link = (
        unit("Saling Tuduh", "T", kind=Kind.HEADING),
        unit("Saling Tuduh", kind=Kind.LINK),
    )
    (found,) = overlay([link], [heading, link])
    assert (found.target, found.state, found.previous) == (("T",), State.TRANSLATED, None)


def test_a_change_of_white_space_keeps_its_translation() -> None:
    (found,) = overlay([unit("Satu  dua")], [unit("Satu dua", "T")])
    assert (found.source, found.state) == (("Satu  dua",), State.TRANSLATED)


def test_line_ends_that_a_filter_added_are_taken_off() -> None:
    (found,) = overlay([unit(WORDS[0])], [unit(WORDS[0], "T\n")])
    assert found.target == ("T",)
    assert merge(unit(WORDS[0]), unit(WORDS[0], "T\r\n"), memo=None, origin="f").unit.target == (
        "T",
    )


# --- three-way merging --------------------------------------------------------


def memo_of(*units: Unit) -> Memo:
    return Memo(units[0].id, tuple(digest(u.target, u.state) for u in units if u.target))


def test_untouched_returns_change_nothing() -> None:
    ours = unit(WORDS[0], "new")
    done = merge(ours, unit(WORDS[0], "old"), memo=memo_of(unit(WORDS[0], "old")), origin="f")
    assert (done.unit, done.outcome) == (ours, Outcome.UNTOUCHED)


def test_theirs_is_taken_over_what_was_exported() -> None:
    ours = unit(WORDS[0], "old")
    done = merge(ours, unit(WORDS[0], "new"), memo=memo_of(ours), origin="sari.po")
    assert (done.unit.target, done.outcome) == (("new",), Outcome.TAKEN)
    assert done.replaced
    assert done.replaced.target == ("old",)


def test_two_new_ones_are_a_conflict_and_both_are_kept() -> None:
    ours, theirs = unit(WORDS[0], "ours"), unit(WORDS[0], "theirs")
    done = merge(ours, theirs, memo=None, origin="sari.po")
    assert done.outcome is Outcome.CONFLICT
    assert done.unit.target == ("ours",)
    assert [(each.target, each.origin) for each in done.unit.alternatives] == [
        (("theirs",), "sari.po")
    ]
    assert merge(done.unit, theirs, memo=None, origin="sari.po").unit == done.unit


def test_blank_never_beats_what_is_written() -> None:
    ours = unit(WORDS[0], "ours")
    for theirs in (unit(WORDS[0]), unit(WORDS[0], ""), unit(WORDS[0], " ")):
        assert merge(ours, theirs, memo=memo_of(ours), origin="f").unit == ours
    assert merge(unit(WORDS[0]), ours, memo=memo_of(ours), origin="f").unit.target == ("ours",)


def test_a_confirmed_draft_is_news() -> None:
    draft = unit(WORDS[0], "T", State.INITIAL)
    done = merge(
        replace(draft, previous=("x",)), unit(WORDS[0], "T"), memo=memo_of(draft), origin="f"
    )
    assert (done.unit.state, done.unit.previous) == (State.TRANSLATED, None)


def test_po_does_not_take_a_review_away() -> None:
    reviewed = unit(WORDS[0], "T", State.REVIEWED)
    record = remember({}, [reviewed])
    done = merge(reviewed, unit(WORDS[0], "T"), memo=record[reviewed.id], origin="f")
    assert done.unit == reviewed


texts = st.sampled_from(["", "one", "two", "three", " "])
states = st.sampled_from(State)
versions = st.builds(lambda text, state: unit(WORDS[0], text, state), texts, states)


def written(*units: Unit) -> set[str]:
    found = {raw(each.target) for each in units if each.target and each.has_target}
    found |= {raw(other.target) for each in units for other in each.alternatives}
    return found


@invariant("I3", ci=300, long=10_000)
@given(versions, versions, st.lists(versions, max_size=3))
def test_merging_conserves(ours: Unit, theirs: Unit, exported: list[Unit]) -> None:
    """What was not exported before is there after a merge, or beside it."""
    memo = memo_of(*exported) if exported else None
    done = merge(ours, theirs, memo=memo, origin="f")
    known = {raw(each.target) for each in exported if each.target}
    kept = written(done.unit) | ({raw(done.replaced.target)} if done.replaced else set())
    assert written(ours, theirs) - known <= kept


@invariant("I4", ci=300, long=10_000)
@given(versions, versions, st.lists(versions, max_size=3))
def test_merging_twice_is_merging_once(ours: Unit, theirs: Unit, exported: list[Unit]) -> None:
    memo = memo_of(*exported) if exported else None
    once = merge(ours, theirs, memo=memo, origin="f").unit
    assert merge(once, theirs, memo=memo, origin="f").unit == once


@invariant("I4", ci=300, long=10_000)
@given(versions)
def test_merging_with_itself_changes_nothing(ours: Unit) -> None:
    assert merge(ours, ours, memo=None, origin="f").unit == ours
    assert merge(ours, ours, memo=remember({}, [ours])[ours.id], origin="f").unit == ours


@invariant("I4", ci=300, long=10_000)
@given(versions, versions, st.lists(versions, max_size=3))
def test_what_was_exported_never_beats_what_is_there(
    ours: Unit, theirs: Unit, exported: list[Unit]
) -> None:
    memo = memo_of(theirs, *exported)
    done = merge(ours, theirs, memo=memo, origin="f")
    if ours.has_target:
        assert done.unit == ours


#: What is known of each sentence, and what came back of it in two files.
stores = st.lists(st.tuples(versions, versions, st.booleans(), st.booleans()), max_size=len(WORDS))


@invariant("I4", ci=300, long=10_000)
@given(stores)
def test_returns_of_different_units_commute(
    rows: list[tuple[Unit, Unit, bool, bool]],
) -> None:
    """And a file comes back as it went out without a change."""

    def of(number: int, version: Unit) -> Unit:
        return replace(unit(WORDS[number]), target=version.target, state=version.state)

    stored = [of(number, ours) for number, (ours, *_) in enumerate(rows)]
    record = remember({}, [each for each, row in zip(stored, rows, strict=True) if row[3]])
    one = [of(number, row[1]) for number, row in enumerate(rows) if row[2]]
    other = [of(number, row[1]) for number, row in enumerate(rows) if not row[2]]

    def after(*returns: list[Unit]) -> tuple[Unit, ...]:
        units: tuple[Unit, ...] = tuple(stored)
        for returned in returns:
            units = reconciliation.take_in(units, returned, record=record, origin="f").units
        return units

    assert after(one, other) == after(other, one)
    assert after(one, one) == after(one)
    assert after(stored) == tuple(stored)


articles = st.lists(st.sampled_from(WORDS), unique=True)


@invariant("I3", ci=300, long=10_000)
@given(articles, st.lists(articles, max_size=4))
def test_no_target_is_lost_whatever_becomes_of_the_article(
    first: list[str], later: list[list[str]]
) -> None:
    units = tuple(unit(words, f"translation of {words}") for words in first)
    targets = written(*units)
    for words in later:
        units = overlay([unit(each) for each in words], units)
        assert written(*units) == targets
        finished = [each for each in units if each.is_finished and not each.obsolete]
        assert all(
            raw(each.target or ()) == f"translation of {raw(each.source)}" for each in finished
        )


def test_the_record_keeps_what_was_exported_the_newest_last() -> None:
    one, two = unit(WORDS[0], "one"), unit(WORDS[0], "two")
    record = remember(remember(remember({}, [one]), [two]), [one])
    memo = record[one.id]
    assert memo.exported == (digest(("two",), one.state), digest(("one",), one.state))
    assert reconciliation.remember(record, [one]) == record


def test_a_review_that_came_back_is_kept_through_po() -> None:
    reviewed = unit(WORDS[0], "one", State.REVIEWED)
    record = reconciliation.note_merges({}, [Merge(reviewed, Outcome.TAKEN)])
    from_po = replace(reviewed, state=State.TRANSLATED)
    assert reconciliation.restored(from_po, record[reviewed.id]) == reviewed
    edited = unit(WORDS[0], "two")
    assert reconciliation.restored(edited, record[reviewed.id]) == edited
    # It was not exported: another new target is a conflict still.
    assert merge(reviewed, edited, memo=record[reviewed.id], origin="f").outcome is Outcome.CONFLICT


# --- edits, splits, merges ------------------------------------------------------

WHOLE = (
    "Presiden menandatangani keputusan itu, dan pemerintah mengirim pasukan cadangan"
    " ke perbatasan timur."
)
HALVES = (
    "Presiden menandatangani keputusan itu.",
    "Pemerintah mengirim pasukan cadangan ke perbatasan timur.",
)


def fates(fresh: Sequence[Unit], stored: Sequence[Unit]) -> list[Fate | None]:
    laid = reconciliation.overlay(fresh, stored)
    return [laid.fates.of.get(each.id) for each in laid.units]


def test_both_halves_of_a_split_sentence_get_its_target_as_a_draft() -> None:
    stored = [unit(WORDS[0], "A"), unit(WHOLE, "The whole."), unit(WORDS[1], "B")]
    fresh = [unit(words) for words in (WORDS[0], *HALVES, WORDS[1])]
    found = overlay(fresh, stored)
    assert [(each.target, each.state, each.previous) for each in found[1:3]] == [
        (("The whole.",), State.INITIAL, (WHOLE,))
    ] * 2
    assert fates(fresh, stored)[1:3] == [Fate.SPLIT, Fate.SPLIT]
    # Put together again, it is what it was.
    assert overlay(stored, found)[:3] == tuple(stored)


def test_a_merged_sentence_gets_both_targets_as_a_draft() -> None:
    note = Note("", "translator", "which president?")
    stored = [replace(unit(HALVES[0], "First."), notes=(note,)), unit(HALVES[1], "Second.")]
    found = overlay([unit(WHOLE)], stored)
    assert (found[0].target, found[0].state) == (("First. Second.",), State.INITIAL)
    assert found[0].previous == (" ".join(HALVES),)
    assert found[0].comments == (note,)
    assert [each.obsolete for each in found[1:]] == [True, True]
    assert fates([unit(WHOLE)], stored)[0] is Fate.MERGED


def test_a_merge_with_a_sentence_that_nobody_translated_is_a_draft_too() -> None:
    found = overlay([unit(WHOLE)], [unit(HALVES[0], "First."), unit(HALVES[1])])
    assert (found[0].target, found[0].state) == (("First.",), State.INITIAL)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ('Ia berkata, "Kami siap."', "Ia berkata, “Kami siap.”"),
        ("Ia berkata, 'Kami siap.'", 'Ia berkata, "Kami siap."'),
        ("Al-Qur'an itu", "Al-Qur’an itu"),
        ("Ia berkata, «Kami siap.»", "Ia berkata,  “Kami siap.”"),
    ],
)
def test_an_edit_of_quotation_marks_keeps_the_work(before: str, now: str) -> None:
    (found,) = overlay([unit(now)], [unit(before, "T", State.REVIEWED)])
    assert (found.target, found.state, found.previous) == (("T",), State.REVIEWED, None)


def test_quotation_marks_that_go_are_an_edit() -> None:
    (found,) = overlay([unit("Ia berkata kami siap.")], [unit('Ia berkata "kami siap".', "T")])
    assert found.state is State.INITIAL


def test_what_hardly_resembles_leaves_the_old_sentence_in_the_file() -> None:
    old = unit("Warga mengungsi ke ibu kota dengan bus pada Minggu pagi.", "By bus.")
    new = unit("Warga kembali dari ibu kota dengan kereta pada Senin pagi.")
    found = overlay([new], [old])
    assert (found[0].target, found[0].state) == (("By bus.",), State.INITIAL)
    assert found[1] == replace(old, obsolete=True)
    assert overlay([unit(plain(old.source))], found)[0] == old


def test_fates_tell_what_happened_to_the_article() -> None:
    stored = [unit(words, words[:5]) for words in WORDS]
    edited = WORDS[2].replace("16", "23")
    fresh = [unit(w) for w in (WORDS[3], WORDS[0], WORDS[1], edited, "Salju turun lebat.")]
    assert fates(fresh, stored) == [
        Fate.MOVED,
        None,
        None,
        Fate.EDITED,
        Fate.INSERTED,
        Fate.DELETED,
        Fate.DELETED,
    ]


def test_sentences_without_spaces_are_edited_and_split_too() -> None:
    old = unit("亚美尼亚总统星期天宣布全国进入戒严状态，议会取消该地区的自治地位。", "T")
    (edited,) = overlay([unit(plain(old.source).replace("星期天", "星期一"))], [old])
    assert (edited.target, edited.state) == (("T",), State.INITIAL)
    halves = ["亚美尼亚总统星期天宣布全国进入戒严状态。", "议会取消该地区的自治地位。"]
    assert [each.target for each in overlay([unit(half) for half in halves], [old])[:2]] == [
        old.target
    ] * 2


def test_a_draft_tells_the_words_that_changed() -> None:
    old = unit(f"Menurut laporan resmi dari kementerian itu, {WORDS[2][0].lower()}{WORDS[2][1:]}")
    text = plain(old.source).replace("16", "23")
    new = replace(unit(text, "T", State.INITIAL), previous=old.source)
    (told,) = notes.with_notes([new], "en")
    assert [note.text for note in told.generated] == [
        "[changed] … dari kementerian itu, sebanyak [-16-]{+23+}"
        " orang tewas dalam bentrokan kemarin."
    ]
    assert not notes.with_notes([replace(new, state=State.TRANSLATED)], "en")[0].generated


@pytest.mark.parametrize("format", plugins.exchange_formats(), ids=lambda each: str(each.name))
def test_what_told_of_an_edit_goes_with_the_draft(format: ExchangeFormat) -> None:
    header = Header("id", "en", documents=("a.txt",))
    place = (Place("a.txt", 0),)
    draft = replace(unit(WORDS[2], "T", State.INITIAL), previous=(WORDS[3],), places=place)
    (told,) = notes.with_notes([draft], "en")
    file = b"".join(format.write(header, [told]))
    assert b"[changed]" in file
    assert b"".join(format.write(header, [told], original=file)) == file
    (bare,) = notes.with_notes([replace(draft, previous=(WORDS[3],))], "en")
    # A draft that was there before keeps its bytes, whatever is told of it now.
    without = b"".join(format.write(header, [draft]))
    assert b"".join(format.write(header, [bare], original=without)) == without
    (done,) = notes.with_notes([replace(draft, state=State.TRANSLATED, previous=None)], "en")
    # As a translator's program leaves it: confirmed, and our note still there.
    confirmed = b"".join(format.write(header, [replace(done, notes=told.notes)]))
    assert b"[changed]" in confirmed
    assert b"[changed]" not in b"".join(format.write(header, [done], original=confirmed))


# --- what lost a conflict goes along ---------------------------------------------


def contested(found: Unit, *others: str) -> Unit:
    alternatives = tuple(Alternative((each,), State.TRANSLATED, "sari.po") for each in others)
    return replace(found, alternatives=alternatives)


def other_targets(found: Unit) -> list[tuple[str, State]]:
    return [(raw(each.target), each.state) for each in found.alternatives]


def test_a_conflict_over_an_edited_sentence_offers_drafts() -> None:
    old = contested(unit(WORDS[2], "16 died."), "Sixteen were killed.")
    (found,) = overlay([unit(WORDS[2].replace("16", "23"))], [old])
    assert other_targets(found) == [("Sixteen were killed.", State.INITIAL)]
    taken, dropped = reconciliation.resolved(found, found.alternatives[0])
    assert (taken.state, taken.previous) == (State.INITIAL, old.source)
    assert [raw(each.target) for each in dropped] == ["16 died."]


def test_a_conflict_stays_with_a_retyped_and_with_a_split_sentence() -> None:
    heading = unit("Saling Tuduh", "T", kind=Kind.HEADING)
    blank = contested(unit("Saling Tuduh"), "Other")
    (found,) = overlay([unit("Saling Tuduh")], [heading, blank])
    assert (raw(found.target or ()), other_targets(found)) == (
        "T",
        [("Other", State.TRANSLATED)],
    )
    halves = overlay([unit(half) for half in HALVES], [contested(unit(WHOLE, "W"), "V")])
    assert [other_targets(each) for each in halves[:2]] == [[("V", State.INITIAL)], []]


def test_what_stood_at_other_places_of_a_sentence_is_kept() -> None:
    """A sentence that was kept apart at its places, and is one unit now."""
    note = Note("", "translator", "Here too?")
    apart = [
        replace(unit("Ya.", "Yes."), id=f"u{number}", context=f"after {number}")
        for number in range(3)
    ]
    apart[1] = replace(apart[1], notes=(note,), state=State.INITIAL)
    apart[2] = contested(apart[2], "Indeed.")
    (found,) = overlay([unit("Ya.")], apart)
    assert (raw(found.target or ()), found.state) == ("Yes.", State.INITIAL)
    assert found.comments == (note,)
    assert other_targets(found) == [("Indeed.", State.TRANSLATED)]


def test_a_draft_does_not_replace_what_is_finished() -> None:
    ours = unit(WORDS[0], "final", State.FINAL)
    theirs = unit(WORDS[0], "guess", State.INITIAL)
    done = merge(ours, theirs, memo=memo_of(ours), origin="mt.po")
    assert (done.outcome, done.unit.target) == (Outcome.CONFLICT, ("final",))
    assert other_targets(done.unit) == [("guess", State.INITIAL)]


@pytest.mark.parametrize(("before", "now"), [("6' tinggi", '6" tinggi'), ("40°30'", "40°30″")])
def test_feet_are_no_inches(before: str, now: str) -> None:
    (found,) = overlay(
        [unit(f"Patung itu {now} dan berat.")], [unit(f"Patung itu {before} dan berat.", "T")]
    )
    assert found.state is State.INITIAL


def test_a_quotation_mark_behind_a_number_is_one() -> None:
    (found,) = overlay([unit("“Sejak 2020”, katanya.")], [unit('"Sejak 2020", katanya.', "T")])
    assert found.state is State.TRANSLATED


def test_markup_that_changed_is_told_as_it_stands() -> None:
    link = (Code("1", CodeKind.OPEN, "["), Code("1", CodeKind.CLOSE, "](b)"))
    now = Unit("u", Kind.PARAGRAPH, ("Baca ", link[0], "ini", link[1]), target=("T",))
    (told,) = notes.with_notes([replace(now, previous=("Baca [ini](a)",))], "en")
    assert told.generated[0].text == "[changed] Baca [-[ini](a)-]{+[ini](b)+}"
