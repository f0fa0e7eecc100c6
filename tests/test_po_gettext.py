"""PO as gettext reads it: what msgfmt accepts says what msgcat says, what it rejects is rejected.

The messages are compared whole: texts, contexts, plural forms, flags, comments
of people and of programs, references, what was before.  ``msgcat`` normalises
some of that, and drops what it does not know; so much is left out.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from random import Random

import fuzz_damage
import fuzz_seeds
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _po_scanner as scanner
from alihbahasa.exchange import po
from alihbahasa.model import Header, Unit

pytestmark = [
    pytest.mark.tool,
    pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed"),
]

TOP = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)

#: What msgcat knows of the flags; it drops the others.
FLAGS = {"fuzzy", "c-format", "no-c-format", "python-format", "no-wrap"}

#: What is refused though gettext takes it; the docstring of the scanner says why.
DELIBERATE = (
    "charset", "plural forms", "nplurals", "no byte from 1 to 255", "several domains", "NUL", "EOT",
    "UTF-8 text", "text outside quotes", "longer than",
)  # fmt: skip


def run(*command: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=data, capture_output=True, check=False)


def is_accepted(data: bytes) -> bool:
    return run("msgfmt", "-o", "/dev/null", "-", data=data).returncode == 0


def msgcat(data: bytes) -> bytes | None:
    """Return *data* as msgcat writes it, None where it does not."""
    done = run("msgcat", "--no-wrap", "--force-po", "-", data=data)
    return done.stdout if done.returncode == 0 else None


def messages(data: bytes) -> list[tuple[object, ...]]:
    """Return all that the entries of *data* say which msgcat does not make otherwise, sorted."""
    found = []
    for each in scanner.scan(scanner.open_source(data)):
        entry = each.entry
        context: str | None = entry.msgctxt
        texts = (entry.msgstr, *entry.msgstr_plural.values())
        # For gettext the first form tells.
        is_translated = bool(entry.msgstr or entry.msgstr_plural.get(0))
        if entry.obsolete and not is_translated:
            continue  # msgcat drops it.
        if entry.msgid == "" and context is None:
            continue  # msgcat writes its own fields into the header.
        found.append(
            (
                context,
                entry.msgid,
                entry.msgid_plural,
                texts,
                entry.obsolete,
                # Nothing is fuzzy that is not translated.
                sorted(FLAGS & set(entry.flags) - (set() if is_translated else {"fuzzy"})),
                entry.tcomment.rstrip("\n"),
                entry.comment.rstrip("\n"),
                # msgcat leaves out a reference that is there already.
                sorted(set(entry.occurrences)),
                (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
            )
        )
    return sorted(found, key=repr)


@pytest.mark.parametrize(
    "body",
    [
        'msgid"x"msgstr"y"',
        'msgctxt"a"msgid"x"msgstr"y"msgid"z"msgstr"w"',
        'msgid\t"x"\nmsgstr\v"y"\f',
        'msgid\n"x"\n\nmsgstr\n"y"',
        '  msgid "x"\n\tmsgstr "y"\n',
        '\\\nmsgid "x"\nmsgstr "y"\n',
        'msgid "x" "z" "w"\nmsgstr "y"\t"z"\n',
        'msgid "x"\nmsgstr ""\n"" ""\n',
        'msgid "x\\\ny"\nmsgstr "y"\n',
        'msgid "a\\x41\\101\\v\\f\\a\\b"\nmsgstr "y"\n',
        'msgid "x"\r\nmsgstr "y"\r\n',
        'msgid "x"\nmsgid_plural "xs"\nmsgstr [0] "y"\nmsgstr[ 1 ]"z"\n',
        'msgid "x"\nmsgid_plural "xs"\nmsgstr[0] "y" msgstr[1] "z"',
        '#~ msgid "x"\n#~ "more"\n#~ msgstr "y"\n#~ "z"',
        '#~msgid"x"\n#~msgstr"y"\n',
        '#~| msgid "old"\n#~ msgid "x"\n#~ msgstr "y"\n',
        '#~|msgctxt"a"\n#~|msgid "old"\n#~msgctxt "a"\n#~msgid "x"\n#~msgstr "y"\n',
        '#~ # c\n#~ msgid "x"\n#~ msgstr "y"\n',
        '# c\n#, fuzzy\n#~ msgid "x"\n#~ msgstr "y"\n',
        '#~ #, fuzzy\n#~ msgid "x"\n#~ msgstr "y"\n',
        '#~ msgctxt "c"\n#~ msgid "x"\n#~ msgid_plural "xs"\n#~ msgstr[0] "y"\n#~ msgstr[1] "y"\n',
        '#~ msgid "x" \\\n#~ "y"\n#~ msgstr "y"\n',
        '#| msgctxt "p"\n#| msgid "old"\n#| msgid_plural "olds"\nmsgid "x"\nmsgstr "y"\n',
        '#| msgid "old"\n#|\n#| "more"\nmsgid "x"\nmsgstr "y"\n',
        '#, fuzzy\n#, fuzzy, c-format\nmsgid "x"\nmsgstr "y"\n',
        '#,fuzzy,c-format,no-wrap\nmsgid "x"\nmsgstr "y"\n',
        '#,\nmsgid "x"\nmsgstr "y"\n',
        '#! fuzzy, c-format\nmsgid "x"\nmsgstr "y"\n',
        '#!fuzzy\nmsgid "x"\nmsgstr "y"\n',
        '#-foo\n#*bar\nmsgid "x"\nmsgstr "y"\n',
        '#:\n#: \nmsgid "x"\nmsgstr "y"\n',
        '#:a.c:1 b.c:2\n#: a.c:1\nmsgid "x"\nmsgstr "y"\n',
        '#: "a b":1 \u2068c d\u2069:2 x:y:3\nmsgid "x"\nmsgstr "y"\n',
        '#\n# \n#  a\n#b\nmsgid "x"\nmsgstr "y"\n',
        '#.\n#. \n#.a\n#.  b\nmsgid "x"\nmsgstr "y"\n',
        '# a\\\nb\nmsgid "x"\nmsgstr "y"\n',
        'msgid "x"\nmsgstr "y" # c\n',
        'msgid "x"\nmsgstr "y"\n# end',
    ],
)  # fmt: skip
def test_odd_layout_says_what_msgcat_says(body: str) -> None:
    data = (TOP + body).encode()
    assert is_accepted(data)
    theirs = msgcat(data)
    assert theirs is not None
    assert messages(data) == messages(theirs) != []
    assert b"".join(po.write(*read(data), original=data)) == data


def read(data: bytes) -> tuple[Header, list[Unit]]:
    header, units = po.read(io.BytesIO(data))
    return header, list(units)


@pytest.mark.parametrize(
    "body",
    [
        '#|msgid"old"\n#, fuzzy\nmsgid "x"\nmsgstr "y"\n',
        '#, fuzzy\n#| msgid "old"\n# c\nmsgid "x"\nmsgstr "y"\n',
        'msgid "x"\n# c\nmsgstr "y"\n',
        'msgid "x"\n#. c\nmsgstr "y"\n',
        'msgid "x" # c\nmsgstr "y"\n',
        'msgid "x"\nmsgstr "y"\n\x1a',
        'msgid "a\\e"\nmsgstr "y"\n',
        '#~ msgid "x"\nmsgid "z"\nmsgstr "y"',
        'msgid "x"\nmsgstr "y"\n#~ "z"\n',
        'msgid "x"\nmsgstr "y"\n\nmsgid "z\nmsgstr "w"\n',
        'msgid "x"\nmsgstr "y\n',
        'msgid "x"\n\n\nmsgid "y"\nmsgstr "z"\n',
        'msgid "x"\nmsgstr "y"\nmsgid "x"\nmsgstr "z"\n',
        'msgid "x"\nmsgid_plural "xs"\nmsgstr[0] "y"\nmsgstr[2] "z"\n',
        'msgid "x"\nmsgid_plural "xs"\nmsgstr[1] "y"\n',
        'msgid "x"\nmsgid_plural "xs"\nmsgstr "y"\n',
        'msgid "x"\nmsgstr[0] "y"\n',
        'foo "x"\n',
        'msgid "x"\nmsgstr "y"\nmsgctxt "c"\n',
        'msgstr "y"\n',
    ],
)
def test_what_msgfmt_rejects_is_refused_in_a_line_that_it_names(body: str) -> None:
    data = (TOP + body).encode()
    done = run("msgfmt", "-o", "/dev/null", "-", data=data)
    assert done.returncode == 1
    named = {int(line) for line in re.findall(rb"^<stdin>:(\d+)", done.stderr, re.M)}
    with pytest.raises(AlihbahasaError) as caught:
        read(data)
    line = caught.value.line
    assert line is not None
    # gettext names the line in which it saw that something is missing, ours the one in which
    # that is: of a string that is not closed, of the field that lacks another before it.
    assert named & {line - 1, line, line + 1}, done.stderr


def test_eleven_plural_forms_are_read_and_patched() -> None:
    top = TOP.replace("nplurals=2; plural=(n != 1)", "nplurals=11; plural=(n<10 ? n : 10)")
    forms = "".join(f'msgstr[{number}] "y{number}"\n' for number in range(11))
    data = f'{top}msgid "x"\nmsgid_plural "xs"\n{forms}'.encode()
    assert is_accepted(data)
    assert messages(data) == messages(msgcat(data) or b"")
    (unit,) = read(data)[1]
    assert unit.plurals == tuple((f"y{number}",) for number in range(11))


# --- any layout, any damage -----------------------------------------------------------

_SPACES = st.sampled_from([" ", " ", " ", "", "\t", "  ", "\n", " \t ", "\v", "\f"])
_BREAKS = st.sampled_from(["\n", "\n", "\n", " \n", "\n\n", "\n\t"])
_TEXTS = st.sampled_from(["", "a", "b c", "é—", "\\n", "\\t", '\\"', "\\\\", "\\x41", "\\303\\251"])


@st.composite
def strings(draw: st.DrawFn, prefix: str) -> str:
    """Draw a string in one piece or several, on one line or more, each of which *prefix* begins."""
    pieces = draw(st.lists(_TEXTS, min_size=1, max_size=3))
    joint = "".join([draw(st.sampled_from(["\n", " ", "", "\t"]))])
    return f"{joint}{prefix if joint == chr(10) else ''}".join(f'"{piece}"' for piece in pieces)


@st.composite
def entries(draw: st.DrawFn, number: int) -> str:
    """Draw an entry that gettext takes, laid out as it lets one."""
    comments = draw(
        st.lists(
            st.sampled_from(
                ["#", "# c", "#c", "#  d", "#. e", "#.f", "#.", "#: a.c:1", "#:b.c:2 c", "#, fuzzy",
                 "#,c-format,fuzzy", "#, no-wrap", "#! fuzzy", "#,", "#:", "# g\\h", "#\tg"]
            ),
            max_size=4,
        )
    )  # fmt: skip
    # Of several lines of flags gettext heeds the last; ours joins them.
    flags = [comment for comment in comments if comment[:2] in ("#,", "#!")]
    comments = [each for each in comments if each not in flags] + flags[:1]
    mark = draw(st.sampled_from(["", "", "", "#~ ", "#~"]))
    parts = [f"{comment}\n" for comment in comments]

    def field(name: str, prefix: str, text: str) -> None:
        space = draw(_SPACES) if not prefix else draw(st.sampled_from([" ", "", "\t"]))
        end = draw(_BREAKS) if not prefix else "\n"
        parts.append(f"{prefix}{name}{space}{text}{end}")

    if draw(st.booleans()):
        before = f"{mark.strip()}| " if mark else "#| "
        for name in draw(st.sampled_from([("msgid",), ("msgctxt", "msgid")])):
            field(name, before, draw(strings(before)))
    if draw(st.booleans()):
        field("msgctxt", mark, draw(strings(mark)))
    # Each message is another one, whatever its context.
    field("msgid", mark, f'"{number}"{draw(strings(mark))}')
    if draw(st.booleans()):
        field("msgid_plural", mark, draw(strings(mark)))
        for form in range(2):
            field(f"msgstr[{form}]", mark, draw(strings(mark)))
    else:
        field("msgstr", mark, draw(strings(mark)))
    return "".join(parts)


FILES = st.integers(1, 4).flatmap(
    lambda count: st.tuples(*(entries(number) for number in range(count))).map("".join)
)


@invariant("I23", ci=300, long=10_000)
@given(FILES)
def test_any_layout_says_what_msgcat_says(body: str) -> None:
    data = (TOP + body).encode()
    theirs = msgcat(data)
    if theirs is None:
        assert is_refused(data)
    else:
        assert messages(data) == messages(theirs)


def is_refused(data: bytes) -> bool:
    """Tell whether *data* is not read, or said to have a fault."""
    try:
        read(data)
    except AlihbahasaError as error:
        assert error.line is not None
        return True
    return any(po.PLUGIN.validate(data))


@invariant("I23", ci=300, long=10_000)
@given(st.integers(0, 2**32))
def test_damaged_files_say_what_msgcat_says(number: int) -> None:
    random = Random(number)
    whole = fuzz_seeds.seeds("po", None)
    data = fuzz_damage.damaged(random.choice(whole), random, seeds=whole, family="po")
    if not is_accepted(data):
        assert is_refused(data)
        return
    if b"\r" in data and b"\n" not in data:
        return  # One long line to gettext; ours reads the lines of an old Mac.
    try:
        ours = messages(data)
    except AlihbahasaError as error:
        assert any(word in error.message for word in DELIBERATE), error
        return
    theirs = msgcat(data)
    if theirs is not None:
        assert ours == messages(theirs)
