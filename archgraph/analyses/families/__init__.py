"""Which classes are for the same thing, and why."""
