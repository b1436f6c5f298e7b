"""The version of archgraph."""

__version__ = "0.1.0"
