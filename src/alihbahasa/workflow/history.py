"""What files were at earlier revisions, as git keeps them; nothing here changes a repository."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from alihbahasa import storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: How long one question to git may take, in seconds.
_PATIENCE = 60

_CONTROL = late_re(r"[\x00-\x1f\x7f]")

#: The name of a commit, by SHA-1 or SHA-256.
_COMMIT = late_re(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that *root* lies in, and what it was called."""

    root: Path
    name: str
    commit: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A file at a revision: its path seen from the root, with ``/``, and git's name for it."""

    path: str
    blob: str
    size: int


def revision(root: Path, name: str) -> Revision:
    """Return the revision that *name* means to git in the folder *root*.

    Raises AlihbahasaError where there is no git, no repository, or no such
    revision.
    """
    # Such a name would be taken for an option, or could not be shown.
    if not name or name.startswith("-") or _CONTROL.search(name):
        raise AlihbahasaError(
            f"{name!r} is not the name of a revision",
            hint="name a commit, tag or branch, such as main or HEAD~3",
        )
    require(root)
    # What follows :/ is looked for in messages to its end, and finds commits only.
    wanted = name if name.startswith(":/") else f"{name}^{{commit}}"
    asked = _asked(root, "rev-parse", "--verify", "--quiet", wanted)
    if asked.returncode:
        raise AlihbahasaError(f"git knows no revision {name!r}", hint=_near(root, name))
    commit = asked.stdout.decode("ascii", "replace").strip()
    if not _COMMIT.fullmatch(commit):
        raise AlihbahasaError(
            f"{name!r} is not the name of a revision", hint="name one commit, tag or branch"
        )
    return Revision(root, name, commit)


def merge_base(root: Path, name: str) -> Revision:
    """Return the commit that the one called *name* and what is checked out have both grown from.

    Raises AlihbahasaError as ``revision`` does, and where there is none.
    """
    other = revision(root, name)
    asked = _asked(root, "merge-base", other.commit, "HEAD")
    commit = asked.stdout.decode("ascii", "replace").strip()
    if asked.returncode or not _COMMIT.fullmatch(commit):
        raise AlihbahasaError(
            f"{name!r} and what is checked out have no commit in common",
            hint="a shallow clone lacks it: fetch with the whole history (in CI, fetch-depth: 0)",
        )
    return Revision(root, name, commit)


