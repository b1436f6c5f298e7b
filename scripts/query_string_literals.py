#!/usr/bin/env python3
"""Look up string literals, in the order of words that the teams call it with: the action first, PATH as an option.

    python3 scripts/query_string_literals.py validate agent_started --path path/to/repository
    python3 scripts/query_string_literals.py search redis --category configuration
    python3 scripts/query_string_literals.py stats

The same as `archgraph strings PATH ACTION TEXT`. Exit code: 1 when `validate` finds no such literal.
"""

from __future__ import annotations

import sys

from archgraph.cli import main


def reordered(words: list[str]) -> list[str]:
    """The arguments of `archgraph strings`: PATH (of --path, else ".") first."""
    words, path = list(words), "."
    for at, word in enumerate(words):
        if word == "--path" and at + 1 < len(words):
            path = words[at + 1]
            del words[at : at + 2]
            break
        if word.startswith("--path="):
            path = words.pop(at).removeprefix("--path=")
            break
    return ["strings", path, *words]


if __name__ == "__main__":
    if sys.argv[1:] in (["-h"], ["--help"], []):
        print(__doc__.strip())
        sys.exit(0 if sys.argv[1:] else 2)
    sys.argv[1:] = reordered(sys.argv[1:])
    main.main()
