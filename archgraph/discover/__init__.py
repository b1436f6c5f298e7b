"""Discovery: which files are read, what their modules are called, on which side of the production line they stand."""
