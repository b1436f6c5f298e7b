"""The one door: makes `.venv`, installs archgraph into it and runs a command there.

    python3 scripts/start.py audit [PATH] [OPTIONS]     any archgraph command; PATH defaults to archgraph's own package
    python3 scripts/start.py test [PYTEST ARGUMENTS]    the project's own tests

Standard library only. Touches nothing outside the checkout; exit codes are those of the command that was run.
"""

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


def main(arguments):
    """Install what the command needs, then become it."""
    if sys.version_info < (3, 11):
        return fail("archgraph needs Python 3.11 or newer, this is %d.%d." % sys.version_info[:2])
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0
    testing = arguments[0] == "test"
    problem = make_environment() or install("test" if testing else "")
    if problem:
        return fail(problem)
    return run_tests(arguments[1:]) if testing else run_archgraph(arguments)


def make_environment():
    """Create .venv unless a working one of this Python stands there; the problem as a sentence, or None."""
    if works(PYTHON) and made_by_this_python():
        return None
    shutil.rmtree(VENV, ignore_errors=True)
    say("Making %s" % VENV)
    if has_module(sys.executable, "ensurepip"):
        made = call([sys.executable, "-m", "venv", str(VENV)])
    elif pip_version() >= (22, 3):
        made = call([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    else:
        return "Python's ensurepip and pip are both missing: install the package %s and start again." % venv_package()
    return None if made == 0 else "The virtual environment %s could not be made (see above)." % VENV


def install(extra):
    """Install the checkout (with an extra) unless this state is installed; the problem as a sentence, or None."""
    stamp = VENV / ("archgraph-installed-%s" % (extra or "main"))
    state = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == state:
        return None
    say("Installing archgraph%s (once; takes a minute)" % (" and what its tests need" if extra else ""))
    target = "%s[%s]" % (HERE, extra) if extra else str(HERE)
    if call([*pip(), "install", "--quiet", "--disable-pip-version-check", "--editable", target]) != 0:
        return "pip could not install archgraph (see above); is a package index reachable?"
    stamp.write_text(state)
    return None


def run_archgraph(arguments):
    """Run an archgraph command; `audit` without PATH looks at archgraph itself."""
    own = arguments[0] == "audit" and not any(is_path(argument) for argument in path_candidates(arguments[1:]))
    if own:
        arguments = [arguments[0], str(OWN_PACKAGE), *arguments[1:]]
    code = call([str(BIN / "archgraph"), *arguments])
    if own and code == 0:
        say("This was archgraph's own package. Yours: python3 scripts/start.py audit PATH")
    return code


def run_tests(arguments):
    """Run the project's tests."""
    return call([str(PYTHON), "-m", "pytest", *arguments], cwd=HERE)


def path_candidates(arguments):
    """The arguments that can be PATH: those that are no option and no option's value."""
    flags = {"--quiet", "-q", "--verbose", "-v", "--stats", "--no-cache", "--help", "--version"}
    value_follows = False
    for argument in arguments:
        if not value_follows and (argument == "-" or not argument.startswith("-")):
            yield argument
        value_follows = not value_follows and argument.startswith("-") and "=" not in argument and argument not in flags


def is_path(argument):
    """Anything that was given as PATH counts, also one that does not exist: archgraph says so."""
    return argument != ""


def works(python):
    """Whether this interpreter starts."""
    return python.exists() and call([str(python), "-c", ""], quiet=True) == 0


def made_by_this_python():
    """Whether .venv belongs to the running minor version."""
    folder = "Lib" if os.name == "nt" else "lib/python%d.%d" % sys.version_info[:2]
    return (VENV / folder).is_dir()


def pip():
    """The command line of a pip that installs into .venv."""
    if has_module(str(PYTHON), "pip"):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def pip_version():
    """(major, minor) of the running Python's pip; (0, 0) without one."""
    done = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    words = done.stdout.split()
    if done.returncode != 0 or len(words) < 2:
        return (0, 0)
    return tuple(int(part) for part in words[1].split(".")[:2] if part.isdigit())


def has_module(python, name):
    """Whether `python` can import `name`."""
    return call([python, "-c", "import %s" % name], quiet=True) == 0


def venv_package():
    """The Debian package that brings venv and pip for the running Python."""
    return "python%d.%d-venv (Debian, Ubuntu) or your system's pip" % sys.version_info[:2]


def call(command, quiet=False, cwd=None):
    """Run a command; its exit code (128 + signal when it was killed)."""
    sink = subprocess.DEVNULL if quiet else None
    try:
        code = subprocess.call(command, stdout=sink, stderr=sink, cwd=cwd)
    except OSError as error:
        say("%s: %s" % (command[0], error.strerror))
        return NOT_DONE
    except KeyboardInterrupt:
        return 130
    return 128 - code if code < 0 else code


def say(sentence):
    """Tell the user, without mixing into the command's own output."""
    print(sentence, file=sys.stderr, flush=True)


def fail(sentence):
    """Tell why nothing was done."""
    say(sentence)
    return NOT_DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
