"""The command line, one file a command: arguments in, one workflow call, a report, an exit code.

Exit codes: 0 clean, 1 findings, 2 could not do it.  Results go to the standard
output; notices, errors and progress to the standard error.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn

from alihbahasa import __version__
from alihbahasa.errors import AlihbahasaError


def main() -> NoReturn:
    """Run the command line; every error a user can mend is one line and exit code 2."""
    # Whoever reads the output may stop at any time, as with every program in a pipe.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # A stream that was closed before is None.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - for as long as we run
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    # Most of what a run makes is needed up to its end, and next to nothing is in a cycle.
    gc.set_threshold(100_000)
    try:
        code = _run()
        sys.stdout.flush()
    except AlihbahasaError as error:
        _fail(str(error), error.hint)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {(error.strerror or '').lower()}", None)
    except RecursionError:
        _fail("nested too deeply", None)
    except MemoryError:
        _fail("out of memory", None)
    finally:
        # What is left goes with the process: nobody need look for cycles in it.
        gc.freeze()
    sys.exit(code if isinstance(code, int) else 0)


def _run() -> object:
    # What programs ask often, and people first, is there at once.
    if sys.argv[1:] == ["--version"]:
        print(f"alihbahasa {__version__}")
        return 0
    if sys.argv[1:] in (["--help"], ["-h"]):
        import shutil

        from alihbahasa.cli._page import PAGE

        if shutil.get_terminal_size().columns >= 80:
            name = os.path.basename(sys.argv[0])
            called = "python -m alihbahasa" if name == "__main__.py" else name
            print(PAGE.replace("alihbahasa", called, 1), end="")
            return 0
    from alihbahasa.cli import _commands

    return _commands.run()


def _fail(message: str, hint: str | None) -> NoReturn:
    from alihbahasa.cli import _terminal
    from alihbahasa.text import escape_terminal

    _terminal.tell_error(escape_terminal(message), hint)
    sys.exit(2)
