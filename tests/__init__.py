"""The tests of archgraph."""
