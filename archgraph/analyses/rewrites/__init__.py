"""Production logic that stands in test code a second time."""
