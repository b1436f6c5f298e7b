"""What a picture shows, before anyone says how it looks: boxes, links and groups, with words for all of them."""

from __future__ import annotations

from enum import StrEnum

from archgraph.model.source import Row


class Tone(StrEnum):
    """What a box or a link means; each renderer has one look for each."""

    PLAIN = "plain"
    FOCUS = "focus"
    """What the picture is about."""
    EXTERNAL = "external"
    """Not part of the code base."""
    DOUBLE = "double"
    """A mock, fake or stub."""
    ALARM = "alarm"
    """Something is wrong: a class without an MRO, an import that closes a circle."""
    FAINT = "faint"
    """Stands for what was left out, or happens only lazily."""
    HIDDEN = "hidden"
    """A link that is not drawn and only keeps boxes in order."""


class Direction(StrEnum):
    """Where a link's head lies."""

    DOWN = "TB"
    UP = "BT"
    RIGHT = "LR"
    LEFT = "RL"


class Box(Row, frozen=True):
    """A node. `title` is its large line, `detail` the small ones below, `badge` a number or word on its corner.

    `id` is unique in the drawing; `hue` numbers the service or package whose colour it has (0: none); `hint` is shown
    when pointed at.
    """

    id: str
    title: str
    detail: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN
    hue: int = 0
    badge: str = ""
    group: str = ""
    hint: str = ""


class Link(Row, frozen=True):
    """An arrow between two boxes; `weight` (1 upwards) is how much it stands for, `label` a short text beside it.

    `against`: it points against the order of the others, which decides where boxes go.
    """

    tail: str
    head: str
    tone: Tone = Tone.PLAIN
    weight: int = 1
    label: str = ""
    hint: str = ""
    against: bool = False


class Group(Row, frozen=True):
    """A frame around boxes."""

    id: str
    title: str
    hue: int = 0


class Drawing(Row, frozen=True):
    """A picture. `name` is its file name without the ending; `legend` pairs looks with words: "box:double" and
    "link:alarm" for tones, "hue:2" for colours, "badge:0" for badges.

    `notes` say what was squashed or left out; `alt` says the whole in words, for those who do not see it. Of
    several `directions`, the one that uses a page best is taken.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    groups: tuple[Group, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = (Direction.DOWN, Direction.RIGHT)
