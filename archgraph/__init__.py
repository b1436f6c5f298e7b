"""archgraph reads a Python code base without running it and answers questions about its architecture."""

__version__ = "0.1.0"
