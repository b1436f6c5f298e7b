"""Protocols (PEP 544): in: a class, out: whether it is a protocol itself; classes that implement one are not."""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict

_PROTOCOL = ("typing.Protocol", "typing_extensions.Protocol")


def _judge(subject: Subject) -> Verdict | None:
    if any(base in _PROTOCOL for base in subject.bases):
        return Verdict("lists typing.Protocol as a base")
    return None


ROLE = Classifier("protocol", Standing.OWN, _judge)
