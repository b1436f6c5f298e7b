"""How Managers and Registries behave: locks, tasks, leaks, clashes with their like, and what all of it suggests."""
