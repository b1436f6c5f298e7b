"""CPython judges MROs: imports a package for real and holds answers against its classes; runs under an interpreter that has it.

    python cpython_mros.py FOLDER PACKAGE ANSWERS

ANSWERS is a JSON file: tool → class → [names of its MRO or null, whether it is called complete]. Prints JSON: class → tool →
[exact, exact inside the package, called complete]. A class counts when its statement stands in a module that can be imported
and its own name leads to a class of that name there. A name is an ancestor's when it leads to that very class at run time or
the class calls itself so; when it leads nowhere, also when it ends so and its module is not loaded.
"""

import ast
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


def statements(tree, prefix=""):
    """Qualified names of the class statements of a module, those inside functions left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield prefix + node.name
            yield from statements(node, f"{prefix}{node.name}.")
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from statements(node, prefix)


def classes(module):
    """(qualified name, class) of what is written in a module and stands there under its name."""
    path = getattr(module, "__file__", None) or ""
    if not path.endswith(".py"):
        return
    with open(path, "rb") as file:
        names = set(statements(ast.parse(file.read())))
    for name in sorted(names):
        found = below(module, name.split("."))
        # asked of its type: a lazy proxy (django.conf.settings) would run code when asked itself
        if issubclass(type(found), type) and found.__qualname__ == name:
            yield name, found


def below(thing, parts):
    """What stands under a path of names in the namespaces of modules and classes; None when there is nothing."""
    for part in parts:
        thing = vars(thing).get(part) if issubclass(type(thing), (type, type(sys))) else None
    return thing


def living(name):
    """(whether a module of that name's beginning is loaded, what the rest leads to there)."""
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        module = sys.modules.get(".".join(parts[:cut]))
        if isinstance(module, type(sys)):
            return cut == len(parts) - 1, below(module, parts[cut:])
    return False, None


def is_called(real, name):
    """Whether a name is that class's."""
    name = name.partition("[")[0]
    own = f"{real.__module__}.{real.__qualname__}".partition("[")[0]
    loaded, found = living(name)
    if found is real or name == own:  # a class below its namesake, `class P(namedtuple("P", ...))`, stands nowhere
        return True
    return found is None and not loaded and name.rpartition(".")[2] == own.rpartition(".")[2]


def verdict(real, answer, package):
    """Whether an answer is exact, exact inside the package, and called complete."""
    given, complete = answer
    if given is None:
        return [False, False, complete]
    truth = list(real.__mro__)
    exact = len(given) == len(truth) and all(map(is_called, truth, given))
    inner = [each for each in truth if str(each.__module__).partition(".")[0] == package]
    named = [name for name in given if name.partition(".")[0] == package]
    inside = exact or (len(named) == len(inner) and all(map(is_called, inner, named)))
    return [exact, inside, complete]


def main():
    """Import, judge, print."""
    folder, package, answers = sys.argv[1:]
    with open(answers, encoding="utf-8") as file:
        asked = json.load(file)
    sys.path.insert(0, folder)
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        loaded = modules(importlib.import_module(package))
    found = {}
    for module in loaded:
        for name, real in classes(module):
            full = f"{module.__name__}.{name}"
            found[full] = {
                tool: verdict(real, given.get(full, (None, False)), package) for tool, given in asked.items()
            }
    print(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)  # threads and exit handlers of the package are of no interest


main()
