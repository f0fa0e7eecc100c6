"""What files were at an earlier revision, as git keeps them; nothing here changes a repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from alihbahasa.errors import AlihbahasaError

#: How long one question to git may take, in seconds.
_PATIENCE = 60

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

#: The name of a commit, by SHA-1 or SHA-256.
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


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
        raise AlihbahasaError(f"{name!r} is not the name of a revision")
    asked = _asked(root, "rev-parse", "--git-dir")
    if asked.returncode:
        raise AlihbahasaError(
            "not in a git repository, so that there is nothing to compare with",
            file=str(root),
            hint=_first_line(asked.stderr),
        )
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


def _near(root: Path, name: str) -> str | None:
    """Return a hint for the *name* of a revision that is not there."""
    from rapidfuzz import process

    refs = _git(root, "for-each-ref", "--format=%(refname:short)").decode(errors="replace")
    near = process.extractOne(name, refs.split(), score_cutoff=60)
    if near:
        return f"did you mean {near[0]}?"
    if _asked(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return "nothing is committed here yet: commit the glossaries first"
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
    program = shutil.which("git")
    if program is None:
        raise AlihbahasaError("git is not installed", hint="install it, or compare with a file")
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, and no shell
            [program, "--no-pager", "--no-optional-locks", "--literal-pathspecs", *arguments],
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AlihbahasaError(f"git gave no answer within {_PATIENCE} seconds") from error
