"""What clone detectors answer, in one form: clusters of spans of lines, with what the answer cost.

archgraph (files read without a cache), pyscn and jscpd; a program that is not there, or refuses, gives no clusters and a remark.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planting import Planted, Span
from processes import Run, child, run

ENOUGH = 0.7
"""Share of a span's lines that a member must cover, and of the member's lines that the span must."""

SLACK = 10
"""So many lines a member may be longer all the same."""

Cluster = tuple[Span, ...]

PYSCN = """[clones]
min_lines = 5
min_nodes = 10
ignore_literals = true
ignore_identifiers = true
type3_threshold = 0.6
type4_threshold = 0.55
similarity_threshold = 0.6
grouping_threshold = 0.6
enabled_clone_types = ["type1", "type2", "type3"]
max_results = 100000
timeout_seconds = 900
"""
"""pyscn with type 3 on, set to find as much as it can."""

JSCPD = ("--min-tokens", "30", "--min-lines", "3", "--format", "python", "--reporters", "json", "--silent")


@dataclass(frozen=True, slots=True)
class Answer:
    """`cpu` seconds and `peak` MB are those of the whole program, `search` those of the search when facts are known, `again`
    those of the search when its measurements are known, too."""

    clusters: tuple[Cluster, ...] = ()
    cpu: float = 0.0
    peak: float = 0.0
    functions: int = 0
    search: float = 0.0
    again: float = 0.0
    remark: str = ""


def archgraph(package: Path) -> Answer:
    """archgraph's clusters of the files below `package`."""
    done = child("find_clones", package)
    said = done.answer()
    clusters = tuple(_spans(package, cluster) for cluster in said["clusters"])
    spent = done.cpu - said["again"]
    return Answer(clusters, spent, done.peak, said["functions"], said["cpu"], said["again"])


def pyscn(package: Path, program: Path) -> Answer:
    """pyscn's clone groups."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pyscn.toml").write_text(PYSCN, encoding="utf-8")
        out = Path(folder) / "out.json"
        options = ("--select", "clones", "--json", "--no-open", "-c", Path(folder) / "pyscn.toml", "--output", out)
        done = run([program, "analyze", *options, package], cwd=Path(folder))
        said = json.loads(out.read_bytes()) if out.is_file() else None
    if said is None:
        return _refused(done)
    groups = said["clone"]["clone_groups"] or ()
    places = ([each["location"] for each in group["clones"]] for group in groups)
    named = ([[each["file_path"], each["start_line"], each["end_line"]] for each in group] for group in places)
    return Answer(tuple(_spans(package, cluster) for cluster in named), done.cpu, done.peak)


def jscpd(package: Path, program: Path) -> Answer:
    """jscpd's pairs of fragments, each a cluster."""
    with tempfile.TemporaryDirectory() as folder:
        done = run([program, *JSCPD, "--output", folder, package], cwd=Path(folder))
        out = Path(folder) / "jscpd-report.json"
        said = json.loads(out.read_bytes()) if out.is_file() else None
    if said is None:
        return _refused(done)
    pairs = ((each["firstFile"], each["secondFile"]) for each in said["duplicates"])
    named = ([[each["name"], each["start"], each["end"]] for each in pair] for pair in pairs)
    return Answer(tuple(_spans(package, cluster) for cluster in named), done.cpu, done.peak)


def hits(answer: Answer, planted: Planted) -> bool:
    """Whether one cluster has a member that is the original, as a whole and little more, and another that is the copy."""
    return any(
        any(_is(member, planted.original) for member in cluster)
        and any(_is(member, planted.copy) for member in cluster)
        for cluster in answer.clusters
    )


def covers(answer: Answer, planted: Planted) -> bool:
    """For tools that tell fragments: whether the members of all clusters that touch both cover most of both."""
    touching = [
        cluster
        for cluster in answer.clusters
        if all(any(_common(member, span) for member in cluster) for span in (planted.original, planted.copy))
    ]
    return all(
        len(set(_lines(span, touching))) >= ENOUGH * (span.end - span.start + 1)
        for span in (planted.original, planted.copy)
    )


def _lines(span: Span, clusters: Sequence[Cluster]) -> Iterator[int]:
    for member in (member for cluster in clusters for member in cluster if member.path == span.path):
        yield from range(max(member.start, span.start), min(member.end, span.end) + 1)


def _is(member: Span, span: Span) -> bool:
    size, wanted = member.end - member.start + 1, span.end - span.start + 1
    return _common(member, span) >= ENOUGH * wanted and (size <= wanted / ENOUGH or size - wanted <= SLACK)


def _common(member: Span, span: Span) -> int:
    if member.path != span.path:
        return 0
    return max(0, min(member.end, span.end) - max(member.start, span.start) + 1)


def _spans(package: Path, places: Sequence[Sequence[Any]]) -> Cluster:
    """Places with paths as a tool writes them: absolute, or relative to the package."""
    return tuple(Span(_path(package, path), start, end) for path, start, end in places)


def _path(package: Path, path: str) -> str:
    whole = package / path  # an absolute path stays what it is
    return whole.relative_to(package.parent).as_posix() if whole.is_relative_to(package) else path


def _refused(done: Run) -> Answer:
    return Answer(cpu=done.cpu, peak=done.peak, remark=f"exit code {done.code}: {done.last_line()}")
