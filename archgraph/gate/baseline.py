"""The baseline `.archgraph-baseline.json`: in and out: what was agreed, as text that a review can read.

One finding a line, sorted, without line numbers. The file comes with the analysed tree, so nothing in it is believed that
can be checked: unknown keys, ids that do not belong to their words, wrong counts and a wrong order are refused.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from archgraph.errors import InputError
from archgraph.model.identity import identity, unnumbered
from archgraph.model.results.findings import Finding

FILE = ".archgraph-baseline.json"
LAYOUT = 1
MOST_BYTES = 64_000_000
_REMEDY = "Take the file from version control, or make it anew: archgraph check --update-baseline --reason TEXT."


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A part of the file: a key that is not known is an error."""


class Known(_Strict, frozen=True):
    """Findings that were agreed: `count` with these words (the message with `#` for its numbers)."""

    rule: str
    path: str
    symbol: str
    message: str
    count: int
    id: str


class Reason(_Strict, frozen=True):
    """Why the baseline grew on a day, and by how many findings."""

    date: str
    reason: str
    added: int


class Baseline(_Strict, frozen=True):
    """What was agreed: findings, what the configuration permits and demands, and the figures that have a target.

    `rules` holds the number of findings of every rule that is checked, also when it is 0.
    """

    archgraph_baseline: int = LAYOUT
    reasons: tuple[Reason, ...] = ()
    permissions: tuple[str, ...] = ()
    targets: dict[str, str] = {}
    figures: dict[str, int] = {}
    rules: dict[str, int] = {}
    findings: tuple[Known, ...] = ()


def stem(finding_id: str) -> str:
    """The part of an id that findings with the same words share."""
    return finding_id.partition("-")[0]


def known_of(findings: Iterable[Finding]) -> dict[str, Known]:
    """Findings as a baseline has them, by id."""
    counts: Counter[str] = Counter()
    firsts: dict[str, Finding] = {}
    for finding in findings:
        counts[stem(finding.id)] += 1
        firsts.setdefault(stem(finding.id), finding)
    return {id_: Known(f.rule, f.path, f.symbol, unnumbered(f.message), counts[id_], id_) for id_, f in firsts.items()}


def write_baseline(baseline: Baseline) -> str:
    """The file's text: sorted, one finding, permission and reason a line, ASCII."""
    head = [
        f'"archgraph_baseline": {baseline.archgraph_baseline}',
        f'"reasons": {_lines(map(msgspec.to_builtins, baseline.reasons))}',
        f'"permissions": {_lines(sorted(baseline.permissions))}',
        f'"targets": {_table(baseline.targets)}',
        f'"figures": {_table(baseline.figures)}',
        f'"rules": {_table(baseline.rules)}',
        f'"findings": {_lines(map(msgspec.to_builtins, sorted(baseline.findings, key=_order)))}',
    ]
    return "{\n" + ",\n".join(head) + "\n}\n"


def read_baseline(data: bytes, file: str) -> Baseline:
    """The baseline in `data`; InputError when it is not what `write_baseline` writes."""
    if len(data) > MOST_BYTES:
        raise InputError(file, f"has {len(data):,} bytes, more than a baseline can.", _REMEDY)
    try:
        content = json.loads(data, object_pairs_hook=_unique)  # msgspec's decoder refuses lone surrogates
        if not isinstance(content, dict) or "archgraph_baseline" not in content:
            raise ValueError("it names no layout")
        baseline = msgspec.convert(content, Baseline)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise InputError(file, f"is no baseline: {error}.", _REMEDY) from None
    for problem in _problems(baseline):
        raise InputError(file, f"{problem}.", _REMEDY)
    return baseline


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of the file; of a key that stands there twice, one reader would take the first and one the last."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands there twice")
    return dict(pairs)


def _problems(baseline: Baseline) -> Iterator[str]:
    """What is wrong with a baseline that has the right shape."""
    if baseline.archgraph_baseline != LAYOUT:
        yield f"has layout {baseline.archgraph_baseline}, this archgraph writes {LAYOUT}"
    for known in baseline.findings:
        if known.id != identity(known.rule, known.path, known.symbol, known.message):
            yield f"the id {known.id!r} does not belong to its words ({known.rule}, {known.path})"
        if known.count < 1:
            yield f"the count of {known.id} is {known.count}"
        if known.message != unnumbered(known.message) or known.rule not in baseline.rules:
            yield f"the entry {known.id} was not written by archgraph"
    orders = [_order(known) for known in baseline.findings]
    if orders != sorted(set(orders)):
        yield "the findings are not sorted, or one stands there twice"
    counts: Counter[str] = Counter()
    for known in baseline.findings:
        counts[known.rule] += known.count
    wrong = [rule for rule, count in baseline.rules.items() if counts[rule] != count]
    if wrong:
        yield f"the count of rule {wrong[0]!r} is not that of its findings"


def _order(known: Known) -> tuple[str, str, str, str]:
    return (known.rule, known.path, known.symbol, known.message)


def _lines(items: Iterable[object]) -> str:
    lines = [json.dumps(item) for item in items]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _table(table: dict[str, int] | dict[str, str]) -> str:
    lines = [f"{json.dumps(key)}: {json.dumps(table[key])}" for key in sorted(table)]
    return "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"
