"""Formats: a Page becomes text of one kind."""
