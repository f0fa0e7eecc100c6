"""Plural expressions: worked out as gettext does, or one clear error; nothing is compiled."""

from __future__ import annotations

import gettext
import re
import shutil
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa import plugins
from alihbahasa.exchange._rules.plurals import values

NUMBERS = range(1001)

#: Where the standard library is C: it takes ``!n == 1`` for ``!(n == 1)``, ``n && 3`` for 3, and
#: numbers may be less than zero.
OPERANDS = st.sampled_from(["n", "n", "n", "0", "1", "2", "5", "10", "11", "19", "20", "100"])
COMPARED = st.sampled_from(["==", "!=", "<", ">", "<=", ">="])
SUMS = st.recursive(
    OPERANDS,
    lambda inner: st.builds(
        lambda a, op, b: f"({a}{op}{b})", inner, st.sampled_from(["+", "*", "/", "%", " % "]), inner
    ),
    max_leaves=4,
)
TESTS = st.recursive(
    st.builds(lambda a, op, b: f"{a} {op} {b}", SUMS, COMPARED, SUMS),
    lambda inner: (
        st.builds(lambda a, op, b: f"{a} {op} ({b})", inner, st.sampled_from(["&&", "||"]), inner)
        | inner.map(lambda test: f"!({test})")
    ),
    max_leaves=5,
)
EXPRESSIONS = SUMS | st.recursive(
    TESTS | SUMS,
    lambda inner: st.builds(lambda t, a, b: f"{t} ? {a} : {b}", TESTS, inner, inner),
    max_leaves=4,
)
TOKENS = st.lists(
    st.sampled_from("n 0 1 2 10 ( ) ? : ! && || == != < > <= >= + - * / % , = & x 1n ** ;".split()),
    max_size=30,
).map(" ".join)


def expected(expression: str) -> list[int | None]:
    """Return what the standard library makes of *expression*."""
    form = gettext.c2py(expression)
    found: list[int | None] = []
    for number in NUMBERS:
        try:
            found.append(form(number))
        except ZeroDivisionError:
            found.append(None)
    return found


@invariant("I22", ci=500, long=20_000)
@given(EXPRESSIONS)
def test_expressions_are_what_the_standard_library_says(expression: str) -> None:
    try:
        theirs = expected(expression)
    except ValueError:
        return  # It may nest parentheses less deeply.
    assert values(expression, NUMBERS) == theirs


@invariant("I22", ci=500, long=20_000)
@given(TOKENS | st.text(max_size=40))
def test_anything_is_worked_out_or_refused_as_by_the_standard_library(text: str) -> None:
    begun = time.process_time()
    try:
        found = values(text, NUMBERS)
    except ValueError as error:
        assert "\n" not in str(error)
        with pytest.raises(ValueError):
            gettext.c2py(text.replace("\n", " "))
    else:
        assert len(found) == 1001
        gettext.c2py(text.replace("\n", " "))
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("expression", "number", "value"),
    [
        ("!n == 1", 2, 0),
        ("n && 3", 1, 1),
        ("0 || 7", 1, 1),
        ("n - 1", 0, 2**64 - 1),
        ("n ? 10 / n : 3", 0, 3),
        ("1 / n", 0, None),
        ("n == 0 || 1 / n", 0, 1),
        ("n == 5 < 2", 1, 0),
        ("!!!n", 0, 1),
        ("n ? n == 1 ? 1 : 2 : 3", 5, 2),
        ("18446744073709551616", 0, 0),
    ],
)
def test_expressions_are_c(expression: str, number: int, value: int | None) -> None:
    assert values(expression, [number]) == [value]


@pytest.mark.parametrize(
    "expression",
    [
        "n" + " + n" * 240,
        "n" + " * n" * 240,
        "!" * 999 + "n",
        "(" * 40 + "n" + ")" * 40,
        "n ? 1 : " * 45 + "0",
        "(" * 499 + "n" + ")" * 499,
        "n ? " * 200 + "0",
        "9" * 1000,
        "9" * 100_000,
        " " * 100_000,
    ],
)
def test_no_expression_takes_long(expression: str) -> None:
    begun = time.process_time()
    try:
        values(expression, NUMBERS)
    except ValueError as error:
        assert len(str(error)) < 100
    assert time.process_time() - begun < 2


def test_those_of_all_packs_give_each_form_a_number() -> None:
    for tag in plugins.names("languages"):
        told = plugins.language_pack(tag).plural_forms
        found = re.fullmatch(r"nplurals=(\d); plural=(.*?);?", told)
        assert found, told
        assert set(values(found[2], range(2_000_000, 2_000_200))) | set(
            values(found[2], NUMBERS)
        ) == set(range(int(found[1])))


def test_nothing_of_a_file_is_compiled_or_run() -> None:
    code = (
        "import sys\n"
        "from alihbahasa import plugins\n"
        "form = plugins.exchange_format('po')\n"
        "data = sys.stdin.buffer.read()\n"
        "list(form.validate(data))\n"  # Modules that are loaded late are compiled too.
        "def hook(event, arguments):\n"
        "    if event in ('exec', 'compile'):\n"
        "        print(event, arguments)\n"
        "sys.addaudithook(hook)\n"
        "print(len(list(form.validate(data))))\n"
    )
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: '
    text += 'nplurals=2; plural=(n > 3);\\n"\n'
    done = subprocess.run(
        [sys.executable, "-c", code], input=text.encode(), capture_output=True, check=True
    )
    assert done.stdout == b"0\n"


@pytest.mark.tool
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@invariant("I22", ci=200, long=5_000)
@given(EXPRESSIONS | TOKENS, st.integers(1, 4))
def test_msgfmt_is_of_the_same_mind(expression: str, count: int) -> None:
    if ";" in expression:
        return  # There the field goes on.
    text = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n'
        f'"Plural-Forms: nplurals={count}; plural={expression};\\n"\n\n'
        'msgid "a"\nmsgid_plural "b"\n'
        + "".join(f'msgstr[{number}] "c"\n' for number in range(count))
    ).encode()
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", "-"], input=text, capture_output=True, check=False
    )
    faults = list(plugins.exchange_format("po").validate(text))
    assert bool(faults) == bool(done.returncode), (faults, done.stderr)
