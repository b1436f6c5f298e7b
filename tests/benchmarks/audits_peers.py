"""The audits beside the greps that teams use today, and beside Python's own parser where it can judge.

    python tests/benchmarks/audits_peers.py TREE [--out OUT] [--events a,b] [--sunsets N]

OUT is the folder of an audit of TREE; without it one is made. Guarded traps: an access, a class or an emit that a grep sees and
the audit does not; strings and comments that count as code; dates that nobody sees.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import re
import subprocess
import tempfile
import tokenize
from collections.abc import Iterator
from pathlib import Path

from processes import archgraph
from sheet import Sheet, number, ratio, table

Places = set[tuple[str, int]]
ENVIRONMENT = r"os\.environ|os\.getenv|os\.putenv|getenv\("
ACCESSES = frozenset({"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"})


def main() -> None:
    """Ask both, compare line by line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--out", type=Path, help="folder of an audit of the tree")
    parser.add_argument("--events", default="", help="events to follow, with commas")
    parser.add_argument("--sunsets", type=int, default=0, help="dates that were found by hand")
    args = parser.parse_args()
    tree = args.tree.resolve()
    with tempfile.TemporaryDirectory() as work:
        out = args.out or audited(tree, Path(work) / "out")
        sheet = Sheet(
            "Audits beside greps", f"{tree.name}; `grep -rnE` over its .py files, and the tables of one audit"
        )
        rows = [environment(sheet, tree, out), *classes(tree, out), *events(tree, out, args.events.split(","))]
        rows += [sunsets(sheet, tree, out, args.sunsets), legacy(tree, out), phantoms(out)]
    head = ("question", "grep that is used today", "its lines", "archgraph", "in both", "what the others are")
    sheet.text.append(table(head, rows))
    sheet.finish()


def audited(tree: Path, out: Path) -> Path:
    """The folder of a new audit."""
    run = archgraph("audit", tree, "-o", out, "--quiet")
    if run.code:
        raise SystemExit(f"the audit ended with {run.code}: {run.last_line()}")
    return out


def environment(sheet: Sheet, tree: Path, out: Path) -> tuple[str, ...]:
    """Accesses by line; in files that Python can parse, Python is the judge of both."""
    seen = grep(ENVIRONMENT, tree)
    found = {(row["path"], int(row["line"])) for row in rows(out, "environment")}
    judged = {row["path"] for row in rows(out, "modules") if row["status"] == "parsed"}
    truth, dead = of_python(tree, judged)
    sheet.add("lines with an access, files that parse, by Python's parser", len(truth))
    sheet.add("of these seen by the audit", ratio(len(truth & found), len(truth)), at_least=0.98)
    sheet.add("of these seen by the grep", ratio(len(truth & seen), len(truth)))
    others = {place for place in seen - found if place[0] in judged}
    sheet.add("grep's lines that are no access: inside strings and comments", len(others & dead))
    only = f"{len(seen - found):,} of grep alone ({len(others & dead):,} in strings and comments); "
    only += f"{len(found - seen):,} of archgraph alone (aliases, imported names, patches)"
    return row("environment accesses", ENVIRONMENT, seen, found, only)


def classes(tree: Path, out: Path) -> Iterator[tuple[str, ...]]:
    """Managers and Registries by name, and what remains of them in production."""
    for role, name in (("managers", "Manager"), ("registries", "Registry")):
        pattern = rf"^ *class \w*{name}\w*\b"
        seen = grep(pattern, tree)
        kept = {
            (r["path"], int(r["line"])) for r in rows(out, role) if r["zone"] == "production" and r["double"] == "0"
        }
        only = f"{len(seen - kept):,} of grep alone: tests, doubles, pytest classes, exceptions, data; "
        only += f"{len(kept - seen):,} of archgraph alone: by what they do"
        yield row(f"{name} classes of production", pattern, seen, kept, only)


