"""grimp's import graph of packages that share a folder; runs under an interpreter that has grimp.

    python grimp_edges.py FOLDER PACKAGE...

Prints JSON: version, modules, edges as [importer, imported, [lines]], error ("" or why there is no graph).
"""

import json
import sys

import grimp

folder, *packages = sys.argv[1:]
sys.path.insert(0, folder)
sys.dont_write_bytecode = True
answer = {"version": getattr(grimp, "__version__", ""), "modules": [], "edges": [], "error": ""}
try:
    graph = grimp.build_graph(*packages, cache_dir=None)
except Exception as error:
    answer["error"] = f"{type(error).__name__}: {error}".replace(folder, "…")[:200]
else:
    answer["modules"] = sorted(graph.modules)
    for importer in answer["modules"]:
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            details = graph.get_import_details(importer=importer, imported=imported)
            answer["edges"].append((importer, imported, sorted(detail["line_number"] for detail in details)))
print(json.dumps(answer))
