"""The truth about MROs: imports a package for real and reads every `__mro__`; runs under an interpreter that has it.

    python cpython_mros.py FOLDER PACKAGE

Prints JSON: class (dotted) → names of its MRO. A class counts when its statement stands in a module of the package that can
be imported and it is reachable by its own name: local classes and those that a name no longer leads to are left out.
"""

import contextlib
import importlib
import io
import json
import os
import pkgutil
import sys
import warnings


def modules(package):
    """The modules of a package that can be imported, `__main__` left out."""
    found = [package]
    for each in pkgutil.walk_packages(
        getattr(package, "__path__", ()), package.__name__ + ".", onerror=lambda name: None
    ):
        if each.name.rpartition(".")[2] == "__main__":
            continue
        with contextlib.suppress(BaseException):
            found.append(importlib.import_module(each.name))
    return found


def classes(space, module, seen):
    """The classes written in a module, nested ones included."""
    for value in list(vars(space).values()):
        # asked of its type: a lazy proxy (django.conf.settings) would run code when asked itself
        if issubclass(type(value), type) and value.__module__ == module.__name__ and value not in seen:
            seen.add(value)
            if "<locals>" not in value.__qualname__:
                yield value
                yield from classes(value, module, seen)


def name(cls):
    """Module and qualified name at run time."""
    return f"{cls.__module__}.{cls.__qualname__}"


def main():
    """Import, read, print."""
    folder, package = sys.argv[1:]
    sys.path.insert(0, folder)
    warnings.simplefilter("ignore")
    os.environ.setdefault("HOME", folder)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        loaded = modules(importlib.import_module(package))
    truth = {name(cls): list(map(name, cls.__mro__)) for module in loaded for cls in classes(module, module, set())}
    print(json.dumps(truth))
    sys.stdout.flush()
    os._exit(0)  # threads and exit handlers of the package are of no interest


main()
