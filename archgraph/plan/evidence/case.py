"""One class beside the one that stays, as decisions see it: in: a Scene and both; out: their names, members and use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Card, Difference, Kin
from archgraph.model.source import FileKind, Zone
from archgraph.plan.evidence.aged import is_dated
from archgraph.plan.evidence.carried import wanted
from archgraph.plan.evidence.common_text import Common, common
from archgraph.plan.evidence.doings import written
from archgraph.plan.evidence.near_names import near_names
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.evidence.twins import twins

KEEP, CONSOLIDATE, DELETE, CONVERT, UNDECIDED = "KEEP", "CONSOLIDATE", "DELETE", "CONVERT", "UNDECIDED"
VALUES = ("enum", "data", "settings", "row")
"""Kinds of classes that are what their fields are."""
COPIED = 0.5
"""From this part on the code of two classes is one text that was copied."""

_WHOLE = 0.9
"""The same for a copy as a whole."""
_WORTH_A_BASE = 20
"""Lines that two classes have in common from which on a common base saves more than it costs."""
_HELD = 15
"""Lines of methods of one name, of those, that the base would really hold."""
_DONE = 5
"""Statements in them: the rest are docstrings and arguments."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """An action with its reason, how sure it is, what would decide it where it is not, and the way of a conversion."""

    action: str
    reason: str
    confidence: float
    needs: str = ""
    way: str = ""
    saved: int | None = None
    """Lines that go, where that is not the whole class."""
    becomes: str = ""
    """The name that a class to be renamed gets."""


@dataclass(frozen=True)
class Case:
    """A member of a candidate beside its canonical. Without slots: what many rules ask is worked out once."""

    scene: Scene
    member: ClassKey
    canonical: ClassKey
    kin: Kin
    differences: Sequence[Difference]

    @property
    def cards(self) -> tuple[Card, Card]:
        """What is known of the member, and of the canonical."""
        return self.scene.cards[self.member], self.scene.cards[self.canonical]

    @property
    def name(self) -> str:
        """The canonical's bare name, with as many names before it as tell it from the member."""
        mine, other = (key.class_.split(".") for key in (self.canonical, self.member))
        parts = range(1, len(mine) + 1)
        return next((".".join(mine[-n:]) for n in parts if mine[-n:] != other[-n:]), self.canonical.class_)

    @cached_property
    def unique(self) -> tuple[str, ...]:
        """Public members that the canonical does not have, in source order."""
        card, other = self.cards[0], self.cards[1].offers
        own = (*card.public, *(field for field in card.fields if not field.startswith("_")))
        lacking = [name for name in dict.fromkeys(own) if name not in other]
        held = self.scene.held(self.canonical) if lacking else ()
        return tuple(name for name in lacking if name not in held)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """Of these what somebody asks for."""
        return wanted(self.scene, self.member, self.unique, is_deprecated=self.is_deprecated)

    @property
    def is_deprecated(self) -> bool:
        """Whether a text calls it deprecated and names the canonical in its place."""
        return self.kin.successor == self.canonical

    @cached_property
    def own_work(self) -> tuple[str, ...]:
        """Methods that only its own methods ask for: they stay behind, and with them what they do."""
        called = written(self.scene, self.member) if self.cards[0].kind == "class" else {}
        left = [name for name in self.unique if name in called and name not in self.wanted]
        asked = {call for name, calls in called.items() if name not in left for call in calls} if left else set()
        return tuple(name for name in left if f"self.{name}" in asked)

    @cached_property
    def twins(self) -> Mapping[str, str]:
        """Of these what the canonical has by another name, with that name."""
        if self.cards[0].kind == "enum":
            mine, other = (self.scene.constants(key) for key in (self.member, self.canonical))
            names = {value: name for name, value in other.items() if name not in mine}
            return {name: names[mine[name]] for name in self.wanted if mine.get(name) in names}
        if self.cards[0].kind not in ("class", "protocol"):
            return {}
        return twins(self.scene, self.member, self.canonical, self.wanted)

    @cached_property
    def near(self) -> Mapping[str, str]:
        """What only the member has, and the canonical may have by another name."""
        left = tuple(name for name in self.unique if name not in self.twins)
        return near_names(self.scene, self.member, self.canonical, left)

    @cached_property
    def carried(self) -> tuple[str, ...]:
        """What the canonical takes over in a merge: what somebody asks for and it has by no other name; what may be a field or
        a value of it by another name is asked about first."""
        near = self.near if self.cards[0].kind not in ("class", "protocol") else {}
        return tuple(name for name in self.wanted if name not in self.twins and name not in near)

    @property
    def is_namesake(self) -> bool:
        """Whether the names differ by qualifiers only."""
        return self.cards[0].core == self.cards[1].core

    @property
    def are_both_used(self) -> bool:
        """Whether code outside tests uses each of them."""
        return all(self.scene.is_in_use(key) for key in (self.member, self.canonical))

    @property
    def are_modules_in_use(self) -> bool:
        """Whether code outside tests imports the modules of both."""
        return all(key.path in self.scene.imported_paths for key in (self.member, self.canonical))

    @property
    def are_scripts(self) -> bool:
        """Whether both stand in scripts that nothing but tests imports."""
        return all(map(self._is_script, (self.member.path, self.canonical.path)))

    def _is_script(self, path: str) -> bool:
        module = self.scene.codebase.modules[path]
        importers = self.scene.importers.get(path, set())
        is_run = module.kind is FileKind.SCRIPT or (module.zone is Zone.TOOLING and bool(importers))
        return is_run and self.scene.running_paths.isdisjoint(importers)

    @property
    def copied(self) -> float:
        """Lines of the smaller one that are the other's."""
        return self.kin.text * min(self.scene.lines(key) for key in (self.member, self.canonical))

    @cached_property
    def is_worth_a_base(self) -> bool:
        """Whether so much of the code is one text that a base for it saves something; what goes anyway needs none."""
        if self.kin.text < COPIED or self.copied < _WORTH_A_BASE:
            return False
        held = self.common
        is_much = held.lines >= _HELD and held.statements >= _DONE and held.methods != ("__init__",)
        return is_much and is_dated(self.scene, self.member) == is_dated(self.scene, self.canonical)

    @property
    def is_whole_copy(self) -> bool:
        """Whether a namesake is nearly all one text with it, member by member: what is the same needs no base."""
        is_same = bare(self.member) == bare(self.canonical) and self.kin.shared == 1 and not self.unique
        return is_same and self.kin.text >= _WHOLE

    @property
    def _are_made_by_nobody(self) -> bool:
        """Whether no code makes, calls, registers or inherits from either, no text names them, and no framework may find them."""
        scene = self.scene
        return not any(
            any(row.what not in ("import", "annotate") for row in scene.uses.get(key.class_, ()))
            or scene.frameworks(key)
            or scene.is_handed_on(key)
            or scene.is_named(key)
            or scene.neighbours.is_plugin(key)
            for key in (self.member, self.canonical)
        )

    @cached_property
    def common(self) -> Common:
        """What a base would hold."""
        return common(self.scene, self.member, self.canonical)

    def base(self, text: str, needs: str = "what a common base is to be called, and where it belongs") -> Judgement:
        """To be converted: both get one base with the code that they have in common."""
        held = self.common
        alike = _alike(held, f"here and in {self.name}")
        if self._are_made_by_nobody:
            reason = f"{alike}, and nothing makes either of them"
            return Judgement(UNDECIDED, reason, 0.5, "whether both are to go, or what is to make them")
        return Judgement(CONVERT, f"{alike}, {text}", 0.6, needs, way="base", saved=held.lines)


def _alike(held: Common, where: str) -> str:
    """Which methods are one text, and which of one shape, in words."""
    near = [name for name in held.methods if name not in held.exact]
    same = f"{listed(held.exact)} {'is' if len(held.exact) == 1 else 'are'} one text {where}" if held.exact else ""
    like = f"{listed(near)} {'is' if len(near) == 1 else 'are'} alike but for names or a statement" if near else ""
    return ", ".join(filter(None, (same, like if same else f"{like} {where}" if like else "")))


def bare(key: ClassKey) -> str:
    """Its name without what is before it."""
    return key.class_.rpartition(".")[2]


def bounded(confidence: float) -> float:
    """Never sure, and never less than worth a word."""
    return round(min(0.95, max(0.3, confidence)), 2)


def listed(names: Sequence[str]) -> str:
    """The first five, and how many more there are."""
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
