"""What griffe reads of a package; runs under an interpreter that has griffe.

    python griffe_load.py FOLDER PACKAGE

Prints JSON: modules (names), classes (a number), error ("" or why nothing was read), skipped (warnings about modules that
griffe could not read).
"""

import json
import logging
import sys

import griffe

folder, package = sys.argv[1:]
skipped = []


class Listener(logging.Handler):
    """Counts griffe's messages about modules that it gives up."""

    def emit(self, record):
        """Keep what is a warning or worse."""
        if record.levelno >= logging.WARNING:
            skipped.append(record.getMessage())


logging.getLogger().addHandler(Listener())
logging.getLogger("griffe").setLevel(logging.WARNING)
answer = {"modules": [], "classes": 0, "error": "", "skipped": 0}


def count(thing):
    """Modules and classes of an object and all below it."""
    for member in list(thing.members.values()):
        if member.is_alias:
            continue
        if member.is_module:
            answer["modules"].append(member.path)
            count(member)
        elif member.is_class:
            answer["classes"] += 1
            count(member)


try:
    loaded = griffe.load(package, search_paths=[folder], allow_inspection=False)
except Exception as error:
    answer["error"] = f"{type(error).__name__}: {error}".replace(folder, "…")[:200]
else:
    answer["modules"].append(loaded.path)
    count(loaded)
answer["skipped"] = len(skipped)
print(json.dumps(answer))