def events(tree: Path, out: Path, names: list[str]) -> Iterator[tuple[str, ...]]:
    """Lines that name an event, and those of production that emit it."""
    sites = rows(out, "events")
    for event in filter(None, names):
        pattern = f"[\"']{event}[\"']"
        seen = grep(pattern, tree)
        emits = {
            (r["path"], int(r["line"]))
            for r in sites
            if (r["event"], r["role"], r["zone"]) == (event, "emit", "production")
        }
        only = (
            f"{len(emits - seen):,} emits on lines without the literal (constants, methods, calls over several lines); "
        )
        only += "grep's others name it"
        yield row(f"production emits of {event}", pattern, seen, emits, only)


def sunsets(sheet: Sheet, tree: Path, out: Path, by_hand: int) -> tuple[str, ...]:
    """Dates for the end of something."""
    pattern = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"
    seen = grep(pattern, tree)
    found = {(r["path"], int(r["line"])) for r in rows(out, "legacy") if r["kind"] == "sunset"}
    sheet.add("sunset dates", len(found), at_least=by_hand or None)
    only = (
        f"{len(found - seen):,} of archgraph alone (quarters, months, other files); the rest of grep's are other dates"
    )
    return row("sunset dates", pattern, seen, found, only)


def legacy(tree: Path, out: Path) -> tuple[str, ...]:
    """What calls itself old."""
    pattern = r"[Ll]egacy|[Dd]eprecat|DEPRECAT"
    seen = grep(pattern, tree)
    found = {(r["path"], int(r["line"])) for r in rows(out, "legacy")}
    only = f"{len(found - seen):,} of archgraph alone (twins, folders, removals); grep's others are names and strings"
    return row("places that say they are old", pattern, seen, found, only)


def phantoms(out: Path) -> tuple[str, ...]:
    """Imports that find nothing: no grep can tell."""
    found = sum(r["scope"] == "unresolved" for r in rows(out, "imports"))
    return ("imports of modules that are not there", "none", "", number(found), "", "a grep does not know what exists")


def row(question: str, pattern: str, seen: Places, found: Places, only: str) -> tuple[str, ...]:
    """One line of the table."""
    return (question, f"`{pattern}`", f"{len(seen):,}", f"{len(found):,}", f"{len(seen & found):,}", only)


def rows(out: Path, name: str) -> list[dict[str, str]]:
    """A table of the audit."""
    with (out / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def grep(pattern: str, tree: Path) -> Places:
    """The lines that grep shows."""
    command = ["grep", "-rnE", "--include=*.py", "-e", pattern, "."]
    done = subprocess.run(command, cwd=tree, capture_output=True, check=False)
    found = re.findall(rb"^\./(.+?):(\d+):", done.stdout, re.MULTILINE)
    return {(path.decode(errors="surrogateescape"), int(line)) for path, line in found}


def of_python(tree: Path, paths: set[str]) -> tuple[Places, Places]:
    """Lines with an access to the environment by name, and lines inside strings and comments, of files that parse."""
    truth: Places = set()
    dead: Places = set()
    for path in sorted(paths):
        try:
            text = (tree / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if "environ" in text or "getenv" in text or "putenv" in text or "unsetenv" in text:
            truth |= {(path, line) for line in accesses(ast.parse(text))}
            dead |= {(path, line) for line in words(text)}
    return truth, dead - truth


def accesses(tree: ast.Module) -> Iterator[int]:
    """Lines of `os.environ` and its like, under any name that an import gives them."""
    modules = {"os"}
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.asname or alias.name for alias in node.names if alias.name == "os"}
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            names |= {alias.asname or alias.name for alias in node.names if alias.name in ACCESSES}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in modules and node.attr in ACCESSES:
                yield node.end_lineno or node.lineno
        elif isinstance(node, ast.Name) and node.id in names:
            yield node.lineno


def words(text: str) -> Iterator[int]:
    """Lines of strings and comments."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in (tokenize.STRING, tokenize.COMMENT):
                yield from range(token.start[0], token.end[0] + 1)
    except (tokenize.TokenError, SyntaxError):
        return


main()
