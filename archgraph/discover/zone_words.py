"""What names of folders and files say about their zone; in: a name, out: yes or no. The words are in common use."""

from __future__ import annotations

import re

_TESTS = re.compile(r"tests([_-].+)?|.+[_-]tests|e2e|testcases", re.IGNORECASE)
_DOUBTFUL_TESTS = re.compile(r"test([_-].+)?", re.IGNORECASE)
_FRAMEWORK = re.compile(
    r"_?test(s|ing)?[_-]?(frameworks?|utils?|utilities|helpers?|support|libs?|infra(structure)?|fixtures?|kit|tools?"
    r"|harness|common|mocks?|doubles|factories|builders|data|plugins?|base|shared)",
    re.IGNORECASE,
)
_HELPERS = re.compile(
    r"(.+_)?(helpers?|fixtures?|mocks?|fakes?|stubs?|doubles?|factor(y|ies)|builders?|utils?|utilities|support|frameworks?"
    r"|harness|common|shared|base|libs?|plugins?|resources|assets|data)|(mock|fake|stub|base|fixtures?)_.+",
    re.IGNORECASE,
)
_SCRIPTS = re.compile(r"(.+[_-])?scripts?|bin|\..+", re.IGNORECASE)
_TOOLS = re.compile(
    r"(.+[_-])?(tools?|tooling|launchers?|deploy(ment|ments)?|benchmarks?)|ci|dev|devops|ops|infra|hack|docker"
    r"|(terraform|ansible|kubernetes|k8s|helm)([_-].+)?|examples?|demos?|samples?|docs?|documentation|bench|notebooks?",
    re.IGNORECASE,
)
_PROGRAMS = frozenset({"setup", "noxfile", "fabfile", "dodo", "manage", "wscript"})
_ENTRY_POINTS = frozenset(
    {
        "__init__",
        "__main__",
        "main",
        "app",
        "application",
        "wsgi",
        "asgi",
        "api",
        "server",
        "service",
        "worker",
        "bot",
        "cli",
    }
    | {
        "celery",
        "handler",
        "lambda_function",
        "function_app",
        "streamlit_app",
        "settings",
        "config",
        "models",
        "routes",
    }
)


def is_test_folder(name: str) -> bool:
    """A folder of tests, wherever it stands: `tests`, `integration_tests`, `e2e`; `test` and `test_x` are in doubt."""
    return bool(_TESTS.fullmatch(name))


def is_doubtful_test_folder(name: str) -> bool:
    """`test` or `test_x`: inside a package it can be production (django.test)."""
    return bool(_DOUBTFUL_TESTS.fullmatch(name))


def is_test_framework(name: str) -> bool:
    """A folder of helpers for tests: `test_framework`, `testutils`."""
    return bool(_FRAMEWORK.fullmatch(name))


def is_test_helper(name: str) -> bool:
    """A folder or file that helps the tests it stands among: `helpers`, `mocks`, `user_factory`."""
    return bool(_HELPERS.fullmatch(name))


def is_test_file(stem: str) -> bool:
    """What pytest collects by default, and Django's `tests.py`."""
    return stem.startswith("test_") or stem.endswith("_test") or stem == "tests"


def is_script_folder(name: str) -> bool:
    """A folder of programs, wherever it stands: `scripts`, `bin`, `.github`."""
    return bool(_SCRIPTS.fullmatch(name))


def is_tool_folder(name: str) -> bool:
    """A folder of tooling when it stands outside packages: `tools`, `dev_launcher`, `asv_benchmarks`, `examples`."""
    return bool(_TOOLS.fullmatch(name))


def is_program(stem: str) -> bool:
    """A file that is run and never imported: `setup.py`, `noxfile.py`."""
    return stem in _PROGRAMS


def is_entry_point(stem: str) -> bool:
    """A loose file that often is the product itself: `app.py`, `main.py`, `wsgi.py`."""
    return stem in _ENTRY_POINTS
