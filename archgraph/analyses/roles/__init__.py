"""What a class is: one classifier per role, each a file of its own."""
