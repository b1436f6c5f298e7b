"""Settings: in: a class, out: whether its instances hold configuration values."""

from __future__ import annotations

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict
from archgraph.analyses.words import has_head, head_word

_BASES = frozenset({"BaseSettings", "AppConfig"})
_HEADS = frozenset({"settings", "config", "configuration", "options"})


def _judge(subject: Subject) -> Verdict | None:
    ancestor = subject.ancestor_named(_BASES)
    if ancestor:
        return Verdict(f"descends from {ancestor}")
    name = subject.record.name
    return Verdict(f"its name says {head_word(name)}", 0.8) if has_head(name, _HEADS) else None


ROLE = Classifier("settings", Standing.OWN, _judge)
