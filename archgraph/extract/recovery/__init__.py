"""Reads what can be read of a file with syntax errors: text to a syntax tree with true positions."""
