#!/usr/bin/env python3
"""Write docs/tables.md from the documentation that stands beside each table."""

from pathlib import Path

from archgraph.report.catalogue import document_tables

if __name__ == "__main__":
    Path(__file__).parents[1].joinpath("docs", "tables.md").write_text(document_tables(), encoding="utf-8")
