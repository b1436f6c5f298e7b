"""Drawings for tests: in: names of boxes and links in words; out: a Drawing, also one of hostile text."""

from __future__ import annotations

from itertools import pairwise

from archgraph.model.drawing import Box, Drawing, Group, Link, Tone

HOSTILE = (
    'quo"te',
    "back\\slash\\",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "new\nline",
    "nul\x00bell\x07",
    "half\ud800",
    "\\N \\G \\L",
    "]]>&amp;#35;",
    "a:b:c",
    "-->|x|",
    "%%{init}%%",
    "日本語 übung",
    "graph",
    "'; --",
    "",
)


def drawing(*links: str, **more: object) -> Drawing:
    """A drawing from lines such as "a b" or "a b alarm"."""
    parts = [line.split() for line in links]
    names = dict.fromkeys(name for part in parts for name in part[:2])
    found = tuple(
        Link(part[0], part[1], Tone(part[2]) if len(part) > 2 else Tone.PLAIN, against=part[2:] == ["alarm"])
        for part in parts
    )
    fields: dict[str, object] = {
        "name": "test",
        "title": "A title",
        "subtitle": "below it",
        "alt": "What it shows.",
        "boxes": tuple(Box(name, name) for name in names),
        "links": found,
    }
    return Drawing(**{**fields, **more})  # type: ignore[arg-type]


def hostile() -> Drawing:
    """A drawing in which every text wants to break out."""
    boxes = tuple(
        Box(text, text, (text,), list(Tone)[number % 6], number, text[:3], 'gr"oup<' if number < 3 else "", text)
        for number, text in enumerate(HOSTILE)
    )
    links = tuple(
        Link(tail, head, list(Tone)[number % 7], number + 1, tail[:5], tail, against=number % 2 == 0)
        for number, (tail, head) in enumerate(pairwise(HOSTILE))
    )
    text = " ".join(HOSTILE)
    legend = (("box:plain", text), ("link:alarm", text), ("hue:3", text), ("badge:0", text))
    return Drawing(text, text, text, text, boxes, links, (Group('gr"oup<', text),), legend, (text,))
