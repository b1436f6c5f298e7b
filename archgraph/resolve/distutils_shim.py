"""What setuptools makes of distutils: in: names of distutils' modules, out: where Python finds them and what they hold.

Since version 60 setuptools puts its own copy, `setuptools._distutils`, under the name `distutils` (by
`distutils-precedence.pth` at start-up and `_distutils_hack.override` when it is imported), and importing setuptools puts
its own classes into that copy (`setuptools.monkey.patch_all`). Both happen at run time and are told here by name.
"""

from __future__ import annotations

NAME = "distutils"
COPY = "setuptools._distutils"
STARTUP_FILE = "distutils-precedence.pth"

PATCHED = {
    "core": {
        "Command": "setuptools",
        "Distribution": "setuptools.dist",
        "Extension": "setuptools.extension",
    },
    "cmd": {"Distribution": "setuptools.dist"},
    "dist": {"Distribution": "setuptools.dist"},
    "extension": {"Extension": "setuptools.extension"},
}
"""Module of distutils → name → the module of setuptools whose class of that name it holds once setuptools is imported."""

UNPATCHED = {"Command": "cmd", "Distribution": "dist", "Extension": "extension"}
"""Class → the module of distutils that declares it: what `setuptools.monkey.get_unpatched` leads back to."""


def is_below(name: str) -> bool:
    """Is it distutils or one of its modules?"""
    return name == NAME or name.startswith(f"{NAME}.")


def copied(name: str) -> str:
    """The module of setuptools' copy that stands under a name of distutils."""
    return COPY + name[len(NAME) :]


def part_of(name: str) -> str | None:
    """The part of distutils that a module is ("core"), under either name; None for other modules."""
    for root in (NAME, COPY):
        if name.startswith(f"{root}."):
            return name[len(root) + 1 :]
    return None
