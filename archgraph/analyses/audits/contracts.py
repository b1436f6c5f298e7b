"""Breaches of rules about imports as findings: in: the evidence; out: a draft for each chain, at its first import."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft
from archgraph.model.results.imports import Breach

_ALSO = 3


def checked(kind: str) -> Callable[[Evidence], Iterator[Draft]]:
    """The check of a rule about breaches of that kind."""

    def check(evidence: Evidence) -> Iterator[Draft]:
        return (_draft(each, evidence) for each in evidence.breaches if each.kind == kind)

    return check


def _draft(breach: Breach, evidence: Evidence) -> Draft:
    if breach.problem:
        path = evidence.codebase.by_name.get(breach.importer, "")
        symbol = breach.importer or breach.imported or breach.contract
        return Draft(path, 1 if path else 0, symbol, f"{breach.problem} (rule {breach.contract})")
    first, last = breach.chain[0], breach.chain[-1]
    way = "" if len(breach.chain) == 1 else " by way of others"
    also = f"; also {', '.join(breach.also[:_ALSO])}" if breach.also else ""
    return Draft(
        path=first.path,
        line=first.line,
        symbol=first.importer,
        message=f"{first.importer} imports {last.imported}{way}; {breach.importer} must not import {breach.imported}"
        f" (rule {breach.contract}).",
        evidence=" | ".join(f"{link.path}:{link.line} {link.importer} -> {link.imported}" for link in breach.chain)
        + also,
    )
