"""Run as a program: imports a package and says which MROs on standard input are those of the living classes.

In: JSON {"package": name, "mros": {class: [ancestors]}}; out: JSON {"compared": n, "wrong": {class: the true MRO}}.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import warnings
from contextlib import suppress


def living(name: str) -> object:
    """The object of that dotted name, None when no imported module has it."""
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        found: object = sys.modules.get(".".join(parts[:cut]))
        for part in parts[cut:]:
            found = getattr(found, part, None)
        if found is not None:
            return found
    return None


def own_name(real: type) -> str:
    """What the class calls itself."""
    return f"{real.__module__}.{real.__qualname__}"


def is_called(real: type, name: str) -> bool:
    """Whether that name leads to the class, or is what a class that stands nowhere calls itself: `builtins.module`, or one
    below its namesake (`class P(namedtuple("P", ...))`)."""
    return living(name) is real or own_name(real) == name


def main() -> None:
    """Import, compare, print."""
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    package = importlib.import_module(asked["package"])
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".", onerror=lambda name: None):
        if "__main__" not in module.name and ".tests" not in module.name:
            with suppress(BaseException):
                importlib.import_module(module.name)
    compared, wrong = 0, {}
    for name, ancestors in asked["mros"].items():
        real = living(name)
        if isinstance(real, type) and name.endswith("." + real.__qualname__) and name.startswith(real.__module__):
            compared += 1
            mro = real.__mro__
            if len(mro) != len(ancestors) or not all(map(is_called, mro, ancestors)):
                wrong[name] = [own_name(ancestor) for ancestor in mro]
    json.dump({"compared": compared, "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main()
