"""What a class with a duty is like: its state, its locks, how long its instances live, what it is about."""
