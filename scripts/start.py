"""The one door: makes `.venv`, installs archgraph into it and runs a command there.

    python3 scripts/start.py audit [PATH] [OPTIONS]     any archgraph command; PATH defaults to archgraph's own package
    python3 scripts/start.py test [PYTEST ARGUMENTS]    the project's own tests

Standard library only. Touches nothing outside the checkout; exit codes are those of the command that was run.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OWN_PACKAGE = HERE / "archgraph"
NOT_DONE = 2
INTERRUPTED = 130
# Options of `audit` that stand alone; after any other option comes its value.
FLAGS = {"--quiet", "--verbose", "--stats", "--no-cache", "--help", "-h", "--version", "--"}


def main(arguments: list[str]) -> int:
    """Install what the command needs, then run it; returns its exit code."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print((__doc__ or "").strip())
        return 0
    testing = arguments[0] == "test"
    problem = too_old() or make_environment() or install("test" if testing else "")
    if problem:
        say(problem)
        return NOT_DONE
    return run_tests(arguments[1:]) if testing else run_archgraph(arguments)


def too_old() -> str:
    """A sentence when this Python is too old for archgraph, else nothing; so for the next two."""
    if sys.version_info >= (3, 11):  # noqa: UP036 (this file is what a user of an older Python starts)
        return ""
    return f"archgraph needs Python 3.11 or newer, {sys.executable} is {sys.version_info[0]}.{sys.version_info[1]}."


def make_environment() -> str:
    """Create `.venv` unless a working one of this Python stands there."""
    if call([str(PYTHON), "-c", CHECK_VERSION, *map(str, sys.version_info[:2])], quiet=True) == 0:
        return ""
    shutil.rmtree(VENV, ignore_errors=True)
    say(f"Making {VENV}")
    if can_import(sys.executable, "ensurepip"):
        code = call([sys.executable, "-m", "venv", str(VENV)])
    elif pip_version(sys.executable) >= (22, 3):
        code = call([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    else:
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        return f"This Python has neither ensurepip nor pip 22.3: install the package {name} (or python3-pip) and start again."
    return f"The virtual environment {VENV} could not be made: see above." if code else ""


CHECK_VERSION = "import sys; sys.exit(sys.version_info[:2] != tuple(map(int, sys.argv[1:])))"


def install(extra: str) -> str:
    """Install the checkout as it is, with an extra, unless just this is installed."""
    stamp = VENV / f"installed-{extra or 'main'}"
    state = digest_of_checkout()
    if stamp.is_file() and stamp.read_text() == state:
        return ""
    say(f"Installing archgraph{' and what its tests need' if extra else ''} into {VENV} …")
    target = f"{HERE}[{extra}]" if extra else str(HERE)
    if call([*pip(), "install", "--quiet", "--disable-pip-version-check", target]):
        return "pip could not install archgraph: see above; does it reach a package index?"
    for other in VENV.glob("installed-*"):
        other.unlink()
    for done in {"main", extra or "main"}:
        (VENV / f"installed-{done}").write_text(state)
    return ""


def digest_of_checkout() -> str:
    """What changes whenever the package has to be installed again."""
    files = [HERE / "pyproject.toml", *sorted(path for path in OWN_PACKAGE.rglob("*") if path.is_file())]
    kept = [path for path in files if path.suffix != ".pyc"]
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in kept)).hexdigest()


def pip() -> list[str]:
    """The command line of a pip that installs into `.venv`: its own, else the one of the running Python."""
    if can_import(str(PYTHON), "pip"):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def pip_version(python: str) -> tuple[int, ...]:
    """(major, minor) of that Python's pip; (0,) when it has none."""
    done = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    words = done.stdout.split()
    return tuple(int(part) for part in words[1].split(".")[:2] if part.isdigit()) if len(words) > 1 else (0,)


def can_import(python: str, name: str) -> bool:
    """Whether that Python can import `name`."""
    return call([python, "-c", f"import {name}"], quiet=True) == 0


def run_archgraph(arguments: list[str]) -> int:
    """Become archgraph; `audit` without PATH reads archgraph's own package and says how to name another."""
    if arguments[0] == "audit" and not names_path(arguments[1:]):
        say("Reading archgraph's own package. For yours: python3 scripts/start.py audit PATH")
        arguments = ["audit", str(OWN_PACKAGE), *arguments[1:]]
    return become([str(BIN / "archgraph"), *arguments])


def names_path(arguments: list[str]) -> bool:
    """Whether PATH is among the arguments: one that is neither an option nor an option's value."""
    previous = ""
    for argument in arguments:
        is_whole = previous in FLAGS or "=" in previous or (previous[1:2] not in ("", "-") and len(previous) > 2)
        is_value = previous.startswith("-") and not is_whole
        if not argument.startswith("-") and not is_value:
            return True
        previous = argument
    return "--help" in arguments or "-h" in arguments


def run_tests(arguments: list[str]) -> int:
    """Become the project's tests; arguments are pytest's."""
    os.chdir(HERE)
    return become([str(PYTHON), "-m", "pytest", *arguments])


def become(command: list[str]) -> int:
    """Hand over to the command, signals and all; where a process cannot be replaced (Windows), run it and wait."""
    if os.name == "nt":
        return call(command)
    sys.stderr.flush()
    return os.execv(command[0], command)


def call(command: list[str], quiet: bool = False) -> int:
    """Run a command and wait; its exit code, 128 + number when a signal ended it, 2 when it cannot be started."""
    sink = subprocess.DEVNULL if quiet else None
    try:
        code = subprocess.call(command, stdout=sink, stderr=sink)
    except OSError as error:
        if not quiet:
            say(f"{command[0]}: {error.strerror}")
        return NOT_DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    return 128 - code if code < 0 else code


def say(sentence: str) -> None:
    """Tell the user something, apart from the command's own output."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
