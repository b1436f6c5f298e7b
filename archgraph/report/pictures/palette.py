"""What colours mean: light and dark values of every role, told apart also without seeing hues."""

from __future__ import annotations

from typing import NamedTuple


class Ink(NamedTuple):
    """A box's fill and border."""

    fill: str
    line: str


class Theme(NamedTuple):
    """All colours of a picture on one background."""

    paper: str
    text: str
    soft: str
    link: str
    alarm: str
    frame: str
    hues: tuple[Ink, ...]
    """By number; 0 is neutral."""
    external: Ink
    wrong: Ink
    focus: Ink


LIGHT = Theme(
    paper="#ffffff",
    text="#1c2733",
    soft="#5b6875",
    link="#8793a0",
    alarm="#c2410c",
    frame="#d5dbe1",
    hues=(
        Ink("#f4f6f8", "#9aa7b4"),
        Ink("#e4eef9", "#6f9ccb"),
        Ink("#f8efdc", "#c9a75c"),
        Ink("#e3f2e9", "#6fae8b"),
        Ink("#f9e6ea", "#cd8a9b"),
        Ink("#ece7f7", "#9c86c8"),
        Ink("#def2f3", "#5fabb1"),
        Ink("#f0f2da", "#a5ad58"),
        Ink("#f3e9e2", "#b8937a"),
    ),
    external=Ink("#f1f2f4", "#b3bac2"),
    wrong=Ink("#fdeae3", "#c2410c"),
    focus=Ink("#fff8e1", "#1c2733"),
)

DARK = Theme(
    paper="#15191e",
    text="#e6ebf0",
    soft="#a3afbb",
    link="#75818d",
    alarm="#ff9166",
    frame="#333c45",
    hues=(
        Ink("#252b32", "#697684"),
        Ink("#1f3348", "#5b8cc0"),
        Ink("#3d331c", "#ad8c45"),
        Ink("#1d3829", "#559873"),
        Ink("#42262d", "#b37080"),
        Ink("#302847", "#8670b5"),
        Ink("#193639", "#4a979d"),
        Ink("#343719", "#8e9643"),
        Ink("#3a2c23", "#a07d64"),
    ),
    external=Ink("#20252b", "#59636d"),
    wrong=Ink("#43231a", "#ff9166"),
    focus=Ink("#3a3218", "#e6ebf0"),
)


def hue_of(number: int) -> int:
    """The palette's number of a hue: hues repeat when there are more groups than colours."""
    return (number - 1) % (len(LIGHT.hues) - 1) + 1 if number > 0 else 0
