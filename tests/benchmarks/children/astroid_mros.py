"""astroid's MROs of a package; runs under an interpreter that has astroid.

    python astroid_mros.py FOLDER PACKAGE

Prints JSON: class → [names of its MRO, whether astroid says that it knows all bases]; the names are null where it has none.
"""

import json
import os
import sys

import astroid
from astroid import nodes
from astroid.modutils import modpath_from_file


def dotted(path):
    """The module of a file."""
    return ".".join(modpath_from_file(path)).removesuffix(".__init__")


def answer(cls):
    """One class: its MRO and whether every base could be inferred."""
    try:
        mro = [each.qname() for each in cls.mro()]
    except Exception:
        mro = None
    try:
        sure = all(any(isinstance(one, nodes.ClassDef) for one in base.infer()) for base in cls.bases)
    except Exception:
        sure = False
    return mro, sure


def main():
    """Read every file, ask every class, print."""
    folder, package = sys.argv[1:]
    sys.path.insert(0, folder)
    found = {}
    for top, folders, names in sorted(os.walk(os.path.join(folder, package))):
        folders.sort()
        for path in (os.path.join(top, each) for each in sorted(names) if each.endswith(".py")):
            try:
                module = astroid.MANAGER.ast_from_file(path, dotted(path))
            except Exception:
                continue
            for cls in module.nodes_of_class(nodes.ClassDef):
                found[cls.qname()] = answer(cls)
    print(json.dumps(found))


main()
