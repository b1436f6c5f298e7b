"""What to make of families: which class stays, what the rest takes, and which moves can be made side by side."""
