"""Checks: false alarms, errors found, speed and memory, beside pofilter and Weblate.

*Ours, check by check* is on the professional translations of NTREX-128: how
many of 100 pairs a check reports, beside what its plug-in declares.  A pair
that is reported need not be right, so the one may be more than the other.  What
a survey finds is counted by its units; each article of NTREX-128 is one.

False alarms and errors found are those of the judge of the shared data, the
same for every checker.  ``benchmarks/peers`` has the programs that answer it
for the peers; the one for Weblate is run by the interpreter that
``WEBLATE_PYTHON`` names, an environment in which weblate is installed.

Time is that of the processor for the whole command, from the start of the
interpreter to the end of the report, on PO files of made-up news.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from alihbahasa import checking, plugins
from alihbahasa.checking import Running
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Header, Kind, State, Unit, unit_id
from alihbahasa.workflow import check_pairs, check_rules
from alihbahasa.workflow.check_rules import Rules
from benchmarks.commands import environment
from benchmarks.corpus import translations
from benchmarks.edits import shared
from benchmarks.measure import Table, bests, goal
from benchmarks.terminology import GLOSSARY

_SOURCE = "id"
_TARGETS = ("en", "ru", "fr", "tr", "ar")

#: The files of NTREX-128, by language.
_FILES = {
    "id": "ref.ind", "en": "src.eng", "ru": "ref.rus",
    "fr": "ref.fra", "tr": "ref.tur", "ar": "ref.arb",
}  # fmt: skip

#: The kinds of errors that the judge knows; *name* is none that a pair can tell.
_CODES = ("num", "date", "quote", "end", "name")

#: How many times as fast as pofilter ours is to be, and of how many pairs it may speak.
_TIMES_AS_FAST = 10
_MOST_ALARMS = 4

_OURS, _POFILTER, _WEBLATE = "alihbahasa", "pofilter", "Weblate"

#: What a tool that has no check of the kind has instead of a rate.
_NONE = "\u2013"


def run(quick: bool) -> tuple[Table, ...]:
    """Return the tables; *quick* measures one pair of languages and short files."""
    targets = _TARGETS[:1] if quick else _TARGETS
    return (*of_news(targets), *of_files(quick))


def of_news(targets: Sequence[str]) -> tuple[Table, ...]:
    """Return what is measured on NTREX-128, or a table that says why it is not."""
    try:
        folder = shared() / "eval"
        alarms = by_check(folder, targets)
    except (AlihbahasaError, OSError) as error:
        return (Table("Checks on news", (), (), (f"Skipped, as there is no NTREX-128: {error}.",)),)
    tools, missing = tools_of()
    judged = {
        (target, tool.name): judgement(folder / "check_eval.py", tool, target)
        for target in targets
        for tool in tools
    }
    notes = tuple(f"Skipped: {reason}." for reason in missing)
    return (alarms, _false_alarms(targets, tools, judged, notes), _found(targets, tools, judged))


# --- ours, check by check ---------------------------------------------------------


def by_check(folder: Path, targets: Sequence[str]) -> Table:
    """Return how many of 100 pairs in *folder* each check of ours that is on reports."""
    rules = check_rules.rules_of(None, ())
    rates = {target: rates_of(folder, target, rules) for target in targets}
    on = rules.running("", targets[0])
    rows = [
        (
            each.check.code,
            each.check.name,
            "" if each.check.false_alarms is None else f"{each.check.false_alarms:.2f}",
            *(f"{rates[target][each.check.name]:.2f}" for target in targets),
        )
        for each in on
    ]
    sums = [f"{rates[target]['']:.2f}" for target in targets]
    reached = goal(rates[targets[0]][""], most=_MOST_ALARMS)
    rows.append(("", f"any (goal: {_SOURCE}-{targets[0]} {reached})", "", *sums))
    columns = ("code", "check", "declared", *(f"{_SOURCE}-{target}" for target in targets))
    return Table(
        "Ours, check by check, reports in 100 pairs",
        columns,
        tuple(rows),
        (
            f"{len(on)} checks are on by default; no glossary was given, without which those of"
            " terms say nothing.",
        ),
    )


def rates_of(folder: Path, target: str, rules: Rules) -> dict[str, float]:
    """Return how many of 100 pairs to *target* each check reports, and "" of any."""
    pairs = news(folder, target)
    running = rules.running("", target)
    lines = ("\t".join(pair).encode() for pair in pairs)
    answers = check_pairs.findings(
        check_pairs.Pairs(lines, _SOURCE, target), rules=rules, running=running
    )
    found = [{each.check for each in findings} for findings in answers]
    for number, check in _surveyed(_articles(folder, pairs), target, rules, running):
        found[number].add(check)
    tally = Counter(check for checks in found for check in checks)
    tally[""] = sum(map(bool, found))
    names = [each.check.name for each in running]
    return {check: 100 * tally[check] / len(pairs) for check in ["", *names]}


def _surveyed(
    articles: Mapping[str, Sequence[Unit]],
    target: str,
    rules: Rules,
    running: Sequence[Running],
) -> Iterator[tuple[int, str]]:
    """Yield the number of the pair and the check for all that surveys find in *articles*."""
    context = rules.contexts(_SOURCE, target)("")
    kept = {
        article: checking.summaries(units, running=running, context=context)
        for article, units in articles.items()
    }
    for each in running:
        if each.check.survey is not None:
            parts = [(article, summaries[each.check.name]) for article, summaries in kept.items()]
            for _, unit, _ in checking.concluded(each, parts):
                yield int(unit), each.check.name


def news(folder: Path, target: str) -> list[tuple[str, str]]:
    """Return the pairs of NTREX-128, with the white space that they have."""
    names = (f"newstest2019-{_FILES[language]}.txt" for language in (_SOURCE, target))
    texts = (Path(folder, "data/NTREX/NTREX-128", name).read_text("utf-8") for name in names)
    lines = ([line.strip() for line in text.rstrip("\n").split("\n")] for text in texts)
    return list(zip(*lines, strict=True))


def _articles(folder: Path, pairs: Sequence[tuple[str, str]]) -> dict[str, list[Unit]]:
    """Return *pairs* as units that have their numbers for ids, by the article they stand in."""
    found = defaultdict(list)
    names = Path(folder, "data/NTREX/DOCUMENT_IDS.tsv").read_text("utf-8").splitlines()
    for number, (name, pair) in enumerate(zip(names, pairs, strict=False)):
        source, target = ((text,) for text in pair)
        unit = Unit(str(number), Kind.PARAGRAPH, source, target, state=State.TRANSLATED)
        found[name.split("\t")[0]].append(unit)
    return found


# --- the judge --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tool:
    """A checker: the command that answers pairs, and its checks by the kind of error."""

    name: str
    command: Callable[[str, str], Sequence[str]]
    checks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Rates in percent: false alarms by kind, of other checks by name, errors found by kind.

    *any* is the rate of pairs with an alarm; *found* has the number of errors, too.
    """

    alarms: Mapping[str, float]
    any: float
    others: Mapping[str, float] = field(default_factory=dict)
    found: Mapping[str, tuple[int, float]] = field(default_factory=dict)


