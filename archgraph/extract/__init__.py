"""What one file says: bytes to facts; the only place that knows `ast`."""
