"""The verdict for programs."""

from __future__ import annotations

import json

import msgspec

from archgraph.gate.verdict import Verdict


def as_json(verdict: Verdict) -> str:
    """Every field of the verdict; `new` are the violations that fail."""
    content = msgspec.to_builtins(verdict)
    for decision, plain in zip(verdict.decisions, content["decisions"], strict=True):
        plain["go"] = decision.go
    return json.dumps({"violations": len(verdict.new), **content}, indent=1) + "\n"