def tools_of() -> tuple[list[Tool], list[str]]:
    """Return the tools that are there, and why the others are not."""
    tools = [Tool(_OURS, _ours, dict.fromkeys(_CODES[:-1], ""))]
    missing = []
    peers = Path(__file__).with_name("peers")
    if has_pofilter():
        script = str(peers / "of_pofilter.py")
        checks = {"num": "numbers", "quote": "doublequoting,singlequoting", "end": "endpunc"}
        tools += [
            Tool(_POFILTER, lambda _, target: (sys.executable, script), checks),
            Tool(
                f"{_POFILTER} --language",
                lambda _, target: (sys.executable, script, target),
                checks,
            ),
        ]
    else:
        missing.append("pofilter, pip install translate-toolkit")
    interpreter = os.environ.get("WEBLATE_PYTHON")
    if interpreter:
        ends = "stop colon question exclamation interrobang ellipsis semicolon".split()
        command = (interpreter, str(peers / "of_weblate.py"))
        tools.append(
            Tool(
                _WEBLATE,
                lambda source, target: (*command, source, target),
                {"end": ",".join(f"end_{each}" for each in ends)},
            )
        )
    else:
        missing.append("Weblate, $WEBLATE_PYTHON names no interpreter that has it")
    return tools, missing


def has_pofilter() -> bool:
    """Tell whether translate-toolkit is installed."""
    return importlib.util.find_spec("translate") is not None


def _ours(source: str, target: str) -> Sequence[str]:
    options = ["--pairs", "--source", source, "--target", target, "--format", "jsonl"]
    return (sys.executable, "-m", "alihbahasa", "check", "-", *options)


def judgement(judge: Path, tool: Tool, target: str) -> Judgement:
    """Let the *judge* say what the answers of *tool* to the pairs to *target* are worth."""
    maps = [f"{code}={checks}" for code, checks in tool.checks.items() if checks]
    done = python(
        *(str(judge), "--src", _SOURCE, "--tgt", target, "--only", "-"),
        *("--cmd", shlex.join(tool.command(_SOURCE, target))),
        *(("--map", *maps) if maps else ()),
    )
    return read(done.stdout)


