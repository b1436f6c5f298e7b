"""Exceptions: in: a class, out: whether it can be raised."""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict
from archgraph.analyses.words import last_name

_ENDINGS = ("Error", "Exception", "Warning")


def _judge(subject: Subject) -> Verdict | None:
    for ancestor in subject.ancestors:
        if ancestor.name == "builtins.BaseException":
            return Verdict("descends from BaseException")
    for base in subject.bases if subject.record.name.endswith(_ENDINGS) else ():
        if last_name(base).endswith(_ENDINGS):
            return Verdict(f"named like its base {base}, which could not be read", 0.8)
    return None


ROLE = Classifier("exception", Standing.OWN, _judge)
