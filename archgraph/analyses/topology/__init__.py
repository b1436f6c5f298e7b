"""Registries: who fills them, who reads them, and what they do when a key comes twice."""