_ALARMS = re.compile(r"^cmd((?: +[\d.]+)+)$", re.MULTILINE)
_OTHER = re.compile(r"(\S+) \d+ \(([\d.]+) %\)")
_FOUND = re.compile(r"^  (.+?) +n= *(\d+) +cmd +([\d.]+)%$", re.MULTILINE)


def read(printed: str) -> Judgement:
    """Return what the judge *printed* of a command."""
    alarms = _ALARMS.search(printed)
    assert alarms is not None, printed
    numbers = [float(number) for number in alarms[1].split()]
    others = next((line for line in printed.splitlines() if line.startswith("cmd, other")), "")
    return Judgement(
        dict(zip(_CODES, numbers[1::2], strict=False)),
        numbers[-1],
        {name: float(rate) for name, rate in _OTHER.findall(others)},
        {kind: (int(count), float(rate)) for kind, count, rate in _FOUND.findall(printed)},
    )


_Judged = Mapping[tuple[str, str], Judgement]


def _false_alarms(
    targets: Sequence[str], tools: Sequence[Tool], judged: _Judged, notes: tuple[str, ...]
) -> Table:
    rows = []
    for target in targets:
        for tool in tools:
            each = judged[target, tool.name]
            rates = (
                f"{each.alarms[code]:.2f}" if code in tool.checks else _NONE for code in _CODES[:-1]
            )
            others = sorted(each.others.items(), key=lambda other: (-other[1], other[0]))[:4]
            named = ", ".join(f"{name} {rate:.1f}" for name, rate in others)
            rows.append((f"{_SOURCE}-{target}", tool.name, *rates, f"{each.any:.2f}", named))
    return Table(
        "Reports on professional translations, % of pairs",
        ("pair", "tool", *_CODES[:-1], "any", "what else most often"),
        tuple(rows),
        (
            f"{_NONE}: the tool has no such check. The judge makes one blank of all white space,"
            " no-break spaces included, which French needs before some marks.",
            *notes,
        ),
    )


def _found(targets: Sequence[str], tools: Sequence[Tool], judged: _Judged) -> Table:
    rows = []
    for target in targets:
        for kind, (count, _) in judged[target, tools[0].name].found.items():
            code = kind.partition(":")[0]
            rates = (
                f"{judged[target, tool.name].found[kind][1]:.1f}" if code in tool.checks else _NONE
                for tool in tools
            )
            rows.append((f"{_SOURCE}-{target}", kind, f"{count:,}", *rates))
    return Table(
        "Errors put into them that are found, %",
        ("pair", "error", "n", *(tool.name for tool in tools)),
        tuple(rows),
        ("An error is found where its kind is reported, as it would be on a right pair.",),
    )


# --- whole files ------------------------------------------------------------------


def of_files(quick: bool) -> tuple[Table, ...]:
    """Return what is measured on PO files."""
    counts = (500, 1_000, 2_000) if quick else (10_000, 20_000, 40_000)
    most = 2_000 if quick else 100_000
    pairs = translations(max(most, *counts))
    with tempfile.TemporaryDirectory() as folder:
        files = {count: Path(folder, f"{count}.po") for count in counts}
        for count, file in files.items():
            file.write_bytes(as_po(pairs[:count]))
        clean, wrong = Path(folder, "clean.po"), Path(folder, "wrong.po")
        clean.write_bytes(as_po(pairs[:most]))
        wrong.write_bytes(as_po([(source, with_error(target)) for source, target in pairs[:most]]))
        repeats = 1 if quick else 3
        return (
            _speed(files[counts[1]], counts[1], repeats=repeats),
            _memory({counts[0]: files[counts[0]], counts[2]: files[counts[2]]}),
            of_findings(clean, wrong, most, repeats=1),
        )


def as_po(pairs: Sequence[tuple[str, str]]) -> bytes:
    """Return a PO file in which each of *pairs* is an entry that is finished."""
    units = (
        Unit(
            unit_id((source,), Kind.PARAGRAPH),
            Kind.PARAGRAPH,
            (source,),
            (target,),
            state=State.TRANSLATED,
        )
        for source, target in pairs
    )
    return b"".join(plugins.exchange_format("po").write(Header("id", "en"), units))


def with_error(target: str) -> str:
    """Return *target* with a number that its source has not."""
    return f"{target} This was 4783."


