"""Runs all benchmarks and puts what they print into docs/benchmarks.md, between its markers.

    python tests/benchmarks/run_all.py --tree TREE --packages PACKAGE... --python PATH [--peers-python PATH] [--no-wall]

TREE is a large code base; PACKAGE are package folders that the interpreter `--python` can import. Takes a quarter of an
hour for 5,600 files; `--only NAME...` runs some benchmarks and leaves the sections of the others as they are.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

from peers import find
from processes import HERE, PROJECT
from sheet import HELD

from archgraph import __version__

PAGE = PROJECT / "docs" / "benchmarks.md"


def main() -> None:
    """Run, paste, exit with the worst code."""
    args = arguments()
    worst = HELD
    page = PAGE.read_text(encoding="utf-8")
    for name, options in plan(args).items():
        if args.only and name not in args.only:
            continue
        done = subprocess.run(
            [sys.executable, HERE / f"{name}.py", *options], stdout=subprocess.PIPE, text=True, check=False
        )
        worst = max(worst, done.returncode)
        said = done.stdout or f"`{name}.py` could not be run to its end.\n"
        page = pasted(page, name, f"{said}\n{circumstances(args)}\n")
        PAGE.write_text(page, encoding="utf-8")  # after each, as the whole takes long
        print(said)
    sys.exit(worst)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", required=True, help="a large code base")
    parser.add_argument("--packages", nargs="+", required=True, help="folders of installed packages")
    parser.add_argument("--python", required=True, help="interpreter that can import the packages")
    parser.add_argument(
        "--peers-python", type=Path, default=Path(sys.executable), help="interpreter that has the peers"
    )
    parser.add_argument(
        "--broken-packages", nargs="*", default=[], help="package folders of the tree to ask peers about"
    )
    parser.add_argument("--classes", default="0", help="class headers that the tree's broken files must give")
    parser.add_argument("--imports", default="0", help="import statements that the tree's broken files must give")
    parser.add_argument("--events", default="", help="events of the tree to follow, with commas")
    parser.add_argument("--sunsets", default="0", help="sunset dates that were found in the tree by hand")
    parser.add_argument("--compare", nargs=3, metavar=("REPOSITORY", "OLD", "NEW"), help="two revisions to compare")
    parser.add_argument("--pyscn", help="pyscn's program")
    parser.add_argument("--jscpd", help="jscpd's program")
    parser.add_argument("--only", nargs="*", help="names of benchmarks")
    parser.add_argument("--no-wall", action="store_true", help="the machine is not quiet: do not judge wall seconds")
    return parser.parse_args()


def plan(args: argparse.Namespace) -> dict[str, list[str]]:
    """Each benchmark with its options."""
    peers = ["--peers-python", str(args.peers_python)]
    return {
        "extraction": [args.tree, "--classes", args.classes, "--imports", args.imports],
        "audit": [args.tree, *(["--no-wall"] if args.no_wall else [])],
        "check": [args.tree],
        "scaling": [args.tree],
        "consolidation": [args.tree],
        "audits_peers": [args.tree, "--events", args.events, "--sunsets", args.sunsets],
        **({"comparing": args.compare} if args.compare else {}),
        "imports_peers": [*args.packages, *peers],
        "broken_peers": [args.tree, *args.broken_packages, *peers],
        "mro_peers": [*args.packages, "--python", args.python, *peers],
        "linearize": [],
        "clones": ["--tree", args.tree],
        "clone_peers": [args.packages[0], *clone_tools(args)],
    }


def clone_tools(args: argparse.Namespace) -> list[str]:
    """The programs that look for clones, too."""
    tools = {"--pyscn": args.pyscn, "--jscpd": args.jscpd}
    return [word for option, path in tools.items() if path for word in (option, path)]


def pasted(page: str, name: str, section: str) -> str:
    """The page with the section between its markers replaced."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if start not in page or end not in page:
        raise SystemExit(f"docs/benchmarks.md has no markers for {name}")
    return re.sub(
        re.escape(start) + ".*?" + re.escape(end), lambda _: f"{start}\n{section}{end}", page, flags=re.DOTALL
    )


def circumstances(args: argparse.Namespace) -> str:
    """When, with which versions, on what kind of machine."""
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    versions = [f"archgraph {__version__}", f"Python {platform.python_version()}"]
    versions += [f"{name} {version}" for name, version in sorted(find(args.peers_python).versions.items())]
    quiet = "shared with other work, so CPU seconds count and wall seconds do not" if args.no_wall else "quiet"
    cores = f"{os.cpu_count()} cores, {quiet}"
    return f"*{date}; {', '.join(versions)}; {platform.system()} {platform.machine()}, {cores}.*"


main()
