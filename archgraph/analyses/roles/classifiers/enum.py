"""Enumerations: in: a class, out: whether it descends from enum.Enum."""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict

_ENUMS = frozenset(
    {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "TextChoices", "IntegerChoices", "Choices"}
)


def _judge(subject: Subject) -> Verdict | None:
    ancestor = subject.ancestor_named(_ENUMS)
    return Verdict(f"descends from {ancestor}") if ancestor else None


ROLE = Classifier("enum", Standing.OWN, _judge)
