"""griffe's MROs of a package; runs under an interpreter that has griffe.

    python griffe_mros.py FOLDER PACKAGE

Prints JSON: class → [names of its MRO, whether all bases were resolved]; the names are null where griffe has none.
"""

import json
import logging
import sys

import griffe

logging.disable(logging.CRITICAL)


def classes(thing):
    """All classes of an object and below it."""
    for member in list(thing.members.values()):
        if member.is_alias:
            continue
        if member.is_class:
            yield member
        if member.is_class or member.is_module:
            yield from classes(member)


def answer(cls):
    """One class: its MRO, itself first, and whether every base was found; griffe leaves `object` to be understood."""
    try:
        mro = [cls.path, *(each.path for each in cls.mro()), "builtins.object"]
        return mro, len(cls.resolved_bases) == len(cls.bases)
    except Exception:
        return None, False


def main():
    """Load, resolve, ask, print."""
    folder, package = sys.argv[1:]
    loader = griffe.GriffeLoader(search_paths=[folder, *sys.path[1:]], allow_inspection=False)
    loaded = loader.load(package)
    loader.resolve_aliases(external=True)
    print(json.dumps({cls.path: answer(cls) for cls in classes(loaded)}))


main()
