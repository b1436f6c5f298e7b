"""What the code says of classes that may be one: in: what earlier stages found; out: a Scene, and what decisions ask of it."""
