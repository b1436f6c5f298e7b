"""The peers: which of them can be run here, and their answers about imports in one form."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from processes import Run, child, run

PEERS = ("grimp", "ruff", "pylint", "astroid", "griffe")
LIMIT = 600
"""Wall seconds after which a peer is stopped and said to have been."""

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a peer said about packages: modules and edges that it knows, CPU seconds, and what it did not do, in words."""

    cpu: float
    modules: frozenset[str] = frozenset()
    edges: frozenset[Edge] = frozenset()
    lines: frozenset[tuple[str, str, int]] = frozenset()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Peers:
    """An interpreter beside which the peers are installed, with the version of each that is there."""

    python: Path
    versions: dict[str, str]

    def program(self, name: str) -> Path:
        """A command of the peers' environment."""
        return self.python.parent / name

    def missing(self) -> list[str]:
        """Peers that are not there: printed as missing, never counted as agreeing."""
        return [name for name in PEERS if name not in self.versions]


def find(python: Path) -> Peers:
    """The peers beside an interpreter."""
    code = (
        "import importlib.metadata as m, json, sys\nfound = {}\n"
        "for name in sys.argv[1:]:\n    try: found[name] = m.version(name)\n"
        "    except m.PackageNotFoundError: pass\nprint(json.dumps(found))"
    )
    answer = subprocess.run([python, "-c", code, *PEERS], capture_output=True, text=True, check=True)
    return Peers(python, json.loads(answer.stdout))


def grimp(peers: Peers, folder: Path, packages: Sequence[str]) -> Heard:
    """grimp.build_graph without its cache."""
    done = child("grimp_edges", folder, *packages, python=peers.python, limit=LIMIT)
    if done.code:
        return Heard(done.cpu, remark=_ending(done))
    answer = json.loads(done.stdout)
    lines = frozenset((importer, imported, line) for importer, imported, where in answer["edges"] for line in where)
    edges = frozenset((importer, imported) for importer, imported, _ in answer["edges"])
    return Heard(done.cpu, frozenset(answer["modules"]), edges, lines, answer["error"])


def ruff(peers: Peers, folder: Path, packages: Sequence[str]) -> Heard:
    """`ruff analyze graph`, its files as modules."""
    done = run([peers.program("ruff"), "analyze", "graph", "--isolated", *packages], LIMIT, cwd=folder)
    if done.code:
        return Heard(done.cpu, remark=_ending(done))
    files = {importer: imported for importer, imported in json.loads(done.stdout).items() if importer.endswith(".py")}
    edges = {(module(a), module(b)) for a, imported in files.items() for b in imported if _inside(b, packages)}
    failed = done.stderr.count("Failed to generate import map")
    remark = f"leaves out {failed} files" if failed else ""
    return Heard(done.cpu, frozenset(map(module, files)), frozenset(edges), remark=remark)


def pyreverse(peers: Peers, folder: Path, packages: Sequence[str]) -> Heard:
    """pylint's pyreverse: edges of its packages.dot."""
    with tempfile.TemporaryDirectory() as out:
        # -k: names only. A project of several packages is one call each, as pyreverse takes one.
        command = [peers.program("pyreverse"), "-k", "-o", "dot", "-d", out, *(folder / name for name in packages)]
        done = run(command, LIMIT, cwd=folder)
        drawing = Path(out) / "packages.dot"
        text = drawing.read_text(encoding="utf-8") if drawing.is_file() else ""
    edges = frozenset(re.findall(r'^"([\w.]+)" -> "([\w.]+)"', text, re.MULTILINE))
    modules = frozenset(re.findall(r'^"([\w.]+)" \[', text, re.MULTILINE))
    broken = len(
        re.findall(r"parsing of (?:code|module) failed|Parsing .* failed", done.stdout + done.stderr, re.IGNORECASE)
    )
    remark = _ending(done) if done.code or done.timed_out else f"leaves out {broken} files" if broken else ""
    return Heard(done.cpu, modules, edges, remark=remark)


def griffe(peers: Peers, folder: Path, packages: Sequence[str]) -> Heard:
    """griffe reads packages; it has no import graph."""
    spent, remarks = 0.0, ["no import graph"]
    read: set[str] = set()
    for name in packages:
        done = child("griffe_load", folder, name, python=peers.python, limit=LIMIT)
        spent += done.cpu
        answer = json.loads(done.stdout) if not done.code else {"modules": [], "error": _ending(done), "skipped": 0}
        read.update(answer["modules"])
        remarks += [f"{name}: {answer['error']}"] if answer["error"] else []
        remarks += [f"{name}: {answer['skipped']} warnings"] if answer["skipped"] else []
    return Heard(spent, frozenset(read), remark="; ".join(remarks))


IMPORT_PEERS: dict[str, tuple[str, Callable[[Peers, Path, Sequence[str]], Heard]]] = {
    "grimp build_graph": ("grimp", grimp),
    "ruff analyze graph": ("ruff", ruff),
    "pyreverse": ("pylint", pyreverse),
    "griffe load": ("griffe", griffe),
}


def module(path: str) -> str:
    """The dotted name of a file's path."""
    return path.removesuffix(".pyi").removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _inside(path: str, packages: Sequence[str]) -> bool:
    return path.endswith(".py") and path.partition("/")[0] in packages


def _ending(done: Run) -> str:
    return f"stopped after {LIMIT} s" if done.timed_out else f"exit code {done.code}: {done.last_line()}"
