#!/usr/bin/env python3
"""Fail when test code does again what production code does: detect_test_ssot_violations.py as a gate.

    python3 scripts/validate_test_ssot_compliance.py PATH

Exit code: 0 no such code, 1 some, 2 not done.
"""

from __future__ import annotations

import sys

from detect_test_ssot_violations import command

from archgraph.cli.main import run
from archgraph.cli.options import help_of

if __name__ == "__main__":
    command.help = help_of(__doc__)
    sys.argv.append("--fail")
    sys.exit(run(command))