def top(folder: Path) -> Path:
    """Return the folder that the repository which *folder* lies in is checked out to.

    Raises AlihbahasaError as ``require`` does, and where it is checked out nowhere.
    """
    require(folder)
    path = storage.real(Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")[:-1])))
    if not folder.is_relative_to(path):
        raise AlihbahasaError("not where its repository is checked out", file=str(folder))
    return path


def require(root: Path) -> None:
    """Raise AlihbahasaError where there is no git, or where *root* lies in no repository."""
    asked = _asked(root, "rev-parse", "--git-dir")
    if asked.returncode:
        raise AlihbahasaError(
            "not in a git repository, so that nothing is known of earlier",
            file=str(root),
            hint=_first_line(asked.stderr),
        )


def is_begun(root: Path) -> bool:
    """Tell whether anything is committed in the repository that *root* lies in."""
    return not _asked(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode


def files_below(revision: Revision, folder: str) -> tuple[Kept, ...]:
    """Return the files below *folder*, or the file that it names, seen from the root; links not."""
    listed = _git(revision.root, "ls-tree", "-r", "-z", "-l", revision.commit, "--", folder)
    found = []
    for entry in listed.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if path:
            mode, kind, blob, size = about.decode("ascii").split()
            if kind != "blob" or mode == "120000":
                continue
            name = os.fsdecode(path)
            # BAD stands there for what is missing, as in a clone that is partial or damaged.
            if not size.isdecimal():
                raise AlihbahasaError(
                    "git does not have what is in this file",
                    file=f"{revision.name}:{name}",
                    hint="fetch it with git, or look what git fsck says",
                )
            found.append(Kept(name, blob, int(size)))
    return tuple(found)


def read(revision: Revision, file: Kept, *, limit: int) -> bytes:
    """Return the bytes of *file* as they were checked in, at most *limit* of them."""
    if file.size > limit:
        raise AlihbahasaError(
            f"larger than the limit of {limit:,} bytes",
            file=f"{revision.name}:{file.path}",
        )
    return _git(revision.root, "cat-file", "blob", file.blob)


# --- commits, one after the other ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Touched:
    """A file that a commit changed: git's names for it before, one a parent, and after.

    "" stands for no file; a path is seen from the folder that was asked about.
    """

    path: str
    before: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with the files it changed; *date* is that of the author, ISO 8601."""

    name: str
    date: str
    author: str
    subject: str
    files: tuple[Touched, ...]


#: What ``git log`` is asked for: nothing that settings may add, and no program that they name.
_LOG = (
    "log",
    "-z",
    "--raw",
    "-c",
    "--root",
    "--no-abbrev",
    "--no-renames",
    "--no-relative",
    "--no-ext-diff",
    "--no-textconv",
    "--no-show-signature",
    "--no-notes",
    "--no-color",
    "--encoding=UTF-8",
    "--format=%H%n%aI%n%an%n%s",
)

_ISO_DATE = late_re(r"\d{4}-\d\d-\d\d")


def boundary(root: Path) -> frozenset[str]:
    """Return the commits whose parents a shallow clone does not have; none in a whole one."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != b"true":
        return frozenset()
    name = os.fsdecode(_git(root, "rev-parse", "--git-path", "shallow").rstrip(b"\n"))
    data = storage.read(root / name, limit=storage.TEXT_LIMIT)
    return frozenset(data.decode("ascii", "replace").split())


def limits(root: Path, since: str | None) -> tuple[str, ...]:
    """Return what limits ``commits``: *since* is a day (2026-11-20) or a revision."""
    if since is None:
        return ()
    if _ISO_DATE.fullmatch(since):
        # git would take a day that is no day, or one to come, for another.
        try:
            day = datetime.fromisoformat(since).astimezone().timestamp()
        except (ValueError, OverflowError) as error:
            raise AlihbahasaError(f"{since} is no day", hint="write it as 2026-11-20") from error
        return (f"--max-age={max(int(day), 0)}",)
    try:
        return (f"^{revision(root, since).commit}",)
    except AlihbahasaError as error:
        error.hint = error.hint or "a day is written 2026-11-20"
        raise


def commits(root: Path, paths: Sequence[str], *, limit: Sequence[str] = ()) -> Iterator[Commit]:
    """Yield the commits that changed any of *paths*, seen from *root*, the newest first.

    Of a merge only files count that are as in none of its parents.  *limit* is
    what ``limits`` gives.  They come as git finds them.
    """
    prefix = _git(root, "rev-parse", "--show-prefix").rstrip(b"\n")
    with _running(root, *_LOG, *limit, "HEAD", "--", *paths) as (git, said):
        assert git.stdout is not None
        about: list[str] = []
        files: list[Touched] = []
        tokens = _tokens(git.stdout.read1)  # type: ignore[attr-defined]
        for token in tokens:
            token = token.removeprefix(b"\n")
            if token.startswith(b":"):
                path = next(tokens).removeprefix(prefix)
                files.append(_touched(token.decode("ascii"), os.fsdecode(path)))
            elif token:
                if about:
                    yield _commit(about, files)
                about, files = token.decode("utf-8", "replace").split("\n", 3), []
        if about:
            yield _commit(about, files)
        if git.wait():
            said.seek(0)
            raise AlihbahasaError("git log failed", hint=_first_line(said.read()))


def older_names(root: Path, path: str) -> tuple[tuple[str, str], ...]:
    """Return what the file *path* was called before, newest first: the renaming commit, the name.

    It is git that takes a file for another one renamed, by what is in them.
    """
    prefix = _git(root, "rev-parse", "--show-prefix").rstrip(b"\n")
    form = ("-z", "--name-status", "--no-relative", "--no-show-signature", "--format=%H")
    said = _git(root, "log", "--follow", "-M", "--diff-filter=R", *form, "HEAD", "--", path)
    found = []
    tokens = [token.removeprefix(b"\n") for token in said.split(b"\0")]
    tokens = [token for token in tokens if token]
    for at in range(0, len(tokens) - 3, 4):
        commit, _, name, _ = tokens[at : at + 4]
        if not name.startswith(prefix):
            break
        found.append((commit.decode("ascii"), os.fsdecode(name.removeprefix(prefix))))
    return tuple(found)


@contextlib.contextmanager
def contents(root: Path) -> Iterator[Callable[[str, int], bytes]]:
    """Yield what returns the bytes of a file by git's name for it, where they are not too many.

    One git answers for all.  What it does not have, or what is larger than the
    limit, raises AlihbahasaError.
    """
    with contextlib.ExitStack() as stack:
        git: list[subprocess.Popen[bytes]] = []

        def read(blob: str, limit: int) -> bytes:
            # It ends at an object that is damaged, and is ended at one that is too large.
            if not git or git[-1].poll() is not None:
                git.append(stack.enter_context(_running(root, "cat-file", "--batch"))[0])
            asking, answer = git[-1].stdin, git[-1].stdout
            assert asking is not None
            assert answer is not None
            asking.write(f"{blob}\n".encode())
            asking.flush()
            _, kind, *size = answer.readline().decode("ascii", "replace").split() or ["", ""]
            count = int(size[0]) if kind == "blob" else -1
            data = answer.read(count + 1) if 0 <= count <= limit else b""
            if 0 <= count < len(data):
                return data[:-1]
            # The rest is not worth reading, or there is none.
            git[-1].kill()
            git[-1].wait()
            if count > limit:
                raise AlihbahasaError(f"larger than the limit of {limit:,} bytes")
            raise AlihbahasaError(
                "git does not have what is in this file",
                hint="a part of the clone lacks it: git fetch --refetch",
            )

        yield read


def _commit(about: Sequence[str], files: Sequence[Touched]) -> Commit:
    name, date, author, subject = about
    return Commit(name, date, author, subject, tuple(files))


def _touched(entry: str, path: str) -> Touched:
    """Return what a raw entry of git says: a colon a parent, the modes, the names, the letters."""
    parents = len(entry) - len(entry.lstrip(":"))
    words = entry[parents:].split()
    modes, blobs = words[: parents + 1], words[parents + 1 : 2 * parents + 2]
    # Files only: no links, and no repositories within.
    held = [blob if mode.startswith("100") else "" for mode, blob in zip(modes, blobs, strict=True)]
    return Touched(path, tuple(held[:-1]), held[-1])


def _tokens(read: Callable[[int], bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := read(1 << 16):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


@contextlib.contextmanager
def _running(root: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """Run git beside us, and end it with us; yield it, and the file of what it says against it.

    In a pipe that nobody reads, many warnings would make it wait for ever.
    """
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 - a fixed program, and no shell
            _command(*arguments),
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(),
        ) as git,
    ):
        try:
            yield git, said
        finally:
            git.kill()


def _near(root: Path, name: str) -> str | None:
    """Return a hint for the *name* of a revision that is not there."""
    from rapidfuzz import process

    refs = _git(root, "for-each-ref", "--format=%(refname:short)").decode(errors="replace")
    near = process.extractOne(name, refs.split(), score_cutoff=60)
    if near:
        return f"did you mean {near[0]}?"
    if _asked(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return "nothing is committed here yet"
    return None


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git answers; what it says against it is the hint of an AlihbahasaError."""
    done = _asked(root, *arguments)
    if done.returncode:
        raise AlihbahasaError(f"git {arguments[0]} failed", hint=_first_line(done.stderr))
    return done.stdout


def _first_line(said: bytes) -> str | None:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return f"git: {lines[0]}" if lines else None


def _environment() -> dict[str, str]:
    """Return what git may know: no other repository, and no way to fetch what is missing here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}


def _asked(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in *root*.

    Only commands that read objects are asked for: they run no hook, filter or
    program that a repository may name.
    """
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, and no shell
            _command(*arguments),
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AlihbahasaError(
            f"git gave no answer within {_PATIENCE} seconds",
            hint="run it again when the disk has less to do; git gc helps large repositories",
        ) from error


def _command(*arguments: str) -> list[str]:
    program = shutil.which("git")
    if program is None:
        raise AlihbahasaError("git is not installed", hint="install git")
    return [program, "--no-pager", "--no-optional-locks", "--literal-pathspecs", *arguments]
