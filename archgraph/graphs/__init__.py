"""Graphs of a code base: imports and inheritance, their numbers, their cycles, and their export."""