def commands(file: Path) -> dict[str, tuple[str, ...]]:
    """Return the module and the arguments that check *file*, by tool; pofilter where it is."""
    pofilter = ("translate.filters.pofilter", "--progress=none")
    out = str(file.with_suffix(".out.po"))
    ours = ("alihbahasa", "check", str(file))
    found: dict[str, tuple[str, ...]] = {
        _OURS: ours,
        f"{_OURS} --glossary": (*ours, "--glossary", str(GLOSSARY)),
    }
    if has_pofilter():
        found[_POFILTER] = (*pofilter, str(file), out)
        found[f"{_POFILTER} --language"] = (*pofilter, "--language=en", str(file), out)
    return found


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this Python with *arguments* where there is no project, with the alihbahasa of this one.

    Raises AlihbahasaError for an exit code beyond 1, which only says that
    something was found.
    """
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 # our own words
            (sys.executable, *arguments),
            capture_output=True,
            check=False,
            cwd=folder,
            env=environment(),
            text=True,
        )
    if done.returncode not in (0, 1):
        raise AlihbahasaError(f"{arguments[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done


def _speed(file: Path, count: int, *, repeats: int) -> Table:
    works = {name: partial(python, "-m", *command) for name, command in commands(file).items()}
    times = bests(works, repeats=repeats, limit=300)
    rows = tuple(
        (
            name,
            f"{taken:.2f}",
            f"{count / taken:,.0f}",
            f"{1e6 * taken / count:,.0f}",
            *(
                ("", "")
                if name.startswith(_OURS)
                else (
                    f"{taken / times[_OURS]:.1f}",
                    goal(taken / times[_OURS], least=_TIMES_AS_FAST),
                )
            ),
        )
        for name, taken in times.items()
    )
    return Table(
        f"Checking a PO file of {count:,} entries, all default checks",
        ("tool", "s", "entries/s", "µs/entry", "it / ours", "goal"),
        rows,
        (
            "The glossary is that of the benchmark of terms.",
            *(() if has_pofilter() else ("Skipped: pofilter, pip install translate-toolkit.",)),
        ),
        _headlines(times),
    )


def _headlines(times: Mapping[str, float]) -> tuple[tuple[str, ...], ...]:
    if _POFILTER not in times:
        return ()
    ratio = times[_POFILTER] / times[_OURS]
    what = "a file checked, speed beside pofilter"
    return ((what, f"{ratio:.1f}", goal(ratio, least=_TIMES_AS_FAST)),)


#: Runs a module as a program, and says last what memory it had at most, in kilobytes.  It
#: imports nothing of ours, so that a peer pays for nothing but itself.
_PEAK = """\
import runpy, sys
del sys.argv[0]
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
finally:
    with open("/proc/self/status") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    print(peak, file=sys.stderr)
"""


def peak(module: str, *arguments: str) -> float:
    """Return the megabytes that *module*, run as a program, had at most; Linux only."""
    done = python("-c", _PEAK, module, *arguments)
    return int(done.stderr.split()[-1]) / 1_000


def _memory(files: Mapping[int, Path]) -> Table:
    (few, small), (many, large) = files.items()
    columns = ("tool", f"MB, {few:,} entries", f"MB, {many:,} entries", "bytes per entry more")
    if not Path("/proc/self/status").is_file():
        return Table("Memory at most", columns, (), ("Skipped: only Linux says.",))
    rows = []
    larger = commands(large)
    for name, command in commands(small).items():
        low, high = peak(*command), peak(*larger[name])
        more = 1e6 * (high - low) / (many - few)
        rows.append((name, f"{low:.0f}", f"{high:.0f}", f"{more:,.0f}"))
    return Table("Memory at most", columns, tuple(rows))


def of_findings(clean: Path, wrong: Path, count: int, *, repeats: int) -> Table:
    """Return what a finding costs: *wrong* is *clean* with one in each of its *count* entries."""
    report = wrong.with_suffix(".json")
    works = {
        file.stem: partial(
            python, "-m", "alihbahasa", "check", str(file), "--format", f"json:{report}"
        )
        for file in (clean, wrong)
    }
    without, with_them = bests(works, repeats=repeats).values()
    found = len(json.loads(report.read_bytes())["findings"])
    more = 1e6 * (with_them - without) / found
    row = (f"{without:.2f}", f"{with_them:.2f}", f"{found:,}", f"{more:,.0f}")
    return Table(
        f"A file of {count:,} entries with an error in each, all findings told as JSON",
        ("s, without errors", "s, with them", "findings", "µs per finding more"),
        (row,),
    )
