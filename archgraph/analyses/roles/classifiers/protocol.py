"""Protocols (PEP 544) and interfaces of zope: in: a class, out: whether it is one itself; classes that implement one are not."""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict

_PROTOCOL = frozenset({"typing.Protocol", "typing_extensions.Protocol"})
_INTERFACE = frozenset(
    {"zope.interface.Interface", "zope.interface.interface.Interface", "zope.interface.interface.InterfaceClass"}
)
"""What descends from it is never made an instance of, and its functions have no bodies."""


def _judge(subject: Subject) -> Verdict | None:
    if not _PROTOCOL.isdisjoint(subject.bases):
        return Verdict("lists typing.Protocol as a base")
    if not _INTERFACE.isdisjoint(subject.bases) or any(each.name in _INTERFACE for each in subject.ancestors):
        return Verdict("is an interface of zope")
    return None


ROLE = Classifier("protocol", Standing.OWN, _judge)
